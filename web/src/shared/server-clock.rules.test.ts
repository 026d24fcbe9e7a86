import { describe, expect, test } from 'vitest'
import { betterSample, hasJumped, isClockWrong, readServerClock } from './server-clock.rules'

const noon = Date.parse('2026-11-21T12:00:00Z')
const sample = (offset: number, uncertainty: number, takenAt = noon) => ({ offset, uncertainty, takenAt })

describe("reading the server's clock", () => {
  test('the server looked at its clock in the middle of the round trip', () => {
    // The device says 12:00:00.000 when asking and 12:00:00.400 when it hears 12:05:00.200.
    expect(readServerClock(noon, noon + 400, '2026-11-21T12:05:00.200Z')).toEqual({
      offset: 5 * 60_000,
      uncertainty: 200,
      takenAt: noon + 400,
    })
  })

  test('a device that is fast gets a negative offset', () => {
    expect(readServerClock(noon, noon, '2026-11-21T11:57:00Z')?.offset).toBe(-3 * 60_000)
  })

  test('an unreadable time, and a device clock set back on the way, say nothing', () => {
    expect(readServerClock(noon, noon + 100, 'soon')).toBeNull()
    expect(readServerClock(noon, noon - 1, '2026-11-21T12:00:00Z')).toBeNull()
  })
})

describe('choosing between two readings', () => {
  test('the first reading is taken as it is', () => {
    expect(betterSample(null, sample(40, 900))).toEqual(sample(40, 900))
  })

  test('a slow answer does not replace a quick one that agrees with it', () => {
    const quick = sample(100, 20)
    expect(betterSample(quick, sample(300, 2_000, noon + 60_000))).toBe(quick)
  })

  test('a quicker answer replaces a slow one', () => {
    const quick = sample(100, 20, noon + 1_000)
    expect(betterSample(sample(300, 2_000), quick)).toBe(quick)
  })

  test('a reading that contradicts the known one wins: a clock was set in between', () => {
    const afterSetting = sample(-3_600_000, 500, noon + 60_000)
    expect(betterSample(sample(0, 20), afterSetting)).toBe(afterSetting)
  })

  test('an old reading gives way, because clocks drift', () => {
    const nextHour = sample(110, 60, noon + 3_600_000)
    expect(betterSample(sample(100, 20), nextHour)).toBe(nextHour)
  })

  test('a reading that seems to come from before the known one is the newer all the same', () => {
    const setBack = sample(0, 900, noon - 10_000)
    expect(betterSample(sample(0, 20), setBack)).toBe(setBack)
  })
})

describe('the clock of the device', () => {
  test.each([
    ['two minutes off exactly is let pass', sample(120_000, 0), false],
    ['more than two minutes slow is wrong', sample(120_001, 0), true],
    ['more than two minutes fast is wrong', sample(-121_000, 500), true],
    ['what a slow answer leaves open is not held against it', sample(125_000, 6_000), false],
    ['nothing is known before the first answer', null, false],
  ])('%s', (_, reading, wrong) => expect(isClockWrong(reading)).toBe(wrong))

  test('slept through or set is noticed, a late timer is not', () => {
    expect(hasJumped(3_600_000, 1_000)).toBe(true)
    expect(hasJumped(-3_600_000, 1_000)).toBe(true)
    expect(hasJumped(60_000, 60_000)).toBe(false)
    expect(hasJumped(1_400, 1_000)).toBe(false)
  })
})
