import { ApolloClient, ApolloLink, InMemoryCache, Observable } from '@apollo/client/core'
import { DefaultApolloClient } from '@vue/apollo-composable'
import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { i18n, setLocale, useWords } from '../shared/i18n'
import Onlookers from './Onlookers.vue'

enableAutoUnmount(afterEach)
beforeEach(() => useWords('dashboard'))

/** The page of an interview before a server that tells who looks. */
function opened() {
  let tell: (id: string, names: string[]) => void = () => undefined
  const asked: unknown[] = []
  const link = new ApolloLink(
    ({ variables }) =>
      new Observable((observer) => {
        asked.push(variables['interviewId'])
        tell = (id, names) =>
          observer.next({
            data: {
              onlookersChanged: {
                __typename: 'OnlookersChanged',
                interview: {
                  __typename: 'Interview',
                  id,
                  onlookers: names.map((name) => ({ __typename: 'StaffMember', id: name, name })),
                },
              },
            },
          })
      }),
  )
  const mounted = mount(Onlookers, {
    props: { interviewId: 'one' },
    global: {
      plugins: [i18n],
      provide: { [DefaultApolloClient]: new ApolloClient({ link, cache: new InMemoryCache() }) },
    },
  })
  return {
    mounted,
    asked,
    tells: async (id: string, ...names: string[]) => {
      tell(id, names)
      await flushPromises()
    },
  }
}

test.each([
  ['en', 'Also looking at this now: Inès Moreau, Ruben Sand'],
  ['sv', 'Tittar också på det här nu: Inès Moreau, Ruben Sand'],
  ['fr', 'Consultent aussi cet entretien\u00a0: Inès Moreau, Ruben Sand'],
] as const)('who else looks stands there by initials, and by name for who hears it, in %s', async (language, words) => {
  await setLocale(language, { remember: false })
  const page = opened()
  expect(page.mounted.text()).toBe('')
  await page.tells('one', 'Inès Moreau', 'Ruben Sand')
  expect(page.mounted.get('[role=status]').text()).toContain(words)
  expect(page.mounted.findAll('[aria-hidden=true]').map((each) => each.text())).toEqual(['IM', 'RS'])
  await page.tells('one')
  expect(page.mounted.text()).toBe('')
})

test('many are told by name, and shown as some and a number', async () => {
  await setLocale('en', { remember: false })
  const page = opened()
  const shown = () => page.mounted.findAll('[aria-hidden=true]').map((each) => each.text())
  await page.tells('one', 'Ada A', 'Bo B', 'Cy C', 'Di D')
  expect(shown()).toEqual(['AA', 'BB', 'CC', 'DD'])
  await page.tells('one', 'Ada A', 'Bo B', 'Cy C', 'Di D', 'Ed E', 'Flo F')
  expect(shown()).toEqual(['AA', 'BB', 'CC', '+3'])
  expect(page.mounted.get('[role=status]').text()).toContain('Ada A, Bo B, Cy C, Di D, Ed E, Flo F')
})

test('another interview has its own', async () => {
  const page = opened()
  await page.tells('one', 'Ruben Sand')
  await page.mounted.setProps({ interviewId: 'two' })
  await flushPromises()
  expect(page.mounted.text()).toBe('')
  expect(page.asked).toEqual(['one', 'two'])
})
