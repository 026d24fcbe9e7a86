import { createHash } from 'node:crypto'
import type { DBAdapter, Where } from 'better-auth/adapters'

/** What is stored of a session token: 256 bits of randomness need no salt. */
export const sessionTokenHash = (token: string): string => createHash('sha256').update(token).digest('base64url')

/**
 * Keeps session tokens out of the database: the library hands us the token, the table holds its hash. Who reads the
 * table, a backup or a log of it cannot sign in with what they find.
 */
export function withHashedSessionTokens(adapter: DBAdapter): DBAdapter {
  const hashWhere = (where: Where[] | undefined): Where[] =>
    (where ?? []).map((condition) =>
      condition.field === 'token'
        ? {
            ...condition,
            value: Array.isArray(condition.value)
              ? condition.value.map((value) => sessionTokenHash(String(value)))
              : sessionTokenHash(String(condition.value)),
          }
        : condition,
    ) as Where[]
  const hashData = <T extends object>(data: T): T =>
    'token' in data && typeof data.token === 'string' ? { ...data, token: sessionTokenHash(data.token) } : data
  const tokenIn = (where: Where[] | undefined) => where?.find((condition) => condition.field === 'token')?.value
  /** Gives the row back with the token that the caller knew anyway. */
  const named = <T>(row: T, token: unknown): T => (row && typeof token === 'string' ? { ...row, token } : row)

  return {
    ...adapter,
    create: (query) =>
      query.model === 'session'
        ? adapter
            .create({ ...query, data: hashData(query.data) } as typeof query)
            .then((row) => named(row, (query.data as { token?: unknown }).token) as never)
        : adapter.create(query),
    findOne: (query) =>
      query.model === 'session'
        ? adapter
            .findOne({ ...query, where: hashWhere(query.where) })
            .then((row) => named(row, tokenIn(query.where)) as never)
        : adapter.findOne(query),
    findMany: (query) =>
      query.model === 'session'
        ? adapter.findMany({ ...query, where: hashWhere(query.where) })
        : adapter.findMany(query),
    count: (query) =>
      query.model === 'session' ? adapter.count({ ...query, where: hashWhere(query.where) }) : adapter.count(query),
    update: (query) =>
      query.model === 'session'
        ? adapter
            .update({ ...query, where: hashWhere(query.where), update: hashData(query.update) })
            .then((row) => named(row, tokenIn(query.where)) as never)
        : adapter.update(query),
    updateMany: (query) =>
      query.model === 'session'
        ? adapter.updateMany({ ...query, where: hashWhere(query.where), update: hashData(query.update) })
        : adapter.updateMany(query),
    delete: (query) =>
      query.model === 'session' ? adapter.delete({ ...query, where: hashWhere(query.where) }) : adapter.delete(query),
    deleteMany: (query) =>
      query.model === 'session'
        ? adapter.deleteMany({ ...query, where: hashWhere(query.where) })
        : adapter.deleteMany(query),
    consumeOne: (query) =>
      query.model === 'session'
        ? adapter.consumeOne({ ...query, where: hashWhere(query.where) })
        : adapter.consumeOne(query),
    transaction: (work) => adapter.transaction((inner) => work(withHashedSessionTokens(inner as DBAdapter))),
  }
}
