import type { AnswerStatus } from './sending.rules'

/** What the page knows of one attempt at answering; instants are ISO 8601. */
export interface Take {
  readonly id: string
  readonly questionId: string
  readonly kind: 'AUDIO' | 'VIDEO' | 'TEXT'
  readonly status: AnswerStatus
  /** The tab of a browser that records it, or did; null for a text. */
  readonly page: string | null
}

/** What is asked now. Lengths are in seconds. */
export interface Asked {
  readonly id: string
  readonly preparationSeconds: number
  readonly answerSeconds: number
  /** How many takes are left, by the server. */
  readonly takesLeft: number
}

/** What this page itself is doing. */
export type Doing =
  | { readonly kind: 'NOTHING' }
  /** The server is told of a take that is about to begin. */
  | { readonly kind: 'BEGINNING' }
  | { readonly kind: 'RECORDING' }
  /** The last part is being stored. */
  | { readonly kind: 'ENDING' }
  | { readonly kind: 'WRITING' }

/** What the room shows. */
export type Scene =
  /** There is time to think; whoever is ready may begin. `until` is in milliseconds since the Unix epoch. */
  | { readonly kind: 'PREPARING'; readonly until: number }
  | { readonly kind: 'ASKED' }
  | { readonly kind: 'RECORDING'; readonly isEnding: boolean }
  | { readonly kind: 'WRITING' }
  /** Another tab or device records the answer. */
  | { readonly kind: 'ELSEWHERE'; readonly answerId: string }
  /** There is an answer; it may be kept, or given anew where a retake is left. */
  | { readonly kind: 'REVIEW'; readonly answerId: string }

/** What this browser keeps of a take. */
export interface OwnTake {
  readonly answerId: string
  readonly questionId: string
  readonly contentType: string
  readonly isEnded: boolean
}

/**
 * How many takes of a question are left: by the server, less those that it has heard nothing of yet, because the line is
 * broken. It counts a take from its first byte on, or from its end.
 * @param told what the server said of the takes when it counted
 * @param own what this browser keeps
 */
export function takesLeftHere(
  { id, takesLeft }: Pick<Asked, 'id' | 'takesLeft'>,
  told: readonly { id: string; bytes: number | null; receivedBytes: number }[],
  own: readonly (Pick<OwnTake, 'answerId' | 'questionId'> & { bytes: number })[],
): number {
  const counted = new Set(told.filter((take) => take.receivedBytes > 0 || take.bytes !== null).map((take) => take.id))
  const uncounted = own.filter(
    ({ answerId, questionId, bytes }) => questionId === id && bytes > 0 && !counted.has(answerId),
  )
  return Math.max(0, takesLeft - uncounted.length)
}

/** What this page knows by itself of takes. */
export interface KnownHere {
  /** This tab of the browser; null as long as that is not known. */
  readonly tab: string | null
  /** Takes that were begun and of which nothing was recorded: they are none. */
  readonly empty: ReadonlySet<string>
  /** Takes that have ended on this device, whether it keeps them still or not. */
  readonly ended: ReadonlySet<string>
}

/**
 * Whether nobody records or sends a take, whatever the server says: this very tab began it, and nothing of it was kept. It
 * was reloaded in that moment, or the server's answer was lost.
 */
export const isNobodys = (
  { id, page }: Pick<Take, 'id' | 'page'>,
  own: readonly Pick<OwnTake, 'answerId'>[],
  { tab, ended }: Pick<KnownHere, 'tab' | 'ended'>,
): boolean => tab !== null && page === tab && !ended.has(id) && !own.some(({ answerId }) => answerId === id)

/**
 * All takes as they are: the server hears of the end of one only when the line lets it.
 * @param told what the server says, oldest first
 * @param own what this browser keeps
 */
export function takesAsTheyAre(told: readonly Take[], own: readonly OwnTake[], here: KnownHere): Take[] {
  const known = new Set(told.map(({ id }) => id))
  const isNone = (take: Take) =>
    (here.empty.has(take.id) && (take.status === 'RECORDING' || take.status === 'SENDING')) ||
    (take.status === 'RECORDING' && isNobodys(take, own, here))
  return [
    ...told
      .filter((take) => !isNone(take))
      .map((take) =>
        take.status === 'RECORDING' && here.ended.has(take.id) ? { ...take, status: 'SENDING' as const } : take,
      ),
    ...own
      .filter(({ answerId, isEnded }) => isEnded && !known.has(answerId))
      .map(({ answerId, questionId, contentType }) => ({
        id: answerId,
        questionId,
        kind: contentType.startsWith('video/') ? ('VIDEO' as const) : ('AUDIO' as const),
        status: 'SENDING' as const,
        page: here.tab,
      })),
  ]
}

/**
 * What the room shows.
 * @param takes all of the interview, oldest first
 * @param now the server's clock, in milliseconds since the Unix epoch
 */
export function sceneOf(
  { asked, askedAt, takes, doing }: { asked: Asked; askedAt: string | null; takes: readonly Take[]; doing: Doing },
  now: number,
): Scene {
  if (doing.kind === 'RECORDING' || doing.kind === 'ENDING')
    return { kind: 'RECORDING', isEnding: doing.kind === 'ENDING' }
  if (doing.kind === 'WRITING') return { kind: 'WRITING' }
  const latest = takes.findLast(({ questionId, status }) => questionId === asked.id && status !== 'REPLACED')
  if (latest?.status === 'RECORDING' && doing.kind === 'NOTHING') return { kind: 'ELSEWHERE', answerId: latest.id }
  if (latest && latest.status !== 'RECORDING') return { kind: 'REVIEW', answerId: latest.id }
  const until = askedAt ? Date.parse(askedAt) + asked.preparationSeconds * 1000 : 0
  return now < until ? { kind: 'PREPARING', until } : { kind: 'ASKED' }
}

/** At which seconds left the time is said aloud: early enough to come to an end, and late enough not to disturb. */
const SAID_AT = [30, 10]

/** What is to be said now that so many seconds are left and so many were left at the last look; null for nothing. */
export const saidTime = (before: number, left: number): number | null =>
  SAID_AT.findLast((at) => before > at && left <= at && left > 0) ?? null

/** Whole seconds left, a begun one counting as whole. All in milliseconds. */
export const secondsLeft = (until: number, now: number): number => Math.max(0, Math.ceil((until - now) / 1000))

/** Minutes and seconds as a clock shows them: `1:05`. */
export const asClock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`
