import { describe, expect, test, vi } from 'vitest'
import type { Language } from './language.ts'
import {
  instantsOf,
  momentText,
  offsetAt,
  instantInCalendar,
  sameTimeOfDay,
  shownAt,
  sameWallClock,
  startOfDay,
  whenParts,
  whenText,
} from './when.ts'

const at = (startsAt: string, minutes: number, timeZone: string, language: Language = 'EN') => ({
  startsAt: new Date(startsAt),
  endsAt: new Date(new Date(startsAt).getTime() + minutes * 60_000),
  timeZone,
  language,
})

describe('a promised time in words', () => {
  test('names weekday, date, start, end, zone and offset in the language of the reader', () => {
    expect(whenText(at('2026-11-25T09:00:00Z', 45, 'Europe/Stockholm', 'EN'))).toBe(
      'Wednesday, 25 November 2026, 10:00–10:45, Central European Standard Time (Europe/Stockholm, UTC+01:00)',
    )
    expect(whenText(at('2026-11-25T09:00:00Z', 45, 'Europe/Stockholm', 'SV'))).toBe(
      'onsdag 25 november 2026, 10:00–10:45, centraleuropeisk normaltid (Europe/Stockholm, UTC+01:00)',
    )
    expect(whenText(at('2026-11-25T09:00:00Z', 45, 'Europe/Stockholm', 'FR'))).toBe(
      'mercredi 25 novembre 2026, 10:00–10:45, heure normale d’Europe centrale (Europe/Stockholm, UTC+01:00)',
    )
  })

  test('does not depend on the zone of the server', () => {
    const texts = (['UTC', 'Asia/Tokyo', 'America/Los_Angeles'] as const).map((zone) => {
      vi.stubEnv('TZ', zone)
      return [new Date(0).getHours(), whenText(at('2026-06-01T22:30:00Z', 60, 'Europe/Paris', 'FR'))]
    })
    vi.unstubAllEnvs()
    expect(texts.map(([hours]) => hours)).toEqual([0, 9, 16])
    expect(new Set(texts.map(([, text]) => text)).size).toBe(1)
  })

  test('uses the offset of that day on either side of a clock change', () => {
    expect(whenText(at('2026-03-28T09:00:00Z', 30, 'Europe/Stockholm'))).toContain(
      '10:00–10:30, Central European Standard',
    )
    expect(whenText(at('2026-03-29T08:00:00Z', 30, 'Europe/Stockholm'))).toBe(
      'Sunday, 29 March 2026, 10:00–10:30, Central European Summer Time (Europe/Stockholm, UTC+02:00)',
    )
    expect(whenText(at('2026-11-01T15:00:00Z', 30, 'America/New_York'))).toBe(
      'Sunday, 1 November 2026, 10:00–10:30, Eastern Standard Time (America/New York, UTC-05:00)',
    )
  })

  test('says both offsets when the clock changes between start and end', () => {
    expect(whenText(at('2026-11-01T05:30:00Z', 45, 'America/New_York'))).toBe(
      'Sunday, 1 November 2026, 01:30 (UTC-04:00) – 01:15 (UTC-05:00), Eastern Time (America/New York)',
    )
    expect(whenText(at('2026-03-29T00:30:00Z', 60, 'Europe/Stockholm', 'SV'))).toBe(
      'söndag 29 mars 2026, 01:30 (UTC+01:00) – 03:30 (UTC+02:00), centraleuropeisk tid (Europe/Stockholm)',
    )
    // Lord Howe Island moves its clock by half an hour.
    expect(whenParts(at('2026-04-04T14:30:00Z', 60, 'Australia/Lord_Howe')).time).toBe(
      '01:30 (UTC+11:00) – 02:00 (UTC+10:30)',
    )
  })

  test('keeps the two readings of a repeated hour apart', () => {
    const first = whenText(at('2026-10-25T00:30:00Z', 15, 'Europe/Stockholm'))
    const second = whenText(at('2026-10-25T01:30:00Z', 15, 'Europe/Stockholm'))
    expect(first).toContain('02:30–02:45')
    expect(second).toContain('02:30–02:45')
    expect(first).toContain('UTC+02:00')
    expect(second).toContain('UTC+01:00')
  })

  test('knows zones that differ by half and quarter hours', () => {
    expect(whenText(at('2026-06-01T09:00:00Z', 30, 'Asia/Kolkata'))).toBe(
      'Monday, 1 June 2026, 14:30–15:00, India Standard Time (Asia/Kolkata, UTC+05:30)',
    )
    expect(whenText(at('2026-06-01T09:00:00Z', 30, 'Asia/Kathmandu'))).toContain('14:45–15:15')
    expect(whenText(at('2026-06-01T09:00:00Z', 30, 'America/St_Johns'))).toContain('UTC-02:30')
  })

  test('names the day of the end when it is another one, and midnight as 00:00', () => {
    expect(whenText(at('2026-11-25T22:30:00Z', 60, 'Europe/Stockholm'))).toBe(
      'Wednesday, 25 November 2026, 23:30 – Thursday, 26 November 2026, 00:30, ' +
        'Central European Standard Time (Europe/Stockholm, UTC+01:00)',
    )
    expect(whenParts(at('2026-12-31T23:00:00Z', 30, 'Europe/Stockholm'))).toMatchObject({
      date: 'Friday, 1 January 2027',
      time: '00:00–00:30',
    })
  })

  test('leaves a zone without a name of its own at its place and offset', () => {
    expect(whenParts(at('2026-06-01T09:00:00Z', 30, 'Asia/Damascus', 'FR')).zone).toBe('Asia/Damascus (UTC+03:00)')
    expect(whenParts(at('2026-06-01T09:00:00Z', 30, 'UTC')).zone).toBe('Coordinated Universal Time (UTC, UTC+00:00)')
  })

  test('refuses a zone or an instant that does not exist', () => {
    expect(() => whenText(at('2026-06-01T09:00:00Z', 30, 'Europe/Stokholm'))).toThrow(RangeError)
    expect(() => whenText(at('no date', 30, 'Europe/Stockholm'))).toThrow(RangeError)
  })
})

