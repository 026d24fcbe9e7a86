import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openDialog, type Answer } from '../../test/dialog'
import type { MoveDialog_InterviewFragment, SlotPicker_SlotFragment } from '../gql/graphql'
import { setLocale, useWords } from '../shared/i18n'
import SlotPicker from '../slots/SlotPicker.vue'
import TimeField from '../ui/TimeField.vue'
import MoveDialog from './MoveDialog.vue'

const interview: MoveDialog_InterviewFragment = {
  id: 'interview',
  startsAt: '2026-11-24T09:00:00.000Z',
  endsAt: '2026-11-24T09:45:00.000Z',
  durationMinutes: 45,
  timeZone: 'Europe/Stockholm',
  mode: 'PHONE',
  location: null,
  meetingUrl: null,
  interviewers: [{ id: 'johan', name: 'Johan Ek' }],
  slot: null,
  job: { id: 'job' },
  candidate: { id: 'ada', name: 'Ada Bergström', timeZone: 'Europe/London' },
}
const slot: SlotPicker_SlotFragment = {
  id: 'slot',
  startsAt: '2026-11-26T13:00:00.000Z',
  endsAt: '2026-11-26T13:45:00.000Z',
  mode: 'PHONE',
  location: null,
  placesLeft: 2,
  interviewers: [],
}
const refused: Answer = { __typename: 'MoveIsNotAllowed', message: 'No' }

const opened = (
  answer: Answer,
  changes: Partial<MoveDialog_InterviewFragment> = {},
  known: Record<string, unknown> = {},
) => openDialog(MoveDialog, { interview: { ...interview, ...changes } }, answer, known)

async function intoSlot(answer: Answer, changes?: Partial<MoveDialog_InterviewFragment>) {
  const dialog = await opened(answer, changes)
  dialog.mounted.getComponent(SlotPicker).vm.$emit('update:modelValue', slot)
  await dialog.mounted.vm.$nextTick()
  return dialog
}

enableAutoUnmount(afterEach)

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-23T08:00:00Z'), toFake: ['Date'] })
  await useWords('dashboard')
  await setLocale('en', { remember: false })
  return () => vi.useRealTimers()
})

test.each([
  ['en', 'Now Tue 24 Nov, 10:00–10:45 CET Then Thu 26 Nov, 14:00–14:45 CET'],
  ['sv', 'Nu tis 24 nov., 10:00–10:45 CET Sedan tors 26 nov., 14:00–14:45 CET'],
  ['fr', 'Actuellement mar. 24 nov., 10:00–10:45 UTC+1 Ensuite jeu. 26 nov., 14:00–14:45 UTC+1'],
] as const)('old and new time stand side by side before anything moves, in %s', async (language, words) => {
  await setLocale(language, { remember: false })
  const dialog = await intoSlot(refused)
  expect(dialog.facts()).toContain(words)
  expect(dialog.sent).toEqual([])
})

const planned = {
  __typename: 'ReschedulePlan',
  before: { __typename: 'InterviewState', slot: null },
  after: { __typename: 'InterviewState', slot: { __typename: 'Slot', id: 'slot' } },
  emails: [
    {
      __typename: 'PlannedEmail',
      kind: 'UPDATE',
      status: 'QUEUED',
      recipientName: 'Ada Bergström',
      to: 'ada@candidates.test',
      subject: 'Interview moved: Nurse at Lindgren & Co',
      text: 'It is on Thursday now.',
    },
  ],
}

test('nothing is moved before the email that would leave was seen', async () => {
  const dialog = await intoSlot(planned)
  await dialog.submit()
  expect(dialog.sentBy('PlanReschedule')).toHaveLength(1)
  expect(dialog.sentBy('RescheduleInterview')).toEqual([])
  expect(dialog.text()).toContain('Interview moved: Nurse at Lindgren & Co')
  expect(dialog.text()).toContain('It is on Thursday now.')
  await dialog.submit()
  expect(dialog.sentBy('RescheduleInterview')).toMatchObject([{ interviewId: 'interview', slotId: 'slot' }])
})

test('what is said anew is looked at anew', async () => {
  const dialog = await intoSlot(planned)
  await dialog.submit()
  expect(dialog.text()).toContain('Nothing is in the way.')
  dialog.mounted.getComponent(SlotPicker).vm.$emit('update:modelValue', { ...slot, id: 'another' })
  await dialog.mounted.vm.$nextTick()
  expect(dialog.text()).not.toContain('Nothing is in the way.')
  await dialog.submit()
  expect(dialog.sentBy('PlanReschedule')).toMatchObject([{ slotId: 'slot' }, { slotId: 'another' }])
  expect(dialog.sentBy('RescheduleInterview')).toEqual([])
})

