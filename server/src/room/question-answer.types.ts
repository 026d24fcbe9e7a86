import { sql } from 'kysely'
import { Extensions, Field, Float, ID, InputType, Int, ObjectType, createUnionType } from 'type-graphql'
import { CandidateInterview } from '../candidate-access/candidate-interview.types.ts'
import { ConsentIsMissing, TextIsNotAllowed } from '../consent/consent.types.ts'
import { InterviewType, MoveIsNotAllowed } from '../interviews/interview.types.ts'
import { keyHolder, orToken, staff } from '../shared/graphql/access.ts'
import { byKind, says } from '../shared/graphql/answer.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { IdempotencyKeyReused, InvalidInput, Refusal } from '../shared/graphql/refusal.types.ts'
import { DateTime } from '../shared/graphql/scalars.ts'
import { manyByKey, oneByKey } from '../shared/loader.ts'
import { answerKind, answerStatus, type AnswerKind, type AnswerStatus } from './room.rules.ts'
import { roomsWhere, takesWhere, type RoomRow, type TakeRow } from './take-rows.ts'

export const AnswerKindEnum = enumOf(answerKind, 'AnswerKind', 'How a question is answered.', {
  AUDIO: 'By voice.',
  VIDEO: 'By voice and picture.',
  TEXT: 'In writing.',
})

export const AnswerStatusEnum = enumOf(answerStatus, 'AnswerStatus', 'Where a take is in its life.', {
  RECORDING: 'Begun; its bytes come while the candidate speaks.',
  SENDING: 'Ended; bytes are missing, or are not compared yet with what the page said of them.',
  KEPT: 'Everything is here as it was recorded: this is the answer that counts.',
  REPLACED: 'A later take of the question counts.',
  LOST: 'It did not come within 24 hours after the interview was held, or before consent was withdrawn, or came damaged.',
  REMOVED:
    'It counted, and is not here any more: it was kept for as long as the candidate had been told, or they wanted it gone.',
})

const forEveryone = { access: [...staff.access, ...keyHolder.access] }

@Extensions(orToken(forEveryone, 'READ'))
@ObjectType('QuestionAnswer', {
  description: 'One take: an attempt of the candidate at answering a question of a self-guided interview.',
})
export class QuestionAnswerType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => ID, {
    description:
      'Which question: `CandidateInterview.question.id`, or that of a question of `Interview.kit` or of one of `Interview.followUps`.',
  })
  questionId!: string

  @Field(() => ID, {
    nullable: true,
    description:
      'Where its question is a follow-up, the question of the kit that this one goes back to; null where it is one of the kit itself.',
  })
  followUpTo!: string | null

  @Field(() => Int, { description: 'The place of its question among those that are asked, from 1.' })
  position!: number

  @Field(() => Int, { description: 'Which of the question’s takes it is, from 1.' })
  take!: number

  @Field(() => AnswerKindEnum, { description: 'How it was given.' })
  kind!: AnswerKind

  @Field(() => AnswerStatusEnum, { description: 'Where it is in its life.' })
  status!: AnswerStatus

  @Field(() => String, {
    nullable: true,
    description: 'Its MIME type, found in its first bytes and not believed from anybody; null before they came.',
  })
  contentType!: string | null

  @Field(() => Int, { nullable: true, description: 'How many bytes it has in all; null before it was ended.' })
  bytes!: number | null

  @Field(() => Int, { description: 'How many of them have come.' })
  receivedBytes!: number

  @Field(() => Float, { nullable: true, description: 'How long it is, in seconds, as the browser measured it.' })
  durationSeconds!: number | null

  @Field(() => DateTime, { description: 'When it was begun.' })
  beganAt!: string

  @Field(() => DateTime, { nullable: true, description: 'When it was ended; null while it is recorded.' })
  endedAt!: string | null

  @Field(() => DateTime, {
    nullable: true,
    description:
      'Until when it is kept, in days of 24 hours after the interview: what was recorded for as long as the candidate had agreed to by then, what was written for as long as the company says now. It goes within hours after that. Null as long as the interview is not over.',
  })
  keptUntil!: string | null
}

@Extensions(orToken(staff, 'READ'))
@ObjectType('RoomProgress', { description: 'How far a candidate is with the questions of a self-guided interview.' })
export class RoomProgressType {
  @Field(() => Int, {
    nullable: true,
    description: 'The place of the question that is asked now, from 1; null when all are gone through.',
  })
  questionPosition!: number | null

  @Field(() => Int, {
    description: 'How many questions there are by now: those of the kit, and the follow-ups that were asked.',
  })
  questionCount!: number

  @Field(() => DateTime, { nullable: true, description: 'Since when this one is asked; null where none is.' })
  askedAt!: Date | null
}

@InputType({ description: 'What `beginAnswer` needs.' })
export class BeginAnswerInput {
  @Field(() => ID, { description: 'The question that is asked.' })
  questionId!: string

  @Field(() => AnswerKindEnum, { description: 'AUDIO or VIDEO; a text is given by `answerInText`.' })
  kind!: AnswerKind

  @Field(() => String, {
    description:
      'A random id of the browser tab, up to 100 characters, the same after a reload: another one does not record beside it.',
  })
  page!: string

