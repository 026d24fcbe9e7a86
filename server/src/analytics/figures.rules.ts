/*
 * Figures that follow from what was counted. A share of nothing is null and not zero: nobody failed to come where nobody
 * was expected.
 */

export const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

/** Of those who were expected at an interview whose hour has passed and is settled, how many came. */
export const showUpRate = ({ held, noShow, expired }: { held: number; noShow: number; expired: number }) =>
  shareOf(held, held + noShow + expired)

/** How many times an interview has had: the first one, and each that it was moved to. */
export const versionsPerInterview = ({ arranged, moves }: { arranged: number; moves: number }): number | null =>
  arranged === 0 ? null : 1 + moves / arranged

/** Of the candidates who were asked, how many have said anything. */
export const answerRate = (counts: { asked: number; accepted: number; tentative: number; declined: number }) =>
  shareOf(counts.accepted + counts.tentative + counts.declined, counts.asked)

/** Of the emails of which it is known whether they arrived, how many did not. */
export const failureRate = ({ sent, bounced, failed }: { sent: number; bounced: number; failed: number }) =>
  shareOf(bounced + failed, sent + bounced + failed)

/** How many in a week of seven days. */
export const perWeek = (count: number, days: number): number => (days === 0 ? 0 : (count * 7) / days)

/** The sum of what some rows count, name by name. */
export function summed<Counts extends Record<string, number>>(none: Counts, rows: readonly Counts[]): Counts {
  const names = Object.keys(none) as (keyof Counts)[]
  return Object.fromEntries(names.map((name) => [name, rows.reduce((sum, row) => sum + row[name]!, 0)])) as Counts
}
