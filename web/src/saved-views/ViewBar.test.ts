import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDialog, recruiter } from '../../test/dialog'
import { setLocale, useWords } from '../shared/i18n'
import ViewBar from './ViewBar.vue'

const view = (id: string, name: string, query: string, more: object = {}) => ({
  __typename: 'SavedView',
  id,
  list: 'INTERVIEWS',
  name,
  query,
  isShared: false,
  isOwn: true,
  isDefault: false,
  owner: { __typename: 'StaffMember', id: 'ruben', name: 'Ruben Sand' },
  ...more,
})
const mine = view('v1', 'Not answered', 'answer=needs_action')
const ours = view('v2', 'This week', 'sort=asc', {
  isShared: true,
  isOwn: false,
  owner: { __typename: 'StaffMember', id: 'ada', name: 'Ada' },
})

enableAutoUnmount(afterEach)
beforeEach(async () => {
  await useWords('dashboard')
  await setLocale('en', { remember: false })
})

async function at(address: string, answer: { __typename: string } = mine, viewer = recruiter) {
  const bar = await openDialog(
    ViewBar,
    { list: 'INTERVIEWS' },
    answer,
    { savedViews: { __typename: 'SavedViewConnection', nodes: [mine, ours] } },
    viewer,
  )
  await bar.mounted.vm.$router.push(address)
  await flushPromises()
  return {
    ...bar,
    chips: () => bar.mounted.findAll('nav a').map((chip) => chip.text().replace(/\s+/g, ' ')),
    current: () =>
      bar.mounted
        .findAll('nav a')
        .filter((chip) => chip.attributes('aria-current') === 'true')
        .map((chip) => chip.text().replace(/\s+/g, ' ')),
    address: () => bar.mounted.vm.$route.fullPath,
    has: (name: string) => bar.mounted.findAll('button').some((button) => button.text() === name),
  }
}

test('one’s own views and the shared ones are links to what they show', async () => {
  const bar = await at('/')
  expect(bar.chips()).toEqual(['All', 'Not answered', 'This week (shared)'])
  expect(bar.current()).toEqual(['All'])
  expect(bar.mounted.findAll('nav a').map((chip) => chip.attributes('href'))).toEqual([
    '/',
    '/?answer=needs_action&view=v1',
    '/?sort=asc&view=v2',
  ])
  expect(bar.has('Save view')).toBe(false)
})

test('the view that shows what the address says is the one on show, on every page of it', async () => {
  expect((await at('/?answer=needs_action&after=x')).current()).toEqual(['Not answered'])
  expect((await at('/?view=v1&answer=needs_action')).current()).toEqual(['Not answered'])
})

test('what is no view yet is saved under a name, and is one then', async () => {
  const bar = await at('/?status=scheduled&after=x', view('v3', 'Ahead', 'status=scheduled'))
  expect(bar.current()).toEqual([])
  await bar.press('Save view')
  await bar.write('Name', '')
  await bar.submit()
  expect(bar.sent).toEqual([])
  await bar.write('Name', 'Ahead')
  await bar.submit()
  expect(bar.sent).toMatchObject([{ list: 'INTERVIEWS', name: 'Ahead', query: 'status=scheduled', isShared: false }])
  expect(bar.address()).toBe('/?status=scheduled&view=v3')
})

test('a view that was changed says so, and keeps the changes on request', async () => {
  const bar = await at('/?answer=declined&view=v1')
  expect(bar.current()).toEqual(['Not answered (changed)'])
  await bar.press('Save changes')
  expect(bar.sent).toEqual([{ viewId: 'v1', query: 'answer=declined' }])
})

test('a shared one is changed by those who recruit', async () => {
  expect((await at('/?sort=desc&view=v2')).has('Save changes')).toBe(true)
  expect((await at('/?sort=desc&view=v2', mine, { ...recruiter, role: 'INTERVIEWER' })).has('Save changes')).toBe(false)
})
