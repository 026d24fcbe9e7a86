import { describe, expect, test } from 'vitest'
import { readLocalTime, startOfDay } from './local-time'
import { clocksAgree, showClock, showDuration, showTime, wallTime } from './time'

describe('a wall clock reading', () => {
  test('means one instant on an ordinary day, in winter and in summer', () => {
    expect(readLocalTime('2026-11-24', '10:00', 'Europe/Stockholm')).toEqual({
      kind: 'once',
      instant: '2026-11-24T09:00:00.000Z',
    })
    expect(readLocalTime('2026-07-01', '10:00', 'Europe/Stockholm')).toEqual({
      kind: 'once',
      instant: '2026-07-01T08:00:00.000Z',
    })
  })

  test('that the clocks skip in spring means no instant, and the next time they show is named', () => {
    expect(readLocalTime('2027-03-28', '02:30', 'Europe/Stockholm')).toEqual({ kind: 'never', next: '03:00' })
    expect(readLocalTime('2027-03-14', '02:00', 'America/New_York')).toEqual({ kind: 'never', next: '03:00' })
  })

  test('that the clocks show twice in autumn means two instants an hour apart', () => {
    expect(readLocalTime('2026-10-25', '02:30', 'Europe/Paris')).toEqual({
      kind: 'twice',
      earlier: '2026-10-25T00:30:00.000Z',
      later: '2026-10-25T01:30:00.000Z',
    })
  })

  test('knows half-hour zones and half-hour changes', () => {
    expect(readLocalTime('2026-11-24', '10:00', 'Asia/Kolkata')).toEqual({
      kind: 'once',
      instant: '2026-11-24T04:30:00.000Z',
    })
    expect(readLocalTime('2026-10-04', '02:15', 'Australia/Lord_Howe')).toEqual({ kind: 'never', next: '02:30' })
  })

  test('that is no date or no time is not guessed', () => {
    expect(readLocalTime('', '10:00', 'Europe/Stockholm')).toBeNull()
    expect(readLocalTime('2026-02-30', '10:00', 'Europe/Stockholm')).toBeNull()
    expect(readLocalTime('2026-11-24', '25:00', 'Europe/Stockholm')).toBeNull()
  })
})

test('a day begins when its clocks first show it, even where midnight is skipped', () => {
  expect(startOfDay('2026-11-24', 'Europe/Stockholm')).toBe('2026-11-23T23:00:00.000Z')
  expect(startOfDay('2026-09-06', 'America/Santiago')).toBe('2026-09-06T04:00:00.000Z')
  expect(startOfDay('nonsense', 'Europe/Stockholm')).toBeNull()
})

test('an instant is read back as the wall time it came from', () => {
  expect(wallTime('2026-11-24T09:00:00Z', 'Europe/Stockholm')).toEqual({ date: '2026-11-24', time: '10:00' })
  expect(wallTime('2026-11-24T23:30:00Z', 'Asia/Tokyo')).toEqual({ date: '2026-11-25', time: '08:30' })
})

describe('a shown time', () => {
  test('names its zone in every language', () => {
    const at = ['2026-11-24T09:00:00Z', '2026-11-24T09:45:00Z', 'Europe/Stockholm'] as const
    expect(showTime(...at, 'en')).toBe('Tue 24 Nov, 10:00–10:45 CET')
    expect(showTime(...at, 'sv')).toBe('tis 24 nov., 10:00–10:45 CET')
    expect(showTime(...at, 'fr')).toBe('mar. 24 nov., 10:00–10:45 UTC+1')
  })

  test('names both offsets when the clocks change on the way', () => {
    expect(showClock('2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', 'Europe/Stockholm', 'en')).toBe(
      '02:30 CEST – 02:30 CET',
    )
  })
})

test.each([
  ['en', ['45 minutes', '1 minute', '3 hours', '1 hour, 30 minutes', '0 minutes']],
  ['sv', ['45 minuter', '1 minut', '3 timmar', '1 timme, 30 minuter', '0 minuter']],
  ['fr', ['45 minutes', '1 minute', '3 heures', '1 heure et 30 minutes', '0 minute']],
] as const)('how long something takes is said in whole hours and what is left, in %s', (language, said) => {
  const spaces = /[\u00a0\u202f]/g
  expect([45, 1, 180, 90, 0].map((minutes) => showDuration(minutes, language).replace(spaces, ' '))).toEqual(said)
})

test('clocks of two zones agree only while their offsets are the same', () => {
  expect(clocksAgree('2026-11-24T09:00:00Z', 'Europe/Stockholm', 'Europe/Paris')).toBe(true)
  expect(clocksAgree('2026-11-24T09:00:00Z', 'Europe/Stockholm', 'Europe/London')).toBe(false)
})
