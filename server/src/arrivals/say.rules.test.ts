import { describe, expect, test } from 'vitest'
import { admissionWindow } from '../candidate-access/admission.rules.ts'
import { areBothHere, expectedAt, lateFrom } from '../interviews/arrival.rules.ts'
import { interviewStatus } from '../interviews/interview.rules.ts'
import { whyNotSay, whyNotSayOneself } from './say.rules.ts'

const startsAt = new Date('2026-11-24T09:00:00.000Z')
const at = (time: string) => new Date(`2026-11-24T${time}Z`)
const company = { admissionOpensMinutesBefore: 15, admissionClosesMinutesAfter: 15 }
const here = { state: 'HERE', lateMinutes: null } as const
const late = (lateMinutes: number) => ({ state: 'LATE', lateMinutes }) as const
const scheduled = { status: 'SCHEDULED', mode: 'VIDEO', startsAt } as const
const window = admissionWindow(startsAt, company)

describe('somebody says that they are here', () => {
  test('from the opening of the lobby on, to the millisecond', () => {
    const from = '2026-11-24T08:45:00.000Z'
    expect(whyNotSay(scheduled, window, here, at('08:44:59.999'))).toEqual({ kind: 'ArrivalIsEarly', from })
    expect(whyNotSay(scheduled, window, here, at('08:45:00.000'))).toBeNull()
    expect(whyNotSay(scheduled, window, here, at('23:00:00.000'))).toBeNull()
  })

  test('as long as the interview is not over', () => {
    for (const status of interviewStatus)
      expect([status, whyNotSay({ ...scheduled, status }, window, here, at('09:00:00'))]).toEqual([
        status,
        status === 'SCHEDULED' || status === 'IN_PROGRESS' ? null : { kind: 'InterviewIsOver', status },
      ])
  })

  test('to somebody: a self-guided interview waits for nobody', () => {
    const alone = { ...scheduled, mode: 'SELF_GUIDED' } as const
    expect(whyNotSay(alone, window, here, at('09:00:00'))).toEqual({ kind: 'NobodyWaits' })
    expect(whyNotSayOneself(alone, window, here, at('12:00:00'))).toEqual({ kind: 'NobodyWaits' })
  })
})

describe('somebody says that they are late', () => {
  test('from an hour before the start on, or with a lobby that opens sooner', () => {
    const from = '2026-11-24T08:00:00.000Z'
    expect(whyNotSay(scheduled, window, late(10), at('07:59:59.999'))).toEqual({ kind: 'ArrivalIsEarly', from })
    expect(whyNotSay(scheduled, window, late(10), at('08:00:00.000'))).toBeNull()
    expect(lateFrom(startsAt, at('07:30:00'))).toEqual(at('07:30:00'))
    expect(lateFrom(startsAt, at('08:00:00.001'))).toEqual(at('08:00:00'))
  })

  test('by more than has gone by since the start', () => {
    expect(whyNotSay(scheduled, window, late(10), at('09:09:59.999'))).toBeNull()
    expect(whyNotSay(scheduled, window, late(10), at('09:10:00.000'))).toEqual({
      kind: 'TimeIsPast',
      startsAt: '2026-11-24T09:10:00.000Z',
      now: '2026-11-24T09:10:00.000Z',
    })
    expect(expectedAt(startsAt, late(10))).toEqual(at('09:10:00'))
    expect(expectedAt(startsAt, here)).toBeNull()
  })
})

describe('the candidate says it', () => {
  const closed = { kind: 'LinkHasExpired', closedAt: '2026-11-24T09:15:00.000Z' }
  test('until the room lets in no longer', () => {
    for (const said of [here, late(60)]) {
      expect(whyNotSayOneself(scheduled, window, said, at('09:14:59.999'))).toBeNull()
      expect(whyNotSayOneself(scheduled, window, said, at('09:15:00.000'))).toEqual(closed)
    }
  })

  test('for as much longer as they said to be late', () => {
    const waiting = admissionWindow(startsAt, company, 20)
    const interview = { ...scheduled, candidateArrival: 'LATE' } as const
    expect(whyNotSayOneself(interview, waiting, here, at('09:34:59.999'))).toBeNull()
    expect(whyNotSayOneself(interview, waiting, here, at('09:35:00.000'))).toEqual({
      ...closed,
      closedAt: '2026-11-24T09:35:00.000Z',
    })
  })

  test('at any hour once they are inside', () => {
    for (const inside of [{ candidateArrival: 'HERE' }, { status: 'IN_PROGRESS' }] as const)
      expect(whyNotSayOneself({ ...scheduled, ...inside }, window, here, at('09:50:00'))).toBeNull()
  })
})

test('an interview begins when the candidate is here and one of those who meet them', () => {
  expect(areBothHere('HERE', [null, 'HERE'])).toBe(true)
  expect(areBothHere('HERE', [])).toBe(true)
  expect(areBothHere('HERE', [null, 'LATE'])).toBe(false)
  expect(areBothHere('LATE', ['HERE'])).toBe(false)
  expect(areBothHere(null, [])).toBe(false)
})
