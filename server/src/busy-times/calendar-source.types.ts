import { sql } from 'kysely'
import { Extensions, Field, ID, InputType, ObjectType, createUnionType } from 'type-graphql'
import { staff } from '../shared/graphql/access.ts'
import { byKind, says } from '../shared/graphql/answer.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { connectionOf } from '../shared/graphql/page.ts'
import { IdempotencyKeyReused, InvalidInput } from '../shared/graphql/refusal.types.ts'
import { DateTime } from '../shared/graphql/scalars.ts'
import { oneByKey } from '../shared/loader.ts'
import {
  sourceError,
  sourceKind,
  sourceState,
  sourceWarning,
  type SourceError,
  type SourceKind,
  type SourceWarning,
} from './calendar-source.rules.ts'

export const SourceKindEnum = enumOf(sourceKind, 'CalendarSourceKind', "How another program's calendar is read.", {
  ICS: 'A file behind a web address (RFC 5545), as most calendar programs give one to subscribe to.',
  CALDAV: 'An account or a calendar on a CalDAV server (RFC 4791).',
})

export const SourceStateEnum = enumOf(sourceState, 'CalendarSourceState', 'How fresh is what a calendar says.', {
  NEW: 'It has not been read yet. Until then it makes nobody busy.',
  FRESH: 'It was read lately.',
  STALE: 'It could not be read lately. What it said before still counts.',
  FAILING: 'It could never be read. It makes nobody busy.',
})

export const SourceErrorEnum = enumOf(sourceError, 'CalendarSourceError', 'Why a calendar could not be read.', {
  ADDRESS_NOT_ALLOWED: 'Only public addresses are called, by https. The operator may name others.',
  HOST_NOT_FOUND: 'There is no host of this name.',
  UNREACHABLE: 'Nothing answers there.',
  CERTIFICATE: "The server's certificate cannot be trusted.",
  TIMEOUT: 'The answer took too long.',
  TOO_LARGE: 'The answer is longer than 5 MiB.',
  TOO_MANY_REDIRECTS: 'The address leads on more than three times.',
  LOGIN_REFUSED: 'The server refuses user or password, or wants some.',
  NOT_FOUND: 'There is nothing at this address any more.',
  SERVER_ERROR: 'The server answered with an error, or with something else than it should.',
  NO_CALENDAR: 'What is there is no calendar.',
  TOO_COMPLICATED: 'Its repetitions are more than can be worked out.',
  CREDENTIALS_LOST: "The server's secret has changed since the address was given. Give it again.",
})

export const SourceWarningEnum = enumOf(
  sourceWarning,
  'CalendarSourceWarning',
  'What was strange in a calendar that could be read all the same.',
  {
    FLOATING_TIME: "Some events name no time zone. They are read in the company's.",
    UNKNOWN_ZONE: "Some events name a time zone that nobody knows. They are read in the company's.",
    SKIPPED_EVENT: 'Some events cannot be understood. They make nobody busy.',
  },
)

@Extensions(staff)
@ObjectType('CalendarSource', {
  description:
    'A calendar in another program, from which is read when its owner is busy, every 15 minutes. Nothing else of it is kept. Its address and password are never told.',
})
export class CalendarSourceType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => SourceKindEnum, { description: 'How it is read.' })
  kind!: SourceKind

  @Field(() => String, {
    description: 'What its owner calls it; recruiters see the name where it makes somebody busy.',
  })
  name!: string

  @Field(() => String, { description: 'The host of its address.' })
  host!: string

  @Field(() => Boolean, { description: 'Whether it is being read at this moment, or is about to be.' })
  isReading!: boolean

  @Field(() => DateTime, { nullable: true, description: 'When it was last read; null where it never was.' })
  lastReadAt!: string | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was last tried to read it; null where nobody has yet.',
  })
  lastTriedAt!: string | null

  @Field(() => DateTime, { description: 'When it will be read the next time.' })
  nextReadAt!: string

  @Field(() => SourceErrorEnum, {
    nullable: true,
    description: 'Why it could not be read the last time; null where it could.',
  })
  error!: SourceError | null

  @Field(() => [SourceWarningEnum], { description: 'What was strange in it when it was last read.' })
  warnings!: SourceWarning[]

  @Field(() => Boolean, { description: "Whether its owner's interviews are written into it." })
  writes!: boolean

  /** Not a field: whose it is. */
  staffMemberId!: string
  /** Not a field: how often in a row it could not be read. */
  failures!: number
}

@Extensions(staff)
@ObjectType({ description: 'The calendar is forgotten, with all that it said.' })
export class CalendarSourceRemoved {
  @Field(() => ID, { description: 'The id that it had.' })
  id!: string
}

