import { enableAutoUnmount, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { InterviewRow_InterviewFragment } from '../gql/graphql'
import { i18n, setLocale, useWords } from '../shared/i18n'
import InterviewTimetable from './InterviewTimetable.vue'

const interview = (changes: Partial<InterviewRow_InterviewFragment>): InterviewRow_InterviewFragment => ({
  id: 'i1',
  status: 'SCHEDULED',
  startsAt: '2026-11-24T09:00:00.000Z',
  endsAt: '2026-11-24T09:45:00.000Z',
  mode: 'VIDEO',
  round: 1,
  rsvp: 'NEEDS_ACTION',
  candidate: { id: 'c1', name: 'Ada Bergström' },
  job: { id: 'j1', title: 'Backend engineer' },
  interviewers: [{ id: 's1', name: 'Johan Ek' }],
  noShowSuggestedSince: null,
  candidateArrival: null,
  interviewerArrivals: [],
  delivery: { id: 'd1', kind: 'INVITATION', status: 'SENT', errorCode: null, hint: null },
  presence: null,
  roomProgress: null,
  ...changes,
})

const router = createRouter({
  history: createMemoryHistory(),
  routes: ['/', '/interviews/:id'].map((path) => ({
    path,
    name: path === '/' ? 'interviews' : 'interview',
    component: { render: () => null },
  })),
})

/** The screen is as wide as the test says. */
const onScreen = (wide: boolean) =>
  vi.stubGlobal('matchMedia', (query: string) => ({
    matches: wide,
    media: query,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }))

const show = (interviews: InterviewRow_InterviewFragment[]) =>
  mount(InterviewTimetable, {
    props: { interviews, zone: 'Europe/Stockholm' },
    global: { plugins: [router, i18n] },
  })

enableAutoUnmount(afterEach)

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-24T06:00:00Z'), toFake: ['Date'] })
  await useWords('dashboard')
  await setLocale('en', { remember: false })
  return () => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  }
})

test('a row says when with its zone, who, for what, and how email and answer stand', () => {
  onScreen(true)
  const table = show([interview({})])
  expect(table.get('tbody th').text()).toBe('Today · Tuesday, 24 November 2026')
  expect(table.findAll('tbody td').map((cell) => cell.text())).toEqual([
    '10:00–10:45 CET',
    'Ada BergströmBackend engineer',
    'Johan EkVideo call',
    'Scheduled',
    'Sent',
    'No answer yet',
  ])
  expect(table.get('tbody a').attributes('href')).toBe('/interviews/i1')
})

test.each([
  ['QUEUED', 'Queued'],
  ['SENDING', 'Sending'],
  ['SENT', 'Sent'],
  ['BOUNCED', 'Bounced'],
  ['FAILED', 'Failed'],
  ['SKIPPED_NO_ADDRESS', 'No address'],
  ['CANCELLED', 'Withdrawn'],
] as const)('the email state %s has a word of its own: %s', (status, word) => {
  onScreen(true)
  const table = show([interview({ delivery: { id: 'd1', kind: 'INVITATION', status, errorCode: null, hint: null } })])
  expect(table.findAll('tbody td')[4]!.text()).toBe(word)
})

test.each([
  ['VIDEO', 'SCHEDULED', 'Nobody yet'],
  ['ONSITE', 'SCHEDULED', 'Nobody yet'],
  ['PHONE', 'SCHEDULED', 'Nobody yet'],
  ['SELF_GUIDED', 'SCHEDULED', '–No interviewer'],
  ['VIDEO', 'COMPLETED', '–No interviewer'],
  ['ONSITE', 'CANCELLED', '–No interviewer'],
] as const)('without an interviewer %s that is %s says "%s"', (mode, status, words) => {
  onScreen(true)
  const table = show([interview({ mode, status, interviewers: [] })])
  expect(table.findAll('tbody td p')[1]!.text()).toBe(words)
  expect(table.find('tbody td p [aria-hidden=true]').exists()).toBe(words.startsWith('–'))
})

