import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDialog, type Answer } from '../../test/dialog'
import type { SlotCard_SlotFragment } from '../gql/graphql'
import { setLocale, useWords } from '../shared/i18n'
import CancelSlotDialog from './CancelSlotDialog.vue'

const slot: SlotCard_SlotFragment = {
  id: 'slot',
  startsAt: '2026-11-24T09:00:00.000Z',
  endsAt: '2026-11-24T09:45:00.000Z',
  durationMinutes: 45,
  timeZone: 'Europe/Stockholm',
  capacity: 3,
  placesTaken: 2,
  placesLeft: 1,
  status: 'OPEN',
  mode: 'PHONE',
  location: null,
  meetingUrl: null,
  job: null,
  interviewers: [],
  anyOf: [],
  bookings: [],
}
const place = (email: string, id: string, name: string, address: string | null) => ({
  __typename: 'CancelledPlace',
  email,
  interview: {
    __typename: 'Interview',
    id,
    candidate: { __typename: 'Candidate', id: `candidate ${id}`, name, email: address },
  },
})
const cancellation: Answer = {
  __typename: 'SlotCancellation',
  isDone: false,
  slot: { __typename: 'Slot', ...slot },
  places: [
    place('CANCELLATION', 'i1', 'Ada Bergström', 'ada@candidates.test'),
    place('SKIPPED_NO_ADDRESS', 'i2', 'Ben Kowalski', null),
  ],
}

enableAutoUnmount(afterEach)

beforeEach(async () => {
  await useWords('dashboard')
  await setLocale('en', { remember: false })
})

test.each([
  ['en', ['Cancellation to ada@candidates.test', 'No email address: tell them another way.']],
  ['sv', ['Avbokning till ada@candidates.test', 'Ingen e-postadress: säg till på annat sätt.']],
  ['fr', ['Annulation à ada@candidates.test', 'Pas d’adresse e-mail : prévenez autrement.']],
] as const)('who gets which email is shown before anything is called off, in %s', async (language, words) => {
  await setLocale(language, { remember: false })
  const dialog = await openDialog(CancelSlotDialog, { slot }, cancellation)
  for (const text of ['Ada Bergström', 'Ben Kowalski', ...words]) expect(dialog.text()).toContain(text)
  expect(dialog.sent).toEqual([{ slotId: 'slot', dryRun: true }])
})

test('calling off sends the reason and is no dry run any more', async () => {
  const dialog = await openDialog(CancelSlotDialog, { slot }, cancellation)
  await dialog.write('Reason', 'The house is closed.')
  await dialog.submit()
  expect(dialog.sent[1]).toEqual({
    slotId: 'slot',
    reason: 'The house is closed.',
    idempotencyKey: expect.any(String),
  })
})

test('an interview that has begun is told as the reason why the slot cannot be called off', async () => {
  const dialog = await openDialog(CancelSlotDialog, { slot }, { __typename: 'MoveIsNotAllowed', message: 'No' })
  expect(dialog.text()).toContain('The interview’s state no longer allows this.')
})