describe('two zones', () => {
  const at = (iso: string) => new Date(iso)

  test('show the same clock when their offsets agree from start to end', () => {
    expect(sameWallClock(at('2026-06-01T09:00Z'), at('2026-06-01T10:00Z'), 'Europe/Stockholm', 'Europe/Paris')).toBe(
      true,
    )
    expect(sameWallClock(at('2026-06-01T09:00Z'), at('2026-06-01T10:00Z'), 'Europe/Stockholm', 'Europe/London')).toBe(
      false,
    )
  })

  test('that agree in summer may differ in winter', () => {
    const [berlin, lagos] = ['Europe/Berlin', 'Africa/Lagos']
    expect(sameWallClock(at('2026-12-01T09:00Z'), at('2026-12-01T10:00Z'), berlin, lagos)).toBe(true)
    expect(sameWallClock(at('2026-07-01T09:00Z'), at('2026-07-01T10:00Z'), berlin, lagos)).toBe(false)
  })

  test('differ when only one of them changes its clock before the end', () => {
    expect(sameWallClock(at('2026-03-29T00:30Z'), at('2026-03-29T01:30Z'), 'Europe/Berlin', 'Africa/Lagos')).toBe(false)
  })
})

const iso = (instants: Date[]) => instants.map((at) => at.toISOString().slice(0, 16))