export const CalendarSourceConnection = connectionOf('CalendarSource', () => CalendarSourceType, staff)

const addressSays =
  'Where it is: `https:` or `webcal:`, up to 2000 characters. For CALDAV the server, an account or one calendar.'
const passwordSays = 'Up to 500 characters; kept encrypted and never told. Use one that is made for this purpose alone.'

@InputType({ description: 'What `addCalendarSource` needs.' })
export class AddCalendarSourceInput {
  @Field(() => ID, { description: 'Whose calendar it is. Everybody adds their own; admins also those of others.' })
  staffMemberId!: string

  @Field(() => SourceKindEnum, { description: 'How it is read.' })
  kind!: SourceKind

  @Field(() => String, { description: 'What its owner calls it, up to 80 characters.' })
  name!: string

  @Field(() => String, { description: addressSays })
  url!: string

  @Field(() => String, { nullable: true, description: 'The user; needed for CALDAV.' })
  user?: string | null

  @Field(() => String, { nullable: true, description: passwordSays })
  password?: string | null
}

@InputType({ description: 'How a calendar is reached, told whole.' })
export class CalendarAccessInput {
  @Field(() => String, { description: addressSays })
  url!: string

  @Field(() => String, { nullable: true, description: 'The user; needed for CALDAV.' })
  user?: string | null

  @Field(() => String, { nullable: true, description: passwordSays })
  password?: string | null
}

@InputType({ description: 'What `updateCalendarSource` needs. What is left out stays.' })
export class UpdateCalendarSourceInput {
  @Field(() => ID, { description: 'Which one.' })
  sourceId!: string

  @Field(() => String, { nullable: true, description: 'What it is called from now on.' })
  name?: string | null

  @Field(() => CalendarAccessInput, { nullable: true, description: 'How it is reached from now on.' })
  access?: CalendarAccessInput | null

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether its owner's interviews are written into it from now on; switched off they are taken out. For CALDAV, where the address is that of one calendar.",
  })
  writes?: boolean | null
}

@InputType({ description: 'What `readCalendarSource` needs.' })
export class ReadCalendarSourceInput {
  @Field(() => ID, { description: 'Which one.' })
  sourceId!: string

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `removeCalendarSource` needs.' })
export class RemoveCalendarSourceInput {
  @Field(() => ID, { description: 'Which one.' })
  sourceId!: string

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

export const CalendarSourceResult = createUnionType({
  name: 'CalendarSourceResult',
  description: 'What a change of a calendar answers: the calendar as it is now, or why not.',
  types: () => [CalendarSourceType, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export const RemoveCalendarSourceResult = createUnionType({
  name: 'RemoveCalendarSourceResult',
  description: 'What `removeCalendarSource` answers: that it is forgotten, or why not.',
  types: () => [CalendarSourceRemoved, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export interface CalendarSourceRow extends CalendarSourceType {
  staffMemberId: string
}

/** @param now the instant at which it is looked */
export const sourceColumns = (now: Date) => sql<CalendarSourceRow>`source.id, source.kind, source.name, source.host,
  source.staff_member_id as "staffMemberId", source.failures, source.writes, source.error_code as error, source.warnings,
  to_json(source.succeeded_at) as "lastReadAt", to_json(source.attempted_at) as "lastTriedAt",
  to_json(source.next_read_at) as "nextReadAt",
  (source.next_read_at <= ${now.toISOString()}::timestamptz
    or coalesce(source.lease_until > ${now.toISOString()}::timestamptz, false)) as "isReading"`

export const sourceById = oneByKey<CalendarSourceRow>(
  async (reading, ids) =>
    reading.rows(sql`select ${sourceColumns(await reading.now())} from calendar_source source
      where source.company_id = ${reading.companyId} and source.id = any(${ids})`),
  (row) => row.id,
)

/** What is still to be written into a calendar, and what went wrong with it; nothing has no row. */
export const entriesLeft = oneByKey<{ id: string; waiting: number; error: SourceError | null }>(
  (reading, ids) =>
    reading.rows(sql`select source_id as id, count(*)::int as waiting, max(error_code) as error from calendar_entry
      where company_id = ${reading.companyId} and source_id = any(${ids}) and next_attempt_at is not null
      group by source_id`),
  (row) => row.id,
)

/** How many stretches ahead in which a calendar makes its owner busy; none has no row. */
export const busyAhead = oneByKey<{ id: string; stretches: number }>(
  async (reading, ids) =>
    reading.rows(sql`select source_id as id, count(*)::int as stretches from busy_period
      where company_id = ${reading.companyId} and source_id = any(${ids})
        and ends_at > ${(await reading.now()).toISOString()}::timestamptz group by source_id`),
  (row) => row.id,
)
