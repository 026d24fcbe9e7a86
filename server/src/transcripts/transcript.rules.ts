import { nextTryAfter } from '../shared/asked-again.rules.ts'

/* What was said in a recording, in writing. A program outside of Greenroom listens; nothing waits for it. */

/** DROPPED: it is not wanted any more, because consent was withdrawn or the take does not count. */
export const transcriptStatus = ['WAITING', 'READY', 'FAILED', 'DROPPED'] as const
export type TranscriptStatus = (typeof transcriptStatus)[number]

/** Why there is no transcript: one stable word each. */
export const transcriptProblem = ['TOO_LARGE', 'UNREACHABLE', 'TIMEOUT', 'REFUSED', 'NO_TEXT', 'INTERRUPTED'] as const
export type TranscriptProblem = (typeof transcriptProblem)[number]

/** What a service heard. */
export interface Heard {
  readonly text: string
  /** As it said it, such as `en` or `english`; null where it said nothing. */
  readonly language: string | null
}

/** The longest text that is kept, in characters: half an hour of fast speech, several times over. */
export const longestTranscript = 100_000

const minute = 60_000
/** How long is waited after each try that failed, in milliseconds; after the last one nothing more is tried. */
const pauses = [minute, 5 * minute, 30 * minute, 180 * minute]
export const mostTries = pauses.length + 1
/** When a transcript is tried again; null where it is given up. */
export const nextTry = (tries: number, now: Date, chance: number): Date | null =>
  nextTryAfter(pauses, tries, now, chance)

/**
 * What a service answered, in the shape of OpenAI's: `{"text": "…"}`, with `language` where it was told.
 * @param body the whole answer
 * @returns null for anything else
 */
export function heardIn(body: string): Heard | null {
  let answer: unknown
  try {
    answer = JSON.parse(body)
  } catch {
    return null
  }
  const { text, language } = (answer ?? {}) as { text?: unknown; language?: unknown }
  if (typeof text !== 'string') return null
  const clean = text
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .trim()
  if (clean.length > longestTranscript) return null
  return {
    text: clean,
    language: typeof language === 'string' && /^[a-z][a-z -]{1,34}$/i.test(language) ? language : null,
  }
}
