import { describe, expect, test } from 'vitest'
import { interviewStatus } from '../interviews/interview.rules.ts'
import { admissionWindow, phaseOf, whyNotStart } from './admission.rules.ts'

const startsAt = new Date('2026-11-24T09:00:00.000Z')
const at = (time: string) => new Date(`2026-11-24T${time}Z`)

describe.each([
  { before: 15, after: 15, opens: '08:45:00.000', closes: '09:15:00.000', early: '08:44:59.999', last: '09:14:59.999' },
  { before: 10, after: 10, opens: '08:50:00.000', closes: '09:10:00.000', early: '08:49:59.999', last: '09:09:59.999' },
  { before: 0, after: 1, opens: '09:00:00.000', closes: '09:01:00.000', early: '08:59:59.999', last: '09:00:59.999' },
])('a window of $before minutes before and $after after', ({ before, after, opens, closes, early, last }) => {
  const window = admissionWindow(startsAt, { admissionOpensMinutesBefore: before, admissionClosesMinutesAfter: after })
  const phase = (time: string) => phaseOf({ status: 'SCHEDULED', startsAt }, window, at(time))
  const start = (time: string) => whyNotStart({ status: 'SCHEDULED', startsAt }, window, at(time))

  test('gives each boundary to the phase that it begins', () => {
    expect(window).toEqual({ opensAt: at(opens), closesAt: at(closes) })
    expect(phase(early)).toBe('EARLY')
    expect(phase(opens)).toBe(before === 0 ? 'LIVE' : 'LOBBY')
    expect(phase('08:59:59.999')).toBe(before === 0 ? 'EARLY' : 'LOBBY')
    expect(phase('09:00:00.000')).toBe('LIVE')
    expect(phase(last)).toBe('LIVE')
    expect(phase(closes)).toBe('EXPIRED')
  })

  test('lets in from the lobby on, until it closes', () => {
    expect(start(early)).toEqual({ kind: 'LinkIsEarly', opensAt: at(opens).toISOString() })
    expect(start(opens)).toBeNull()
    expect(start(last)).toBeNull()
    expect(start(closes)).toEqual({ kind: 'LinkHasExpired', closedAt: at(closes).toISOString() })
  })

  test('stays open for as much longer as the candidate said to be late', () => {
    const longer = admissionWindow(
      startsAt,
      { admissionOpensMinutesBefore: before, admissionClosesMinutesAfter: after },
      30,
    )
    expect(longer.opensAt).toEqual(window.opensAt)
    expect(longer.closesAt.getTime() - window.closesAt.getTime()).toBe(30 * 60_000)
  })

  test('who has said that they are here is inside', () => {
    for (const time of [opens, closes, '23:00:00.000'])
      expect(phaseOf({ status: 'SCHEDULED', startsAt, candidateArrival: 'HERE' }, window, at(time))).toBe('LIVE')
    expect(phaseOf({ status: 'SCHEDULED', startsAt, candidateArrival: 'LATE' }, window, at(closes))).toBe('EXPIRED')
    expect(phaseOf({ status: 'NO_SHOW', startsAt, candidateArrival: 'HERE' }, window, at(closes))).toBe('DONE')
  })

  test('says nothing to who is inside, nor to what is over', () => {
    for (const time of [early, opens, '09:00:00.000', closes, '23:00:00.000']) {
      const phases = interviewStatus
        .filter((status) => status !== 'SCHEDULED')
        .map((status) => [status, phaseOf({ status, startsAt }, window, at(time))])
      expect(Object.fromEntries(phases)).toEqual({
        IN_PROGRESS: 'LIVE',
        COMPLETED: 'DONE',
        CANCELLED: 'CANCELLED',
        NO_SHOW: 'DONE',
        EXPIRED: 'EXPIRED',
      })
      expect(whyNotStart({ status: 'IN_PROGRESS', startsAt }, window, at(time))).toBeNull()
      expect(whyNotStart({ status: 'CANCELLED', startsAt }, window, at(time))).toEqual({
        kind: 'MoveIsNotAllowed',
        status: 'CANCELLED',
      })
    }
  })
})
