import { sql } from 'kysely'
import { Extensions, Field, ID, InputType, ObjectType, createUnionType } from 'type-graphql'
import { byKind, says } from '../shared/graphql/answer.ts'
import { orToken, staff } from '../shared/graphql/access.ts'
import { connectionOf } from '../shared/graphql/page.ts'
import { IdempotencyKeyReused, InvalidInput } from '../shared/graphql/refusal.types.ts'
import { DateTime } from '../shared/graphql/scalars.ts'
import { oneByKey } from '../shared/loader.ts'

@Extensions(orToken(staff, 'READ'))
@ObjectType('Job', { description: 'A position people apply for.' })
export class JobType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => String, { description: 'Its title, as candidates read it.' })
  title!: string

  @Field(() => DateTime, { description: 'When it was opened.' })
  createdAt!: string
}

export const JobConnection = connectionOf('Job', () => JobType, orToken(staff, 'READ'))

@InputType({ description: 'What `createJob` needs.' })
export class CreateJobInput {
  @Field(() => String, { description: 'Up to 200 characters.' })
  title!: string

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
