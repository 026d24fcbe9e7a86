import type { Clock } from '../src/shared/clock.ts'

/** The house's clock: the database's, until a story stops it at an instant or moves it on. */
export class StoryClock implements Clock {
  #stoppedAt: Date | null = null

  read(databaseNow: Date): Date {
    return this.#stoppedAt ?? databaseNow
  }

  /** From now on it is this instant, to the millisecond. */
  stopAt(instant: Date | string): void {
    this.#stoppedAt = new Date(instant)
  }

  /** It is the database's time again. */
  goOn(): void {
    this.#stoppedAt = null
  }
}

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

/** An instant some milliseconds before or after another one. */
export const shifted = (instant: Date | string, milliseconds: number): Date =>
  new Date(new Date(instant).getTime() + milliseconds)

/** A round hour that lies a number of days ahead of the real time. */
export const hoursAhead = (hours: number): Date => new Date(Math.ceil((Date.now() + hours * hour) / hour) * hour)

/** Ten in the morning, in UTC, of a day ahead: some hours before and after it are the same day in all of Europe. */
export const morningAhead = (days: number): Date => {
  const morning = hoursAhead(24 * days)
  morning.setUTCHours(10, 0, 0, 0)
  return morning
}
