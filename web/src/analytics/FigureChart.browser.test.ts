import { expect, onTestFinished, test } from 'vitest'
import { h, ref } from 'vue'
import { soon } from '../../test/soon'
import { show } from '../../test/show'
import { useTheme } from '../shared/theme'
import type { ChartData } from './chart-look'
import { looks } from './chart-look'
import FigureChart from './FigureChart.vue'

const data = (held: number[]): ChartData => ({
  kind: 'bars',
  labels: held.map((_, place) => `Week ${place + 1}`),
  series: [{ name: 'Held', tone: 'good', values: held }],
  show: String,
  description: 'Bars: what was held.',
})

const drawing = () => document.querySelector<SVGElement>('svg')!
const bars = () =>
  [...drawing().querySelectorAll<SVGPathElement>('path')].filter((path) => colors().includes(fill(path)))
const fill = (path: Element) => (path.getAttribute('fill') ?? '').toLowerCase()
const colors = () => [looks.light.tones.good, looks.dark.tones.good]
const isDrawn = (count: number) => soon(() => expect(bars()).toHaveLength(count))

test('it is drawn in the width there is, says what it is of, and follows both', async () => {
  const width = ref(640)
  const held = ref([3, 5])
  await show(() => h('div', { style: { width: `${width.value}px` } }, h(FigureChart, { data: data(held.value) })))
  await soon(() => expect(drawing().getBoundingClientRect().width).toBe(640))
  expect(document.querySelector('[aria-label="Bars: what was held."]')).not.toBeNull()
  await isDrawn(2)
  held.value = [3, 5, 8]
  await isDrawn(3)
  width.value = 320
  await soon(() => expect(drawing().getBoundingClientRect().width).toBe(320))
})

test('its colours are those of the theme, also when that changes', async () => {
  const { store } = useTheme()
  const before = store.value
  onTestFinished(() => void (store.value = before))
  store.value = 'light'
  await show(() => h(FigureChart, { data: data([3]) }))
  await soon(() => expect(new Set(bars().map(fill))).toEqual(new Set([looks.light.tones.good])))
  store.value = 'dark'
  await soon(() => expect(new Set(bars().map(fill))).toEqual(new Set([looks.dark.tones.good])))
})

test('a name that needs several lines is written one below the other', async () => {
  const rows: ChartData = { ...data([3]), kind: 'rows', labels: ['Occupational Health Nurse · round 1'] }
  await show(() => h('div', { style: { width: '320px' } }, h(FigureChart, { data: rows })))
  const tops = () =>
    [...drawing().querySelectorAll('text')]
      .filter(({ textContent }) => /Occupational|Nurse|round/.test(textContent ?? ''))
      .map((line) => line.getBoundingClientRect().top)
      .toSorted((one, other) => one - other)
  await soon(() => {
    const [first, second] = tops()
    expect(second! - first!).toBeGreaterThanOrEqual(14)
  })
})
