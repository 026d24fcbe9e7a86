import { sql } from 'kysely'
import type { Transaction } from '../shared/use-case.ts'

export interface CandidateAlreadyExists {
  kind: 'CandidateAlreadyExists'
  candidateId: string
}

/** The refusal that names who has this address already, letter case aside; null where nobody has it. */
export async function candidateWithEmail(
  tx: Transaction,
  address: string | null,
  except?: string,
): Promise<CandidateAlreadyExists | null> {
  if (!address) return null
  const { rows } = await sql<{ id: string }>`select id from candidate
    where company_id = ${tx.companyId} and lower(email) = lower(${address})`.execute(tx.em.getKysely<unknown>())
  const found = rows.find((row) => row.id !== except)
  return found ? { kind: 'CandidateAlreadyExists', candidateId: found.id } : null
}

/** The same refusal for an address that the constraint caught in a race. */
export async function takenBy(
  tx: Transaction,
  address: string | null,
  except?: string,
): Promise<CandidateAlreadyExists> {
  const existing = await candidateWithEmail(tx, address, except)
  if (!existing) throw new Error('The candidate with the same address is gone again.')
  return existing
}
