import { sql } from 'kysely'
import { Extensions, Field, ID, InputType, Int, ObjectType, createUnionType } from 'type-graphql'
import { adminOnly, orToken, recruiting } from '../shared/graphql/access.ts'
import { byKind, says } from '../shared/graphql/answer.ts'
import { IdempotencyKeyReused, InvalidInput } from '../shared/graphql/refusal.types.ts'
import { DateTime } from '../shared/graphql/scalars.ts'
import type { Reading } from '../shared/reading.ts'
import { defaultRetentionDays } from './retention.rules.ts'

@Extensions(orToken(recruiting, 'READ'))
@ObjectType('MailQueue', {
  description:
    'Whether emails leave. The queue is paused for everybody while the mail server would refuse every email for the same reason.',
})
export class MailQueueType {
  @Field(() => ID, { description: "The company's id." })
  id!: string

  @Field(() => Int, { description: "How many of the company's emails have not left yet." })
  waiting!: number

  @Field(() => DateTime, { nullable: true, description: 'Since when it is paused; null while emails leave.' })
  pausedSince!: string | null

  @Field(() => String, { nullable: true, description: 'Why it is paused, one stable word.' })
  errorCode!: string | null

  @Field(() => String, { nullable: true, description: 'What an operator can do about it, in English.' })
  hint!: string | null

  @Field(() => DateTime, { nullable: true, description: 'When the mail server is tried again.' })
  nextProbeAt!: string | null
}

@InputType({ description: 'What `tryMailQueueNow` needs.' })
export class TryMailQueueNowInput {
  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

export const TryMailQueueNowResult = createUnionType({
  name: 'TryMailQueueNowResult',
  description: 'What `tryMailQueueNow` answers: the queue, or why not.',
  types: () => [MailQueueType, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

@Extensions(orToken(adminOnly, 'ADMIN'))
@ObjectType('MailSettings', { description: 'What a company says about its emails.' })
export class MailSettingsType {
  @Field(() => ID, { description: "The company's id." })
  id!: string

  @Field(() => Int, {
    description:
      'For how many days it is kept to whom an email went and what the mail server said, 30–3650. After that a delivery only tells what was sent when, and how it ended.',
  })
  retentionDays!: number
}

@InputType({ description: 'What `updateMailSettings` needs.' })
export class UpdateMailSettingsInput {
  @Field(() => Int, { description: 'For how many days, 30–3650.' })
  retentionDays!: number

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

export const UpdateMailSettingsResult = createUnionType({
  name: 'UpdateMailSettingsResult',
  description: 'What `updateMailSettings` answers: the settings, or why not.',
  types: () => [MailSettingsType, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export interface MailQueueRow {
  id: string
  waiting: number
  pausedSince: string | null
  errorCode: string | null
  hint: string | null
  nextProbeAt: string | null
}

export async function readMailQueue(reading: Reading): Promise<MailQueueRow> {
  const [row] = await reading.rows(sql<MailQueueRow>`select company.id, (select count(*)::int from delivery
        where delivery.company_id = company.id and delivery.status in ('QUEUED', 'SENDING')) as waiting,
      pause.since as "pausedSince", pause.error_code as "errorCode", pause.hint, pause.next_probe_at as "nextProbeAt"
    from company left join mail_pause pause on true where company.id = ${reading.companyId}`)
  return row!
}

export async function readMailSettings(reading: Reading): Promise<{ id: string; retentionDays: number }> {
  const [row] = await reading.rows(sql<{ id: string; retentionDays: number }>`select company.id,
      coalesce(mail_settings.retention_days, ${defaultRetentionDays}::int) as "retentionDays"
    from company left join mail_settings on mail_settings.company_id = company.id
    where company.id = ${reading.companyId}`)
  return row!
}
