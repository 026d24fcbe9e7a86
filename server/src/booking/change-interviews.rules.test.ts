import { describe, expect, test } from 'vitest'
import { allThatIsPossible, fillSlots, freeingFirst } from './change-interviews.rules.ts'

const at = (hour: number) => new Date(Date.UTC(2027, 0, 11, hour))
const interview = (interviewId: string, hour: number, slotId: string | null = null, jobId = 'job') => ({
  interviewId,
  startsAt: at(hour),
  slotId,
  jobId,
})
const slot = (id: string, hour: number, capacity = 1, more: { placesTaken?: number; jobId?: string } = {}) => ({
  id,
  startsAt: at(hour),
  capacity,
  placesTaken: 0,
  jobId: null,
  ...more,
})

describe('filling slots', () => {
  test('gives the first interview the first place, and none to who comes after the last', () => {
    const interviews = [interview('late', 12), interview('early', 9), interview('middle', 10), interview('last', 15)]
    const chosen = fillSlots(interviews, [slot('second', 9), slot('first', 8, 2)])
    expect(Object.fromEntries(chosen)).toEqual({ early: 'first', middle: 'first', late: 'second', last: null })
  })

  test('counts the places that others have, and gives those of the interviews themselves anew', () => {
    const interviews = [interview('inside', 9, 'a'), interview('outside', 8)]
    const chosen = fillSlots(interviews, [slot('a', 9, 2, { placesTaken: 2 }), slot('b', 10, 3, { placesTaken: 3 })])
    expect(Object.fromEntries(chosen)).toEqual({ outside: 'a', inside: null })
  })

  test('passes by a slot that is for another job', () => {
    const chosen = fillSlots([interview('one', 9)], [slot('theirs', 8, 1, { jobId: 'other' }), slot('ours', 9)])
    expect(chosen.get('one')).toBe('ours')
  })
})

describe('the order of changes', () => {
  const move = (name: string, from: number, to: number | null, fromSlot?: string, toSlot?: string) => ({
    name,
    startsAt: at(from),
    slotId: fromSlot ?? null,
    toStartsAt: to === null ? null : at(to),
    toSlotId: toSlot ?? null,
  })
  const names = (changes: { name: string }[]) => changes.map(({ name }) => name)

  test('moves the latest first where all go later, and the earliest first where all go earlier', () => {
    expect(names(freeingFirst([move('a', 9, 10), move('c', 11, 12), move('b', 10, 11)]))).toEqual(['c', 'b', 'a'])
    expect(names(freeingFirst([move('c', 11, 10), move('a', 9, 8), move('b', 10, 9)]))).toEqual(['a', 'b', 'c'])
  })

  test('lets who leaves a slot go before who comes into it, and ends in a circle too', () => {
    const chain = [move('a', 8, null, 'A', 'B'), move('b', 9, null, 'B', 'C'), move('c', 10, null, 'C', 'D')]
    expect(names(freeingFirst(chain))).toEqual(['c', 'b', 'a'])
    const circle = [move('a', 8, null, 'A', 'B'), move('b', 9, null, 'B', 'A'), move('stays', 9, null, 'A', 'A')]
    expect(names(freeingFirst(circle)).toSorted()).toEqual(['a', 'b', 'stays'])
  })
})

describe('doing all that is possible', () => {
  /** Places in a row, each for one; who is asked moves one place on if it is free. */
  const row = (...taken: number[]) => {
    const tried: string[] = []
    const attempt = async (place: number, number: number) => {
      tried.push(`${place}.${number}`)
      if (taken.includes(place + 1)) return { kind: 'SlotIsFull' }
      taken[taken.indexOf(place)] = place + 1
      return { kind: 'Interview' }
    }
    return { tried, attempt }
  }

  test('tries again what was refused for as long as something else succeeds', async () => {
    const { attempt, tried } = row(1, 2, 3)
    const answers = await allThatIsPossible([1, 2, 3], 'Interview', attempt)
    expect([...answers.values()].map(({ kind }) => kind)).toEqual(['Interview', 'Interview', 'Interview'])
    expect(tried).toEqual(['1.1', '2.1', '3.1', '1.2', '2.2', '1.3'])
  })

  test('stops where nothing moves any more, and tries nothing again that will stay refused', async () => {
    const { attempt, tried } = row(1, 2, 3, 4)
    const answers = await allThatIsPossible([1, 2, 3], 'Interview', attempt)
    expect([...answers.values()].map(({ kind }) => kind)).toEqual(['SlotIsFull', 'SlotIsFull', 'SlotIsFull'])
    expect(tried).toHaveLength(3)
    let asked = 0
    await allThatIsPossible(['past', 'free'], 'Interview', async (name) => {
      asked++
      return { kind: name === 'free' ? 'Interview' : 'TimeIsPast' }
    })
    expect(asked).toBe(2)
  })
})
