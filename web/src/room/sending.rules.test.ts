import { describe, expect, test } from 'vitest'
import { chunkSize, outcomeOf, pauseBeforeSending, sendingNews, sendingState } from './sending.rules'

describe('a failed try', () => {
  test('waits longer each time, and never longer than half a minute', () => {
    expect([1, 2, 3, 4, 5, 6, 60].map((failures) => pauseBeforeSending(failures, 0))).toEqual([
      1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
    ])
  })

  test('waits shorter by chance, by half at most', () => {
    expect(pauseBeforeSending(1, 0.999)).toBeGreaterThan(500)
    expect(pauseBeforeSending(9, 0.5)).toBe(22_500)
  })

  test('makes the next request smaller, so that something gets through', () => {
    expect([0, 1, 2, 3, 40].map(chunkSize)).toEqual([1_048_576, 262_144, 65_536, 32_768, 32_768])
  })
})

describe('an answer of the server', () => {
  test('says how much it has', () => {
    expect(outcomeOf(204, '0')).toEqual({ kind: 'HAS', offset: 0 })
    expect(outcomeOf(200, '123456')).toEqual({ kind: 'HAS', offset: 123_456 })
  })

  test.each([
    [409, null, 'ASK_AGAIN'],
    [401, null, 'KEY_UNKNOWN'],
    [423, null, 'LATER'],
    [429, null, 'LATER'],
    [500, null, 'LATER'],
    [503, '17', 'LATER'],
    [403, null, 'NOT_WANTED'],
    [404, null, 'NOT_WANTED'],
    [410, null, 'NOT_WANTED'],
    [413, null, 'NOT_WANTED'],
    [415, null, 'NOT_WANTED'],
    // What a hotel's network says before somebody has paid.
    [200, null, 'LATER'],
    [204, '-1', 'LATER'],
    [204, '1e9', 'LATER'],
  ])('%d with offset %s means %s', (status, offset, kind) => expect(outcomeOf(status, offset)).toEqual({ kind }))
})

describe('what is said of the sending', () => {
  const take = (bytes: number, sent: number) => ({ answerId: String(bytes), bytes, sent, isEnded: true })

  test('it is safe to close when nothing waits', () => {
    expect(sendingNews([])).toEqual({ isSafeToClose: true, percent: 100, count: 0 })
  })

  test('it is not while the server compares, though all bytes are there', () => {
    expect(sendingNews([take(100, 100)])).toEqual({ isSafeToClose: false, percent: 99, count: 1 })
  })

  test('takes count by their bytes', () => {
    expect(sendingNews([take(300, 300), take(100, 0)])).toEqual({ isSafeToClose: false, percent: 75, count: 2 })
    expect(sendingNews([take(0, 0)])).toEqual({ isSafeToClose: false, percent: 0, count: 1 })
  })
})

describe('what the page says', () => {
  const take = (id: string, status: 'RECORDING' | 'SENDING' | 'KEPT' | 'LOST', questionId = 'why') => ({
    id,
    questionId,
    status,
  })
  const still = sendingNews([{ answerId: 'one', bytes: 9, sent: 3, isEnded: true }])
  const nothing = sendingNews([])

  test('is what stands in the way of what is still here', () => {
    expect(sendingState(still, null, [], [take('one', 'SENDING')], ['one'])).toBe('underWay')
    for (const obstacle of ['LINE', 'ELSEWHERE', 'KEY_UNKNOWN'] as const) {
      expect(sendingState(still, obstacle, [], [], ['one'])).toBe(obstacle)
      expect(sendingState(nothing, obstacle, [], [], [])).toBe('safe')
    }
  })

  test('is that all is there only where no other device still sends', () => {
    expect(sendingState(nothing, null, [], [take('one', 'KEPT')], [])).toBe('safe')
    expect(sendingState(nothing, null, [], [take('two', 'SENDING')], [])).toBe('otherDevice')
    expect(sendingState(nothing, null, [], [take('two', 'RECORDING')], ['two'])).toBe('safe')
    // An earlier try of what is answered by now keeps nobody waiting.
    expect(sendingState(nothing, null, [], [take('two', 'SENDING'), take('one', 'KEPT')], [])).toBe('safe')
  })

  test('is that one was lost where the server refused what is here and has it no other way', () => {
    expect(sendingState(nothing, null, ['one'], [take('one', 'LOST')], ['one'])).toBe('lost')
    expect(sendingState(nothing, null, ['one'], [], ['one'])).toBe('lost')
    expect(sendingState(nothing, null, ['one'], [take('one', 'KEPT')], ['one'])).toBe('safe')
  })
})
