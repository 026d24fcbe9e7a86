import type { InterviewMode, InterviewStatus } from '../interviews/interview.rules.ts'
import type { KitQuestion } from '../kits/kit.rules.ts'

type Language = 'EN' | 'SV' | 'FR'

export const answerKind = ['AUDIO', 'VIDEO', 'TEXT'] as const
export type AnswerKind = (typeof answerKind)[number]

export const answerStatus = ['RECORDING', 'SENDING', 'KEPT', 'REPLACED', 'LOST', 'REMOVED'] as const
export type AnswerStatus = (typeof answerStatus)[number]

const second = 1000
const hour = 3_600_000

/** How long after an interview what was recorded in it may still come, in milliseconds. */
export const waitAfterwards = 24 * hour
/** By how much a recording may run over its time before it is taken for abandoned, in milliseconds. */
const grace = 60 * second
/** How many bytes a second of a recording may take. Browsers use about a tenth of it. */
const mostBytesPerSecond = { AUDIO: 64_000, VIDEO: 1_000_000 } as const
/** What a file needs besides: its head, its index. */
const overhead = 1024 * 1024
/** How many takes of a question may come to nothing, on top of those that it allows. */
const spareTakes = 10

/** What a take says of itself. */
export interface Take {
  readonly id: string
  readonly questionId: string
  readonly kind: AnswerKind
  readonly status: AnswerStatus
  /** Which of the question's takes it is, from 1. */
  readonly take: number
  /** The browser tab in which it was recorded; null for a text. */
  readonly page: string | null
  readonly beganAt: Date
  readonly receivedBytes: number
  /** How many bytes it has, once that was told. */
  readonly bytes: number | null
  readonly sha256: string | null
}

/** A question as the room asks it: one of the kit, or a follow-up that was asked. */
export interface RoomQuestion extends KitQuestion {
  /** The question of the kit that a follow-up goes back to; left out where it is one of the kit itself. */
  readonly followUpTo?: string
  /** In which language a follow-up was written. */
  readonly language?: Language
}

/** A follow-up question that is there, and that nobody was asked yet. */
export interface Proposal {
  readonly id: string
  /** The question of the kit that it goes back to. */
  readonly questionId: string
  /** The take that it was made from. */
  readonly answerId: string
}

/** Where a self-guided interview is with its questions. */
export interface Room {
  readonly status: InterviewStatus
  readonly mode: InterviewMode
  readonly startedAt: Date | null
  readonly endedAt: Date | null
  /** In the order in which they are asked. */
  readonly questions: readonly RoomQuestion[]
  /** Whereto the candidate went on last; null where they are with the first question still. */
  readonly progress: { readonly questionId: string | null; readonly askedAt: Date } | null
}

/** What is asked at this moment, and since when; null where nothing is, or all is gone through. */
export function askedNow({ status, mode, questions, progress, startedAt }: Room) {
  if (status !== 'IN_PROGRESS' || mode !== 'SELF_GUIDED') return null
  const index = progress ? questions.findIndex(({ id }) => id === progress.questionId) : 0
  const question = questions[index]
  return question ? { question, position: index + 1, askedAt: progress?.askedAt ?? startedAt } : null
}

/** What is asked after a question; null where it is the last one. */
export const questionAfter = (questions: readonly Pick<KitQuestion, 'id'>[], questionId: string): string | null =>
  questions[questions.findIndex(({ id }) => id === questionId) + 1]?.id ?? null

/** The last question of the kit that was asked when this one was; where none is named, the last of all. */
export function kitQuestionAt(questions: readonly RoomQuestion[], questionId: string | null): string | null {
  const end = questionId === null ? questions.length : questions.findIndex(({ id }) => id === questionId) + 1
  return questions.slice(0, end).findLast(({ followUpTo }) => followUpTo === undefined)?.id ?? null
}

