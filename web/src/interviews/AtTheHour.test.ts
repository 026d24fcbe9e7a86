import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openDialog, recruiter, type Answer } from '../../test/dialog'
import { soon } from '../../test/soon'
import type { Viewer } from '../dashboard/use-viewer'
import type { AtTheHour_InterviewFragment } from '../gql/graphql'
import { setLocale, useWords } from '../shared/i18n'
import AtTheHour from './AtTheHour.vue'

const said = (lateMinutes: number | null) => ({
  __typename: 'Arrival' as const,
  state: lateMinutes === null ? ('HERE' as const) : ('LATE' as const),
  lateMinutes,
  expectedAt:
    lateMinutes === null ? null : new Date(Date.parse('2026-11-24T09:00Z') + lateMinutes * 60_000).toISOString(),
  saidAt: '2026-11-24T08:50:00.000Z',
})
const johan = { id: 'johan', name: 'Johan Ek' }
const interview: AtTheHour_InterviewFragment = {
  id: 'interview',
  status: 'SCHEDULED',
  mode: 'VIDEO',
  startsAt: '2026-11-24T09:00:00.000Z',
  opensAt: '2026-11-24T08:45:00.000Z',
  lateFrom: '2026-11-24T08:00:00.000Z',
  meetingUrl: 'https://meet.example.org/ada',
  candidate: { id: 'ada', name: 'Ada Bergström', phone: null },
  interviewers: [johan],
  noShowSuggestedSince: null,
  candidateArrival: null,
  interviewerArrivals: [],
}
const interviewer: Viewer = { ...recruiter, role: 'INTERVIEWER', staffMember: { ...johan, email: 'johan@demo.test' } }
const answer: Answer = {
  __typename: 'Interview',
  id: 'interview',
  status: 'SCHEDULED',
  startedAt: null,
  endedAt: null,
  cancellationReason: null,
  delivery: null,
  deliveries: [],
  application: { __typename: 'Application', id: 'application', status: 'PENDING' },
  noShowSuggestedSince: null,
  candidateArrival: null,
  interviewerArrivals: [],
}

enableAutoUnmount(afterEach)

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-24T08:50:00Z'), toFake: ['Date'] })
  await useWords('dashboard')
  await setLocale('en', { remember: false })
  return () => vi.useRealTimers()
})

const seen = async (changes: Partial<AtTheHour_InterviewFragment> = {}, viewer = interviewer) => {
  const opened = await openDialog(AtTheHour, { interview: { ...interview, ...changes } }, answer, {}, viewer)
  return { ...opened, says: () => opened.mounted.text().replace(/\s+/g, ' ') }
}
const buttons = () => [...document.querySelectorAll('button')].map((button) => button.textContent!.trim())
const joinLink = () => document.querySelector<HTMLAnchorElement>('a[href="https://meet.example.org/ada"]')

test.each([
  ['en', 'Ada Bergström · Candidate', 'About 10 minutes late, around 10:10 CET', 'Is here'],
  ['sv', 'Ada Bergström · Kandidat', 'Ungefär 10 minuter försenad, omkring 10:10 CET', 'Är här'],
  ['fr', 'Ada Bergström · Candidat', 'Environ 10 minutes de retard, vers 10:10 UTC+1', 'Est là'],
] as const)('tells of each side who is here and who is late, in %s', async (language, who, late, here) => {
  await setLocale(language, { remember: false })
  const card = await seen({
    candidateArrival: said(10),
    interviewerArrivals: [{ interviewer: johan, arrival: said(null) }],
  })
  expect(card.says()).toContain(who)
  expect(card.says()).toContain(late)
  expect(card.says()).toContain(here)
})

test('is there around the hour of a live interview only', async () => {
  vi.setSystemTime('2026-11-24T07:59:59Z')
  expect((await seen()).says()).toBe('')
  vi.setSystemTime('2026-11-24T08:00:00Z')
  expect((await seen()).says()).toContain('The way into the meeting is here from 09:45 CET.')
  expect(joinLink()).toBeNull()
  expect(buttons()).toEqual(['I am running late'])
  expect((await seen({ status: 'COMPLETED' })).says()).toBe('')
  expect((await seen({ mode: 'SELF_GUIDED' })).says()).toBe('')
})

test('whoever meets the candidate joins, and has said with it that they are here', async () => {
  const card = await seen()
  const link = joinLink()!
  expect([link.target, link.rel]).toEqual(['_blank', 'noopener noreferrer'])
  link.addEventListener('click', (event) => event.preventDefault())
  link.click()
  await vi.waitFor(() => expect(card.sent).toEqual([{ interviewId: 'interview', state: 'HERE' }]))
})

test('says by how much they are late, by what still lies ahead', async () => {
  vi.setSystemTime('2026-11-24T09:12:00Z')
  const card = await seen({ interviewerArrivals: [{ interviewer: johan, arrival: said(10) }] })
  await card.press('Say another time')
  expect(buttons().filter((name) => name.includes('minutes'))).toEqual([
    '15 minutes10:15 CET',
    '20 minutes10:20 CET',
    '30 minutes10:30 CET',
    '60 minutes11:00 CET',
  ])
  await card.press('20 minutes10:20 CET')
  expect(card.sent).toEqual([{ interviewId: 'interview', state: 'LATE', lateMinutes: 20 }])
})

test('a recruiter who meets nobody joins without saying anything', async () => {
  const card = await seen({}, recruiter)
  expect(buttons()).toEqual([])
  joinLink()!.addEventListener('click', (event) => event.preventDefault())
  joinLink()!.click()
  expect(card.sent).toEqual([])
})

test('a suggested no-show is settled in place: by recruiters both ways, by an interviewer with “They came”', async () => {
  vi.setSystemTime('2026-11-24T09:15:00Z')
  const suggested = { noShowSuggestedSince: '2026-11-24T09:15:00.000Z' }
  const theirs = await seen(suggested)
  expect(theirs.says()).toContain('Ada Bergström has not said that they are here. A no-show?')
  expect(buttons().join()).not.toContain('No-show')
  theirs.mounted.unmount()

  const card = await seen(suggested, recruiter)
  await card.press('They came: Ada Bergström')
  expect(card.sent).toEqual([{ interviewId: 'interview' }])
  await card.press('No-show: Ada Bergström')
  await soon(() => expect(card.text()).toContain('Ada Bergström is marked as a no-show'))
  await card.submit()
  expect(card.sent).toEqual([
    { interviewId: 'interview' },
    { interviewId: 'interview', idempotencyKey: expect.any(String) },
  ])
})
