import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDialog } from '../../test/dialog'
import type { CancelDialog_InterviewFragment } from '../gql/graphql'
import { setLocale, useWords } from '../shared/i18n'
import CancelDialog from './CancelDialog.vue'

enableAutoUnmount(afterEach)
beforeEach(async () => {
  await useWords('dashboard')
  await setLocale('en', { remember: false })
})

const interview: CancelDialog_InterviewFragment = {
  id: 'interview',
  status: 'SCHEDULED',
  startsAt: '2026-11-24T09:00:00Z',
  endsAt: '2026-11-24T09:45:00Z',
  rsvp: 'NEEDS_ACTION',
  candidate: { id: 'maya', name: 'Maya Okafor', email: 'maya@candidates.test' },
}

test.each([
  [{ rsvp: 'ACCEPTED' }, 'Accepted'],
  [{ status: 'IN_PROGRESS' }, 'In progress'],
  [{ startsAt: '2026-11-24T12:00:00Z', endsAt: '2026-11-24T12:45:00Z' }, '13:00'],
] as const)('who cancels what became another one meanwhile (%o) is told first', async (change, words) => {
  const dialog = await openDialog(CancelDialog, { interview }, { __typename: 'Interview', id: 'interview' })
  await dialog.write('Reason', 'She is ill.')
  await dialog.mounted.setProps({ interview: { ...interview, ...change } })
  await dialog.submit()
  expect(dialog.sent).toEqual([])
  expect(dialog.text()).toContain('The interview is now:')
  expect(dialog.text()).toContain(words)
  await dialog.press('Go on all the same')
  await dialog.submit()
  expect(dialog.sent).toMatchObject([{ interviewId: 'interview', reason: 'She is ill.' }])
})

test('the same interview, read again, is no change', async () => {
  const dialog = await openDialog(CancelDialog, { interview }, { __typename: 'Interview', id: 'interview' })
  await dialog.mounted.setProps({ interview: { ...interview } })
  await dialog.submit()
  expect(dialog.sent).toHaveLength(1)
})
