import { beforeEach, expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import { defineComponent, h, ref } from 'vue'
import { show } from '../../test/show'
import { useActions } from '../shared/actions'
import type { Action } from '../shared/actions.rules'
import { useSingleKeys } from '../shared/single-keys'
import { usePaletteKey } from './use-palette-key'
import { useShortcuts } from './use-shortcuts'

const done: string[] = []
const action = (id: string, ...keys: string[]): Action => ({
  id,
  keys,
  kind: 'here',
  label: id,
  icon: 'i-lucide-circle',
  run: () => void done.push(id),
})
const isCovered = ref(false)

const Page = defineComponent(() => {
  useActions([action('move', 'm'), action('slots', 'g', 's'), action('sheet', '?'), action('search', '/')])
  useShortcuts(() => false)
  usePaletteKey(() => done.push('palette'))
  return () => [
    h('button', 'Anywhere'),
    h('input', { 'aria-label': 'Words' }),
    h('input', { type: 'checkbox', 'aria-label': 'Tick' }),
    ...(isCovered.value ? [h('div', { role: 'dialog' })] : []),
  ]
})

beforeEach(() => {
  done.splice(0)
  isCovered.value = false
  useSingleKeys().value = true
})

test('a key does what it stands for, and two after each other what both stand for', async () => {
  const shown = await show(Page)
  await shown.getByRole('button', { name: 'Anywhere' }).click()
  await userEvent.keyboard('m')
  await userEvent.keyboard('gs')
  await userEvent.keyboard('gm')
  await userEvent.keyboard('/')
  expect(done).toEqual(['move', 'slots', 'move', 'search'])
})

test('a sign that needs Shift is the same sign, a letter with a modifier is another', async () => {
  await show(Page)
  await userEvent.keyboard('{Shift>}?{/Shift}')
  await userEvent.keyboard('{Shift>}M{/Shift}{Alt>}m{/Alt}')
  expect(done).toEqual(['sheet'])
})

test('who writes, writes; who ticks a box has the keys', async () => {
  const shown = await show(Page)
  await shown.getByRole('textbox', { name: 'Words' }).click()
  await userEvent.keyboard('mgs?')
  expect(done).toEqual([])
  expect((document.activeElement as HTMLInputElement).value).toBe('mgs?')
  await userEvent.keyboard('{Control>}k{/Control}')
  expect(done).toEqual(['palette'])
  await shown.getByRole('checkbox', { name: 'Tick' }).click()
  await userEvent.keyboard('m')
  expect(done).toEqual(['palette', 'move'])
})

test('what lies over the page keeps the keys, also those of the palette', async () => {
  isCovered.value = true
  await show(Page)
  await userEvent.keyboard('m{Control>}k{/Control}')
  expect(done).toEqual([])
})

test('who has switched single keys off has the palette still', async () => {
  useSingleKeys().value = false
  await show(Page)
  await userEvent.keyboard('mgs{Control>}k{/Control}')
  expect(done).toEqual(['palette'])
})
