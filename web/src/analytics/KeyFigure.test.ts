import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { i18n, setLocale, useWords } from '../shared/i18n'
import type { Compared } from './comparison.rules'
import KeyFigure from './KeyFigure.vue'

async function told(unit: 'SHARE' | 'LENGTH' | 'COUNT', figure: Compared, language: 'en' | 'fr' = 'en') {
  await useWords('dashboard')
  await setLocale(language, { remember: false })
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: {} }] })
  const tile = mount(KeyFigure, {
    props: { label: 'Show-up rate', unit, figure, of: (count: number) => `of ${count}` },
    global: { plugins: [router, i18n] },
  })
  return tile.findAll('dd > span').map((line) => line.text().replace(/\s+/g, ' '))
}

const before = { value: 0.8, count: 20 }

test('a figure says of how many it is, and how it differs from the period before', async () => {
  expect(await told('SHARE', { value: 0.85, count: 40, before })).toEqual([
    '85%',
    'of 40',
    '+5 points on the period before',
  ])
  expect(await told('SHARE', { value: 0.8, count: 40, before })).toEqual(['80%', 'of 40', 'As in the period before'])
  expect(await told('LENGTH', { value: 90, count: 40, before: { value: 150, count: 12 } }, 'fr')).toEqual([
    '1,5 h',
    'of 40',
    '−1 h par rapport à la période précédente',
  ])
})

test('one of few is marked, and compared with nothing', async () => {
  expect(await told('SHARE', { value: 6 / 7, count: 7, before })).toEqual(['86%', 'of 7 · few', 'Too few to compare'])
})

test('how many there were is compared as it is, where there were any before', async () => {
  expect(await told('COUNT', { value: 3, count: 4, before: { value: 5, count: 6 } })).toEqual([
    '3',
    'of 4',
    '−2 on the period before',
  ])
  expect(await told('COUNT', { value: 3, count: 4, before: { value: 0, count: 0 } })).toEqual([
    '3',
    'of 4',
    'Nothing to compare with',
  ])
})

test('where there is none, it says so', async () => {
  expect(await told('SHARE', { value: null, count: 0, before })).toEqual(['–', 'of 0', 'Nothing to compare with'])
})
