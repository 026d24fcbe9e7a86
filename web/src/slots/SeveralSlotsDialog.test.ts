import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDialog } from '../../test/dialog'
import { setLocale, useWords } from '../shared/i18n'
import SeveralSlotsDialog from './SeveralSlotsDialog.vue'

const slot = (id: string, hour: string) => ({
  __typename: 'Slot',
  id,
  startsAt: `2031-11-24T${hour}:00:00.000Z`,
  endsAt: `2031-11-24T${hour}:45:00.000Z`,
  durationMinutes: 45,
  timeZone: 'Europe/Stockholm',
  capacity: 2,
  placesTaken: 1,
  placesLeft: 1,
  status: 'OPEN',
  mode: 'PHONE',
  location: null,
  meetingUrl: null,
  job: null,
  interviewers: [],
  anyOf: [],
  bookings: [],
})
const slots = [slot('s1', '09'), slot('s2', '11')]
const cancellation = {
  __typename: 'SlotCancellation',
  isDone: false,
  slot: slots[0],
  places: [
    {
      __typename: 'CancelledPlace',
      email: 'CANCELLATION',
      interview: {
        __typename: 'Interview',
        id: 'i1',
        candidate: { __typename: 'Candidate', id: 'c1', name: 'Ada Bergström', email: 'ada@candidates.test' },
      },
    },
  ],
}

enableAutoUnmount(afterEach)
beforeEach(async () => {
  await useWords('dashboard')
  await setLocale('en', { remember: false })
})

test('several slots are called off after a look at who would hear of it', async () => {
  const dialog = await openDialog(SeveralSlotsDialog, { kind: 'cancel', slots }, cancellation)
  expect(dialog.text()).toContain('Call 2 slots off')
  await dialog.write('Reason', 'The house is closed')
  await dialog.submit()
  expect(dialog.sent).toEqual([
    { slotId: 's1', dryRun: true },
    { slotId: 's2', dryRun: true },
  ])
  expect(dialog.text()).toContain('It can be done with 2 of 2. Nothing is done yet.')
  expect(dialog.text()).toContain('Cancellation to ada@candidates.test')
  await dialog.submit()
  expect(dialog.sent.slice(2)).toMatchObject([
    { slotId: 's1', reason: 'The house is closed' },
    { slotId: 's2', reason: 'The house is closed' },
  ])
  const keys = dialog.sent.slice(2).map(({ idempotencyKey }) => idempotencyKey)
  expect(new Set(keys).size).toBe(2)
  expect(dialog.text()).toContain('2 are done.')
  expect(dialog.mounted.emitted('done')).toEqual([[['s1', 's2']]])
})

test('of those that could not be closed it is told why, and they stay chosen', async () => {
  const dialog = await openDialog(
    SeveralSlotsDialog,
    { kind: 'close', slots },
    { __typename: 'SlotIsClosed', message: 'This slot is CLOSED.', status: 'CLOSED' },
  )
  await dialog.submit()
  expect(dialog.sent).toMatchObject([{ slotId: 's1' }, { slotId: 's2' }])
  expect(dialog.text()).toContain('0 are done. 2 are not:')
  expect(dialog.text()).toContain('This slot is closed.')
  expect(dialog.mounted.emitted('done')).toEqual([[[]]])
})
