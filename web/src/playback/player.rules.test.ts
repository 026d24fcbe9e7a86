import { expect, test } from 'vitest'
import { deedOf, lengthOf, showPlace, within } from './player.rules'

test.each([
  [0, '0:00'],
  [7.9, '0:07'],
  [65, '1:05'],
  [3723, '1:02:03'],
  [-1, '0:00'],
])('%d seconds are shown as %s', (seconds, shown) => {
  expect(showPlace(seconds)).toBe(shown)
})

test('a place lies within the recording, as far as its length is known', () => {
  expect([within(-3, 10), within(12, 10), within(4, 10), within(12, null)]).toEqual([0, 10, 4, 12])
})

test('the length is that which was measured, else what the player found, and never endless', () => {
  expect([lengthOf(42, Infinity), lengthOf(null, 41.5), lengthOf(null, Infinity), lengthOf(null, NaN)]).toEqual([
    42,
    41.5,
    null,
    null,
  ])
})

test('single keys do nothing while somebody writes, chooses, or means something else with them', () => {
  const press = (key: string, more = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...more })
  expect([' ', 'ArrowLeft', 'ArrowRight', 'n', 'x'].map((key) => deedOf(press(key), 'OTHER'))).toEqual([
    'TOGGLE',
    'BACK',
    'ON',
    'NOTE',
    null,
  ])
  expect([' ', 'ArrowRight', 'n'].map((key) => deedOf(press(key), 'BUTTON'))).toEqual([null, 'ON', 'NOTE'])
  for (const focus of ['WORDS', 'CHOICE'] as const)
    expect([' ', 'ArrowLeft', 'n'].map((key) => deedOf(press(key), focus))).toEqual([null, null, null])
  expect(deedOf(press('n', { ctrlKey: true }), 'OTHER')).toBeNull()
})
