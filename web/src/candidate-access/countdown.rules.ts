/** A stretch of time in the units of a countdown; whole numbers, hours below 24, minutes and seconds below 60. */
export interface CountdownParts {
  readonly days: number
  readonly hours: number
  readonly minutes: number
  readonly seconds: number
}

/**
 * What is left until an instant. A begun second counts as a whole one, so that zero is shown when the time has come and
 * not a second before; a past instant leaves nothing.
 * @param until @param now milliseconds since the Unix epoch, both by the same clock
 */
export function countdownParts(until: number, now: number): CountdownParts {
  const left = Math.max(0, Math.ceil((until - now) / 1000))
  return {
    days: Math.floor(left / 86_400),
    hours: Math.floor(left / 3_600) % 24,
    minutes: Math.floor(left / 60) % 60,
    seconds: left % 60,
  }
}

/**
 * The units worth showing, largest first: nobody waits for the seconds of the day after tomorrow. Days come with hours
 * and minutes, the last day with hours, minutes and seconds, the last hour with minutes and seconds.
 */
export function shownUnits(parts: CountdownParts): (keyof CountdownParts)[] {
  if (parts.days > 0) return ['days', 'hours', 'minutes']
  if (parts.hours > 0) return ['hours', 'minutes', 'seconds']
  return ['minutes', 'seconds']
}

/**
 * What is left in round words for a tab's title, which must not change each second: the two largest units, a begun
 * minute counting as a whole one. Zero parts are left out, except when nothing else is left.
 * @param until @param now milliseconds since the Unix epoch, both by the same clock
 */
export function roughUnits(until: number, now: number): { unit: keyof CountdownParts; value: number }[] {
  const minute = 60_000
  const parts = countdownParts(Math.ceil((until - now) / minute) * minute, 0)
  const units = shownUnits(parts).slice(0, 2)
  const said = units.map((unit) => ({ unit, value: parts[unit] })).filter(({ value }) => value > 0)
  return said.length > 0 ? said : [{ unit: 'minutes', value: 0 }]
}
