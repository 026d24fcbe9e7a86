import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDialog, type Answer } from '../../test/dialog'
import type { RoundsDialog_JobFragment } from '../gql/graphql'
import { setLocale, useWords } from '../shared/i18n'
import RoundsDialog from './RoundsDialog.vue'

const ines = { id: 'ines', name: 'Inès Moreau' }
const olof = { id: 'olof', name: 'Olof Berg' }
const job: RoundsDialog_JobFragment = {
  id: 'job',
  title: 'Backend engineer',
  rounds: [
    {
      number: 1,
      name: 'First talk',
      durationMinutes: 30,
      mode: 'PHONE',
      location: null,
      meetingUrl: null,
      interviewers: [],
      anyOf: [[ines, olof]],
      kit: null,
    },
    {
      number: 2,
      name: 'On site',
      durationMinutes: 120,
      mode: 'ONSITE',
      location: 'Storgatan 12',
      meetingUrl: null,
      interviewers: [ines],
      anyOf: [],
      kit: { id: 'old', name: 'Old kit' },
    },
  ],
}
const firstTalk = {
  name: 'First talk',
  durationMinutes: 30,
  mode: 'PHONE',
  interviewerIds: [],
  anyOf: [['ines', 'olof']],
  kitId: null,
}
const onSite = {
  name: 'On site',
  durationMinutes: 120,
  mode: 'ONSITE',
  location: 'Storgatan 12',
  interviewerIds: ['ines'],
  kitId: 'old',
}
const done: Answer = { __typename: 'Job', id: 'job', title: job.title, rounds: [] }
const invalid = (path: string): Answer => ({
  __typename: 'InvalidInput',
  message: 'Invalid',
  fields: [{ path, message: 'Too long.' }],
})

enableAutoUnmount(afterEach)

beforeEach(async () => {
  await useWords('dashboard')
  await setLocale('en', { remember: false })
})

const isOnShow = (name: string) =>
  [...document.querySelectorAll<HTMLElement>('[aria-expanded]')].some(
    (button) => button.textContent?.includes(name) && button.getAttribute('aria-expanded') === 'true',
  )

test('rounds change places by their buttons, which keep the focus', async () => {
  const dialog = await openDialog(RoundsDialog, { job }, done)
  await dialog.press('Move First talk down')
  expect(dialog.text()).toContain('First talk is now 2 of 2.')
  // At the end there is only one way left.
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Move First talk up')
  await dialog.submit()
  expect(dialog.sent).toMatchObject([{ jobId: 'job', rounds: [onSite, firstTalk] }])
  expect(dialog.sent[0]!['rounds']).toEqual([onSite, firstTalk])
  expect(dialog.mounted.emitted('update:open')).toEqual([[false]])
})

test('a round is removed, and the next one has the focus', async () => {
  const dialog = await openDialog(RoundsDialog, { job }, done)
  await dialog.press('Remove First talk')
  expect(document.activeElement?.textContent).toContain('On site')
  await dialog.press('Remove On site')
  expect(document.activeElement?.textContent).toContain('Add round')
  await dialog.submit()
  expect(dialog.sent).toMatchObject([{ rounds: [] }])
})

test('a round that is added says what it lacks before the server is asked', async () => {
  const dialog = await openDialog(RoundsDialog, { job }, done)
  await dialog.press('Add round')
  expect(document.activeElement).toBe(document.querySelector('#round-added-1-fields input'))
  await dialog.submit()
  expect(dialog.complaints()).toEqual([
    ['Name', 'Enter a name.'],
    ['Meeting link', 'A video call needs its link.'],
  ])
  expect(dialog.sent).toEqual([])
})

test.each([
  ['en', 'Not accepted: Too long.'],
  ['sv', 'Godtogs inte: Too long.'],
  ['fr', 'Refusé\u00A0: Too long.'],
] as const)('what the server does not accept is said in its round, which unfolds, in %s', async (language, words) => {
  await setLocale(language, { remember: false })
  const dialog = await openDialog(RoundsDialog, { job }, invalid('rounds.1.location'))
  expect(isOnShow('On site')).toBe(false)
  await dialog.submit()
  expect(dialog.complaints().map(([, text]) => text)).toEqual([words])
  expect(isOnShow('On site')).toBe(true)
  expect(isOnShow('First talk')).toBe(false)
  expect((document.activeElement as HTMLInputElement).value).toBe('Storgatan 12')
})

test('a complaint follows its round, not its number', async () => {
  const dialog = await openDialog(RoundsDialog, { job }, invalid('rounds.0.name'))
  await dialog.press('Move On site up')
  await dialog.submit()
  expect(isOnShow('On site')).toBe(true)
  expect(isOnShow('First talk')).toBe(false)
})

test('opened again, it shows what the job plans and not what was left unsaved', async () => {
  const dialog = await openDialog(RoundsDialog, { job }, done)
  await dialog.press('Remove First talk')
  await dialog.mounted.setProps({ open: false })
  await dialog.mounted.setProps({ open: true })
  expect(dialog.text()).toContain('First talk')
})
