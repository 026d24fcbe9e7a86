import { sql } from 'kysely'
import { unauthenticated } from '../shared/errors.ts'
import type { Transaction } from '../shared/use-case.ts'

/** What a link lets its holder choose a time for. */
export interface Choice {
  applicationId: string
  round: number
}

/** The choice of the link that is acted with. @throws UNAUTHENTICATED where the link has ended meanwhile */
export async function choiceOf(tx: Transaction): Promise<Choice> {
  const [choice] = await tx.rows(sql<Choice>`select application_id as "applicationId", round from scheduling_link
    where company_id = ${tx.companyId} and id = ${tx.actor.id} and revoked_at is null and expires_at > ${tx.now}`)
  if (tx.actor.kind !== 'CHOOSER' || !choice) throw unauthenticated()
  return choice
}
