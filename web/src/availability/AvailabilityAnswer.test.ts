import { enableAutoUnmount, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { AvailabilityAnswer_ExplainedFragment } from '../gql/graphql'
import { i18n, setLocale, useWords } from '../shared/i18n'
import AvailabilityAnswer from './AvailabilityAnswer.vue'

type Explained = AvailabilityAnswer_ExplainedFragment

const zone = 'Europe/Stockholm'
const tuesday = { from: '2026-11-23T23:00:00.000Z', to: '2026-11-24T23:00:00.000Z' }
const week = { from: '2026-11-23T23:00:00.000Z', to: '2026-11-29T23:00:00.000Z' }
const johan = { id: 'johan', name: 'Johan Ek' }
const ines = { id: 'ines', name: 'Inès Moreau' }

const nothing: Explained = {
  durationMinutes: 60,
  earliest: '2026-11-24T12:02:00.000Z',
  latest: '2027-01-20T08:00:00.000Z',
  everybody: [],
  people: [],
  firstFree: null,
  whyNothing: { reason: 'NEVER_TOGETHER', causes: [], pools: [], interviewers: [] },
}
type Person = Explained['people'][number]
const person = (
  interviewer: typeof johan,
  notFree: [Person['notFree'][number]['cause'], string, string][],
  facts: Partial<Person> = {},
): Person => ({
  interviewer,
  pools: [],
  notFree: notFree.map(([cause, startsAt, endsAt]) => ({ cause, startsAt, endsAt, calendar: null })),
  isCut: false,
  longestFreeMinutes: 0,
  everFree: false,
  ...facts,
})

function said(explained: Explained, range = tuesday): string[] {
  const mounted = mount(AvailabilityAnswer, {
    props: { explained, range, zone },
    global: { plugins: [i18n] },
  })
  return mounted
    .findAll('p, li, dt, dd')
    .map((each) => each.text().replace(/[\s\u00a0\u202f]+/g, ' '))
    .filter(Boolean)
}

enableAutoUnmount(afterEach)
beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-21T12:00:00Z'), toFake: ['Date'] })
  await useWords('dashboard')
  await setLocale('en', { remember: false })
  return () => vi.useRealTimers()
})

const closed: Explained = {
  ...nothing,
  everybody: [
    { cause: 'NOTICE', startsAt: tuesday.from, endsAt: '2026-11-24T12:02:00.000Z' },
    { cause: 'BLOCKED_PERIOD', startsAt: '2026-11-24T11:00:00.000Z', endsAt: tuesday.to },
  ],
  whyNothing: { reason: 'CLOSED', causes: ['NOTICE', 'BLOCKED_PERIOD'], pools: [], interviewers: [] },
}

test.each([
  [
    'en',
    [
      'Nobody can be booked in this time.',
      'Too soon: meetings are booked from Tue 24 Nov, 13:02 CET on.',
      'The company is closed: 12:00–00:00 CET.',
    ],
  ],
  [
    'sv',
    [
      'Ingen kan bokas under den här tiden.',
      'För snart: möten bokas tidigast tis 24 nov., 13:02 CET.',
      'Företaget har stängt: 12:00–00:00 CET.',
    ],
  ],
  [
    'fr',
    [
      'Personne ne peut être réservé pendant cette période.',
      'Trop tôt : les rendez-vous se prennent à partir du mar. 24 nov., 13:02 UTC+1.',
      'L’entreprise est fermée : 12:00–00:00 UTC+1.',
    ],
  ],
] as const)('a day on which nobody can be booked names each rule and until when, in %s', async (language, words) => {
  await setLocale(language, { remember: false })
  expect(said(closed)).toEqual(words)
})

test('who is never free stands there with what is in the way, and nobody else does', () => {
  const explained: Explained = {
    ...nothing,
    people: [
      person(
        johan,
        [
          ['OUTSIDE_WORKING_HOURS', tuesday.from, '2026-11-24T08:00:00.000Z'],
          ['INTERVIEW', '2026-11-24T09:00:00.000Z', '2026-11-24T09:45:00.000Z'],
          ['INTERVIEW', '2026-11-24T09:45:00.000Z', '2026-11-24T10:15:00.000Z'],
          ['OUTSIDE_WORKING_HOURS', '2026-11-24T11:00:00.000Z', tuesday.to],
        ],
        { longestFreeMinutes: 45 },
      ),
      person(ines, [], { everFree: true, longestFreeMinutes: 480 }),
    ],
    whyNothing: { reason: 'PEOPLE_NEVER_FREE', causes: [], pools: [], interviewers: [johan] },
  }
  expect(said(explained)).toEqual([
    'Johan Ek: never free for 1 hour.',
    'Johan Ek',
    'Works 09:00–12:00 CET.',
    'Interview: 10:00–11:15 CET.',
    'Free for 45 minutes at most.',
  ])
})