describe('a time on the wall', () => {
  test.each([
    // zone, date, time, the instants at which clocks there show it
    ['Europe/Stockholm', '2027-03-27', '09:00', ['2027-03-27T08:00']],
    ['Europe/Stockholm', '2027-03-28', '01:59', ['2027-03-28T00:59']],
    ['Europe/Stockholm', '2027-03-28', '02:00', []],
    ['Europe/Stockholm', '2027-03-28', '02:59', []],
    ['Europe/Stockholm', '2027-03-28', '03:00', ['2027-03-28T01:00']],
    ['Europe/Stockholm', '2027-03-28', '09:00', ['2027-03-28T07:00']],
    ['Europe/Stockholm', '2027-10-31', '01:59', ['2027-10-30T23:59']],
    ['Europe/Stockholm', '2027-10-31', '02:00', ['2027-10-31T00:00', '2027-10-31T01:00']],
    ['Europe/Stockholm', '2027-10-31', '02:59', ['2027-10-31T00:59', '2027-10-31T01:59']],
    ['Europe/Stockholm', '2027-10-31', '03:00', ['2027-10-31T02:00']],
    // Ireland's law calls summer the standard time and sets the clocks back for winter; the clocks do the same.
    ['Europe/Dublin', '2027-03-28', '01:30', []],
    ['Europe/Dublin', '2027-10-31', '01:30', ['2027-10-31T00:30', '2027-10-31T01:30']],
    ['America/New_York', '2027-03-14', '02:30', []],
    ['America/New_York', '2027-11-07', '01:30', ['2027-11-07T05:30', '2027-11-07T06:30']],
    ['America/St_Johns', '2027-03-14', '02:30', []],
    ['America/St_Johns', '2027-11-07', '01:30', ['2027-11-07T04:00', '2027-11-07T05:00']],
    // Half an hour only.
    ['Australia/Lord_Howe', '2027-10-03', '02:15', []],
    ['Australia/Lord_Howe', '2027-10-03', '02:30', ['2027-10-02T15:30']],
    ['Australia/Lord_Howe', '2027-04-04', '01:45', ['2027-04-03T14:45', '2027-04-03T15:15']],
    ['Australia/Lord_Howe', '2027-04-04', '02:00', ['2027-04-03T15:30']],
    // Back for Ramadan, and on again after it.
    ['Africa/Casablanca', '2024-03-10', '02:30', ['2024-03-10T01:30', '2024-03-10T02:30']],
    ['Africa/Casablanca', '2024-04-14', '02:30', []],
    // At midnight: the first hour of the day is missing, the last hour of the other day comes twice.
    ['America/Santiago', '2027-09-05', '00:00', []],
    ['America/Santiago', '2027-09-05', '01:00', ['2027-09-05T04:00']],
    ['America/Santiago', '2027-04-03', '23:30', ['2027-04-04T02:30', '2027-04-04T03:30']],
    ['America/Santiago', '2027-04-03', '24:00', ['2027-04-04T04:00']],
    ['Asia/Kolkata', '2027-03-28', '02:30', ['2027-03-27T21:00']],
    ['Asia/Tehran', '2027-03-22', '00:30', ['2027-03-21T21:00']],
    ['Pacific/Apia', '2027-04-04', '02:30', ['2027-04-03T13:30']],
    // A whole day that never was.
    ['Pacific/Apia', '2011-12-30', '12:00', []],
    ['Pacific/Apia', '2011-12-31', '00:00', ['2011-12-30T10:00']],
  ])('in %s on %s at %s', (timeZone, date, time, instants) => {
    expect(iso(instantsOf(date, time, timeZone))).toEqual(instants)
  })

  test.each([
    ['Europe/Stockholm', '2027-03-28', '2027-03-27T23:00'],
    ['America/Santiago', '2027-09-05', '2027-09-05T04:00'],
    ['Africa/Cairo', '2027-04-30', '2027-04-29T22:00'],
    ['Asia/Beirut', '2027-03-28', '2027-03-27T22:00'],
    // Midnight itself comes twice here; the day begins with the first.
    ['Atlantic/Azores', '2027-10-31', '2027-10-31T00:00'],
    ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00'],
    ['Pacific/Apia', '2011-12-31', '2011-12-30T10:00'],
  ])('begins the day in %s, %s, at %s', (timeZone, date, start) => {
    expect(iso([startOfDay(date, timeZone)])).toEqual([start])
  })

  test.each([
    ['2027-02-29', '09:00'],
    ['2027-02-28', '25:00'],
    ['2027-13-01', '09:00'],
    ['tomorrow', '09:00'],
    ['2027-02-28', '9'],
  ])('on %s at %s is none', (date, time) => {
    expect(() => instantsOf(date, time, 'Europe/Stockholm')).toThrow(RangeError)
    expect(() => instantsOf('2027-02-28', '09:00', 'Nowhere/At_All')).toThrow(RangeError)
  })

  test('is found for every offset there ever was, to the second', () => {
    // Local mean time, 9 minutes and 21 seconds ahead of Greenwich.
    expect(instantsOf('1880-06-01', '12:00', 'Europe/Paris')[0]!.toISOString()).toBe('1880-06-01T11:50:39.000Z')
    expect(offsetAt(new Date('2027-06-01T00:00:00Z'), 'Asia/Kathmandu')).toBe('UTC+05:45')
  })
})

