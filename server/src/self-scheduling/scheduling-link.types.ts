import { sql } from 'kysely'
import { Extensions, Field, ID, InputType, Int, ObjectType, createUnionType } from 'type-graphql'
import { AlreadyScheduled } from '../booking/booking.types.ts'
import { ApplicationIsNotPending } from '../candidates/candidate.types.ts'
import { orToken, recruiting } from '../shared/graphql/access.ts'
import { byKind, says } from '../shared/graphql/answer.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { IdempotencyKeyReused, InvalidInput } from '../shared/graphql/refusal.types.ts'
import { DateTime } from '../shared/graphql/scalars.ts'
import { manyByKey, oneByKey } from '../shared/loader.ts'
import { schedulingLinkStatus } from './scheduling-link.rules.ts'

export const SchedulingLinkStatusEnum = enumOf(
  schedulingLinkStatus,
  'SchedulingLinkStatus',
  'What a choose-a-slot link is good for.',
  {
    OPEN: 'The candidate may choose a time.',
    CHOSEN: 'The round has its interview; the link leads there.',
    EXPIRED: 'Its time is over: it opens nothing.',
    REVOKED: 'A recruiter has ended it: it opens nothing.',
  },
)

@Extensions(orToken(recruiting, 'READ'))
@ObjectType('SchedulingLink', { description: 'A link by which a candidate chooses the time of a round themselves.' })
export class SchedulingLinkType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => Int, { description: 'Which interview of the application it is for, from 1.' })
  round!: number

  @Field(() => DateTime, { description: 'Until when it works.' })
  expiresAt!: string

  @Field(() => DateTime, { nullable: true, description: 'When a recruiter ended it.' })
  revokedAt!: string | null

  @Field(() => DateTime, { description: 'When the candidate was first invited to choose.' })
  createdAt!: string
}

@InputType({ description: 'What `inviteToChoose` needs.' })
export class InviteToChooseInput {
  @Field(() => ID, { description: 'Whose application; it must be PENDING.' })
  applicationId!: string

  @Field(() => Int, {
    nullable: true,
    description: 'Which interview of the application it is, 1–50; 1 where left out.',
  })
  round?: number | null

  @Field(() => Int, {
    nullable: true,
    description: "For how many days the link works, 1–90; what the company's scheduling settings say where left out.",
  })
  expiresInDays?: number | null

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `revokeSchedulingLink` needs.' })
export class RevokeSchedulingLinkInput {
  @Field(() => ID, { description: 'Which one.' })
  schedulingLinkId!: string

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

export const InviteToChooseResult = createUnionType({
  name: 'InviteToChooseResult',
  description: 'What `inviteToChoose` answers: what was asked for, or why not.',
  types: () =>
    [SchedulingLinkType, ApplicationIsNotPending, AlreadyScheduled, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export const RevokeSchedulingLinkResult = createUnionType({
  name: 'RevokeSchedulingLinkResult',
  description: 'What `revokeSchedulingLink` answers: what was asked for, or why not.',
  types: () => [SchedulingLinkType, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export interface SchedulingLinkRow {
  id: string
  applicationId: string
  round: number
  version: number
  expiresAt: string
  revokedAt: string | null
  createdAt: string
  hasInterview: boolean
}

const columns = sql<SchedulingLinkRow>`link.id, link.application_id as "applicationId", link.round, link.version,
  to_json(link.expires_at) as "expiresAt", to_json(link.revoked_at) as "revokedAt", to_json(link.created_at) as "createdAt",
  exists (select from interview where interview.company_id = link.company_id
    and interview.application_id = link.application_id and interview.round = link.round
    and interview.status in ('SCHEDULED', 'IN_PROGRESS')) as "hasInterview"`

export const schedulingLinkById = oneByKey<SchedulingLinkRow>(
  (reading, ids) =>
    reading.rows(sql`select ${columns} from scheduling_link link
      where link.company_id = ${reading.companyId} and link.id = any(${ids})`),
  (row) => row.id,
)

/** The links of an application, that of the latest round first. */
export const schedulingLinksOfApplication = manyByKey<SchedulingLinkRow>(
  (reading, ids) =>
    reading.rows(sql`select ${columns} from scheduling_link link
      where link.company_id = ${reading.companyId} and link.application_id = any(${ids}) order by link.round desc`),
  (row) => row.applicationId,
)
