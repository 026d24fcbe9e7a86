// @vitest-environment node
import 'fake-indexeddb/auto'
import { createHash, randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { openPartStore, type PartStore } from './part-store'

const begun = {
  answerId: 'take-1',
  interviewId: 'interview-1',
  questionId: 'question-1',
  uploadUrl: '/api/interview/uploads/take-1',
  contentType: 'audio/webm;codecs=opus',
}
const parts = [3, 1_000, 1, 70_000, 12_345].map((size) => new Uint8Array(randomBytes(size)))
const everything = Buffer.concat(parts)

let name = ''
let store: PartStore
let count = 0

beforeEach(async () => {
  name = `parts-${(count += 1)}`
  store = await openPartStore(name)
})
afterEach(() => store.close())

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
  expect(Buffer.from(await again.read('take-1', 0, 1_000_000))).toEqual(everything)
  await again.end('take-1')
  expect(await store.take('take-1')).toMatchObject({ ...known, isEnded: true })
})

test('parts keep their order, also those of two pages that add at once', async () => {
  await store.begin(begun)
  const other = await reopen()
  await Promise.all(parts.map((part, place) => (place % 2 ? other : store).append('take-1', part, 2)))
  const all = Buffer.from(await store.read('take-1', 0, 1_000_000))
  expect(all.length).toBe(everything.length)
  for (const part of parts) expect(all.includes(Buffer.from(part))).toBe(true)
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
  expect(Buffer.from(await store.read('take-1', from, atMost))).toEqual(everything.subarray(from, from + atMost))
})

test('its digest is that of all its bytes', async () => {
  await recorded()
  expect(await store.digest('take-1')).toBe(createHash('sha256').update(everything).digest('hex'))
  const whole = await store.whole('take-1')
  expect(whole.type).toBe('audio/webm;codecs=opus')
  expect(Buffer.from(await whole.arrayBuffer())).toEqual(everything)
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
