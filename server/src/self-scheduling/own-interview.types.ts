import { Extensions, Field, ID, InputType, ObjectType, createUnionType } from 'type-graphql'
import { CandidateInterview } from '../candidate-access/candidate-interview.types.ts'
import { InterviewIsOver } from '../interviews/interview.types.ts'
import { keyHolder } from '../shared/graphql/access.ts'
import { byKind, says } from '../shared/graphql/answer.ts'
import { IdempotencyKeyReused, InvalidInput, Refusal } from '../shared/graphql/refusal.types.ts'
import { DateTime } from '../shared/graphql/scalars.ts'
import { TimeIsGone } from './choice.types.ts'

@InputType({ description: 'What `rescheduleOwnInterview` needs.' })
export class RescheduleOwnInterviewInput {
  @Field(() => ID, { description: 'To which of the `bookableSlots`.' })
  slotId!: string

  @Field(() => String, { nullable: true, description: 'Why, up to 1000 characters; the company reads it.' })
  reason?: string | null

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `cancelOwnInterview` needs.' })
export class CancelOwnInterviewInput {
  @Field(() => String, { nullable: true, description: 'Why, up to 1000 characters; the company reads it.' })
  reason?: string | null

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@Extensions(keyHolder)
@ObjectType({ implements: Refusal, description: 'The company changes its interviews itself: it has to be asked.' })
export class ChangeIsNotAllowed extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'Only the company can change this interview.'
  }
}

@Extensions(keyHolder)
@ObjectType({ implements: Refusal, description: 'It is too late for the candidate to change the interview.' })
export class ChangeIsTooLate extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return `This interview could be changed until ${this.until}.`
  }

  @Field(() => DateTime, { description: 'Until when it could be changed.' })
  until!: string
}

export const RescheduleOwnInterviewResult = createUnionType({
  name: 'RescheduleOwnInterviewResult',
  description: 'What `rescheduleOwnInterview` answers: what was asked for, or why not.',
  types: () =>
    [
      CandidateInterview,
      TimeIsGone,
      ChangeIsNotAllowed,
      ChangeIsTooLate,
      InterviewIsOver,
      InvalidInput,
      IdempotencyKeyReused,
    ] as const,
  resolveType: byKind,
})

export const CancelOwnInterviewResult = createUnionType({
  name: 'CancelOwnInterviewResult',
  description: 'What `cancelOwnInterview` answers: what was asked for, or why not.',
  types: () =>
    [
      CandidateInterview,
      ChangeIsNotAllowed,
      ChangeIsTooLate,
      InterviewIsOver,
      InvalidInput,
      IdempotencyKeyReused,
    ] as const,
  resolveType: byKind,
})