test('a row says where the candidate is, as far as that is known, and the minutes go on by themselves', async () => {
  vi.useRealTimers()
  vi.useFakeTimers({ now: Date.parse('2026-11-24T09:12:30Z'), toFake: ['Date', 'setInterval', 'clearInterval'] })
  onScreen(true)
  const inRoom = { mode: 'SELF_GUIDED', status: 'IN_PROGRESS' } as const
  const roomProgress = { questionPosition: 2, questionCount: 5 }
  const presence = { isPageOpen: true, since: '2026-11-24T09:00:00.000Z', saidGoodbye: false }
  const lost = { isPageOpen: false, since: '2026-11-24T09:10:00.000Z', saidGoodbye: false }
  const table = show([
    interview({ mode: 'SELF_GUIDED', presence }),
    interview({ ...inRoom, id: 'i2', presence, roomProgress }),
    interview({ ...inRoom, id: 'i3', presence: lost, roomProgress }),
    interview({ ...inRoom, id: 'i4', presence: { ...lost, saidGoodbye: true } }),
    interview({ ...inRoom, id: 'i5', roomProgress: { questionPosition: null, questionCount: 5 } }),
    interview({ mode: 'SELF_GUIDED', id: 'i6' }),
  ])
  const said = () =>
    table
      .findAll('tbody tr:has(a) td:nth-child(2)')
      .map((cell) => cell.text().replace('Ada BergströmBackend engineer', ''))
  expect(said()).toEqual([
    'In the lobby',
    'In the room · question 2 of 5',
    'Connection lost 2 min ago · question 2 of 5',
    'Left the page 2 min ago',
    'Started · past the last question',
    'Has not come yet',
  ])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(said()[2]).toBe('Connection lost 3 min ago · question 2 of 5')
})

test('on a phone each interview is a card under its day and says the same', () => {
  onScreen(false)
  const cards = show([interview({}), interview({ id: 'i2', startsAt: '2026-11-25T09:00:00.000Z' })])
  expect(cards.find('table').exists()).toBe(false)
  expect(cards.findAll('h2').map((day) => day.text())).toEqual([
    'Today · Tuesday, 24 November 2026',
    'Tomorrow · Wednesday, 25 November 2026',
  ])
  for (const words of ['10:00–10:45 CET', 'Ada Bergström', 'Backend engineer', 'Johan Ek', 'Sent', 'No answer yet']) {
    expect(cards.findAll('li')[0]!.text()).toContain(words)
  }
})

test('another language changes the words at once', async () => {
  onScreen(true)
  const table = show([interview({})])
  await setLocale('sv', { remember: false })
  expect(table.get('tbody th').text()).toBe('Idag · tisdag 24 november 2026')
  expect(table.text()).toContain('Inget svar än')
})

test('a row says who is here and who is late, and that nobody has come', () => {
  onScreen(true)
  const said = (state: 'HERE' | 'LATE', lateMinutes: number | null) => ({
    state,
    lateMinutes,
    expectedAt: null,
    saidAt: '2026-11-24T08:50:00.000Z',
  })
  const johan = { id: 's1', name: 'Johan Ek' }
  const cellOf = (changes: Partial<InterviewRow_InterviewFragment>) =>
    show([interview(changes)])
      .findAll('tbody td')[1]!
      .text()
  expect(cellOf({ candidateArrival: said('LATE', 10) })).toContain('Candidate 10 min late')
  const both = cellOf({
    candidateArrival: said('HERE', null),
    interviewerArrivals: [{ interviewer: johan, arrival: said('LATE', 5) }],
  })
  expect(both).toContain('Candidate is here')
  expect(both).toContain('Interviewer 5 min late')
  expect(cellOf({ noShowSuggestedSince: '2026-11-24T09:15:00.000Z' })).toContain('No-show?')
  expect(cellOf({ status: 'COMPLETED', candidateArrival: said('HERE', null) })).not.toContain('here')
})
