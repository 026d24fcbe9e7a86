import { sql } from 'kysely'
import type { Transaction } from '../shared/use-case.ts'

export interface KitAlreadyExists {
  kind: 'KitAlreadyExists'
  kitId: string
}

/** The refusal that names which kit is called this already, archived or not, letter case aside. */
export async function whyNotNamed(tx: Transaction, name: string, except?: string): Promise<KitAlreadyExists | null> {
  const rows = await tx.rows(sql<{ id: string }>`select id from kit
    where company_id = ${tx.companyId} and lower(name) = lower(${name})`)
  const found = rows.find((row) => row.id !== except)
  return found ? { kind: 'KitAlreadyExists', kitId: found.id } : null
}

/** The same refusal for a name that the constraint caught in a race. */
export async function namedMeanwhile(tx: Transaction, name: string, except?: string): Promise<KitAlreadyExists> {
  const existing = await whyNotNamed(tx, name, except)
  if (!existing) throw new Error('The kit of the same name is gone again.')
  return existing
}
