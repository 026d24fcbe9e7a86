import { expect, test } from 'vitest'
import { doorState } from './door-state.rules'

const state = (isKeyUnknown: boolean, isKnown: boolean, isUnreachable: boolean) =>
  doorState({ isKeyUnknown, isKnown, isUnreachable })

test('a key that opens nothing shows nothing, also of what was known before', () => {
  expect(state(true, true, false)).toBe('refused')
  expect(state(true, false, true)).toBe('refused')
})

test('what is known stays on show while the line is down', () => {
  expect(state(false, true, true)).toBe('ready')
  expect(state(false, false, true)).toBe('unreachable')
  expect(state(false, false, false)).toBe('waiting')
})
