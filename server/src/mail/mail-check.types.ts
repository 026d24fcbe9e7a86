import { sql } from 'kysely'
import { Extensions, Field, ID, InputType, ObjectType, createUnionType } from 'type-graphql'
import { adminOnly, orToken } from '../shared/graphql/access.ts'
import { byKind, says } from '../shared/graphql/answer.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { IdempotencyKeyReused, InvalidInput, Refusal } from '../shared/graphql/refusal.types.ts'
import { DateTime, EmailAddress } from '../shared/graphql/scalars.ts'
import type { Reading } from '../shared/reading.ts'
import {
  mailCheckStatus,
  mailCheckStatusOf,
  mailCheckStep,
  mailGrade,
  worstOf,
  type MailCheckStatus,
  type MailCheckStep,
  type MailFinding,
  type MailGrade,
} from './mail-finding.rules.ts'

const MailCheckStatusEnum = enumOf(mailCheckStatus, 'MailCheckStatus', 'Where a mail check is.', {
  WAITING: 'No worker has taken it up yet.',
  RUNNING: 'A worker is looking; findings come one by one.',
  DONE: 'All was looked at.',
  GIVEN_UP: 'It took longer than five minutes: no worker runs, or the one that looked has died.',
})

const MailCheckStepEnum = enumOf(mailCheckStep, 'MailCheckStep', 'What is looked at.', {
  SETTINGS: 'The settings themselves.',
  CONNECTION: 'Connection, encryption and login at the mail server.',
  SPF: "Who may send for the sender's domain (RFC 7208).",
  DKIM: 'The public half of the signing key in the DNS (RFC 6376).',
  DMARC: "The policy of the sender's domain (RFC 7489).",
  REPLY_DOMAIN: 'Where answers by email go: the mail servers of the domain.',
  TEST_MESSAGE: 'A message to a person, with a code in its subject.',
  ROUND_TRIP: 'A message to a reply address, and whether it comes back.',
})

const MailGradeEnum = enumOf(mailGrade, 'MailGrade', 'How good a finding is.', {
  GOOD: 'As it should be.',
  NOTE: 'Cannot be told from here.',
  WARNING: 'Works, and may be held against us.',
  PROBLEM: 'Does not work.',
})

@Extensions(orToken(adminOnly, 'ADMIN'))
@ObjectType('MailFinding', { description: 'One thing that was looked at.' })
export class MailFindingType {
  @Field(() => MailCheckStepEnum, { description: 'What was looked at.' })
  step!: MailCheckStep

  @Field(() => MailGradeEnum, { description: 'How good it is.' })
  grade!: MailGrade

  @Field(() => String, { description: 'What was found, one stable word.' })
  code!: string

  @Field(() => String, {
    nullable: true,
    description: 'What it is about: a server, a domain, a DNS record, an address.',
  })
  about!: string | null

  @Field(() => String, { nullable: true, description: 'The SMTP command that was answered, where one was.' })
  command!: string | null

  @Field(() => String, {
    nullable: true,
    description: "What the mail server or the DNS said, word for word; addresses are removed from a server's line.",
  })
  answer!: string | null

  @Field(() => String, { description: 'What is true and what to do about it, in English.' })
  advice!: string
}

@Extensions(orToken(adminOnly, 'ADMIN'))
@ObjectType('MailCheck', {
  description: 'A look at the mail settings by a worker: whether emails can leave, and whether they are believed.',
})
export class MailCheckType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => MailCheckStatusEnum, { description: 'Where it is.' })
  status!: MailCheckStatus

  @Field(() => DateTime, { description: 'When it was asked for.' })
  askedAt!: string

  @Field(() => DateTime, { nullable: true, description: 'When it ended; null before.' })
  finishedAt!: string | null

  @Field(() => EmailAddress, { description: 'Where the test message goes.' })
  to!: string

  @Field(() => String, { description: 'The code in the subject of the test message: six digits.' })
  code!: string

  @Field(() => MailGradeEnum, { description: 'The worst of what was found so far.' })
  grade!: MailGrade

  @Field(() => [MailFindingType], { description: 'What was found so far, in the order in which it is looked at.' })
  findings!: MailFinding[]
}

@InputType({ description: 'What `checkMail` needs.' })
export class CheckMailInput {
  @Field(() => EmailAddress, {
    nullable: true,
    description: 'Where the test message goes; to whoever asks where it is left out.',
  })
  to?: string | null

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@Extensions(adminOnly)
@ObjectType({ implements: Refusal, description: 'A mail check of this company is under way already.' })
export class MailCheckIsRunning extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'A check is under way already: wait for its end.'
  }
}

export const CheckMailResult = createUnionType({
  name: 'CheckMailResult',
  description: 'What `checkMail` answers: what was asked for, or why not.',
  types: () => [MailCheckType, MailCheckIsRunning, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export interface MailCheckRow {
  id: string
  askedById: string
  status: MailCheckStatus
  askedAt: string
  finishedAt: string | null
  to: string
  code: string
  grade: MailGrade
  findings: MailFinding[]
}

/** The newest check of the company, or the one with this id; null where there is none. */
export async function readMailCheck(reading: Reading, id?: string): Promise<MailCheckRow | null> {
  const [[row], now] = await Promise.all([
    reading.rows(
      sql<
        Omit<MailCheckRow, 'status' | 'grade'> & { startedAt: string | null }
      >`select id, asked_by_id as "askedById", asked_at as "askedAt", started_at as "startedAt",
          finished_at as "finishedAt", to_address as "to", code, findings
        from mail_check where company_id = ${reading.companyId} ${id ? sql`and id = ${id}` : sql``}
        order by asked_at desc limit 1`,
    ),
    reading.now(),
  ])
  if (!row) return null
  const { startedAt, ...check } = row
  const instant = (text: string | null) => text && new Date(text)
  const times = {
    askedAt: new Date(check.askedAt),
    startedAt: instant(startedAt) || null,
    finishedAt: instant(check.finishedAt) || null,
  }
  return { ...check, status: mailCheckStatusOf(times, now), grade: worstOf(check.findings) }
}
