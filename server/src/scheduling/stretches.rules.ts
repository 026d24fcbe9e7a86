/** A stretch of time, half-open: its end belongs to what comes next. */
export interface Stretch {
  startsAt: Date
  endsAt: Date
}

/** The same in milliseconds since 1970, as the sweeps count. */
export type Span = readonly [from: number, to: number]

export const minuteMs = 60_000
export const dayMs = 24 * 60 * minuteMs

export const spanOf = ({ startsAt, endsAt }: Stretch): Span => [startsAt.getTime(), endsAt.getTime()]
export const stretchOf = ([from, to]: Span): Stretch => ({ startsAt: new Date(from), endsAt: new Date(to) })

/** Whether two stretches share an instant. Back to back they share none. */
export const overlap = (one: Stretch, other: Stretch): boolean =>
  one.startsAt < other.endsAt && other.startsAt < one.endsAt

/** The same instants in order and without a seam: nothing empty, nothing that touches the next one. */
export function merged(spans: readonly Span[]): Span[] {
  const result: [number, number][] = []
  for (const [from, to] of spans.filter(([from, to]) => from < to).sort((one, other) => one[0] - other[0])) {
    const last = result.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else result.push([from, to])
  }
  return result
}

/** What is in both. Both must be merged; so is the result. */
export function common(one: readonly Span[], other: readonly Span[]): Span[] {
  const result: Span[] = []
  for (let i = 0, j = 0; i < one.length && j < other.length;) {
    const [a, b] = [one[i]!, other[j]!]
    const [from, to] = [Math.max(a[0], b[0]), Math.min(a[1], b[1])]
    if (from < to) result.push([from, to])
    if (a[1] < b[1]) i++
    else j++
  }
  return result
}

/** What is in the first and not in the second. Both must be merged; so is the result. */
export function without(spans: readonly Span[], gone: readonly Span[]): Span[] {
  const result: Span[] = []
  let next = 0
  for (const [from, to] of spans) {
    let at = from
    while (next < gone.length && gone[next]![1] <= at) next++
    for (let each = next; each < gone.length && gone[each]![0] < to; each++) {
      if (at < gone[each]![0]) result.push([at, gone[each]![0]])
      at = Math.max(at, gone[each]![1])
    }
    if (at < to) result.push([at, to])
  }
  return result
}
