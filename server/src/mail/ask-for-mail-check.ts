import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { email, idempotencyKey, optional } from '../shared/input.ts'
import { newId } from '../shared/id.ts'
import { useCase } from '../shared/use-case.ts'
import { checkPatience } from './mail-finding.rules.ts'

const input = z.object({ to: optional(email), idempotencyKey })

type Answer = { kind: 'MailCheck'; id: string } | { kind: 'MailCheckIsRunning' }

/** How many checks of a company are kept. */
const kept = 5

/**
 * Asks a worker to look at the mail settings and to send a test message, to whoever asks unless another address is
 * given. One at a time: what nobody took up, or a worker died over, is given up first.
 */
export const makeCheckMail = useCase(
  'checkMail',
  input,
  async (tx, { to }): Promise<Answer> => {
    const givenUp = new Date(tx.now.getTime() - checkPatience)
    await tx.rows(sql`update mail_check set finished_at = ${tx.now}
      where company_id = ${tx.companyId} and finished_at is null and asked_at <= ${givenUp}`)
    const [asks] = await tx.rows(sql<{ email: string }>`select email from staff_member
      where company_id = ${tx.companyId} and id = ${tx.actor.id}`)
    const id = newId()
    tx.insert('mail_check', {
      company_id: tx.companyId,
      id,
      asked_by_id: tx.actor.id,
      asked_at: tx.now,
      to_address: to ?? asks!.email,
      code: newCheckCode(),
      findings: '[]',
    })
    tx.write(sql`delete from mail_check where company_id = ${tx.companyId} and finished_at is not null
      and id not in (select id from mail_check where company_id = ${tx.companyId} order by asked_at desc limit ${kept})`)
    tx.record({ name: 'MailCheckAsked', about: { type: 'MailCheck', id }, fields: ['to'] })
    return { kind: 'MailCheck', id }
  },
  { mail_check_one_at_once: async () => ({ kind: 'MailCheckIsRunning' }) },
)

/** What a test message is known by, to be compared at a glance. It opens nothing. */
export const newCheckCode = (): string => String(randomInt(1_000_000)).padStart(6, '0')
