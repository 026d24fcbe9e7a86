import { useQuery } from '@vue/apollo-composable'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { graphql } from '../gql'
import type { Shade } from './calendar-events.rules'
import { eachDay, type Days, type Range } from './calendar-range.rules'
import { offHoursOf } from './off-hours.rules'
import { addDays } from '../shared/time'

/**
 * When nobody is to be met within a range, as far as it is known: holidays and blocked periods of the company, and the
 * hours and days off of one person.
 * @param of the days shown and their range, the zone they are of, and the person whose calendar it is
 * @param mayRecruit only recruiters read what the company has blocked
 */
export function useShades(
  of: () => { days: Days; range: Range; interviewer: string | null },
  mayRecruit: () => boolean,
) {
  const { t } = useI18n()
  const { result } = useQuery(
    graphql(`
      query CalendarShades(
        $from: DateTime!
        $to: DateTime!
        $interviewer: ID!
        $ofCompany: Boolean!
        $ofPerson: Boolean!
      ) {
        blockedPeriods(first: 100, filter: { endsAfter: $from, startsBefore: $to }) @include(if: $ofCompany) {
          nodes {
            id
            kind
            name
            startsAt
            endsAt
            fromDate
            toDate
          }
        }
        interviewerSchedule(staffMemberId: $interviewer) @include(if: $ofPerson) {
          id
          timeZone
          workingHours {
            weekday
            from
            to
          }
          timeOff(first: 100, endsAfter: $from) {
            nodes {
              id
              startsAt
              endsAt
            }
          }
        }
      }
    `),
    () => {
      const { range, interviewer } = of()
      return {
        ...range,
        interviewer: interviewer ?? '',
        ofCompany: mayRecruit(),
        ofPerson: interviewer !== null,
      }
    },
    () => ({
      enabled: mayRecruit() || of().interviewer !== null,
      keepPreviousResult: true,
      fetchPolicy: 'cache-and-network' as const,
    }),
  )

  return computed<Shade[]>(() => {
    const { days, range, interviewer } = of()
    const blocked = (result.value?.blockedPeriods?.nodes ?? []).map(
      ({ id, kind, name, startsAt, endsAt, fromDate, toDate }): Shade => ({
        id,
        kind,
        name,
        from: startsAt,
        to: endsAt,
        dates: fromDate && toDate ? { from: fromDate, to: toDate } : null,
      }),
    )
    const schedule = result.value?.interviewerSchedule
    if (!schedule || schedule.id !== interviewer) return blocked
    const away = schedule.timeOff.nodes.map(({ id, startsAt, endsAt }): Shade => ({
      id,
      kind: 'TIME_OFF',
      name: t('calendar.timeOff'),
      from: startsAt,
      to: endsAt,
      dates: null,
    }))
    // The hours are on another wall than the days shown may be: a day more on both sides is enough for every zone.
    const around = eachDay({ first: addDays(days.first, -1), end: addDays(days.end, 1) })
    const off = offHoursOf(schedule.workingHours, range, schedule.timeZone, around).map(({ from, to }): Shade => ({
      id: `off ${from}`,
      kind: 'OFF_HOURS',
      name: '',
      from,
      to,
      dates: null,
    }))
    return [...blocked, ...away, ...off]
  })
}
