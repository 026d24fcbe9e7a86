import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openDialog, type Answer } from '../../test/dialog'
import type { ApplicationPicker_ApplicationFragment } from '../gql/graphql'
import { setLocale, useWords } from '../shared/i18n'
import DateField from '../ui/DateField.vue'
import TimeField from '../ui/TimeField.vue'
import ScheduleDialog from './ScheduleDialog.vue'

const application: ApplicationPicker_ApplicationFragment = {
  id: 'application',
  candidate: { id: 'ada', name: 'Ada Bergström', email: 'ada@candidates.test', timeZone: 'Europe/Stockholm' },
  job: { id: 'job', title: 'Backend engineer' },
}
const timeIsPast = { __typename: 'TimeIsPast', message: 'Past' }

async function scheduled(answer: Answer, date = '2026-11-24') {
  const dialog = await openDialog(ScheduleDialog, { application }, answer)
  dialog.mounted.getComponent(DateField).vm.$emit('update:modelValue', date)
  dialog.mounted.getComponent(TimeField).vm.$emit('update:modelValue', '10:00')
  const link = document.querySelector<HTMLInputElement>('input[type=url]')!
  link.value = 'https://meet.example/ada'
  link.dispatchEvent(new Event('input'))
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
  ['en', 'Date', 'This time is past. Choose one ahead.'],
  ['sv', 'Datum', 'Tiden har passerat. Välj en kommande.'],
  ['fr', 'Date', 'Cette heure est passée. Choisissez-en une à venir.'],
] as const)('a time that passed on the way is mended at the date, in %s', async (language, label, words) => {
  await setLocale(language, { remember: false })
  const dialog = await scheduled(timeIsPast)
  expect(dialog.sent).toMatchObject([
    { applicationId: 'application', startsAt: '2026-11-24T09:00:00.000Z', timeZone: 'Europe/Stockholm', mode: 'VIDEO' },
  ])
  expect(dialog.complaints()).toEqual([[label, words]])
})

test('a busy interviewer is named beside the interviewers', async () => {
  const dialog = await scheduled({
    __typename: 'InterviewerIsBusy',
    message: 'Busy',
    interviewers: [
      { __typename: 'StaffMember', id: 's1', name: 'Johan Ek' },
      { __typename: 'StaffMember', id: 's2', name: 'Inès Moreau' },
    ],
    nextFreeAt: null,
  })
  expect(dialog.complaints()).toEqual([['Interviewers', 'Busy at this time: Johan Ek, Inès Moreau.']])
})

const johan = { __typename: 'StaffMember', id: 's1', name: 'Johan Ek' }

test.each([
  [
    'en',
    [
      ['Date', 'Too soon: meetings are booked from Tue 24 Nov, 13:02 CET on.'],
      ['Interviewers', 'Away until Thu 26 Nov, 17:00 CET: Johan Ek.'],
      ['Interviewers', 'On Tue 24 Nov at most 3 meetings: Johan Ek.'],
      ['Interviewers', 'In the week from Mon 23 Nov at most 8 meetings: Johan Ek.'],
    ],
  ],
  [
    'sv',
    [
      ['Datum', 'För snart: möten bokas tidigast tis 24 nov., 13:02 CET.'],
      ['Intervjuare', 'Borta till tors 26 nov., 17:00 CET: Johan Ek.'],
      ['Intervjuare', 'Den tis 24 nov. högst 3 möten: Johan Ek.'],
      ['Intervjuare', 'Veckan från mån 23 nov. högst 8 möten: Johan Ek.'],
    ],
  ],
  [
    'fr',
    [
      ['Date', 'Trop tôt\u00A0: les rendez-vous se prennent à partir du mar. 24 nov., 13:02 UTC+1.'],
      ['Intervieweurs', 'Absence jusqu’au jeu. 26 nov., 17:00 UTC+1\u00A0: Johan Ek.'],
      ['Intervieweurs', 'Le mar. 24 nov., 3 rendez-vous au plus\u00A0: Johan Ek.'],
      ['Intervieweurs', 'La semaine du lun. 23 nov., 8 rendez-vous au plus\u00A0: Johan Ek.'],
    ],
  ],
] as const)('each rule says what it is and until when, in %s', async (language, complaints) => {
  await setLocale(language, { remember: false })
  const facts = { interviewers: [johan], nextFreeAt: null, message: 'No' }
  const answers: Answer[] = [
    { __typename: 'MinimumNotice', message: 'No', earliest: '2026-11-24T12:02:00.000Z' },
    { ...facts, __typename: 'InterviewerIsAway', until: '2026-11-26T16:00:00.000Z' },
    { ...facts, __typename: 'DailyLimitReached', limit: 3, date: '2026-11-24' },
    { ...facts, __typename: 'WeeklyLimitReached', limit: 8, week: '2026-11-23' },
  ]
  const said = []
  for (const answer of answers) {
    const dialog = await scheduled(answer)
    said.push(...dialog.complaints())
    dialog.mounted.unmount()
  }
  expect(said).toEqual(complaints)
})

