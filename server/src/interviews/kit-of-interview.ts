import { sql, type RawBuilder } from 'kysely'
import { kitVersionColumns, type KitVersionRow } from '../kits/kit-version.ts'
import { oneByKey } from '../shared/loader.ts'
import type { Transaction } from '../shared/use-case.ts'

/**
 * By which version of a kit an interview goes, as SQL beside a row of `interview`: the one it keeps or, until it keeps
 * one, the newest of the kit of its round. Null where the round has none.
 */
export const kitVersionIdOfInterview = sql<string | null>`coalesce(interview.kit_version_id, (select newest.id
  from application
  join job_round on job_round.company_id = application.company_id and job_round.job_id = application.job_id
    and job_round.number = interview.round
  join kit_version newest on newest.company_id = job_round.company_id and newest.kit_id = job_round.kit_id
  where application.company_id = interview.company_id and application.id = interview.application_id
  order by newest.number desc limit 1))`

const versionsOf = (companyId: string, condition: RawBuilder<unknown>) =>
  sql<KitVersionRow & { interviewId: string }>`select ${kitVersionColumns}, interview.id as "interviewId" from interview
    join kit_version on kit_version.company_id = interview.company_id and kit_version.id = ${kitVersionIdOfInterview}
    where interview.company_id = ${companyId} and ${condition}`

/** The same as a loader, by the interview's id; for interviews that the asker may see already. */
export const kitOfInterview = oneByKey<KitVersionRow & { interviewId: string }>(
  (reading, ids) => reading.rows(versionsOf(reading.companyId, sql`interview.id = any(${ids})`)),
  (row) => row.interviewId,
)

/** The same inside a use case. Ask with the interview locked, so that it stays true until the end. */
export async function readKitOfInterview(tx: Transaction, interviewId: string): Promise<KitVersionRow | null> {
  const [found] = await tx.rows(versionsOf(tx.companyId, sql`interview.id = ${interviewId}`))
  return found ?? null
}

/**
 * From now on the interview keeps its version of the kit, whatever becomes of the kit; one that it keeps already stays.
 * @param versionId the version that was read, where something was done by it; else the one it goes by at the commit
 */
export function keepKit(
  tx: Transaction,
  interviewId: string,
  versionId: RawBuilder<string | null> | string = kitVersionIdOfInterview,
): void {
  tx.write(sql`update interview set kit_version_id = ${versionId}
    where company_id = ${tx.companyId} and id = ${interviewId} and kit_version_id is null`)
}
