import { sql } from 'kysely'
import { z } from 'zod'
import { ChangedMeanwhile, notFound } from '../shared/errors.ts'
import { looksLikeId } from '../shared/id.ts'
import { idempotencyKey } from '../shared/input.ts'
import type { Reaction } from '../shared/transaction.ts'
import { useCase, type Transaction } from '../shared/use-case.ts'
import { candidateNow } from './candidate-now.ts'
import { candidateDetail, clashingApplications, mergedDetails, type Details } from './merge.rules.ts'

const input = z
  .object({
    candidateId: z.string(),
    duplicateId: z.string(),
    take: z
      .array(z.enum(candidateDetail))
      .nullish()
      .transform((details) => [...new Set(details ?? [])]),
    idempotencyKey,
  })
  .refine(({ candidateId, duplicateId }) => candidateId !== duplicateId, {
    path: ['duplicateId'],
    message: 'Must be another entry.',
  })

export type MergeAnswer =
  { kind: 'Candidate'; id: string } | { kind: 'LiveApplicationsClash'; applicationIds: string[] }

/**
 * Makes two entries of one person one: applications go over with all that hangs on them (interviews, personal links,
 * answers, consents), and so do emails and messages. Calendar events stay as they were told. There is no way back.
 */
export const makeMergeCandidates = useCase(
  'mergeCandidates',
  input,
  async (tx, { candidateId, duplicateId, take }): Promise<MergeAnswer> => {
    if (![candidateId, duplicateId].every(looksLikeId)) throw notFound()
    const before = await applicationsOf(tx, [candidateId, duplicateId])
    // In the house's order: whoever schedules or decides has an application locked and writes to its candidate then.
    const [, people] = await Promise.all([
      tx.rows(sql`select id from application where company_id = ${tx.companyId}
        and id = any(${before.map(({ id }) => id)}) order by id for update`),
      lockPeople(tx, [candidateId, duplicateId]),
    ])
    const [kept, other] = [people.get(candidateId), people.get(duplicateId)]
    if (kept && !other && (await candidateNow(tx, duplicateId)) === candidateId)
      return { kind: 'Candidate', id: candidateId }
    if (!kept || !other) throw notFound()
    const applications = await applicationsOf(tx, [candidateId, duplicateId])
    if (String(applications.map(({ id }) => id)) !== String(before.map(({ id }) => id))) throw new ChangedMeanwhile()
    const applicationIds = clashingApplications(applications.filter(({ isLive }) => isLive))
    if (applicationIds.length > 0) return { kind: 'LiveApplicationsClash', applicationIds }

    const { email, ...details } = mergedDetails(kept, other, take)
    const same = { ...kept, ...details, email }
    const changed = (['name', 'email', 'phone', 'timeZone', 'language'] as const).filter(
      (field) => same[field] !== kept[field],
    )
    tx.write(sql`update application set candidate_id = ${candidateId}
      where company_id = ${tx.companyId} and candidate_id = ${duplicateId}`)
    tx.write(sql`update merged_candidate set candidate_id = ${candidateId}
      where company_id = ${tx.companyId} and candidate_id = ${duplicateId}`)
    tx.insert('merged_candidate', {
      company_id: tx.companyId,
      id: duplicateId,
      candidate_id: candidateId,
      merged_by_id: tx.actor.kind === 'STAFF' ? tx.actor.id : null,
      merged_at: tx.now,
    })
    // No two have one address, not even for a moment.
    tx.write(sql`update candidate set email = null where company_id = ${tx.companyId} and id = ${duplicateId}`)
    tx.write(sql`update candidate set name = ${details.name}, email = ${email}, phone = ${details.phone},
        address_bad_since = ${details.addressBadSince}, address_bad_reason = ${details.addressBadReason},
        time_zone = ${details.timeZone}, language = ${details.language}
      where company_id = ${tx.companyId} and id = ${candidateId}`)
    const about = { type: 'Candidate', id: candidateId }
    tx.record({ name: 'CandidatesMerged', about, fields: ['applications', ...changed], duplicateId })
    // Once everything that pointed to it has gone over.
    const gone = { type: 'Candidate', id: duplicateId }
    tx.record({ name: 'DuplicateRemoved', about: gone, fields: ['name', 'email', 'phone', 'timeZone', 'language'] })
    return { kind: 'Candidate', id: candidateId }
  },
)

/** Nothing points to a duplicate any more; what was known of the person stands in the entry that is kept. */
export const removeDuplicate: Reaction = (tx, { name, about }) => {
  if (name === 'DuplicateRemoved')
    tx.write(sql`delete from candidate where company_id = ${tx.companyId} and id = ${about.id}`)
}

interface Applied {
  id: string
  jobId: string
  isLive: boolean
}

const applicationsOf = (tx: Transaction, candidateIds: readonly string[]) =>
  tx.rows(sql<Applied>`select id, job_id as "jobId", status in ('PENDING', 'INTERVIEW_SCHEDULED') as "isLive"
    from application where company_id = ${tx.companyId} and candidate_id = any(${candidateIds}) order by id`)

async function lockPeople(tx: Transaction, ids: readonly string[]): Promise<Map<string, Details>> {
  const rows = await tx.rows(sql<Details & { id: string }>`select id, name, email, phone, language,
      time_zone as "timeZone", to_json(address_bad_since) as "addressBadSince", address_bad_reason as "addressBadReason"
    from candidate where company_id = ${tx.companyId} and id = any(${ids}) order by id for update`)
  return new Map(rows.map(({ id, ...details }) => [id, details]))
}
