import { expect, test } from 'vitest'
import { idOrNobody, looksLikeId, newId } from './id.ts'

test('a new id is a UUID of version 7 that carries its millisecond', () => {
  const id = newId(Date.parse('2026-11-24T09:00:00.000Z'))
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.parse('2026-11-24T09:00:00.000Z'))
})

test('ids of later milliseconds sort later, and none comes twice', () => {
  const ids = Array.from({ length: 2000 }, (_, index) => newId(1_700_000_000_000 + index))
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(Array.from({ length: 2000 }, () => newId(0))).size).toBe(2000)
})

test.each([
  '',
  'id',
  '0197c3a0-0000-7000-8000-00000000000',
  '0197c3a0-0000-7000-8000-0000000000000',
  '0197C3A0-0000-7000-8000-000000000000',
  '{0197c3a0-0000-7000-8000-000000000000}',
  '0197c3a000007000800000000000000a',
  "0197c3a0-0000-7000-8000-000000000000' or true --",
  '0197c3a0-0000-7000-8000-000000000000\n',
  '0197c3a0-0000-7000-8000-00000000000\u0000',
])('%j is no id', (text) => {
  expect(looksLikeId(text)).toBe(false)
  expect(idOrNobody(text)).toBe('00000000-0000-0000-0000-000000000000')
})

test('an id as we make it is one', () => {
  const id = newId()
  expect(looksLikeId(id)).toBe(true)
  expect(idOrNobody(id)).toBe(id)
})
