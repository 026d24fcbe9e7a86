import { expect, test } from 'vitest'
import { openingFrom, whyNoPools, type TemplateValues } from './opening.rules.ts'

const office: TemplateValues = {
  durationMinutes: 45,
  gapMinutes: 15,
  capacity: 3,
  mode: 'ONSITE',
  location: 'Storgatan 12',
  meetingUrl: null,
  windows: [{ weekdays: ['MONDAY'], from: '09:00', to: '12:00' }],
  interviewerIds: ['ines'],
  anyOf: [['olof', 'maja']],
}

test('a slot is opened as its template says where nothing else is said', () => {
  expect(openingFrom({}, office)).toEqual(office)
  expect(openingFrom({ capacity: null, windows: null, interviewerIds: null, location: undefined }, office)).toEqual(
    office,
  )
})

test('what is said goes before what the template says, value by value', () => {
  const windows = [{ weekdays: ['FRIDAY' as const], from: '13:00', to: '15:00' }]
  const said = {
    durationMinutes: 30,
    gapMinutes: 0,
    capacity: 1,
    location: 'Room 2',
    windows,
    interviewerIds: [],
    anyOf: [],
  }
  expect(openingFrom(said, office)).toEqual({ ...office, ...said })
})

test("another mode than the template's leaves the template's place behind", () => {
  expect(openingFrom({ mode: 'PHONE' }, office)).toMatchObject({ mode: 'PHONE', location: null, capacity: 3 })
  expect(openingFrom({ mode: 'ONSITE' }, office)).toMatchObject({ location: 'Storgatan 12' })
  expect(openingFrom({ location: null }, office)).toMatchObject({ mode: 'ONSITE', location: null })
})

test('without a template a slot is for one candidate, and its length and mode must be said', () => {
  expect(openingFrom({ durationMinutes: 30, mode: 'PHONE' }, null)).toEqual({
    durationMinutes: 30,
    gapMinutes: 0,
    capacity: 1,
    mode: 'PHONE',
    location: null,
    meetingUrl: null,
    windows: [],
    interviewerIds: [],
    anyOf: [],
  })
  expect(openingFrom({}, null)).toEqual({ missing: ['durationMinutes', 'mode'] })
  expect(openingFrom({ durationMinutes: 30 }, null)).toEqual({ missing: ['mode'] })
})

test('pools are refused that nobody could fill, however free everybody is', () => {
  const problem = { path: 'anyOf', message: expect.stringContaining('too few people') as string }
  expect(whyNoPools({ interviewerIds: ['ines'], anyOf: [['olof'], ['olof', 'maja']] })).toEqual([])
  expect(whyNoPools({ interviewerIds: [], anyOf: [['olof'], ['olof']] })).toEqual([problem])
  // Whom "all" names comes anyway, and is nobody of a pool any more.
  expect(whyNoPools({ interviewerIds: ['olof'], anyOf: [['olof']] })).toEqual([problem])
})
