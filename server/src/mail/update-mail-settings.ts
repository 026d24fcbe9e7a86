import { sql } from 'kysely'
import { z } from 'zod'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { retentionDays } from './retention.rules.ts'

const [least, most] = retentionDays
const input = z.object({
  retentionDays: z.int().min(least, `Must be at least ${least}.`).max(most, `Must be at most ${most}.`),
  idempotencyKey,
})

/** Changes how long it is kept to whom emails went. What a shorter time no longer covers is emptied within the hour. */
export const makeUpdateMailSettings = useCase('updateMailSettings', input, async (tx, { retentionDays: days }) => {
  const changed = await tx.rows(sql`insert into mail_settings (company_id, retention_days)
    values (${tx.companyId}, ${days})
    on conflict (company_id) do update set retention_days = excluded.retention_days
      where mail_settings.retention_days <> excluded.retention_days returning company_id`)
  if (changed.length > 0)
    tx.record({
      name: 'MailSettingsChanged',
      about: { type: 'Company', id: tx.companyId },
      fields: ['retentionDays'],
    })
  return { kind: 'MailSettings' as const, id: tx.companyId }
})