  @Field(() => Boolean, {
    nullable: true,
    description: 'True ends what another tab records, as it is, and records here. False where left out.',
  })
  takeOver?: boolean | null

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `endAnswer` needs.' })
export class EndAnswerInput {
  @Field(() => ID, { description: 'Which take.' })
  answerId!: string

  @Field(() => Int, { description: 'How many bytes it has in all.' })
  bytes!: number

  @Field(() => String, { description: 'The SHA-256 of all its bytes (FIPS 180-4), as 64 hexadecimal digits.' })
  sha256!: string

  @Field(() => Float, { nullable: true, description: 'How long it is, in seconds, at most two hours.' })
  durationSeconds?: number | null

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `answerInText` needs.' })
export class AnswerInTextInput {
  @Field(() => ID, { description: 'The question that is asked.' })
  questionId!: string

  @Field(() => String, { description: 'The answer, 1 to 10,000 characters.' })
  text!: string

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `removeAnswers` needs.' })
export class RemoveAnswersInput {
  @Field(() => ID, { description: 'Of which interview.' })
  interviewId!: string

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `goToNextQuestion` needs.' })
export class GoToNextQuestionInput {
  @Field(() => ID, {
    nullable: true,
    description:
      'The question to go on from: the one that is asked. Left out once all are gone through, to be asked the follow-up that `offersFollowUp` tells of; where there is none, nothing changes.',
  })
  questionId?: string | null

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@Extensions(keyHolder)
@ObjectType({
  implements: Refusal,
  description: 'Another question of the interview is asked now, or all are gone through.',
})
export class QuestionIsNotAsked extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return this.currentQuestionId ? 'Another question is asked now.' : 'No question is asked any more.'
  }

  @Field(() => ID, { nullable: true, description: 'The one that is asked; null when all are gone through.' })
  currentQuestionId!: string | null
}

@Extensions(keyHolder)
@ObjectType({ implements: Refusal, description: 'The question was answered as often as it may be.' })
export class NoTakesLeft extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return `This question may be answered ${this.takes} ${this.takes === 1 ? 'time' : 'times'}, and was.`
  }

  @Field(() => Int, { description: 'How often that is.' })
  takes!: number
}

@Extensions(keyHolder)
@ObjectType({
  implements: Refusal,
  description: 'Another tab records an answer at this moment. `takeOver` ends that one as it is.',
})
export class AnswerIsBeingRecorded extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return `Another tab has been recording since ${this.beganAt}.`
  }

  @Field(() => ID, { description: 'The take that is being recorded.' })
  answerId!: string

  @Field(() => DateTime, { description: 'When it was begun.' })
  beganAt!: string
}

@Extensions(keyHolder)
@ObjectType({ implements: Refusal, description: 'The take was ended already, with other bytes, or waits for none.' })
export class AnswerHasEnded extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'This take was ended already.'
  }

  @Field(() => AnswerStatusEnum, { description: 'Where it is.' })
  status!: AnswerStatus
}

export const BeginAnswerResult = createUnionType({
  name: 'BeginAnswerResult',
  description: 'What `beginAnswer` answers: what was asked for, or why not.',
  types: () =>
    [
      QuestionAnswerType,
      QuestionIsNotAsked,
      ConsentIsMissing,
      NoTakesLeft,
      AnswerIsBeingRecorded,
      MoveIsNotAllowed,
      InvalidInput,
      IdempotencyKeyReused,
    ] as const,
  resolveType: byKind,
})

export const EndAnswerResult = createUnionType({
  name: 'EndAnswerResult',
  description: 'What `endAnswer` answers: what was asked for, or why not.',
  types: () => [QuestionAnswerType, AnswerHasEnded, MoveIsNotAllowed, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export const AnswerInTextResult = createUnionType({
  name: 'AnswerInTextResult',
  description: 'What `answerInText` answers: what was asked for, or why not.',
  types: () =>
    [
      QuestionAnswerType,
      QuestionIsNotAsked,
      TextIsNotAllowed,
      NoTakesLeft,
      MoveIsNotAllowed,
      InvalidInput,
      IdempotencyKeyReused,
    ] as const,
  resolveType: byKind,
})

export const GoToNextQuestionResult = createUnionType({
  name: 'GoToNextQuestionResult',
  description: 'What `goToNextQuestion` answers: what was asked for, or why not.',
  types: () => [CandidateInterview, QuestionIsNotAsked, MoveIsNotAllowed, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export const RemoveAnswersResult = createUnionType({
  name: 'RemoveAnswersResult',
  description: 'What `removeAnswers` answers: what was asked for, or why not.',
  types: () => [InterviewType, MoveIsNotAllowed, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

/** For ids that come from a use case: whoever asks has just changed it. */
export const takeById = oneByKey<TakeRow>(
  (reading, ids) => reading.rows(takesWhere(reading.companyId, sql`question_answer.id = any(${ids})`)),
  (row) => row.id,
)

/** All takes of interviews that whoever asks may see, the oldest first. */
export const takesOfInterview = manyByKey<TakeRow>(
  (reading, ids) => reading.rows(takesWhere(reading.companyId, sql`question_answer.interview_id = any(${ids})`)),
  (row) => row.interviewId,
)

/** Where interviews are with their questions. */
export const roomOfInterview = oneByKey<RoomRow>(
  (reading, ids) => reading.rows(roomsWhere(reading.companyId, sql`interview.id = any(${ids})`)),
  (row) => row.interviewId,
)
