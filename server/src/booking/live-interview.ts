import { sql } from 'kysely'
import type { Transaction } from '../shared/use-case.ts'

/** The id of the application's live interview of this round (of any round where none is named), or null. */
export async function liveInterviewOf(tx: Transaction, applicationId: string, round?: number): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select id from interview
    where company_id = ${tx.companyId} and application_id = ${applicationId}
      and status in ('SCHEDULED', 'IN_PROGRESS') ${round === undefined ? sql`` : sql`and round = ${round}`}
    limit 1`.execute(tx.em.getKysely<unknown>())
  return rows[0]?.id ?? null
}
