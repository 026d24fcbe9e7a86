export const blockedPeriodKind = ['HOLIDAY', 'BLOCKED'] as const
export type BlockedPeriodKind = (typeof blockedPeriodKind)[number]

/** What a blocked period is told by: a holiday by dates on the wall, anything else by instants. */
export interface ToldPeriod {
  kind: BlockedPeriodKind
  fromDate: string | null
  toDate: string | null
  startsAt: Date | null
  endsAt: Date | null
}

/** Longer ones are a company that is closed, or a mistake in the year. */
export const longestPeriodDays = 366

const day = 86_400_000

/** What is wrong with a period, by the name of its field; empty where nothing is. */
export function whyNoPeriod({ kind, fromDate, toDate, startsAt, endsAt }: ToldPeriod): {
  path: string
  message: string
}[] {
  const dates = { fromDate, toDate }
  const instants = { startsAt, endsAt }
  const [needed, other] = kind === 'HOLIDAY' ? [dates, instants] : [instants, dates]
  const unfit = [
    ...named(needed, (value) => value === null).map((path) => ({ path, message: `A ${kind} period needs it.` })),
    ...named(other, (value) => value !== null).map((path) => ({ path, message: `A ${kind} period has none.` })),
  ]
  if (unfit.length > 0) return unfit
  const [path, first, end] =
    kind === 'HOLIDAY'
      ? (['toDate', Date.parse(fromDate!), Date.parse(toDate!) + day] as const)
      : (['endsAt', startsAt!.getTime(), endsAt!.getTime()] as const)
  if (end <= first) return [{ path, message: 'Must not be before its beginning.' }]
  if (end - first > longestPeriodDays * day)
    return [{ path, message: `Must be within ${longestPeriodDays} days of its beginning.` }]
  return []
}

const named = (values: Record<string, unknown>, is: (value: unknown) => boolean): string[] =>
  Object.keys(values).filter((name) => is(values[name]))