test('a panel that is not free names what is in each person’s way, and its next free time is taken over', async () => {
  const dialog = await scheduled({
    __typename: 'PanelIsNotFree',
    message: 'No',
    nextFreeAt: '2026-11-25T13:30:00.000Z',
    inTheWay: [
      { __typename: 'InTheWay', interviewer: johan, pool: null, reason: 'InterviewerIsBusy' },
      {
        __typename: 'InTheWay',
        interviewer: { __typename: 'StaffMember', id: 's2', name: 'Inès Moreau' },
        pool: 1,
        reason: 'OutsideWorkingHours',
      },
    ],
  })
  expect(dialog.text()).toContain(
    'No choice of people is free at this time. Johan Ek is busy. Inès Moreau does not work then.',
  )
  expect(dialog.text()).toContain('Next free: Wed 25 Nov, 14:30 CET')
  await dialog.press('Take this time')
  await dialog.submit()
  expect(dialog.sent.at(-1)).toMatchObject({ startsAt: '2026-11-25T13:30:00.000Z' })
})

test('a rule is passed by with a reason, which is asked for only when the rule has refused', async () => {
  const dialog = await scheduled({
    __typename: 'MinimumNotice',
    message: 'No',
    earliest: '2026-11-24T12:02:00.000Z',
  })
  expect(dialog.sent[0]).not.toHaveProperty('overrideReason')
  await dialog.write('Reason to do it all the same', 'The candidate leaves tonight.')
  await dialog.submit()
  expect(dialog.sent[1]).toMatchObject({ overrideReason: 'The candidate leaves tonight.' })
  await dialog.press('Take this time')
  await dialog.submit()
  expect(dialog.sent[2]).toMatchObject({ startsAt: '2026-11-24T12:05:00.000Z' })
  expect(dialog.sent[2]).not.toHaveProperty('overrideReason')
})

test('nobody overrides what keeps a person from being in two places', async () => {
  const dialog = await scheduled({
    __typename: 'InterviewerIsBusy',
    message: 'No',
    interviewers: [johan],
    nextFreeAt: null,
  })
  expect(dialog.text()).not.toContain('Reason to do it all the same')
})

test('each invalid field complains beside itself, and what is no field above the buttons', async () => {
  const dialog = await scheduled({
    __typename: 'InvalidInput',
    message: 'Invalid',
    fields: [
      { path: 'durationMinutes', message: 'At most 1440.' },
      { path: 'notes', message: 'At most 2000 characters.' },
      { path: 'idempotencyKey', message: 'At most 200 characters.' },
    ],
  })
  expect(dialog.complaints()).toEqual([
    ['Minutes', 'Not accepted: At most 1440.'],
    ['Notes', 'Not accepted: At most 2000 characters.'],
    ['', 'Not accepted: At most 200 characters.'],
  ])
})

test('a past time is refused before the server is asked', async () => {
  const dialog = await scheduled(timeIsPast, '2026-11-23')
  expect(dialog.complaints()).toEqual([['Date', 'This time is past. Choose one ahead.']])
  expect(dialog.sent).toEqual([])
})

test('an empty form names every gap at once', async () => {
  const dialog = await openDialog(ScheduleDialog, {}, timeIsPast)
  await dialog.submit()
  expect(dialog.complaints()).toEqual([
    ['Application', 'Choose an application.'],
    ['Date', 'Choose a date.'],
    ['Time', 'Choose a time.'],
    ['Meeting link', 'A video call needs its link.'],
  ])
  expect(dialog.sent).toEqual([])
})

const rounds = [
  {
    __typename: 'JobRound',
    number: 1,
    name: 'First talk',
    durationMinutes: 30,
    mode: 'PHONE',
    location: null,
    meetingUrl: null,
    interviewers: [],
    anyOf: [[johan]],
    kit: null,
  },
  {
    __typename: 'JobRound',
    number: 2,
    name: 'Day at the office',
    durationMinutes: 180,
    mode: 'ONSITE',
    location: 'Storgatan 12',
    meetingUrl: null,
    interviewers: [johan],
    anyOf: [],
    kit: null,
  },
]
const planned = {
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
        endsAt: '2026-11-20T09:30:00.000Z',
      },
    ],
    job: { __typename: 'Job', id: 'job', rounds },
  },
}
const atTen = (dialog: Awaited<ReturnType<typeof openDialog>>) => {
  dialog.mounted.getComponent(DateField).vm.$emit('update:modelValue', '2026-11-24')
  dialog.mounted.getComponent(TimeField).vm.$emit('update:modelValue', '10:00')
}

