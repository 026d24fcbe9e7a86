import { few } from './numbers'

/** A figure and the one of the period before it, each with of how many it is. */
export interface Compared {
  value: number | null | undefined
  count: number
  before: { value: number | null | undefined; count: number } | undefined
}

export type Comparison =
  | { kind: 'CHANGED'; by: number }
  | { kind: 'SAME' }
  /** One of the two is of too few to say anything. */
  | { kind: 'TOO_FEW' }
  /** There is nothing to compare with, or it is not known yet. */
  | { kind: 'NONE' }

/** How a figure differs from the period before, where both are of enough to say so. @param least the smallest difference told */
export function compare({ value, count, before }: Compared, least: number): Comparison {
  if (value == null || before?.value == null || before.count === 0) return { kind: 'NONE' }
  if (count < few || before.count < few) return { kind: 'TOO_FEW' }
  const by = value - before.value
  return Math.abs(by) < least ? { kind: 'SAME' } : { kind: 'CHANGED', by }
}