describe('the same time of day some days later', () => {
  const moved = (from: string, days: number, timeZone: string) =>
    sameTimeOfDay(new Date(from), days, timeZone).map((at) => at.toISOString().slice(0, 16))

  test.each([
    // 09:00 in winter and in summer, and back.
    ['Europe/Stockholm', '2027-03-27T08:00Z', 1, ['2027-03-28T07:00']],
    ['Europe/Stockholm', '2027-03-28T07:00Z', -1, ['2027-03-27T08:00']],
    ['America/New_York', '2027-03-13T14:00Z', 7, ['2027-03-20T13:00']],
    // 02:30 is jumped over in March and comes twice in October.
    ['Europe/Stockholm', '2027-03-27T01:30Z', 1, []],
    ['Europe/Stockholm', '2027-10-30T00:30Z', 1, ['2027-10-31T00:30', '2027-10-31T01:30']],
    // Half an hour in Lord Howe; no change at all in Kolkata.
    ['Australia/Lord_Howe', '2027-10-02T00:00Z', 1, ['2027-10-02T23:30']],
    ['Asia/Kolkata', '2027-03-27T03:30Z', 2, ['2027-03-29T03:30']],
    // Across the date line: the calendar of the zone counts, not that of UTC.
    ['Pacific/Auckland', '2027-01-10T20:00Z', 1, ['2027-01-11T20:00']],
  ])('in %s from %s by %i', (timeZone, from, days, instants) => {
    expect(moved(from, days, timeZone)).toEqual(instants)
  })
})

test('an instant is said with its zone, and twice an hour differently where the clocks show it twice', () => {
  const said = (at: string) => momentText({ at: new Date(at), timeZone: 'Europe/Stockholm', language: 'EN' })
  expect(said('2026-11-25T09:00:00Z')).toBe(
    'Wednesday, 25 November 2026, 10:00, Central European Standard Time (Europe/Stockholm, UTC+01:00)',
  )
  expect(said('2026-10-25T00:10:00Z')).toBe(
    'Sunday, 25 October 2026, 02:10, Central European Summer Time (Europe/Stockholm, UTC+02:00)',
  )
  expect(said('2026-10-25T01:10:00Z')).toBe(
    'Sunday, 25 October 2026, 02:10, Central European Standard Time (Europe/Stockholm, UTC+01:00)',
  )
})

test('a calendar means one instant by every time on the wall', () => {
  const meant = (date: string, time: string, zone: string) =>
    instantInCalendar(date, time, zone).toISOString().slice(0, 16)
  expect(meant('2027-06-01', '09:00', 'Europe/Stockholm')).toBe('2027-06-01T07:00')
  // Shown twice: the first. Jumped over: as if the clocks had not been changed yet (RFC 5545 section 3.3.5).
  expect(meant('2027-10-31', '02:30', 'Europe/Stockholm')).toBe('2027-10-31T00:30')
  expect(meant('2027-03-28', '02:30', 'Europe/Stockholm')).toBe('2027-03-28T01:30')
  expect(meant('2027-10-03', '02:15', 'Australia/Lord_Howe')).toBe('2027-10-02T15:45')
  // Samoa went without the whole 30th of December 2011.
  expect(meant('2011-12-30', '12:00', 'Pacific/Apia')).toBe('2011-12-30T22:00')
})

test('clocks show a date and a time at every instant', () => {
  expect(shownAt(new Date('2027-03-28T01:30:00Z'), 'Europe/Stockholm')).toBe('2027-03-28T03:30:00')
  expect(shownAt(new Date('2026-12-31T23:00:00Z'), 'Asia/Kathmandu')).toBe('2027-01-01T04:45:00')
})
