import { describe, expect, test } from 'vitest'
import type { CalendarEvent_InterviewFragment, CalendarEvent_SlotFragment } from '../gql/graphql'
import { addDays } from '../shared/time'
import {
  drawnInterview,
  drawnShade,
  drawnSlot,
  isDrawn,
  stepFrom,
  type Shade,
  type Step,
} from './calendar-events.rules'

const interview: CalendarEvent_InterviewFragment = {
  id: 'interview',
  status: 'SCHEDULED',
  startsAt: '2026-11-24T09:00:00.000Z',
  endsAt: '2026-11-24T09:45:00.000Z',
  mode: 'VIDEO',
  rsvp: 'NEEDS_ACTION',
  candidate: { id: 'ada', name: 'Ada Bergström' },
  job: { id: 'job', title: 'Nurse' },
  interviewers: [],
  delivery: null,
}
const slot: CalendarEvent_SlotFragment = {
  id: 'slot',
  startsAt: '2026-11-24T09:00:00.000Z',
  endsAt: '2026-11-24T09:45:00.000Z',
  capacity: 3,
  placesTaken: 1,
  status: 'OPEN',
  mode: 'VIDEO',
  job: null,
  interviewers: [],
}
const failed = {
  __typename: 'Delivery',
  id: 'email',
  kind: 'INVITATION',
  status: 'FAILED',
  errorCode: null,
  hint: null,
}

describe('what is drawn', () => {
  test('an interview at its time, and only a recruiter moves one that is ahead', () => {
    expect(drawnInterview(interview, true)).toMatchObject({
      id: 'interview',
      start: interview.startsAt,
      end: interview.endsAt,
      title: 'Ada Bergström',
      movable: true,
      look: 'gr-event gr-interview gr-interview-scheduled',
    })
    expect(drawnInterview(interview, false).movable).toBe(false)
    for (const status of ['IN_PROGRESS', 'COMPLETED', 'CANCELLED', 'NO_SHOW', 'EXPIRED'] as const)
      expect(drawnInterview({ ...interview, status }, true).movable).toBe(false)
  })

  test('an email that did not arrive stands out', () => {
    const withEmail = { ...interview, delivery: failed } as CalendarEvent_InterviewFragment
    expect(drawnInterview(withEmail, true).look).toContain('gr-trouble')
  })

  test('a slot, but for the one whose only place is taken: its interview is there', () => {
    expect(drawnSlot(slot)).toMatchObject({ movable: false, look: 'gr-event gr-slot gr-slot-open' })
    expect(isDrawn(slot)).toBe(true)
    expect(isDrawn({ ...slot, capacity: 1, placesTaken: 0 })).toBe(true)
    expect(isDrawn({ ...slot, capacity: 1, placesTaken: 1, status: 'FULL' })).toBe(false)
    expect(isDrawn({ ...slot, status: 'CANCELLED' })).toBe(false)
  })

  test('a holiday as hours in a week and as days in a month; other shades in no month', () => {
    const holiday: Shade = {
      id: 'h',
      kind: 'HOLIDAY',
      name: 'Christmas',
      from: '2026-12-23T23:00:00.000Z',
      to: '2026-12-26T23:00:00.000Z',
      dates: { from: '2026-12-24', to: '2026-12-26' },
    }
    const dayAfter = (day: string) => addDays(day, 1)
    expect(drawnShade(holiday, false, dayAfter)).toMatchObject({ start: holiday.from, end: holiday.to, allDay: false })
    expect(drawnShade(holiday, true, dayAfter)).toMatchObject({ start: '2026-12-24', end: '2026-12-27', allDay: true })
    expect(drawnShade({ ...holiday, kind: 'BLOCKED', dates: null }, true, dayAfter)).toBeNull()
  })
})

describe('the arrow keys', () => {
  const at = (id: string, instant: string) => ({ id, date: instant.slice(0, 10), at: Date.parse(instant) })
  const placed = [
    at('wed 10', '2026-11-25T10:00:00Z'),
    at('mon 9', '2026-11-23T09:00:00Z'),
    at('mon 14', '2026-11-23T14:00:00Z'),
    at('wed 15', '2026-11-25T15:00:00Z'),
    at('wed 15 too', '2026-11-25T15:00:00Z'),
  ]
  const timeOfDay = (instant: number) => (instant / 60_000) % 1440
  const from = (id: string | null, step: Step) => stepFrom(id, step, placed, timeOfDay)

  test.each([
    ['mon 9', 'later', 'mon 14'],
    ['mon 14', 'later', 'wed 10'],
    ['wed 15', 'later', 'wed 15 too'],
    ['wed 15 too', 'later', null],
    ['mon 9', 'earlier', null],
    ['wed 10', 'earlier', 'mon 14'],
    // Days without any are passed over, and the time of day is kept as well as can be.
    ['mon 14', 'day-after', 'wed 15'],
    ['mon 9', 'day-after', 'wed 10'],
    ['wed 15 too', 'day-before', 'mon 14'],
    ['wed 10', 'day-after', null],
    ['wed 15', 'first', 'mon 9'],
    ['mon 9', 'last', 'wed 15 too'],
    [null, 'later', 'mon 9'],
  ] as const)('from %s by %s to %s', (id, step, there) => {
    expect(from(id, step)).toBe(there)
  })

  test('lead nowhere where there is nothing', () => {
    expect(stepFrom(null, 'first', [], timeOfDay)).toBeNull()
  })
})
