import type { Problem } from '../shared/problems'
import { startOfDay } from '../shared/local-time'
import { addDays, wallTime } from '../shared/time'

/** For how many days a token is to work, or until a day that somebody chooses. */
export const lifespans = ['30', '90', '365', 'date'] as const
export type Lifespan = (typeof lifespans)[number]

/** Of how many days from today the last one may be; the server allows a day more. */
const longest = 365

export interface TokenEnd {
  lifespan: Lifespan
  /** The last day on which it works, as `YYYY-MM-DD`, for `date`. */
  date: string
}

/** The last day on which it works. */
export const lastDay = ({ lifespan, date }: TokenEnd, today: string): string =>
  lifespan === 'date' ? date : addDays(today, Number(lifespan))

export const latestDay = (today: string): string => addDays(today, longest)

export function endProblems(end: TokenEnd, today: string): Problem[] {
  const day = lastDay(end, today)
  if (!day) return [{ name: 'expiresAt', code: 'dateMissing' }]
  if (day < today) return [{ name: 'expiresAt', code: 'tokenEndsInPast' }]
  return day > latestDay(today) ? [{ name: 'expiresAt', code: 'tokenEndsTooLate' }] : []
}

/** The instant at which its last day is over. */
export const endOf = (end: TokenEnd, zone: string, now: number): string =>
  startOfDay(addDays(lastDay(end, wallTime(now, zone).date), 1), zone)!
