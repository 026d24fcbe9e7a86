import { ApolloClient, ApolloLink, InMemoryCache, Observable } from '@apollo/client/core'
import { DefaultApolloClient } from '@vue/apollo-composable'
import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, expect, test } from 'vitest'
import { computed, defineComponent, h } from 'vue'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'
import { recruiter } from '../../test/dialog'
import { viewerKey } from '../dashboard/use-viewer'
import { possibleTypes } from '../gql/possible-types'
import { i18n, setLocale, useWords } from '../shared/i18n'
import KitPage from './KitPage.vue'

enableAutoUnmount(afterEach)

const kit = {
  __typename: 'Kit',
  id: 'kit',
  name: 'First talk',
  archivedAt: null,
  version: {
    __typename: 'KitVersion',
    id: 'version-1',
    number: 1,
    language: 'EN',
    createdAt: '2026-11-21T09:00:00Z',
    questions: [],
    criteria: [{ __typename: 'Criterion', id: 'c1', name: 'Calm', lookFor: null, mustBeScored: false }],
  },
}

/** The page of a kit. */
async function openPage() {
  await useWords('dashboard')
  await setLocale('en', { remember: false })
  const jobs = { __typename: 'JobConnection', nodes: [], pageInfo: { __typename: 'PageInfo', hasNextPage: false } }
  const link = new ApolloLink(({ operationName }) =>
    Observable.of({
      data:
        operationName === 'KitPage'
          ? { kit: { ...kit, jobs } }
          : { roomSettings: { __typename: 'RoomSettings', id: 'company', services: [] } },
    }),
  )
  const cache = new InMemoryCache({ possibleTypes })
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', name: 'kit', component: defineComponent(() => () => h(KitPage, { id: 'kit' })) },
      { path: '/kits', name: 'kits', component: defineComponent(() => () => null) },
    ],
  })
  const client = new ApolloClient({ link, cache })
  mount(RouterView, {
    attachTo: document.body,
    global: {
      plugins: [router, i18n],
      provide: { [viewerKey as symbol]: computed(() => recruiter), [DefaultApolloClient]: client },
    },
  })
  await router.push('/')
  await flushPromises()
  const field = () => document.querySelector<HTMLInputElement>('input[name=name]')
  return {
    field,
    async archivedByOthers() {
      client.cache.modify({ id: 'Kit:kit', fields: { archivedAt: () => '2026-11-22T09:00:00Z' } })
      await expect.poll(() => document.body.textContent).toContain('This kit is archived')
    },
    async write(text: string) {
      field()!.value = text
      field()!.dispatchEvent(new Event('input', { bubbles: true }))
      await flushPromises()
    },
    text: () => document.body.textContent ?? '',
  }
}

test('a kit that is archived is only read', async () => {
  const page = await openPage()
  expect(page.field()).not.toBeNull()
  await page.archivedByOthers()
  expect(page.field()).toBeNull()
  expect(page.text()).toContain('Calm')
})

test('words that are not saved stay when the kit is archived, until they are taken back', async () => {
  const page = await openPage()
  await page.write('First talk, again')
  await page.archivedByOthers()
  expect(page.field()?.value).toBe('First talk, again')
  await page.write('First talk')
  expect(page.field()).toBeNull()
})
