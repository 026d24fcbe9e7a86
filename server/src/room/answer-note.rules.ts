import type { AnswerKind, AnswerStatus } from './room.rules.ts'

/** How long a note may be, in characters. The database holds the same bound. */
export const longestNote = 2_000
/** A recording lasts two hours at most. */
export const latestSecond = 7_200
/** By how much the length that a browser measured may differ from that of the file, in seconds. */
const tolerance = 1

export type NoteRefusal =
  | { kind: 'AnswerDoesNotCount'; status: AnswerStatus }
  | { kind: 'InvalidInput'; fields: { path: string; message: string }[] }

const wrongPlace = (message: string): NoteRefusal => ({
  kind: 'InvalidInput',
  fields: [{ path: 'atSeconds', message }],
})

/**
 * Why nothing can be remarked on a take, or not there, or null where it can.
 * @param atSeconds where in the recording; null for the whole answer
 */
export function whyNotNote(
  answer: { kind: AnswerKind; status: AnswerStatus; durationSeconds: number | null },
  atSeconds: number | null,
): NoteRefusal | null {
  const { kind, status, durationSeconds } = answer
  // What does not count is neither read nor heard by anybody.
  if (status !== 'KEPT') return { kind: 'AnswerDoesNotCount', status }
  if (atSeconds === null) return null
  if (kind === 'TEXT') return wrongPlace('A written answer has no seconds.')
  return durationSeconds !== null && atSeconds > durationSeconds + tolerance
    ? wrongPlace(`The answer is ${durationSeconds} seconds long.`)
    : null
}
