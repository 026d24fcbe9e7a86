import { mount } from '@vue/test-utils'
import { beforeEach, expect, test } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { PlanPreview_PlanFragment, SlotRemark } from '../gql/graphql'
import { i18n, setLocale, useWords } from '../shared/i18n'
import PlanPreview from './PlanPreview.vue'

const proposal = (startsAt: string | null, date: string, time: string, ...remarks: SlotRemark[]) => ({
  date,
  time,
  startsAt,
  endsAt: startsAt && new Date(Date.parse(startsAt) + 45 * 60_000).toISOString(),
  offset: startsAt && 'UTC+02:00',
  isMade: remarks.length === 0 || remarks[0] === 'REPEATED_TIME',
  remarks,
  blockedPeriod: remarks.includes('BLOCKED_PERIOD') ? 'Midsummer' : null,
  busyInterviewers: remarks.includes('INTERVIEWER_IS_BUSY') ? [{ id: 'johan', name: 'Johan Ek' }] : [],
  awayInterviewers: remarks.includes('INTERVIEWER_IS_AWAY') ? [{ id: 'ines', name: 'Inès Moreau' }] : [],
})

const plan: PlanPreview_PlanFragment = {
  timeZone: 'Europe/Stockholm',
  madeCount: 2,
  leftOutCount: 6,
  proposals: [
    proposal('2026-10-25T00:30:00Z', '2026-10-25', '02:30', 'REPEATED_TIME'),
    proposal('2026-10-26T08:00:00Z', '2026-10-26', '09:00'),
    proposal('2026-10-26T09:00:00Z', '2026-10-26', '10:00', 'INTERVIEWER_IS_BUSY', 'INTERVIEWER_IS_AWAY'),
    proposal('2026-10-26T10:00:00Z', '2026-10-26', '11:00', 'DUPLICATE'),
    proposal('2026-10-26T11:00:00Z', '2026-10-26', '12:00', 'TIME_IS_PAST'),
    proposal('2026-10-26T12:00:00Z', '2026-10-26', '13:00', 'BLOCKED_PERIOD'),
    proposal('2026-10-26T13:00:00Z', '2026-10-26', '14:00', 'POOL_IS_NOT_FREE'),
    proposal(null, '2027-03-28', '02:30', 'NONEXISTENT_TIME'),
  ],
}

async function shown(language: 'en' | 'sv' | 'fr') {
  await useWords('dashboard')
  await setLocale(language, { remember: false })
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: PlanPreview }] })
  const mounted = mount(PlanPreview, { props: { plan }, global: { plugins: [router, i18n] } })
  return {
    rows: mounted.findAll('li').map((row) => row.text().replace(/\s+/g, ' ')),
    text: mounted.text().replace(/\s+/g, ' '),
  }
}

beforeEach(() => localStorage.clear())

test('each proposed slot says whether it is opened, and if not, why', async () => {
  expect((await shown('en')).rows).toEqual([
    '02:30 CEST – 02:15 CETOpened. The clocks show this time twice; it is at the first (UTC+02:00).',
    '09:00–09:45 CETOpened.',
    '10:00–10:45 CETLeft out. Busy: Johan Ek. Away: Inès Moreau.',
    '11:00–11:45 CETLeft out. There is such a slot already.',
    '12:00–12:45 CETLeft out. Past.',
    '13:00–13:45 CETLeft out. Closed: Midsummer.',
    '14:00–14:45 CETLeft out. No choice of people fills the groups: nobody has time then.',
    '02:30Left out. The clocks skip this time on that day.',
  ])
})

test.each([
  ['en', '2 slots are opened, 6 are left out', '25 October 2026'],
  ['sv', '2 tider öppnas, 6 lämnas utanför', '25 oktober 2026'],
  ['fr', '2 créneaux seront ouverts, 6 laissés de côté', '25 octobre 2026'],
] as const)('how many are opened, and on which days, is told in %s', async (language, counts, day) => {
  const { text } = await shown(language)
  expect(text).toContain(counts)
  expect(text).toContain(day)
})
