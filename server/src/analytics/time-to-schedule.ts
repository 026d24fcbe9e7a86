import { sql, type RawBuilder } from 'kysely'
import type { Reading } from '../shared/reading.ts'
import { analyse, inPeriod, isOfScope, stepAt, type Scope } from './scope.ts'

/** How long something took, of so many. */
export interface Span {
  count: number
  /** In whole minutes; null of none. */
  medianMinutes: number | null
  ninetiethMinutes: number | null
}

export const noSpan: Span = { count: 0, medianMinutes: null, ninetiethMinutes: null }

/** The same of a step, or of the whole period where that is null. */
export type SpanOfStep = Span & { step: number | null }

/** Columns of a span, over rows with `minutes`, grouped by `step` and for all. */
export const spanColumns = sql<Span>`count(minutes)::integer as count,
  round((percentile_cont(0.5) within group (order by minutes))::numeric)::integer as "medianMinutes",
  round((percentile_cont(0.9) within group (order by minutes))::numeric)::integer as "ninetiethMinutes"`

export const minutesBetween = (from: RawBuilder<unknown>, to: RawBuilder<unknown>): RawBuilder<number> =>
  sql`(extract(epoch from ${to} - ${from}) / 60)::float`

/**
 * From an application to the first of its interviews that comes to something, for those of which that lies in the period.
 * @param column when it came to it
 * @param condition whether it did, of an interview by its alias
 */
const untilFirst = (
  reading: Reading,
  scope: Scope,
  column: 'created_at' | 'starts_at',
  condition: (alias: string) => RawBuilder<unknown>,
): Promise<SpanOfStep[]> => {
  const at = sql.ref(`interview.${column}`)
  return analyse(
    reading,
    sql`select step, ${spanColumns} from (
        select ${stepAt(at, scope.period.steps)} as step, ${minutesBetween(sql`application.created_at`, at)} as minutes
        from interview
        join application on application.company_id = interview.company_id and application.id = interview.application_id
        where interview.company_id = ${reading.companyId} and ${inPeriod(scope, at)}
          and ${condition('interview')} and ${isOfScope(scope)}
          and not exists (select from interview earlier where earlier.company_id = interview.company_id
            and earlier.application_id = interview.application_id
            and (${sql.ref(`earlier.${column}`)}, earlier.id) < (${at}, interview.id)
            and ${condition('earlier')} and ${isOfScope(scope, 'earlier')})
      ) each group by grouping sets ((step), ())`,
  )
}

/** From the application to the hour in which its first interview was arranged, for those arranged in the period. */
export const untilArranged = (reading: Reading, scope: Scope) =>
  untilFirst(reading, scope, 'created_at', () => sql`true`)

/** From the application to the start of the first interview that was held, for those that begin in the period. */
export const untilHeld = (reading: Reading, scope: Scope) =>
  untilFirst(reading, scope, 'starts_at', (alias) => sql`${sql.ref(`${alias}.status`)} = 'COMPLETED'`)
