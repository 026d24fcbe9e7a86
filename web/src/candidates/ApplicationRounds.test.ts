import { ApolloClient, ApolloLink, InMemoryCache, Observable } from '@apollo/client/core'
import { DefaultApolloClient } from '@vue/apollo-composable'
import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { possibleTypes } from '../gql/possible-types'
import { i18n, setLocale, useWords } from '../shared/i18n'
import ApplicationRounds from './ApplicationRounds.vue'

const ines = { __typename: 'StaffMember', id: 'ines', name: 'Inès Moreau' }
const round = (number: number, name: string, durationMinutes: number) => ({
  __typename: 'JobRound',
  number,
  name,
  durationMinutes,
  mode: 'PHONE',
  location: null,
  meetingUrl: null,
  interviewers: [ines],
  anyOf: [],
  kit: null,
})
const interview = (id: string, number: number, status: string, startsAt: string) => ({
  __typename: 'Interview',
  id,
  round: number,
  status,
  startsAt,
  endsAt: new Date(Date.parse(startsAt) + 45 * 60_000).toISOString(),
})

enableAutoUnmount(afterEach)
beforeEach(async () => {
  await useWords('dashboard')
  await setLocale('en', { remember: false })
})

async function shown(rounds: object[], interviews: object[]) {
  const link = new ApolloLink(() =>
    Observable.of({
      data: {
        application: {
          __typename: 'Application',
          id: 'application',
          interviews,
          job: { __typename: 'Job', id: 'job', rounds },
        },
      },
    }),
  )
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', component: {} },
      { path: '/interviews/:id', name: 'interview', component: {} },
    ],
  })
  const mounted = mount(ApplicationRounds, {
    props: { applicationId: 'application', zone: 'Europe/Stockholm' },
    global: {
      plugins: [router, i18n],
      provide: { [DefaultApolloClient]: new ApolloClient({ link, cache: new InMemoryCache({ possibleTypes }) }) },
    },
  })
  await flushPromises()
  return mounted
}
const wordsOf = (mounted: Awaited<ReturnType<typeof shown>>) =>
  mounted.findAll('ol > li').map((each) => each.text().replace(/\s+/g, ' '))

test('each round of the job stands with what it led to, and one that waits says so', async () => {
  const mounted = await shown(
    [round(1, 'First talk', 30), round(2, 'Day at the office', 180)],
    [
      interview('missed', 1, 'NO_SHOW', '2026-11-18T09:00:00.000Z'),
      interview('held', 1, 'COMPLETED', '2026-11-20T09:00:00.000Z'),
    ],
  )
  expect(wordsOf(mounted)).toEqual([
    'First talk · 30 minutes · Phone · Inès MoreauWed 18 Nov, 10:00–10:45 CETNo-showFri 20 Nov, 10:00–10:45 CETCompleted',
    'Day at the office · 3 hours · Phone · Inès MoreauNot scheduled yet',
  ])
  expect(mounted.findAll('a').map((link) => link.attributes('href'))).toEqual([
    '/interviews/missed',
    '/interviews/held',
  ])
})

test('an interview of a round that the job does not plan any more is not lost', async () => {
  const mounted = await shown(
    [round(1, 'First talk', 30)],
    [interview('third', 3, 'SCHEDULED', '2026-11-24T09:00:00.000Z')],
  )
  expect(mounted.findAll('ol > li').map((each) => each.attributes('value'))).toEqual(['1', '3'])
  expect(wordsOf(mounted)[1]).toBe('Not planned by the jobTue 24 Nov, 10:00–10:45 CETScheduled')
})

test('a job without rounds shows none', async () => {
  const mounted = await shown([], [interview('first', 1, 'SCHEDULED', '2026-11-24T09:00:00.000Z')])
  expect(mounted.find('ol').exists()).toBe(false)
})
