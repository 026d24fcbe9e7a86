import type { ChangeInterviewsInput } from '../gql/graphql'
import type { Problem } from '../shared/problems'

export type BulkKind = 'move' | 'slots' | 'interviewer' | 'cancel'

/** What a person has said of a change of several interviews. */
export interface BulkDraft {
  days: number | null
  minutes: number | null
  slotIds: string[]
  insteadOfId: string | undefined
  /** Who comes instead; of several, whoever is free. */
  comingIds: string[]
  reason: string
}

export const emptyDraft = (): BulkDraft => ({
  days: 0,
  minutes: 0,
  slotIds: [],
  insteadOfId: undefined,
  comingIds: [],
  reason: '',
})

/** What is to be mended before the server is asked. */
export function bulkProblems(kind: BulkKind, draft: BulkDraft): Problem[] {
  if (kind === 'move' && !draft.days && !draft.minutes) return [{ name: 'minutes', code: 'offsetMissing' }]
  if (kind === 'slots' && draft.slotIds.length === 0) return [{ name: 'slotIds', code: 'slotMissing' }]
  if (kind !== 'interviewer') return []
  if (!draft.insteadOfId) return [{ name: 'insteadOfId', code: 'personMissing' }]
  if (draft.comingIds.length === 0) return [{ name: 'comingIds', code: 'personMissing' }]
  return draft.comingIds.includes(draft.insteadOfId) ? [{ name: 'comingIds', code: 'samePerson' }] : []
}

export function bulkInput(
  kind: BulkKind,
  interviewIds: readonly string[],
  draft: BulkDraft,
  overrideReason: string,
): ChangeInterviewsInput {
  const { days, minutes, slotIds, insteadOfId, comingIds } = draft
  const reason = draft.reason.trim()
  return {
    interviewIds: [...interviewIds],
    ...(kind === 'move' ? { days: days ?? 0, minutes: minutes ?? 0 } : {}),
    ...(kind === 'slots' ? { slotIds } : {}),
    ...(kind === 'interviewer' ? { insteadOfId: insteadOfId ?? null, ...comingInput(comingIds) } : {}),
    ...(kind === 'cancel' ? { cancel: true } : {}),
    ...(reason && { reason }),
    ...(overrideReason.trim() && { overrideReason: overrideReason.trim() }),
  }
}

/** One comes to all of them; of several, whoever is free comes to each. */
const comingInput = (ids: readonly string[]) =>
  ids.length > 1 ? { oneOfIds: [...ids] } : { interviewerId: ids[0] ?? null }