/**
 * The follow-up that is asked when the candidate goes on: one about the question that they leave, or else the one that has waited
 * for longest. None is asked about an answer that does not count, or that is being given anew.
 * @param proposals those that wait, the oldest first
 * @param from the question that is left; null where all are gone through
 */
export function followUpToAsk(
  { questions }: Pick<Room, 'questions'>,
  takes: readonly Take[],
  proposals: readonly Proposal[],
  from: string | null,
): Proposal | null {
  const left = questions.find(({ id }) => id === from)
  const possible = proposals.filter(({ questionId, answerId }) => {
    const asked = questions.filter(({ followUpTo }) => followUpTo === questionId).length
    const take = takes.find(({ id }) => id === answerId)
    const isGivenAnew = takes.some(
      (other) =>
        other.questionId === take?.questionId &&
        other.take > take.take &&
        (other.status === 'RECORDING' || other.status === 'SENDING'),
    )
    const { maxFollowUps = 0 } = questions.find(({ id }) => id === questionId) ?? {}
    return asked < maxFollowUps && take?.status === 'KEPT' && !isGivenAnew
  })
  return possible.find(({ questionId }) => questionId === (left?.followUpTo ?? left?.id)) ?? possible[0] ?? null
}

export type RoomRefusal =
  | { kind: 'MoveIsNotAllowed'; status: InterviewStatus }
  | { kind: 'QuestionIsNotAsked'; currentQuestionId: string | null }

/**
 * Why a question cannot be answered or left now, or null where it is the one that is asked.
 * @param questionId null where none is meant to be asked any more
 */
export function whyNotThisQuestion(room: Room, questionId: string | null): RoomRefusal | null {
  if (room.status !== 'IN_PROGRESS') return { kind: 'MoveIsNotAllowed', status: room.status }
  const currentQuestionId = askedNow(room)?.question.id ?? null
  return currentQuestionId === questionId ? null : { kind: 'QuestionIsNotAsked', currentQuestionId }
}

/**
 * Whether a take uses up one of those that a question allows. One of which nothing ever came, or whose bytes arrived
 * damaged, was no attempt: whoever's device failed is not to pay for it.
 */
const counts = ({ kind, status, receivedBytes, bytes }: Take): boolean =>
  status !== 'LOST' && (kind === 'TEXT' || receivedBytes > 0 || bytes !== null)

/** How often a question may still be answered anew. */
export function takesLeft(question: KitQuestion, takes: readonly Take[]): number {
  const own = takes.filter(({ questionId }) => questionId === question.id)
  if (own.length > question.retakes + spareTakes) return 0
  return Math.max(0, 1 + question.retakes - own.filter(counts).length)
}

/** The number of the next take of a question. */
export const nextTake = (questionId: string, takes: readonly Take[]): number =>
  1 + Math.max(0, ...takes.filter((take) => take.questionId === questionId).map(({ take }) => take))

/** The take that another tab of the browser, or another browser, records at this moment; null where none does. */
export function recordedElsewhere(
  { questions, takes }: { questions: readonly KitQuestion[]; takes: readonly Take[] },
  page: string,
  now: Date,
): Take | null {
  const take = takes.find(({ status }) => status === 'RECORDING')
  if (!take || take.page === page) return null
  const seconds = questions.find(({ id }) => id === take.questionId)?.answerSeconds ?? 0
  return now.getTime() < take.beganAt.getTime() + seconds * second + grace ? take : null
}

/** How many bytes a recording of a question may have. */
export const mostBytes = (kind: AnswerKind, { answerSeconds }: Pick<KitQuestion, 'answerSeconds'>): number =>
  kind === 'TEXT' ? 0 : answerSeconds * mostBytesPerSecond[kind] + overhead

/** Whether bytes may still come: while the interview runs, and for a day after it was held. */
export const mayStillCome = ({ status, endedAt }: Pick<Room, 'status' | 'endedAt'>, now: Date): boolean =>
  status === 'IN_PROGRESS' ||
  (status === 'COMPLETED' && endedAt !== null && now.getTime() < endedAt.getTime() + waitAfterwards)

