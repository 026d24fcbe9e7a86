import { sql } from 'kysely'
import { Extensions, Field, ID, InputType, Int, ObjectType, createUnionType } from 'type-graphql'
import { byKind, says } from '../shared/graphql/answer.ts'
import { anyone, staff } from '../shared/graphql/access.ts'
import { connectionOf } from '../shared/graphql/page.ts'
import { IdempotencyKeyReused, InvalidInput } from '../shared/graphql/refusal.types.ts'
import { DateTime, URL } from '../shared/graphql/scalars.ts'
import { manyByKey, oneByKey } from '../shared/loader.ts'

@Extensions(anyone)
@ObjectType('Question', { description: 'One question of a self-guided interview.' })
export class QuestionType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => Int, { description: 'Its place among the questions, from 1.' })
  position!: number

  @Field(() => String, { description: 'What is asked.' })
  text!: string

  @Field(() => URL, { nullable: true, description: 'Where it can be heard; null where it is only shown.' })
  audioUrl!: string | null
}

@Extensions(staff)
@ObjectType('Job', { description: 'A position people apply for.' })
export class JobType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => String, { description: 'Its title, as candidates read it.' })
  title!: string

  @Field(() => DateTime, { description: 'When it was opened.' })
  createdAt!: string
}

export const JobConnection = connectionOf('Job', () => JobType, staff)

@InputType({ description: 'One question.' })
export class QuestionInput {
  @Field(() => String, { description: 'What is asked, up to 2000 characters.' })
  text!: string
}

@InputType({ description: 'What `createJob` needs.' })
export class CreateJobInput {
  @Field(() => String, { description: 'Up to 200 characters.' })
  title!: string

  @Field(() => [QuestionInput], {
    nullable: true,
    description: 'The questions of its self-guided interview in their order, at most 50.',
  })
  questions?: QuestionInput[] | null

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

export const CreateJobResult = createUnionType({
  name: 'CreateJobResult',
  description: 'What `createJob` answers: what was asked for, or why not.',
  types: () => [JobType, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export interface JobRow {
  id: string
  title: string
  createdAt: string
}

export const jobColumns = sql<JobRow>`job.id, job.title, job.created_at as "createdAt"`

export const jobById = oneByKey<JobRow>(
  (reading, ids) =>
    reading.rows(sql`select ${jobColumns} from job where company_id = ${reading.companyId} and id = any(${ids})`),
  (row) => row.id,
)

export interface QuestionRow {
  id: string
  jobId: string
  position: number
  text: string
  audioUrl: null
}

export const questionsOfJob = manyByKey<QuestionRow>(
  (reading, jobIds) =>
    reading.rows(sql`select id, job_id as "jobId", position, text, null as "audioUrl" from question
      where company_id = ${reading.companyId} and job_id = any(${jobIds}) order by job_id, position`),
  (row) => row.jobId,
)
