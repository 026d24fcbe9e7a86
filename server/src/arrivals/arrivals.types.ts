import { Extensions, Field, ID, InputType, Int, ObjectType, createUnionType } from 'type-graphql'
import { CandidateInterview, LinkHasExpired } from '../candidate-access/candidate-interview.types.ts'
import { mostLateMinutes, type ArrivalState } from '../interviews/arrival.rules.ts'
import { ArrivalStateEnum } from '../interviews/arrival.types.ts'
import { InterviewIsOver, InterviewType, TimeIsPast } from '../interviews/interview.types.ts'
import { staff } from '../shared/graphql/access.ts'
import { byKind, says } from '../shared/graphql/answer.ts'
import { IdempotencyKeyReused, InvalidInput, Refusal } from '../shared/graphql/refusal.types.ts'
import { DateTime } from '../shared/graphql/scalars.ts'

const lateMinutes = `How many minutes after the start they expect to be there, 1 to ${mostLateMinutes}. Needed by who is LATE, and by nobody else.`

@InputType({ description: 'What `sayOwnArrival` needs.' })
export class SayOwnArrivalInput {
  @Field(() => ArrivalStateEnum, { description: 'Whether they are here, or late.' })
  state!: ArrivalState

  @Field(() => Int, { nullable: true, description: lateMinutes })
  lateMinutes?: number | null

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `sayArrival` needs.' })
export class SayArrivalInput extends SayOwnArrivalInput {
  @Field(() => ID, { description: 'To which interview.' })
  interviewId!: string
}

@InputType({ description: 'What `sayCandidateIsHere` needs.' })
export class SayCandidateIsHereInput {
  @Field(() => ID, { description: 'In which interview.' })
  interviewId!: string

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@Extensions({ access: [...staff.access, 'CANDIDATE'] })
@ObjectType({ implements: Refusal, description: 'It is too early to say that one is here, or late.' })
export class ArrivalIsEarly extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return `This can be said from ${this.from} on.`
  }

  @Field(() => DateTime, { description: 'From when on it can be said.' })
  from!: string
}

@Extensions({ access: [...staff.access, 'CANDIDATE'] })
@ObjectType({ implements: Refusal, description: 'The interview is self-guided: nobody waits for anybody.' })
export class NobodyWaits extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'In this interview nobody waits for anybody.'
  }
}

export const SayOwnArrivalResult = createUnionType({
  name: 'SayOwnArrivalResult',
  description: 'What `sayOwnArrival` answers: what was asked for, or why not.',
  types: () =>
    [
      CandidateInterview,
      ArrivalIsEarly,
      LinkHasExpired,
      TimeIsPast,
      NobodyWaits,
      InterviewIsOver,
      InvalidInput,
      IdempotencyKeyReused,
    ] as const,
  resolveType: byKind,
})

export const SayArrivalResult = createUnionType({
  name: 'SayArrivalResult',
  description: 'What `sayArrival` and `sayCandidateIsHere` answer: what was asked for, or why not.',
  types: () =>
    [
      InterviewType,
      ArrivalIsEarly,
      TimeIsPast,
      NobodyWaits,
      InterviewIsOver,
      InvalidInput,
      IdempotencyKeyReused,
    ] as const,
  resolveType: byKind,
})
