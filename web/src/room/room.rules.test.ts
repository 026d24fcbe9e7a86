import { describe, expect, test } from 'vitest'
import {
  asClock,
  saidTime,
  sceneOf,
  secondsLeft,
  takesAsTheyAre,
  takesLeftHere,
  type Asked,
  type Take,
} from './room.rules'

const asked: Asked = { id: 'why', preparationSeconds: 30, answerSeconds: 120, takesLeft: 2 }
const askedAt = '2026-11-22T10:00:00.000Z'
const at = (seconds: number) => Date.parse(askedAt) + seconds * 1000
const take = (id: string, status: Take['status'], questionId = 'why'): Take => ({
  id,
  questionId,
  kind: 'AUDIO',
  status,
  page: 'another tab',
})
const room = { asked, askedAt, takes: [] as Take[], doing: { kind: 'NOTHING' } as const }

describe('the room', () => {
  test('gives time to prepare, counted from when the question was asked', () => {
    expect(sceneOf(room, at(0))).toEqual({ kind: 'PREPARING', until: at(30) })
    expect(sceneOf(room, at(29.999))).toEqual({ kind: 'PREPARING', until: at(30) })
    expect(sceneOf(room, at(30))).toEqual({ kind: 'ASKED' })
  })

  test('gives none where none is given, or nobody knows since when', () => {
    expect(sceneOf({ ...room, asked: { ...asked, preparationSeconds: 0 } }, at(0))).toEqual({ kind: 'ASKED' })
    expect(sceneOf({ ...room, askedAt: null }, at(0))).toEqual({ kind: 'ASKED' })
  })

  test('records what this page records, until its last part is in', () => {
    const takes = [take('one', 'RECORDING')]
    expect(sceneOf({ ...room, takes, doing: { kind: 'RECORDING' } }, at(40))).toEqual({
      kind: 'RECORDING',
      isEnding: false,
    })
    expect(sceneOf({ ...room, takes, doing: { kind: 'ENDING' } }, at(40))).toEqual({
      kind: 'RECORDING',
      isEnding: true,
    })
  })

  test('says that another page records, and not while this one is about to', () => {
    const takes = [take('one', 'RECORDING')]
    expect(sceneOf({ ...room, takes }, at(40))).toEqual({ kind: 'ELSEWHERE', answerId: 'one' })
    expect(sceneOf({ ...room, takes, doing: { kind: 'BEGINNING' } }, at(40))).toEqual({ kind: 'ASKED' })
  })

  test.each(['SENDING', 'KEPT', 'LOST'] as const)('looks back at an answer that is %s', (status) => {
    expect(sceneOf({ ...room, takes: [take('one', status)] }, at(40))).toEqual({
      kind: 'REVIEW',
      answerId: 'one',
    })
  })

  test('looks back at the latest take, and knows which were for another question', () => {
    const takes = [take('zero', 'KEPT', 'who'), take('one', 'REPLACED'), take('two', 'SENDING')]
    expect(sceneOf({ ...room, takes }, at(40))).toEqual({ kind: 'REVIEW', answerId: 'two' })
    expect(sceneOf({ ...room, takes: takes.slice(0, 1) }, at(40))).toEqual({ kind: 'ASKED' })
  })

  test('lets somebody write instead, also after a take', () => {
    const takes = [take('one', 'KEPT')]
    expect(sceneOf({ ...room, takes, doing: { kind: 'WRITING' } }, at(0))).toEqual({ kind: 'WRITING' })
  })
})

