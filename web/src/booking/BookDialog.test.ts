import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openDialog, type Answer } from '../../test/dialog'
import ApplicationPicker from '../candidates/ApplicationPicker.vue'
import type { ApplicationPicker_ApplicationFragment, SlotCard_SlotFragment } from '../gql/graphql'
import { setLocale, useWords } from '../shared/i18n'
import BookDialog from './BookDialog.vue'

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
const application: ApplicationPicker_ApplicationFragment = {
  id: 'application',
  candidate: { id: 'ada', name: 'Ada Bergström', email: 'ada@candidates.test', timeZone: 'Europe/Stockholm' },
  job: { id: 'job', title: 'Backend engineer' },
}
const slotIsFull = { __typename: 'SlotIsFull', message: 'Full', capacity: 3 }

async function booked(answer: Answer) {
  const dialog = await openDialog(BookDialog, { slot }, answer)
  dialog.mounted.getComponent(ApplicationPicker).vm.$emit('update:modelValue', application)
  await dialog.submit()
  return dialog
}

enableAutoUnmount(afterEach)

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-24T08:00:00Z'), toFake: ['Date'] })
  await useWords('dashboard')
  await setLocale('en', { remember: false })
  return () => vi.useRealTimers()
})

test.each([
  ['en', 'The slot is full: 3 of 3.'],
  ['sv', 'Tiden är full: 3 av 3.'],
  ['fr', 'Le créneau est complet : 3 sur 3.'],
] as const)('a slot that filled up meanwhile says so of the whole form, in %s', async (language, words) => {
  await setLocale(language, { remember: false })
  const dialog = await booked(slotIsFull)
  expect(dialog.sent).toMatchObject([{ slotId: 'slot', applicationId: 'application', round: 1 }])
  expect(dialog.complaints()).toEqual([['', words]])
})

test.each([
  [
    {
      __typename: 'InterviewerIsBusy',
      message: 'Busy',
      interviewers: [{ id: 's1', name: 'Johan Ek' }],
      nextFreeAt: null,
    },
    ['', 'Busy at this time: Johan Ek.'],
  ],
  [{ __typename: 'SlotHasStarted', message: 'Begun' }, ['', 'This slot has already begun.']],
  [{ __typename: 'AlreadyScheduled', message: 'Twice' }, ['Application', 'This round is already scheduled.']],
  [
    {
      __typename: 'InvalidInput',
      message: 'Invalid',
      fields: [{ path: 'notes', message: 'At most 2000 characters.' }],
    },
    ['Notes', 'Not accepted: At most 2000 characters.'],
  ],
])('a refusal stands where it is mended: %o', async (answer, complaint) => {
  expect((await booked(answer)).complaints()).toEqual([complaint])
})

test('sending again after a refusal asks anew: a place may be free by then', async () => {
  const dialog = await booked(slotIsFull)
  await dialog.submit()
  expect(dialog.sent).toHaveLength(2)
  const [first, second] = dialog.sent.map((sent) => sent as { idempotencyKey: string })
  expect(second).toEqual({ ...first, idempotencyKey: second!.idempotencyKey })
  expect(second!.idempotencyKey).not.toBe(first!.idempotencyKey)
})

test('without an application, or for a slot that has begun, the server is not asked', async () => {
  const dialog = await openDialog(BookDialog, { slot }, slotIsFull)
  await dialog.submit()
  expect(dialog.complaints()).toEqual([['Application', 'Choose an application.']])

  vi.setSystemTime(Date.parse(slot.startsAt))
  dialog.mounted.getComponent(ApplicationPicker).vm.$emit('update:modelValue', application)
  await dialog.submit()
  expect(dialog.complaints()).toEqual([['Application', 'This slot has already begun.']])
  expect(dialog.sent).toEqual([])
})

test('somebody between two rounds is booked for the next one, unless the recruiter says another', async () => {
  const standing = {
    application: {
      __typename: 'Application',
      id: 'application',
      interviews: [
        {
          __typename: 'Interview',
          id: 'first',
          round: 1,
          status: 'COMPLETED',
          startsAt: '2026-11-20T09:00:00.000Z',
          endsAt: '2026-11-20T09:45:00.000Z',
        },
      ],
      job: { __typename: 'Job', id: 'job', rounds: [] },
    },
  }
  const dialog = await openDialog(BookDialog, { slot }, slotIsFull, standing)
  dialog.mounted.getComponent(ApplicationPicker).vm.$emit('update:modelValue', application)
  await flushPromises()
  await dialog.submit()
  dialog.mounted.getComponent({ name: 'InputNumber' }).vm.$emit('update:modelValue', 1)
  await dialog.submit()
  expect(dialog.sent.map(({ round }) => round)).toEqual([2, 1])
})
