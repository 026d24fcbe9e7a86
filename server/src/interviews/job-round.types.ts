import { Extensions, Field, ID, InputType, Int, ObjectType, createUnionType } from 'type-graphql'
import { KitIsArchived } from '../kits/kit.types.ts'
import { JobType } from '../jobs/job.types.ts'
import { orToken, staff } from '../shared/graphql/access.ts'
import { byKind, says } from '../shared/graphql/answer.ts'
import { IdempotencyKeyReused, InvalidInput } from '../shared/graphql/refusal.types.ts'
import { URL } from '../shared/graphql/scalars.ts'
import type { InterviewMode } from './interview.rules.ts'
import { InterviewModeEnum } from './interview.types.ts'

@Extensions(orToken(staff, 'READ'))
@ObjectType('JobRound', { description: 'What a job plans for one round of interviews.' })
export class JobRoundType {
  @Field(() => Int, { description: 'Which interview of an application it is, from 1.' })
  number!: number

  @Field(() => String, { description: 'What it is called.' })
  name!: string

  @Field(() => Int, { description: 'How long it is, in minutes.' })
  durationMinutes!: number

  @Field(() => InterviewModeEnum, { description: 'How people meet.' })
  mode!: InterviewMode

  @Field(() => String, { nullable: true, description: 'Where people meet.' })
  location!: string | null

  @Field(() => URL, { nullable: true, description: 'Where they meet by video.' })
  meetingUrl!: string | null
}

@InputType({ description: 'One round of a job.' })
export class JobRoundInput {
  @Field(() => String, { description: 'What it is called, up to 200 characters.' })
  name!: string

  @Field(() => Int, { description: 'How long it is, 5–1440 minutes.' })
  durationMinutes!: number

  @Field(() => InterviewModeEnum, { description: 'How people meet.' })
  mode!: InterviewMode

  @Field(() => String, { nullable: true, description: 'Where people meet; ONSITE needs it. Up to 500 characters.' })
  location?: string | null

  @Field(() => URL, { nullable: true, description: 'Where they meet by video; VIDEO needs it. https only.' })
  meetingUrl?: string | null

  @Field(() => ID, { nullable: true, description: 'What is asked in it, and by what interviewers judge.' })
  kitId?: string | null

  @Field(() => [ID], { nullable: true, description: 'Who meets the candidate, at most 20: all of these people.' })
  interviewerIds?: string[] | null

  @Field(() => [[ID]], { nullable: true, description: 'Pools, as in `scheduleInterview`.' })
  anyOf?: string[][] | null
}

@InputType({ description: 'What `setJobRounds` needs.' })
export class SetJobRoundsInput {
  @Field(() => ID, { description: 'Of which job.' })
  jobId!: string

  @Field(() => [JobRoundInput], {
    description: 'All its rounds in their order, at most 50; they replace those before.',
  })
  rounds!: JobRoundInput[]

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

export const SetJobRoundsResult = createUnionType({
  name: 'SetJobRoundsResult',
  description: 'What `setJobRounds` answers: what was asked for, or why not.',
  types: () => [JobType, KitIsArchived, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})
