import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { openPartStore, type PartStore } from './part-store'

/** Of any length: the browser gives no more than 65,536 at once. */
function randomBytes(size: number) {
  const bytes = new Uint8Array(size)
  for (let from = 0; from < size; from += 65_536) crypto.getRandomValues(bytes.subarray(from, from + 65_536))
  return bytes
}
const hexOf = (bytes: ArrayLike<number>) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
const sha256 = async (bytes: Uint8Array<ArrayBuffer>) =>
  hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))

const begun = {
  answerId: 'take-1',
  interviewId: 'interview-1',
  questionId: 'question-1',
  uploadUrl: '/api/interview/uploads/take-1',
  contentType: 'audio/webm;codecs=opus',
}
const parts = [3, 1_000, 1, 70_000, 12_345].map((size) => randomBytes(size))
const everything = new Uint8Array(await new Blob(parts).arrayBuffer())

/** The browser keeps what another run left. */
const run = crypto.randomUUID()
let name = ''
let store: PartStore
let count = 0

beforeEach(async () => {
  name = `parts-${run}-${(count += 1)}`
  store = await openPartStore(name)
})
afterEach(() => {
  store.close()
  indexedDB.deleteDatabase(name)
})

/** The page is gone without a word, and somebody opens it again. */
const reopen = async () => {
  const again = await openPartStore(name)
  onTestFinished(() => again.close())
  return again
}

async function recorded() {
  await store.begin(begun)
  for (const [place, part] of parts.entries()) await store.append('take-1', part, place * 2)
}

test('a take outlives its page as far as it was stored', async () => {
  await recorded()
  const again = await reopen()
  const known = { ...begun, bytes: everything.length, durationSeconds: 8 }
  expect(await again.take('take-1')).toMatchObject({ ...known, isEnded: false })
  expect(hexOf(await again.read('take-1', 0, 1_000_000))).toBe(hexOf(everything))
  await again.end('take-1')
  expect(await store.take('take-1')).toMatchObject({ ...known, isEnded: true })
})

test('parts keep their order, also those of two pages that add at once', async () => {
  await store.begin(begun)
  const other = await reopen()
  await Promise.all(parts.map((part, place) => (place % 2 ? other : store).append('take-1', part, 2)))
  const all = hexOf(await store.read('take-1', 0, 1_000_000))
  expect(all.length).toBe(2 * everything.length)
  for (const part of parts) expect(all.includes(hexOf(part))).toBe(true)
})

test.each([
  [0, 3],
  [2, 2],
  [3, 1_000],
  [1_002, 5],
  [1_004, 70_000],
  [everything.length - 1, 100],
  [everything.length, 100],
])('any stretch can be read: %d on, %d bytes at most', async (from, atMost) => {
  await recorded()
  expect(hexOf(await store.read('take-1', from, atMost))).toBe(hexOf(everything.subarray(from, from + atMost)))
})

test('its digest is that of all its bytes', async () => {
  await recorded()
  expect(await store.digest('take-1')).toBe(await sha256(everything))
  const whole = await store.whole('take-1')
  expect(whole.type).toBe('audio/webm;codecs=opus')
  expect(hexOf(new Uint8Array(await whole.arrayBuffer()))).toBe(hexOf(everything))
})

test('an interview knows its own takes, oldest first, and each take its own bytes', async () => {
  vi.setSystemTime('2026-11-22T10:00:00Z')
  onTestFinished(() => void vi.useRealTimers())
  await store.begin({ ...begun, answerId: 'zzz' })
  vi.setSystemTime('2026-11-22T10:05:00Z')
  await store.begin({ ...begun, answerId: 'aaa' })
  await store.begin({ ...begun, answerId: 'other', interviewId: 'interview-2' })
  await store.append('zzz', parts[0]!, 2)
  await store.append('other', parts[1]!, 2)
  expect((await store.takesOf('interview-1')).map(({ answerId, bytes }) => [answerId, bytes])).toEqual([
    ['zzz', 3],
    ['aaa', 0],
  ])
  await store.remove('zzz')
  expect((await store.takesOf('interview-1')).map(({ answerId }) => answerId)).toEqual(['aaa'])
  expect(await store.read('zzz', 0, 10)).toHaveLength(0)
  expect(await store.read('other', 0, 2_000)).toEqual(parts[1])
})

test('nothing is added to a take that is not there, and none is begun twice', async () => {
  await recorded()
  await expect(store.append('gone', parts[0]!, 2)).rejects.toThrow('no such take')
  await expect(store.begin(begun)).rejects.toThrow()
  expect(await store.take('take-1')).toMatchObject({ bytes: everything.length })
})

test('what nobody will send any more is forgotten after a week, and nothing before', async () => {
  await recorded()
  vi.setSystemTime(Date.now() + 7 * 24 * 60 * 60_000 - 60_000)
  onTestFinished(() => void vi.useRealTimers())
  expect(await (await reopen()).take('take-1')).toBeDefined()
  vi.setSystemTime(Date.now() + 2 * 60_000)
  const later = await reopen()
  expect(await later.take('take-1')).toBeUndefined()
  expect(await later.read('take-1', 0, 10)).toHaveLength(0)
})
