import { expect, test } from 'vitest'
import { characterOf, hear, takesWords, type Press } from './shortcut.rules'

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  repeat: false,
  isComposing: false,
  ...more,
})

test('a key counts by the sign it makes, wherever that sign lies', () => {
  // “/” is Shift and 7 on a Swedish keyboard, Shift and : on a French one; “?” needs Shift on all of them.
  expect(characterOf(press('/'))).toBe('/')
  expect(characterOf(press('/', { shiftKey: true }))).toBe('/')
  expect(characterOf(press('?', { shiftKey: true }))).toBe('?')
  expect(characterOf(press('m'))).toBe('m')
  // Caps lock gives a capital without Shift.
  expect(characterOf(press('M'))).toBe('m')
})

test.each([
  ['Ctrl', press('m', { ctrlKey: true })],
  ['the command key', press('m', { metaKey: true })],
  ['Alt', press('m', { altKey: true })],
  ['Shift and a letter', press('M', { shiftKey: true })],
  ['a held key', press('m', { repeat: true })],
  ['a word being composed', press('m', { isComposing: true })],
  ['a key without a sign', press('Enter')],
  ['a dead key', press('Dead')],
])('%s is no single key', (_, pressed) => {
  expect(characterOf(pressed)).toBeNull()
})

test('a held key goes on through a list', () => {
  expect(characterOf(press('j', { repeat: true }))).toBe('j')
})

const known = [['g', 's'], ['g', 'i'], ['m'], ['?']]

test('two keys after each other are one shortcut', () => {
  expect(hear([], 'g', known)).toEqual({ begun: ['g'] })
  expect(hear(['g'], 's', known)).toEqual({ meant: ['g', 's'] })
})

test('what does not continue begins anew, and what nobody knows is nothing', () => {
  expect(hear(['g'], 'm', known)).toEqual({ meant: ['m'] })
  expect(hear(['g'], 'g', known)).toEqual({ begun: ['g'] })
  expect(hear(['g'], 'z', known)).toBeNull()
  expect(hear([], 'z', known)).toBeNull()
})

test.each([
  ['<input>', true],
  ['<input type="search">', true],
  ['<input type="checkbox">', false],
  ['<textarea></textarea>', true],
  ['<select></select>', true],
  ['<div contenteditable="true"></div>', true],
  ['<div role="spinbutton"></div>', true],
  ['<div role="listbox"><i></i></div>', true],
  ['<button></button>', false],
])('in %s keys are words: %s', (html, expected) => {
  document.body.innerHTML = html
  const inside = document.body.querySelector('i') ?? document.body.firstElementChild
  expect(takesWords(inside)).toBe(expected)
})
