import { sql } from 'kysely'
import { Extensions, Field, ID, InputType, ObjectType, createUnionType } from 'type-graphql'
import { orToken, recruiting } from '../shared/graphql/access.ts'
import { byKind, says } from '../shared/graphql/answer.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { connectionOf } from '../shared/graphql/page.ts'
import { IdempotencyKeyReused, InvalidInput } from '../shared/graphql/refusal.types.ts'
import { DateTime, LocalDate, TimeZone } from '../shared/graphql/scalars.ts'
import { oneByKey } from '../shared/loader.ts'
import { blockedPeriodKind, type BlockedPeriodKind } from './blocked-period.rules.ts'

export const BlockedPeriodKindEnum = enumOf(
  blockedPeriodKind,
  'BlockedPeriodKind',
  'What keeps a time free of slots.',
  {
    HOLIDAY: "Whole days on the wall of the company's zone.",
    BLOCKED: 'Any other stretch of time, from one instant to another.',
  },
)

@Extensions(orToken(recruiting, 'READ'))
@ObjectType('BlockedPeriod', { description: 'A time in which no slots are opened by a pattern.' })
export class BlockedPeriodType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => String, { description: 'Its name, such as that of the holiday.' })
  name!: string

  @Field(() => BlockedPeriodKindEnum, { description: 'Whether it is days or a stretch of time.' })
  kind!: BlockedPeriodKind

  @Field(() => LocalDate, { nullable: true, description: 'First date of a holiday; null for other periods.' })
  fromDate!: string | null

  @Field(() => LocalDate, { nullable: true, description: 'Last date of a holiday, included; null for other periods.' })
  toDate!: string | null

  @Field(() => DateTime, { description: 'The instant at which it begins.' })
  startsAt!: string

  @Field(() => DateTime, { description: 'The instant at which it is over.' })
  endsAt!: string

  @Field(() => TimeZone, { description: "The zone in which it was told: the company's." })
  timeZone!: string
}

export const BlockedPeriodConnection = connectionOf(
  'BlockedPeriod',
  () => BlockedPeriodType,
  orToken(recruiting, 'READ'),
)

@InputType({ description: 'What `createBlockedPeriod` needs: dates for a HOLIDAY, instants for a BLOCKED period.' })
export class CreateBlockedPeriodInput {
  @Field(() => String, { description: 'Its name, up to 200 characters.' })
  name!: string

  @Field(() => BlockedPeriodKindEnum, { description: 'Whether it is days or a stretch of time.' })
  kind!: BlockedPeriodKind

  @Field(() => LocalDate, { nullable: true, description: "First date of a holiday, in the company's zone." })
  fromDate?: string | null

  @Field(() => LocalDate, { nullable: true, description: 'Last date of a holiday, included; within 366 days.' })
  toDate?: string | null

  @Field(() => DateTime, { nullable: true, description: 'The instant at which another period begins.' })
  startsAt?: Date | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'The instant at which another period is over; within 366 days.',
  })
  endsAt?: Date | null

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `deleteBlockedPeriod` needs.' })
export class DeleteBlockedPeriodInput {
  @Field(() => ID, { description: 'Which one.' })
  blockedPeriodId!: string

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'Every part that is given must fit.' })
export class BlockedPeriodFilter {
  @Field(() => DateTime, { nullable: true, description: 'Is not over at this instant.' })
  endsAfter?: Date | null

  @Field(() => DateTime, { nullable: true, description: 'Begins before this instant.' })
  startsBefore?: Date | null
}

@Extensions(orToken(recruiting, 'READ'))
@ObjectType({ description: 'The blocked period is gone; slots may be opened in its time again.' })
export class BlockedPeriodDeleted {
  @Field(() => ID, { description: 'Which one it was.' })
  id!: string
}

export const CreateBlockedPeriodResult = createUnionType({
  name: 'CreateBlockedPeriodResult',
  description: 'What `createBlockedPeriod` answers: what was asked for, or why not.',
  types: () => [BlockedPeriodType, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export const DeleteBlockedPeriodResult = createUnionType({
  name: 'DeleteBlockedPeriodResult',
  description: 'What `deleteBlockedPeriod` answers: what was asked for, or why not.',
  types: () => [BlockedPeriodDeleted, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export interface BlockedPeriodRow {
  id: string
  name: string
  kind: BlockedPeriodKind
  fromDate: string | null
  toDate: string | null
  startsAt: string
  endsAt: string
  timeZone: string
}

export const blockedPeriodColumns = sql<BlockedPeriodRow>`blocked_period.id, blocked_period.name, blocked_period.kind,
  blocked_period.from_date::text as "fromDate", blocked_period.to_date::text as "toDate",
  blocked_period.starts_at as "startsAt", blocked_period.ends_at as "endsAt", blocked_period.time_zone as "timeZone"`

export const blockedPeriodById = oneByKey<BlockedPeriodRow>(
  (reading, ids) =>
    reading.rows(sql`select ${blockedPeriodColumns} from blocked_period
      where company_id = ${reading.companyId} and id = any(${ids})`),
  (row) => row.id,
)