test('what fills the whole range is said without its times, also where a part of the range is over', () => {
  vi.setSystemTime('2026-11-24T10:00:30Z')
  const explained: Explained = {
    ...nothing,
    people: [
      person(johan, [['TIME_OFF', '2026-11-24T10:00:30.000Z', '2026-11-26T23:00:00.000Z']]),
      person(ines, [['OUTSIDE_WORKING_HOURS', '2026-11-24T10:00:30.000Z', tuesday.to]]),
    ],
  }
  expect(said(explained)).toEqual([
    'Everybody has time, but never for 1 hour together.',
    'Johan Ek',
    'Away all that time.',
    'Inès Moreau',
    'Does not work then.',
  ])
})

test('of several days their dates are said, many times are counted, and that people sleep is not told', () => {
  const at = (day: number, from: string, to: string): [Person['notFree'][number]['cause'], string, string] => [
    'INTERVIEW',
    `2026-11-${day}T${from}:00.000Z`,
    `2026-11-${day}T${to}:00.000Z`,
  ]
  const explained: Explained = {
    ...nothing,
    people: [
      person(johan, [
        ['OUTSIDE_WORKING_HOURS', week.from, '2026-11-24T08:00:00.000Z'],
        ...[24, 25, 26, 27].flatMap((day) => [at(day, '09:00', '09:45'), at(day, '13:00', '13:45')]),
        ['TIME_OFF', '2026-11-27T23:00:00.000Z', '2026-11-29T23:00:00.000Z'],
      ]),
    ],
  }
  expect(said(explained, week).slice(1)).toEqual([
    'Johan Ek',
    'Interview: Tue 24 Nov, 10:00–10:45 CET; Tue 24 Nov, 14:00–14:45 CET; Wed 25 Nov, 10:00–10:45 CET; Wed 25 Nov, 14:00–14:45 CET; 4 more.',
    'Away: Sat 28 Nov – Sun 29 Nov.',
  ])
})

test('of a choice that cannot be filled its people are told', () => {
  const explained: Explained = {
    ...nothing,
    people: [
      person(johan, [], { everFree: true }),
      person(ines, [['LIMIT_PER_DAY', tuesday.from, tuesday.to]], { pools: [1] }),
    ],
    whyNothing: { reason: 'POOLS_NEVER_FREE', causes: [], pools: [1], interviewers: [] },
  }
  expect(said(explained)).toEqual([
    'Of those of whom any one must come, never enough are free for 1 hour.',
    'Inès Moreau',
    'Meets as many candidates that day as they want to.',
  ])
})

test('a range that offers something names the first time and who would come', () => {
  const explained: Explained = {
    ...nothing,
    people: [person(ines, [], { everFree: true })],
    whyNothing: null,
    firstFree: {
      startsAt: '2026-11-24T13:00:00.000Z',
      endsAt: '2026-11-24T14:00:00.000Z',
      interviewers: [johan, ines],
    },
  }
  expect(said(explained)).toEqual([
    'First free: Tue 24 Nov, 14:00–15:00 CET, with Johan Ek and Inès Moreau.',
    'Inès Moreau',
    'Nothing in the way of their hours.',
  ])
})

test('names the calendar of theirs that says so, each on its own', () => {
  const busy = (calendar: string, from: string, to: string) => ({
    cause: 'EXTERNAL_CALENDAR' as const,
    calendar,
    startsAt: `2026-11-24T${from}:00.000Z`,
    endsAt: `2026-11-24T${to}:00.000Z`,
  })
  const notFree = [busy('Home', '08:00', '09:00'), busy('Work', '08:30', '10:00'), busy('Home', '12:00', '13:00')]
  const lines = said({ ...nothing, people: [{ ...person(johan, []), notFree }] })
  expect(lines).toEqual(
    expect.arrayContaining([
      'Busy, says their calendar “Home”: 09:00–10:00 CET; 13:00–14:00 CET.',
      'Busy, says their calendar “Work”: 09:30–11:00 CET.',
    ]),
  )
})