/** Whether a take waits for bytes. */
export const isUnsent = ({ kind, status, bytes, receivedBytes }: Take): boolean =>
  kind !== 'TEXT' && (status === 'RECORDING' || status === 'SENDING') && (bytes === null || receivedBytes < bytes)

/** Whether nothing is wanted of a take any more, whatever may still come. */
export const isClosed = ({ status }: Pick<Take, 'status'>): boolean =>
  status === 'REPLACED' || status === 'LOST' || status === 'REMOVED'

/** What a take is once it is not to be kept any longer. What was not here by then does not come any more. */
export function onceRemoved({
  status,
  bytes,
  receivedBytes,
}: Pick<Take, 'status' | 'bytes' | 'receivedBytes'>): 'REPLACED' | 'LOST' | 'REMOVED' {
  if (status === 'RECORDING' || status === 'SENDING')
    return bytes !== null && receivedBytes === bytes ? 'REMOVED' : 'LOST'
  return status === 'KEPT' ? 'REMOVED' : status
}

/** How many bytes one request may bring, and so one object of the storage holds at most. */
export const mostBytesOfPart = 8 * 1024 * 1024
/** In how many parts a take may come. One that is sent each second of half an hour has a fifth of them. */
const mostParts = 10_000
/** How many parts of a take may be on their way at once: a page sends one, and its line may be cut a few times. */
const mostPartsUnderWay = 8

export type PartRefusal =
  /** Nothing more is wanted of this take. */
  | { kind: 'UploadIsClosed' }
  /** It goes on at another place. */
  | { kind: 'OffsetDiffers'; offset: number }
  | { kind: 'TooManyBytes' }
  | { kind: 'TooManyParts' }
  | { kind: 'TooManyAtOnce' }

/** Why a stretch of bytes cannot become a part of a take, or null where it can. */
export function whyNotPart(
  room: Room,
  take: Take,
  part: { offset: number; bytes: number },
  known: {
    /** Of the take: parts that were kept, and parts that are on their way. */
    parts: number
    partsUnderWay: number
    /** Bytes that all recordings of the application have, and may have. */
    bytesOfApplication: number
    mostOfApplication: number
  },
  now: Date,
): PartRefusal | null {
  if (isClosed(take) || !mayStillCome(room, now)) return { kind: 'UploadIsClosed' }
  if (part.offset !== take.receivedBytes) return { kind: 'OffsetDiffers', offset: take.receivedBytes }
  if (part.offset + part.bytes > mostBytesOf(room, take)) return { kind: 'TooManyBytes' }
  if (known.bytesOfApplication + part.bytes > known.mostOfApplication) return { kind: 'TooManyBytes' }
  if (known.parts >= mostParts) return { kind: 'TooManyParts' }
  return known.partsUnderWay >= mostPartsUnderWay ? { kind: 'TooManyAtOnce' } : null
}

/** How many bytes a take has, or may have at most as long as that was not told. */
export function mostBytesOf({ questions }: Room, { questionId, kind, bytes }: Take): number {
  if (bytes !== null) return bytes
  const question = questions.find(({ id }) => id === questionId)
  return question ? mostBytes(kind, question) : 0
}

/**
 * What becomes of a take whose bytes are all here: KEPT, unless a later one counts already, or they are not what was
 * recorded, or are no recording.
 * @param sha256 of what is here, in hex
 */
export function verdictOn(
  take: Take & { contentType: string | null },
  takes: readonly Take[],
  sha256: string,
): 'KEPT' | 'REPLACED' | 'LOST' {
  const isOvertaken = takes.some(
    (other) => other.questionId === take.questionId && other.take > take.take && other.status === 'KEPT',
  )
  if (isOvertaken) return 'REPLACED'
  return take.sha256 === sha256 && take.contentType !== null ? 'KEPT' : 'LOST'
}
