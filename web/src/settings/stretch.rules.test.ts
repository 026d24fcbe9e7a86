import { expect, test } from 'vitest'
import { freshStretch, problemsOfStretch, stretchOf, type StretchDraft } from './stretch.rules'

const zone = 'Europe/Stockholm'
const now = Date.parse('2026-10-01T12:00:00Z')
const codes = (draft: Partial<StretchDraft>) =>
  problemsOfStretch({ ...freshStretch(), ...draft }, zone, now).map(({ name, code }) => [name, code])

test('whole days last from the first midnight to the one after the last, also over a clock change', () => {
  const draft = { ...freshStretch(), fromDate: '2026-10-24', toDate: '2026-10-25' }
  expect(stretchOf(draft, zone)).toEqual({ startsAt: '2026-10-23T22:00:00.000Z', endsAt: '2026-10-25T23:00:00.000Z' })
  expect(codes(draft)).toEqual([])
})

test('of a time the clocks show twice a stretch takes the outer one', () => {
  const hours = { wholeDays: false, fromDate: '2026-10-25', fromTime: '02:15', toDate: '2026-10-25', toTime: '02:45' }
  expect(stretchOf({ ...freshStretch(), ...hours }, zone)).toEqual({
    startsAt: '2026-10-25T00:15:00.000Z',
    endsAt: '2026-10-25T01:45:00.000Z',
  })
})

test('a stretch that is empty, reversed, past or at a skipped time is told before the server is asked', () => {
  expect(codes({})).toEqual([
    ['fromDate', 'dateMissing'],
    ['toDate', 'dateMissing'],
  ])
  expect(codes({ fromDate: '2026-10-05', toDate: '2026-10-04' })).toEqual([['toDate', 'endBeforeStart']])
  const day = { wholeDays: false, fromDate: '2026-10-05', toDate: '2026-10-05' }
  expect(codes({ ...day, fromTime: '09:00', toTime: '09:00' })).toEqual([['toTime', 'endBeforeStart']])
  expect(codes({ ...day, fromTime: '09:00' })).toEqual([['toTime', 'timeMissing']])
  expect(codes({ fromDate: '2026-09-01', toDate: '2026-09-02' })).toEqual([['toDate', 'timePast']])
  const spring = { wholeDays: false, fromDate: '2027-03-28', toDate: '2027-03-28', fromTime: '02:30', toTime: '04:00' }
  expect(codes(spring)).toEqual([['fromTime', 'timeSkipped']])
})