test('where somebody has put it in a calendar is tried out at once, with nothing else to fill in', async () => {
  const proposed = { startsAt: '2026-11-26T12:30:00.000Z', durationMinutes: 60 }
  const dialog = await openDialog(MoveDialog, { interview, proposed }, planned)
  await vi.waitFor(() => expect(dialog.text()).toContain('It is on Thursday now.'))
  expect(dialog.sentBy('PlanReschedule')).toEqual([
    { interviewId: 'interview', startsAt: '2026-11-26T12:30:00.000Z', durationMinutes: 60 },
  ])
  expect(dialog.facts()).toContain('Then Thu 26 Nov, 13:30–14:30 CET')
  expect(dialog.text()).not.toContain('Where to')
  expect(dialog.sentBy('RescheduleInterview')).toEqual([])
  await dialog.submit()
  expect(dialog.sentBy('RescheduleInterview')).toMatchObject([proposed])
})

test('put into the past, it is refused in words', async () => {
  const proposed = { startsAt: '2026-11-20T12:30:00.000Z', durationMinutes: 45 }
  const dialog = await openDialog(MoveDialog, { interview, proposed }, { __typename: 'TimeIsPast', message: 'Past' })
  await vi.waitFor(() => expect(dialog.complaints()).toEqual([['', 'This time is past. Choose one ahead.']]))
})

test('put where somebody is busy, it says so with the next free time, and looks at that when it is taken', async () => {
  const proposed = { startsAt: '2026-11-26T12:30:00.000Z', durationMinutes: 45 }
  const dialog = await openDialog(
    MoveDialog,
    { interview, proposed },
    {
      __typename: 'InterviewerIsBusy',
      message: 'Busy',
      interviewers: [{ __typename: 'StaffMember', id: 'johan', name: 'Johan Ek' }],
      nextFreeAt: '2026-11-26T15:00:00.000Z',
    },
  )
  await vi.waitFor(() => expect(dialog.complaints()).toEqual([['', 'Busy at this time: Johan Ek.']]))
  await dialog.press('Take this time')
  await vi.waitFor(() =>
    expect(dialog.sentBy('PlanReschedule')).toMatchObject([
      { startsAt: '2026-11-26T12:30:00.000Z' },
      { startsAt: '2026-11-26T15:00:00.000Z' },
    ]),
  )
  expect(dialog.sentBy('RescheduleInterview')).toEqual([])
})

test('a slot that filled up meanwhile is mended where the slot is chosen', async () => {
  const dialog = await intoSlot({ __typename: 'SlotIsFull', message: 'Full', capacity: 3 })
  await dialog.submit()
  expect(dialog.sent).toMatchObject([{ interviewId: 'interview', slotId: 'slot' }])
  expect(dialog.complaints()).toEqual([['Slot', 'The slot is full: 3 of 3.']])
})

test('a busy interviewer’s next free time is taken over as a time of its own', async () => {
  const dialog = await intoSlot({
    __typename: 'InterviewerIsBusy',
    message: 'Busy',
    interviewers: [{ __typename: 'StaffMember', id: 'johan', name: 'Johan Ek' }],
    nextFreeAt: '2026-11-26T15:00:00.000Z',
  })
  await dialog.submit()
  expect(dialog.complaints()).toEqual([['', 'Busy at this time: Johan Ek.']])
  await dialog.press('Take this time')
  await dialog.submit()
  expect(dialog.sent[1]).toEqual({
    interviewId: 'interview',
    startsAt: '2026-11-26T15:00:00.000Z',
  })
})

test('a move needs a slot or a change, and a past time is refused before the server is asked', async () => {
  const dialog = await opened(refused)
  await dialog.submit()
  expect(dialog.complaints()).toEqual([['Slot', 'Choose a slot.']])
  await dialog.choose('Another time, place or people')
  await dialog.submit()
  expect(dialog.complaints()).toEqual([['Date', 'Nothing changes yet. Choose another time, place or people.']])
  vi.setSystemTime(Date.parse('2026-11-24T08:30:00Z'))
  dialog.mounted.getComponent(TimeField).vm.$emit('update:modelValue', '09:00')
  await dialog.submit()
  expect(dialog.complaints()).toEqual([['Date', 'This time is past. Choose one ahead.']])
  expect(dialog.sent).toEqual([])
})

test('the free times of its people are there to be pressed, as if the interview were not where it is', async () => {
  const interviewers = [{ __typename: 'StaffMember', id: 'johan', name: 'Johan Ek' }]
  const free = { __typename: 'FreeTime', startsAt: '2026-11-24T09:15:00.000Z', date: '2026-11-24', interviewers }
  const freeTimes = { __typename: 'FreeTimeConnection', nodes: [free] }
  const dialog = await opened(refused, {}, { freeTimes })
  await dialog.choose('Another time, place or people')
  await vi.waitFor(() => expect(dialog.text()).toContain('Tuesday, 24 November 2026 · CET'))
  expect(dialog.asked('FreeTimes')).toMatchObject([
    { wish: { interviewerIds: ['johan'], durationMinutes: 45, movedInterviewId: 'interview' } },
  ])
  await dialog.press('10:15')
  await dialog.submit()
  expect(dialog.sent).toMatchObject([{ interviewId: 'interview', startsAt: '2026-11-24T09:15:00.000Z' }])
})