test('the next round of the job brings its length, its place and its people', async () => {
  const dialog = await openDialog(ScheduleDialog, { application }, timeIsPast, planned)
  expect(dialog.text()).toContain('Day at the office, 2 of 2')
  atTen(dialog)
  await dialog.submit()
  expect(dialog.sent).toMatchObject([
    { round: 2, durationMinutes: 180, mode: 'ONSITE', location: 'Storgatan 12', interviewerIds: ['s1'] },
  ])
})

test('another round brings other words, but not over what the person has written', async () => {
  const dialog = await openDialog(ScheduleDialog, { application }, timeIsPast, planned)
  atTen(dialog)
  await dialog.write('Place', 'The café across the street')
  const [, round] = dialog.mounted.findAllComponents({ name: 'InputNumber' })
  round!.vm.$emit('update:modelValue', 1)
  await flushPromises()
  expect(dialog.text()).toContain('First talk, 1 of 2')
  await dialog.submit()
  expect(dialog.sent).toMatchObject([
    { round: 1, durationMinutes: 30, mode: 'ONSITE', location: 'The café across the street', anyOf: [['s1']] },
  ])
})

const free = (startsAt: string, date: string) => ({ __typename: 'FreeTime', startsAt, date, interviewers: [johan] })
const monday = [free('2026-11-30T08:00:00.000Z', '2026-11-30'), free('2026-11-30T08:15:00.000Z', '2026-11-30')]
const freeTimes = {
  __typename: 'FreeTimeConnection',
  nodes: [...monday, free('2026-12-01T08:00:00.000Z', '2026-12-01')],
}
const explained = {
  __typename: 'AvailabilityExplained',
  durationMinutes: 180,
  earliest: '2026-11-24T08:00:00.000Z',
  latest: '2027-01-20T08:00:00.000Z',
  everybody: [],
  people: [
    {
      __typename: 'PersonAvailability',
      interviewer: johan,
      pools: [],
      notFree: [
        {
          __typename: 'NotFreeStretch',
          cause: 'TIME_OFF',
          startsAt: '2026-11-27T23:00:00.000Z',
          endsAt: '2026-11-28T23:00:00.000Z',
        },
      ],
      isCut: false,
      longestFreeMinutes: 0,
      everFree: false,
    },
  ],
  firstFree: null,
  whyNothing: { __typename: 'WhyNothing', reason: 'PEOPLE_NEVER_FREE', causes: [], pools: [], interviewers: [johan] },
}
const timesToPress = () =>
  [...document.querySelectorAll<HTMLButtonElement>('[role=dialog] ul button')].map((each) => each.textContent!.trim())

test('the free times of the first day that has any are there to be pressed', async () => {
  const dialog = await openDialog(ScheduleDialog, { application }, timeIsPast, { ...planned, freeTimes })
  await vi.waitFor(() => expect(timesToPress()).toEqual(['09:00', '09:15']))
  expect(dialog.text()).toContain('Monday, 30 November 2026 · CET')
  await dialog.press('09:15')
  await dialog.submit()
  expect(dialog.sent).toMatchObject([{ startsAt: '2026-11-30T08:15:00.000Z', durationMinutes: 180 }])
  expect(document.querySelector('[aria-pressed=true]')?.textContent?.trim()).toBe('09:15')
})

test('a day without a free time says why, and shows the next one that has some', async () => {
  const known = { ...planned, freeTimes, explainAvailability: explained }
  const dialog = await openDialog(ScheduleDialog, { application }, timeIsPast, known)
  dialog.mounted.getComponent(DateField).vm.$emit('update:modelValue', '2026-11-28')
  await vi.waitFor(() => expect(dialog.text()).toContain('Johan Ek: never free for 3 hours.'))
  expect(dialog.text()).toContain('Away all that time.')
  expect(dialog.text()).toContain('Next free: Monday, 30 November 2026 · CET')
  expect(timesToPress()).toEqual(['09:00', '09:15'])
})

test('as long as nobody is chosen no times are offered', async () => {
  const dialog = await openDialog(ScheduleDialog, {}, timeIsPast, { freeTimes })
  expect(dialog.text()).not.toContain('Free times')
})
