import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { JobCard_JobFragment } from '../gql/graphql'
import { i18n, setLocale, useWords } from '../shared/i18n'
import JobCard from './JobCard.vue'

const round = { durationMinutes: 30, location: null, meetingUrl: null, interviewers: [], anyOf: [], kit: null }
const [johan, ines, olof] = ['Johan', 'Inès', 'Olof'].map((name) => ({ id: name, name }))
const job: JobCard_JobFragment = {
  id: 'job',
  title: 'Backend engineer',
  rounds: [
    { ...round, number: 1, name: 'First talk', mode: 'PHONE', anyOf: [[ines!, olof!]] },
    { ...round, number: 2, name: 'Panel', mode: 'VIDEO', interviewers: [johan!, ines!] },
    { ...round, number: 3, name: 'Questions', mode: 'SELF_GUIDED', kit: { id: 'kit', name: 'First talk' } },
  ],
}

test.each([
  [
    'en',
    [
      'First talk · 30 minutes · Phone · Inès or Olof',
      'Panel · 30 minutes · Video call · Johan and Inès',
      'Questions · 30 minutes · Self-guided · First talk',
    ],
  ],
  [
    'sv',
    [
      'First talk · 30 minuter · Telefon · Inès eller Olof',
      'Panel · 30 minuter · Videosamtal · Johan och Inès',
      'Questions · 30 minuter · På egen hand · First talk',
    ],
  ],
  [
    'fr',
    [
      'First talk · 30 minutes · Téléphone · Inès ou Olof',
      'Panel · 30 minutes · Visioconférence · Johan et Inès',
      'Questions · 30 minutes · En autonomie · First talk',
    ],
  ],
] as const)('each round of a job stands in a line of its own, in %s', async (language, lines) => {
  await useWords('dashboard')
  await setLocale(language, { remember: false })
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', component: JobCard },
      { path: '/kits/:id', name: 'kit', component: JobCard },
    ],
  })
  const card = mount(JobCard, { props: { job }, global: { plugins: [router, i18n] } })
  expect(card.findAll('ol > li').map((line) => line.element.textContent?.replace(/\s+/g, ' ').trim())).toEqual(lines)
})
