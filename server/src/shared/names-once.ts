import { sql } from 'kysely'
import type { Transaction } from './transaction.ts'

/**
 * Makes the refusals of a name that a company gives only once, letter case aside, to the rows of a table.
 * @param refusal names which row is called this already
 */
export function namesOnce<Refusal>(table: string, refusal: (id: string) => Refusal) {
  /** @param except a row that may be called so, for it is */
  async function whyNotNamed(tx: Transaction, name: string, except?: string): Promise<Refusal | null> {
    const rows = await tx.rows(sql<{ id: string }>`select id from ${sql.table(table)}
      where company_id = ${tx.companyId} and lower(name) = lower(${name})`)
    const found = rows.find((row) => row.id !== except)
    return found ? refusal(found.id) : null
  }

  /** The same refusal for a name that the constraint caught in a race. */
  async function namedMeanwhile(tx: Transaction, name: string, except?: string): Promise<Refusal> {
    const existing = await whyNotNamed(tx, name, except)
    if (!existing) throw new Error(`The ${table} of the same name is gone again.`)
    return existing
  }

  return { whyNotNamed, namedMeanwhile }
}
