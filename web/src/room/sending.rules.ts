/** The words of `AnswerStatus` in the schema. */
export type AnswerStatus = 'RECORDING' | 'SENDING' | 'KEPT' | 'REPLACED' | 'LOST' | 'REMOVED'

/** How long the first try after a failure waits; doubled for each further one. */
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 30_000
/** Half of a pause is left to chance, so that a whole street does not come back in the same moment. */
const SPREAD = 0.5

/**
 * Milliseconds before the next try.
 * @param failures how many tries in a row have failed, at least one
 * @param chance a number from 0 up to 1
 */
export function pauseBeforeSending(failures: number, chance: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1)) * (1 - SPREAD * chance)
}

const LARGEST_CHUNK = 1024 * 1024
const SMALLEST_CHUNK = 32 * 1024

/** How many bytes one request takes along: fewer on a line that has just failed, so that something gets through. */
export const chunkSize = (failures: number): number => Math.max(SMALLEST_CHUNK, LARGEST_CHUNK >> (2 * failures))

/** What an answer of the server to a HEAD or PATCH of tus means for the one who sends. */
export type Outcome =
  /** It has taken in everything before `offset`. */
  | { readonly kind: 'HAS'; readonly offset: number }
  /** Somebody else has sent meanwhile, or the answer was lost: ask where it stands. */
  | { readonly kind: 'ASK_AGAIN' }
  /** Nothing more is wanted of this take: replaced, closed, removed, or refused for what it is. */
  | { readonly kind: 'NOT_WANTED' }
  /** The link opens nothing any more. */
  | { readonly kind: 'KEY_UNKNOWN' }
  /** It may work later. */
  | { readonly kind: 'LATER' }

/**
 * @param offset the value of the answer's Upload-Offset, null where it has none
 * @see https://tus.io/protocols/resumable-upload
 */
export function outcomeOf(status: number, offset: string | null): Outcome {
  if (status === 401) return { kind: 'KEY_UNKNOWN' }
  if (status === 409) return { kind: 'ASK_AGAIN' }
  if (status === 423 || status === 429 || status === 408 || status >= 500) return { kind: 'LATER' }
  if (status >= 400) return { kind: 'NOT_WANTED' }
  // A page of somebody else's network, such as a hotel's, says 200 and knows no offset.
  if (offset === null || !/^\d{1,15}$/.test(offset)) return { kind: 'LATER' }
  return { kind: 'HAS', offset: Number(offset) }
}

/** What is to be said of a take on its way. */
export interface Sending {
  readonly answerId: string
  /** How many bytes there are so far. */
  readonly bytes: number
  /** How many of them the server has. */
  readonly sent: number
  readonly isEnded: boolean
}

/** Whether anything is still to be sent, and how far that is. */
export interface SendingNews {
  /** Nothing waits here: the page may be closed. */
  readonly isSafeToClose: boolean
  /** Whole percents of what waits; 100 only when all of it is there. */
  readonly percent: number
  /** How many answers wait. */
  readonly count: number
}

export function sendingNews(takes: readonly Sending[]): SendingNews {
  const bytes = takes.reduce((sum, take) => sum + take.bytes, 0)
  const sent = takes.reduce((sum, take) => sum + Math.min(take.sent, take.bytes), 0)
  const isSafeToClose = takes.length === 0
  // All bytes being there is not the end: the server still compares what it has.
  const percent = isSafeToClose ? 100 : bytes === 0 ? 0 : Math.min(99, Math.floor((sent / bytes) * 100))
  return { isSafeToClose, percent, count: takes.length }
}

/** What there is to say about answers on their way; the words of the page are by these names. */
export type SendingState =
  /** Something that is here the server does not take in any more. */
  | 'lost'
  /** Something goes from here to the server. */
  | 'underWay'
  | 'LINE'
  | 'ELSEWHERE'
  | 'KEY_UNKNOWN'
  /** Nothing waits here; another device still sends. */
  | 'otherDevice'
  /** All is there. */
  | 'safe'

/**
 * @param unwanted takes of this device that the server refused
 * @param told all takes, by the server
 * @param here the takes that this device still has
 */
export function sendingState(
  news: SendingNews,
  obstacle: 'LINE' | 'ELSEWHERE' | 'KEY_UNKNOWN' | null,
  unwanted: readonly string[],
  told: readonly { readonly id: string; readonly questionId: string; readonly status: AnswerStatus }[],
  here: readonly string[],
): SendingState {
  // One that counts, or that a later one counts for, came another way.
  if (
    unwanted.some((lost) => !told.some(({ id, status }) => id === lost && (status === 'KEPT' || status === 'REPLACED')))
  )
    return 'lost'
  if (!news.isSafeToClose) return obstacle ?? 'underWay'
  const answered = new Set(told.filter(({ status }) => status === 'KEPT').map(({ questionId }) => questionId))
  const isElsewhere = told.some(
    ({ id, questionId, status }) =>
      (status === 'RECORDING' || status === 'SENDING') && !here.includes(id) && !answered.has(questionId),
  )
  return isElsewhere ? 'otherDevice' : 'safe'
}
