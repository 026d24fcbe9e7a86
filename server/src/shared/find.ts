import { LockMode, type EntityClass, type FilterQuery } from '@mikro-orm/core'
import { notFound } from './errors.ts'
import { looksLikeId } from './id.ts'
import type { Transaction } from './transaction.ts'

interface CompanyRow {
  id: string
  company: { id: string }
}

/**
 * The row with this id in the company of the transaction. An id of another company, an unknown one and a text that
 * is no id at all end alike, in NOT_FOUND.
 */
export const find = <T extends CompanyRow>(tx: Transaction, entity: EntityClass<T>, id: string): Promise<T> =>
  load(tx, entity, id)

/** The same, and nobody else changes it until the transaction ends. What was loaded before is read again. */
export const findAndLock = <T extends CompanyRow>(tx: Transaction, entity: EntityClass<T>, id: string): Promise<T> =>
  load(tx, entity, id, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true })

async function load<T extends CompanyRow>(
  tx: Transaction,
  entity: EntityClass<T>,
  id: string,
  options?: { lockMode: LockMode.PESSIMISTIC_WRITE; refresh: true },
): Promise<T> {
  if (!looksLikeId(id)) throw notFound()
  const found = await tx.em.findOne(entity, { company: tx.companyId, id } as FilterQuery<T>, options as object)
  if (!found) throw notFound()
  return found as T
}
