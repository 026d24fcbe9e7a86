import { sql } from 'kysely'
import { z } from 'zod'
import { whyNotSchedule, type ApplicationRefusal } from '../booking/booking.rules.ts'
import { lockApplication } from '../booking/lock-applications.ts'
import { roundsOf } from '../booking/rounds-of.ts'
import { schedulingRulesOf } from '../scheduling/scheduling-rules.ts'
import { ruleBounds } from '../scheduling/settings.rules.ts'
import { dayMs } from '../scheduling/stretches.rules.ts'
import { notFound } from '../shared/errors.ts'
import { looksLikeId, newId } from '../shared/id.ts'
import { idempotencyKey } from '../shared/input.ts'
import { useCase, type Transaction } from '../shared/use-case.ts'
import { hasEnded } from './scheduling-link.rules.ts'

const [fewestDays, mostDays] = ruleBounds.chooseLinkDays

const input = z.object({
  applicationId: z.string(),
  round: z.int().min(1, 'Must be at least 1.').max(50, 'Must be at most 50.').nullish(),
  expiresInDays: z
    .int()
    .min(fewestDays, `Must be at least ${fewestDays}.`)
    .max(mostDays, `Must be at most ${mostDays}.`)
    .nullish(),
  idempotencyKey,
})

/**
 * Lets a candidate choose the time of a round: their link works from now for so many days, and goes out by email. A link
 * that works already is the same one with a new end; one that has ended comes back with another key.
 */
export const makeInviteToChoose = useCase('inviteToChoose', input, (tx, wish) => offerChoice(tx, wish))

export type InviteAnswer = { kind: 'SchedulingLink'; id: string } | ApplicationRefusal

/** The same within a transaction. */
export async function offerChoice(
  tx: Transaction,
  wish: Omit<z.output<typeof input>, 'idempotencyKey'>,
): Promise<InviteAnswer> {
  const { applicationId } = wish
  if (!looksLikeId(applicationId)) throw notFound()
  const [application, { round, liveInterviewId, betweenRounds }, { rules }] = await Promise.all([
    lockApplication(tx, applicationId),
    roundsOf(tx, applicationId, wish.round),
    schedulingRulesOf(tx),
  ])
  const refusal = whyNotSchedule(application.status, liveInterviewId, betweenRounds)
  if (refusal) return refusal
  const [before] = await tx.rows(sql<{ id: string; version: number; expiresAt: string; revokedAt: string | null }>`
    select id, version, to_json(expires_at) as "expiresAt", to_json(revoked_at) as "revokedAt" from scheduling_link
    where company_id = ${tx.companyId} and application_id = ${applicationId} and round = ${round}`)

  const id = before?.id ?? newId()
  const expiresAt = new Date(tx.now.getTime() + (wish.expiresInDays ?? rules.chooseLinkDays) * dayMs)
  const createdBy = tx.actor.kind === 'STAFF' ? tx.actor.id : null
  if (before) {
    const facts = {
      expiresAt: new Date(before.expiresAt),
      revokedAt: before.revokedAt ? new Date(before.revokedAt) : null,
    }
    const version = before.version + (hasEnded(facts, tx.now) ? 1 : 0)
    tx.write(sql`update scheduling_link set expires_at = ${expiresAt}, revoked_at = null, version = ${version},
        created_by_id = ${createdBy}
      where company_id = ${tx.companyId} and id = ${id}`)
  } else
    tx.insert('scheduling_link', {
      company_id: tx.companyId,
      id,
      application_id: applicationId,
      round,
      expires_at: expiresAt,
      created_by_id: createdBy,
      created_at: tx.now,
    })
  tx.record({ name: 'ChoiceOffered', about: { type: 'SchedulingLink', id }, fields: ['expiresAt'] })
  return { kind: 'SchedulingLink', id }
}
