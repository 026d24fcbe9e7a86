import type { LocationQuery } from 'vue-router'
import type { AnalyticsStep } from '../gql/graphql'
import { dayOf, wordOf } from '../shared/list-address.rules'
import { addDays } from '../shared/time'

/** Periods that have a name; all of them end today. */
export const spans = ['7', '28', '90', '365'] as const
export type Span = (typeof spans)[number]
const usual: Span = '28'

/** The most days that the server looks at, by the longest steps. */
const mostDays = 731

/** What the address bar says about the figures, so that a view can be bookmarked and sent to a colleague. */
export interface AnalyticsWish {
  /** How many days up to today; null where the days are written out. */
  span: Span | null
  /** Days of the company's calendar, `YYYY-MM-DD`, both included; null where a span says it. */
  from: string | null
  to: string | null
  job: string | null
  interviewer: string | null
  /** Which round, as it is written. */
  round: string | null
}

/** Reads the address bar; what it does not understand it leaves out, an address may come from anywhere. */
export function wishOf(query: LocationQuery): AnalyticsWish {
  const [from, to] = [dayOf(query.from), dayOf(query.to)]
  const span = spans.find((each) => each === wordOf(query.span)) ?? null
  const round = wordOf(query.round)
  return {
    span: from || to ? null : span,
    from,
    to,
    job: wordOf(query.job),
    interviewer: wordOf(query.interviewer),
    round: round && /^([1-9]|[1-4]\d|50)$/.test(round) ? round : null,
  }
}

/** Some days, both included, cut into steps. */
export interface Days {
  from: string
  to: string
  by: AnalyticsStep
}

export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1

/** Steps of which a chart shows neither very few nor too many. */
const stepFor = (days: number): AnalyticsStep => (days <= 31 ? 'DAY' : days <= 182 ? 'WEEK' : 'MONTH')

/**
 * Which days are meant. One that is left open is filled in: the last day is today, the first one lies as far back as the
 * usual span. Days in the wrong order are turned around, and a period never gets longer than the server looks at.
 */
export function daysOf({ span, from, to }: Pick<AnalyticsWish, 'span' | 'from' | 'to'>, today: string): Days {
  const length = Number(span ?? usual)
  const last = to ?? (from && from > today ? addDays(from, length - 1) : today)
  const first = from ?? addDays(last, 1 - length)
  const [begin, end] = first <= last ? [first, last] : [last, first]
  const earliest = addDays(end, 1 - mostDays)
  const kept = begin < earliest ? earliest : begin
  return { from: kept, to: end, by: stepFor(daysBetween(kept, end)) }
}

/** As many days just before these. */
export function daysBefore({ from, to, by }: Days): Days {
  const length = daysBetween(from, to)
  return { from: addDays(from, -length), to: addDays(from, -1), by }
}

/** Which span is in force, where no days are written out. */
export const spanInForce = ({ span, from, to }: AnalyticsWish): Span | null => (from || to ? null : (span ?? usual))

export const countWishes = ({ job, interviewer, round }: AnalyticsWish): number =>
  [job, interviewer, round].filter(Boolean).length
