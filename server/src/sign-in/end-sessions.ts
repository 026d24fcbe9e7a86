import { sql } from 'kysely'
import { z } from 'zod'
import { forbidden, notFound } from '../shared/errors.ts'
import { looksLikeId } from '../shared/id.ts'
import { idempotencyKey } from '../shared/input.ts'
import { useCase, type Transaction } from '../shared/use-case.ts'

/**
 * Ends sessions of whoever acts, and tells so: sockets that they hold, here and at other instances, hear of it and are
 * closed.
 * @param but the one that stays
 * @returns how many there were
 */
export async function endSessions(tx: Transaction, which: { only?: string; but?: string | null }): Promise<number> {
  const { actor } = tx
  if (actor.kind !== 'STAFF') throw forbidden()
  const ended = await tx.rows(
    sql`select greenroom_end_sessions(${actor.id}, ${which.only ?? null}::uuid, ${which.but ?? null}::uuid)`,
  )
  if (ended.length > 0)
    tx.record({ name: 'SessionsEnded', about: { type: 'StaffMember', id: actor.id }, fields: ['sessions'] })
  return ended.length
}

/** Ends one of one's own sessions. */
export const makeEndSession = useCase(
  'endSession',
  z.object({ sessionId: z.string(), idempotencyKey }),
  async (tx, { sessionId }) => {
    if (!looksLikeId(sessionId)) throw notFound()
    const count = await endSessions(tx, { only: sessionId })
    if (count === 0) throw notFound()
    return { kind: 'SessionsEnded' as const, count }
  },
)

/** Ends all of one's own sessions but the one in which this is asked. */
export const makeEndOtherSessions = useCase(
  'endOtherSessions',
  z.object({ own: z.string().nullable(), idempotencyKey }),
  async (tx, { own }) => ({ kind: 'SessionsEnded' as const, count: await endSessions(tx, { but: own }) }),
)
