import { expect, test } from 'vitest'
import { draftOf, emptyDraft, instantOf, problemsOfTime } from './local-time-draft.rules'

const now = Date.parse('2026-10-24T12:00:00Z')
const draft = (date: string, time: string) => ({ ...emptyDraft('Europe/Stockholm'), date, time })

test('a time is asked for piece by piece and never invented', () => {
  expect(problemsOfTime(draft('', ''), now)).toEqual([
    { name: 'startsAt', code: 'dateMissing' },
    { name: 'time', code: 'timeMissing' },
  ])
  expect(problemsOfTime(draft('', '10:00'), now)).toEqual([{ name: 'startsAt', code: 'dateMissing' }])
  expect(problemsOfTime(draft('2026-10-26', ''), now)).toEqual([{ name: 'time', code: 'timeMissing' }])
  expect(instantOf(draft('2026-10-26', ''))).toBeNull()
})

test('a past time is refused before the server is asked', () => {
  expect(problemsOfTime(draft('2026-10-24', '13:59'), now)).toEqual([{ name: 'startsAt', code: 'timePast' }])
  expect(problemsOfTime(draft('2026-10-24', '14:01'), now)).toEqual([])
})

test('a time the clocks show twice asks which one is meant', () => {
  const twice = draft('2026-10-25', '02:30')
  expect(problemsOfTime(twice, now)).toEqual([{ name: 'which', code: 'whichTime' }])
  expect(instantOf({ ...twice, which: 'earlier' })).toBe('2026-10-25T00:30:00.000Z')
  expect(instantOf({ ...twice, which: 'later' })).toBe('2026-10-25T01:30:00.000Z')
})

test('a time the clocks skip is refused with the time at which they go on', () => {
  expect(problemsOfTime(draft('2027-03-28', '02:30'), now)).toEqual([
    { name: 'time', code: 'timeSkipped', facts: { time: '02:30', next: '03:00' } },
  ])
})

test('an instant makes the draft that means it, also of a time the clocks show twice', () => {
  for (const instant of ['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z', '2026-11-24T09:00:00.000Z'])
    expect(instantOf(draftOf(instant, 'Europe/Stockholm'))).toBe(instant)
  expect(draftOf('2026-11-24T09:00:00Z', 'Asia/Tokyo')).toMatchObject({ date: '2026-11-24', time: '18:00' })
})
