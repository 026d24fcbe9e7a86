import { enableAutoUnmount, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { createMemoryHistory, createRouter } from 'vue-router'
import { soon } from '../../test/soon'
import { i18n, setLocale, useWords } from '../shared/i18n'
import ChartCard from './ChartCard.vue'

interface Row {
  name: string
  held: number
}
const rows: Row[] = [
  { name: '=Ada', held: 1200 },
  { name: 'Ben', held: 2 },
]

const saved: { name: string; text: string }[] = []
vi.mock('../shared/save-file', () => ({
  saveFile: async (file: Blob, name: string) =>
    saved.push({ name, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(await file.arrayBuffer()) }),
}))
enableAutoUnmount(afterEach)
afterEach(() => void saved.splice(0))

const isDrawn = (card: VueWrapper) => card.find('[aria-label="Bars: the load."] svg').exists()

async function open(props: object = {}) {
  await useWords('dashboard')
  await setLocale('en', { remember: false })
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: {} }] })
  const card = mount(ChartCard<Row>, {
    props: {
      title: 'Load',
      text: 'Who meets whom.',
      chart: {
        kind: 'rows',
        labels: rows.map(({ name }) => name),
        series: [{ name: 'Held', tone: 'good', values: rows.map(({ held }) => held) }],
        show: String,
        description: 'Bars: the load.',
      },
      columns: [
        { label: 'Who', shown: ({ name }: Row) => name, raw: ({ name }: Row) => name },
        { label: 'Held', shown: ({ held }: Row) => held.toLocaleString('en'), raw: ({ held }: Row) => held },
      ],
      rows,
      missing: null,
      loading: false,
      failed: false,
      fileName: 'Load 2026-11-01 2026-11-30',
      ...props,
    },
    attachTo: document.body,
    global: { plugins: [router, i18n] },
  })
  // What draws it comes by itself, and later.
  if (!('missing' in props)) await soon(() => expect(isDrawn(card)).toBe(true))
  const press = async (name: string) => {
    const button = card.findAll('button').find((each) => (each.attributes('aria-label') ?? each.text()) === name)
    await userEvent.click(button!.element)
  }
  return { card, press }
}

test('a chart has its table, and each says the same', async () => {
  const { card, press } = await open()
  expect(card.find('table').exists()).toBe(false)
  await press('Table')
  expect(isDrawn(card)).toBe(false)
  expect(card.findAll('tr').map((row) => row.findAll('th, td').map((cell) => cell.text()))).toEqual([
    ['Who', 'Held'],
    ['=Ada', '1,200'],
    ['Ben', '2'],
  ])
  expect(card.findAll('th[scope=row]').map((cell) => cell.text())).toEqual(['=Ada', 'Ben'])
})

test('its file has plain numbers, and no text in it is a formula', async () => {
  const { press } = await open()
  await press('Download as CSV: Load')
  await soon(() => expect(saved).toHaveLength(1))
  expect(saved).toEqual([
    { name: 'Load 2026-11-01 2026-11-30.csv', text: '\uFEFF"Who","Held"\r\n"\'=Ada",1200\r\n"Ben",2\r\n' },
  ])
})

test('the file of a page has every row, and it is said where it could not be written', async () => {
  const everyRow = vi.fn(async () => [...rows, { name: 'Cid', held: 3 }])
  const { press } = await open({ everyRow })
  await press('Download as CSV: Load')
  await soon(() => expect(saved).toHaveLength(1))
  expect(saved[0]!.text).toContain('"Cid",3')
  const broken = await open({ everyRow: () => Promise.reject(new Error('gone')) })
  await broken.press('Download as CSV: Load')
  await soon(() => expect(broken.card.find('[role=alert]').exists()).toBe(true))
  expect(broken.card.find('[role=alert]').text()).toBe('The file could not be written. Try again.')
})

test('where there is nothing it says what is missing, and offers no file of it', async () => {
  const { card } = await open({ rows: [], missing: 'Nobody meets a candidate.' })
  expect(card.text()).toContain('Nobody meets a candidate.')
  expect(card.findAll('button')).toEqual([])
})
