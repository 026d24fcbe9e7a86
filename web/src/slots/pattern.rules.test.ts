import { expect, test } from 'vitest'
import { fromTemplate, patternOf, problemsOfPattern, templateOf, type PatternDraft } from './pattern.rules'

const draft: PatternDraft = {
  fromDate: '2026-11-23',
  toDate: '2026-11-27',
  timeZone: 'Europe/Stockholm',
  windows: [{ weekdays: ['MONDAY', 'TUESDAY'], from: '09:00', to: '12:00' }],
  durationMinutes: 45,
  gapMinutes: 15,
  capacity: 1,
  place: { mode: 'PHONE', location: '', meetingUrl: '' },
  jobId: null,
  panel: { interviewerIds: ['johan'], pools: [['ines', 'ruben']] },
  evenWhereBusy: false,
}
const codes = (changes: Partial<PatternDraft>) =>
  problemsOfPattern({ ...draft, ...changes }, '2026-11-21').map(({ name, code }) => [name, code])
const hours = (from: string, to: string) => ({ windows: [{ weekdays: ['MONDAY' as const], from, to }] })

test('hours without a day, without an end or backwards are refused before the server is asked', () => {
  expect(codes({})).toEqual([])
  expect(codes({ windows: [{ weekdays: [], from: '09:00', to: '12:00' }] })).toEqual([['windows', 'weekdayMissing']])
  expect(codes(hours('09:00', ''))).toEqual([['windows', 'hoursMissing']])
  expect(codes(hours('12:00', '09:00'))).toEqual([['windows', 'hoursReversed']])
  expect(codes(hours('09:00', '09:00'))).toEqual([['windows', 'hoursReversed']])
})

test('midnight as an end is the end of the day', () => {
  expect(codes(hours('18:00', '00:00'))).toEqual([])
  expect(patternOf({ ...draft, ...hours('18:00', '00:00') }).windows).toEqual([
    { weekdays: ['MONDAY'], from: '18:00', to: '24:00' },
  ])
})

test('reversed and past dates are refused before the server is asked', () => {
  expect(codes({ fromDate: '2026-11-28' })).toEqual([['toDate', 'datesReversed']])
  expect(codes({ fromDate: '2026-11-16', toDate: '2026-11-20' })).toEqual([['toDate', 'timePast']])
  expect(codes({ fromDate: '', toDate: '' })).toEqual([
    ['fromDate', 'dateMissing'],
    ['toDate', 'dateMissing'],
  ])
})

test('a pattern that is kept as a template and used again is the same pattern', () => {
  const { name, interviewerIds, anyOf, ...values } = templateOf({ ...draft, ...hours('18:00', '00:00') }, 'Evenings')
  const template = {
    ...values,
    capacity: 1,
    gapMinutes: 15,
    windows: values.windows!,
    interviewers: interviewerIds!.map((id) => ({ id: String(id) })),
    anyOf: anyOf!.map((pool) => pool.map((id) => ({ id: String(id) }))),
  }
  expect(name).toBe('Evenings')
  expect({ ...draft, ...fromTemplate(template) }).toEqual({ ...draft, ...hours('18:00', '00:00') })
})
