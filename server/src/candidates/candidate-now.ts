import { sql } from 'kysely'
import { ChangedMeanwhile } from '../shared/errors.ts'
import { find, findAndLock } from '../shared/find.ts'
import { idOrNobody, looksLikeId } from '../shared/id.ts'
import type { Transaction } from '../shared/use-case.ts'
import { Candidate } from './candidate.ts'

/** The ids under which a candidate's things may stand, for a filter: the one that is given, and whoever it was merged into. */
export const idsOfCandidate = (id: string) =>
  sql`(select candidate_id from merged_candidate where id = ${idOrNobody(id)} union all select ${idOrNobody(id)}::uuid)`

/** The id of the entry that somebody has now, who may have been merged into it since the id was given; else the same id. */
export async function candidateNow(tx: Pick<Transaction, 'rows' | 'companyId'>, id: string): Promise<string> {
  if (!looksLikeId(id)) return id
  const [merged] = await tx.rows(sql<{ candidateId: string }>`select candidate_id as "candidateId" from merged_candidate
    where company_id = ${tx.companyId} and id = ${id}`)
  return merged?.candidateId ?? id
}

/** Somebody's entry by an id that they had once. @throws NOT_FOUND */
export const findCandidateNow = (tx: Transaction, id: string): Promise<Candidate> => entryNow(tx, id, find)

/** The same, and nobody else changes it until the transaction ends. */
export const lockCandidateNow = (tx: Transaction, id: string): Promise<Candidate> => entryNow(tx, id, findAndLock)

async function entryNow(tx: Transaction, id: string, load: typeof find): Promise<Candidate> {
  const now = await candidateNow(tx, id)
  try {
    return await load(tx, Candidate, now)
  } catch (error) {
    // It was merged between the two questions.
    if ((await candidateNow(tx, now)) !== now) throw new ChangedMeanwhile()
    throw error
  }
}
