import { locale } from '../shared/i18n'
import { showClock, showTime, wallTime } from '../shared/time'

/**
 * One instant in the zone and the language in force, zone always named: the clock alone on the day itself, with the
 * date in front on any other. `now` is the server's clock, in milliseconds since the Unix epoch.
 */
export const shownTime = (instant: string, zone: string, now: number): string =>
  wallTime(instant, zone).date === wallTime(now, zone).date
    ? showClock(instant, null, zone, locale.value)
    : showTime(instant, null, zone, locale.value)
