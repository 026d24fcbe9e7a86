import type { Problem } from '../shared/problems'

/** The company's rules as a person writes them; the names are those of the schema. */
export interface RulesDraft {
  bufferMinutesBefore: number | null
  bufferMinutesAfter: number | null
  minimumNoticeMinutes: number | null
  bookingHorizonDays: number | null
  candidateMayReschedule: boolean
  candidateMayCancel: boolean
  changeNoticeMinutes: number | null
  waitlistOfferMinutes: number | null
  chooseLinkDays: number | null
}

const sixtyDays = 60 * 24 * 60

const bounds = {
  bufferMinutesBefore: [0, 240],
  bufferMinutesAfter: [0, 240],
  minimumNoticeMinutes: [0, sixtyDays],
  bookingHorizonDays: [1, 730],
  changeNoticeMinutes: [0, sixtyDays],
  waitlistOfferMinutes: [5, 10_080],
  chooseLinkDays: [1, 90],
} as const satisfies Partial<Record<keyof RulesDraft, readonly [number, number]>>

const codes: Partial<Record<string, string>> = {
  minimumNoticeMinutes: 'upTo60Days',
  changeNoticeMinutes: 'upTo60Days',
  waitlistOfferMinutes: 'offerOutOfBounds',
}

/** What is out of bounds before the server need be asked. */
export const problemsOfRules = (draft: RulesDraft): Problem[] =>
  Object.entries(bounds).flatMap(([name, [least, most]]) => {
    const value = draft[name as keyof typeof bounds]
    const fits = value !== null && Number.isInteger(value) && value >= least && value <= most
    return fits ? [] : [{ name, code: codes[name] ?? 'outOfBounds', facts: { least, most } }]
  })

/** Only what a person has changed is sent: the audit trail names it. */
export const changedRules = (draft: RulesDraft, before: RulesDraft): Partial<RulesDraft> =>
  Object.fromEntries(
    Object.entries(draft).filter(([name, value]) => value !== before[name as keyof RulesDraft]),
  ) as Partial<RulesDraft>
