import { sql } from 'kysely'
import type { Transaction } from '../shared/use-case.ts'

/** The id of the application's live interview of this round, or null. */
export async function liveInterviewOf(tx: Transaction, applicationId: string, round: number): Promise<string | null> {
  const [row] = await tx.rows(sql<{ id: string }>`select id from interview
    where company_id = ${tx.companyId} and application_id = ${applicationId} and round = ${round}
      and status in ('SCHEDULED', 'IN_PROGRESS')`)
  return row?.id ?? null
}
