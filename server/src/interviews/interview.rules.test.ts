import { describe, expect, test } from 'vitest'
import {
  interviewMoves,
  interviewStatus,
  liveStatus,
  movesToCompleted,
  whyNoPlace,
  whyNotAt,
  whyNotMove,
  whyNotReport,
  type InterviewStatus,
} from './interview.rules.ts'

const nine = new Date('2026-11-24T09:00:00.000Z')
const justBefore = new Date('2026-11-24T08:59:59.999Z')

describe('the life of an interview', () => {
  const allowed = new Set([
    'SCHEDULED → IN_PROGRESS',
    'SCHEDULED → CANCELLED',
    'SCHEDULED → NO_SHOW',
    'SCHEDULED → EXPIRED',
    'IN_PROGRESS → COMPLETED',
  ])
  const everyMove = interviewStatus.flatMap((from) => interviewStatus.map((to) => [from, to] as const))

  test.each(everyMove)('%s → %s is allowed only where the table says so', (from, to) => {
    expect(whyNotMove(from, to)).toEqual(
      allowed.has(`${from} → ${to}`) ? null : { kind: 'MoveIsNotAllowed', status: from },
    )
  })

  test('ends for good in every status that is not live', () => {
    const ends = interviewStatus.filter((status) => interviewMoves[status].length === 0)
    expect(ends).toEqual(interviewStatus.filter((status) => !(liveStatus as readonly string[]).includes(status)))
  })
})

describe('telling that an interview was held or missed', () => {
  test('goes through IN_PROGRESS where nobody had started it', () => {
    expect(movesToCompleted('SCHEDULED')).toEqual(['IN_PROGRESS', 'COMPLETED'])
    expect(movesToCompleted('IN_PROGRESS')).toEqual(['COMPLETED'])
  })

  test.each(['COMPLETED', 'NO_SHOW'] as const)('as %s waits for its hour, to the millisecond', (to) => {
    const interview = { status: 'SCHEDULED' as const, startsAt: nine }
    expect(whyNotReport(interview, to, justBefore)).toEqual({
      kind: 'InterviewHasNotBegun',
      startsAt: '2026-11-24T09:00:00.000Z',
    })
    expect(whyNotReport(interview, to, nine)).toBeNull()
  })

  test('as held is allowed before its hour once it was started in the lobby', () => {
    expect(whyNotReport({ status: 'IN_PROGRESS', startsAt: nine }, 'COMPLETED', justBefore)).toBeNull()
  })

  test.each([
    ['COMPLETED', 'COMPLETED'],
    ['CANCELLED', 'COMPLETED'],
    ['NO_SHOW', 'NO_SHOW'],
    ['IN_PROGRESS', 'NO_SHOW'],
    ['EXPIRED', 'COMPLETED'],
  ] as const)('from %s as %s is no move, whatever the hour', (status: InterviewStatus, to) => {
    for (const now of [justBefore, nine])
      expect(whyNotReport({ status, startsAt: nine }, to, now)).toEqual({ kind: 'MoveIsNotAllowed', status })
  })
})

test('each mode says where to go', () => {
  const nowhere = { location: null, meetingUrl: null }
  expect(whyNoPlace({ mode: 'ONSITE', ...nowhere, meetingUrl: 'https://meet.test' })).toEqual({
    kind: 'LocationIsMissing',
  })
  expect(whyNoPlace({ mode: 'VIDEO', ...nowhere, location: 'Room 1' })).toEqual({ kind: 'MeetingUrlIsMissing' })
  expect(whyNoPlace({ mode: 'ONSITE', ...nowhere, location: 'Room 1' })).toBeNull()
  expect(whyNoPlace({ mode: 'VIDEO', ...nowhere, meetingUrl: 'https://meet.test' })).toBeNull()
  expect(whyNoPlace({ mode: 'PHONE', ...nowhere })).toBeNull()
  expect(whyNoPlace({ mode: 'SELF_GUIDED', ...nowhere })).toBeNull()
})

test('a time that is past, or this very moment, is refused with both times', () => {
  expect(whyNotAt(nine, justBefore)).toBeNull()
  expect(whyNotAt(nine, nine)).toEqual({
    kind: 'TimeIsPast',
    startsAt: '2026-11-24T09:00:00.000Z',
    now: '2026-11-24T09:00:00.000Z',
  })
})
