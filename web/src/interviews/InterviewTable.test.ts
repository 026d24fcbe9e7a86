import { enableAutoUnmount, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { InterviewTable_InterviewFragment } from '../gql/graphql'
import { i18n, setLocale, useWords } from '../shared/i18n'
import type { InterviewColumn } from './interview-filters.rules'
import InterviewTable from './InterviewTable.vue'

const interview = (changes: Partial<InterviewTable_InterviewFragment> = {}): InterviewTable_InterviewFragment => ({
  id: 'i1',
  status: 'SCHEDULED',
  startsAt: '2031-11-24T09:00:00.000Z',
  endsAt: '2031-11-24T09:45:00.000Z',
  mode: 'VIDEO',
  round: 2,
  rsvp: 'ACCEPTED',
  location: null,
  meetingUrl: 'https://meet.test/a',
  createdAt: '2031-11-01T09:00:00.000Z',
  scheduledBy: { id: 's2', name: 'Ruben Sand' },
  scheduledByToken: null,
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
  routes: [{ path: '/interviews/:id', name: 'interview', component: { render: () => null } }],
})

const show = (
  shown: readonly InterviewColumn[],
  sort: { key: InterviewColumn; isDescending: boolean } = { key: 'when', isDescending: false },
  interviews = [interview()],
) =>
  mount(InterviewTable, {
    props: { interviews, zone: 'Europe/Stockholm', shown, sort, selectable: false },
    global: { plugins: [router, i18n] },
  })

enableAutoUnmount(afterEach)
beforeEach(async () => {
  await useWords('dashboard')
  await setLocale('en', { remember: false })
})

test('has the columns that were chosen, in the order of the list', () => {
  const table = show(['scheduler', 'candidate', 'round', 'place', 'answer'])
  expect(table.findAll('thead th').map((head) => head.text())).toEqual([
    'Candidate',
    'Round',
    'Place',
    'Answer',
    'Scheduled by',
  ])
  expect(table.findAll('tbody td').map((cell) => cell.text())).toEqual([
    'Ada Bergström',
    '2',
    'https://meet.test/a',
    'Accepted',
    'Ruben Sand',
  ])
  expect(table.get('tbody a').attributes('href')).toBe('/interviews/i1')
})

test('says by what it is sorted, and asks for another order by a press on a head', async () => {
  const table = show(['when', 'candidate', 'job', 'mode'], { key: 'candidate', isDescending: false })
  const heads = table.findAll('thead th')
  expect(heads.map((head) => head.attributes('aria-sort'))).toEqual(['none', 'ascending', 'none', undefined])
  await heads[1]!.get('button').trigger('click')
  await heads[2]!.get('button').trigger('click')
  expect(heads[3]!.find('button').exists()).toBe(false)
  expect(table.emitted('sort')).toEqual([
    [{ key: 'candidate', isDescending: true }],
    [{ key: 'job', isDescending: false }],
  ])
})

test('keeps the order in which the server hands the rows over', () => {
  const people = ['Zoë', 'Ada', 'Mia'].map((name, index) =>
    interview({ id: `i${index}`, candidate: { id: `c${index}`, name } }),
  )
  const table = show(['candidate'], { key: 'candidate', isDescending: false }, people)
  expect(table.findAll('tbody td').map((cell) => cell.text())).toEqual(['Zoë', 'Ada', 'Mia'])
})