describe('what is known of the takes', () => {
  const own = (answerId: string, isEnded: boolean) => ({
    answerId,
    questionId: 'why',
    contentType: 'audio/mp4',
    isEnded,
  })
  const here = { tab: 'this tab', empty: new Set<string>(), ended: new Set<string>() }

  test('one that has ended here has ended, though the server has not heard of it', () => {
    const told = [take('one', 'RECORDING'), take('two', 'RECORDING')]
    const ended = new Set(['one'])
    const known = [take('one', 'SENDING'), take('two', 'RECORDING')]
    expect(takesAsTheyAre(told, [own('one', true), own('two', false)], { ...here, ended })).toEqual(known)
    // Nor when it has all of it and the device has let go of it.
    expect(takesAsTheyAre(told, [own('two', false)], { ...here, ended })).toEqual(known)
  })

  test('one that the page does not know of from the server yet is there all the same', () => {
    expect(takesAsTheyAre([], [own('one', true), own('two', false)], here)).toEqual([
      { ...take('one', 'SENDING'), page: 'this tab' },
    ])
  })

  test('what the server has settled stays so', () => {
    const told = [take('one', 'KEPT'), take('two', 'REPLACED'), take('three', 'LOST')]
    expect(takesAsTheyAre(told, [own('one', true), own('two', true), own('three', true)], here)).toEqual(told)
  })

  test('one of which nothing was recorded is none', () => {
    const empty = new Set(['one', 'two'])
    expect(takesAsTheyAre([take('one', 'RECORDING'), take('two', 'KEPT')], [], { ...here, empty })).toEqual([
      take('two', 'KEPT'),
    ])
  })

  test('one that this tab has begun and keeps nothing of is recorded by nobody', () => {
    const mine = { ...take('one', 'RECORDING'), page: 'this tab' }
    expect(takesAsTheyAre([mine], [], here)).toEqual([])
    expect(takesAsTheyAre([mine], [own('one', false)], here)).toEqual([mine])
    expect(takesAsTheyAre([mine], [], { ...here, tab: null })).toEqual([mine])
    expect(takesAsTheyAre([take('two', 'RECORDING')], [], here)).toEqual([take('two', 'RECORDING')])
    expect(takesAsTheyAre([{ ...mine, status: 'SENDING' }], [], here)).toEqual([{ ...mine, status: 'SENDING' }])
  })
})

describe('takes left', () => {
  const told = (id: string, receivedBytes: number, bytes: number | null = null) => ({ id, receivedBytes, bytes })
  const own = (answerId: string, bytes: number, questionId = 'why') => ({ answerId, questionId, bytes })

  test('are what the server says, where it knows of every take', () => {
    expect(takesLeftHere(asked, [], [])).toBe(2)
    expect(takesLeftHere(asked, [told('one', 10)], [own('one', 4000)])).toBe(2)
    expect(takesLeftHere(asked, [told('one', 0, 4000)], [own('one', 4000)])).toBe(2)
  })

  test('are fewer by those that were recorded without a line', () => {
    expect(takesLeftHere(asked, [told('one', 0)], [own('one', 4000)])).toBe(1)
    expect(takesLeftHere(asked, [], [own('one', 4000), own('two', 4000)])).toBe(0)
    expect(takesLeftHere({ ...asked, takesLeft: 0 }, [], [own('one', 4000)])).toBe(0)
  })

  test('are not fewer by what is empty, or answers another question', () => {
    expect(takesLeftHere(asked, [told('one', 0)], [own('one', 0), own('two', 4000, 'how')])).toBe(2)
  })
})

describe('time left', () => {
  test('is said aloud at half a minute and at ten seconds, once each, however late the look', () => {
    expect(saidTime(31, 30)).toBe(30)
    expect(saidTime(30, 29)).toBeNull()
    expect(saidTime(35, 27)).toBe(30)
    expect(saidTime(11, 10)).toBe(10)
    expect(saidTime(40, 8)).toBe(10)
    expect(saidTime(10, 9)).toBeNull()
    expect(saidTime(12, 0)).toBeNull()
  })

  test('counts a begun second as whole and never falls below nothing', () => {
    expect(secondsLeft(10_000, 8_999)).toBe(2)
    expect(secondsLeft(10_000, 9_000)).toBe(1)
    expect(secondsLeft(10_000, 10_000)).toBe(0)
    expect(secondsLeft(10_000, 99_000)).toBe(0)
  })

  test.each([
    [0, '0:00'],
    [65, '1:05'],
    [119.9, '1:59'],
    [1800, '30:00'],
  ])('%d seconds are %s', (seconds, clock) => expect(asClock(seconds)).toBe(clock))
})
