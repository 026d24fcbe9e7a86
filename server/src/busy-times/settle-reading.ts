import { sql } from 'kysely'
import { system } from '../shared/actor.ts'
import type { Tools, Transaction } from '../shared/use-case.ts'
import { waitBeforeNextReading, type SourceError, type SourceWarning } from './calendar-source.rules.ts'

export type SettleTools = Tools

export type Reading =
  | {
      kind: 'Read'
      /** In order, none touching another, in milliseconds since 1970. */
      busy: readonly (readonly [from: number, to: number])[]
      warnings: readonly SourceWarning[]
      etag: string | null
      lastModified: string | null
    }
  | { kind: 'Unchanged' }
  | { kind: 'Failed'; code: SourceError }

/** The database keeps no longer ones, so that who looks for what overlaps need not begin to look long before. */
const longestPiece = 2 * 86_400_000

/**
 * Writes down what came of reading a calendar: what it says now takes the place of what it said, all at once. Where it
 * could not be read, what it said before stays; nobody becomes free because a server is down.
 * @param worker who has read it; for another one, or after a change of the address, nothing is written
 */
export const makeSettleReading =
  ({ inTransaction }: SettleTools) =>
  (companyId: string, sourceId: string, worker: string, reading: Reading) =>
    inTransaction({ name: 'settleReading', actor: system(companyId) }, async (tx) => {
      const [source] = await tx.rows(sql<{ failures: number; staffMemberId: string }>`
        select failures, staff_member_id as "staffMemberId" from calendar_source
        where company_id = ${companyId} and id = ${sourceId} and lease_owner = ${worker} for update`)
      if (!source) return { kind: 'TakenOver' as const }
      const failures = reading.kind === 'Failed' ? source.failures + 1 : 0
      const error = reading.kind === 'Failed' ? reading.code : null
      const next = new Date(tx.now.getTime() + waitBeforeNextReading(failures, error, Math.random()))
      tx.write(sql`update calendar_source set attempted_at = ${tx.now}, next_read_at = ${next}, failures = ${failures},
          error_code = ${error}, lease_owner = null, lease_until = null
          ${reading.kind === 'Failed' ? sql`` : sql`, succeeded_at = ${tx.now}`}
          ${
            reading.kind === 'Read'
              ? sql`, warnings = ${reading.warnings}, etag = ${reading.etag}, last_modified = ${reading.lastModified}`
              : sql``
          }
        where company_id = ${companyId} and id = ${sourceId}`)
      if (reading.kind === 'Read') replaceBusy(tx, sourceId, source.staffMemberId, reading.busy)
      tx.record({ name: 'CalendarSourceRead', about: { type: 'CalendarSource', id: sourceId } })
      return { kind: 'Settled' as const, failures }
    })

/** Touches only what differs: most readings bring nothing new. */
function replaceBusy(
  tx: Transaction,
  sourceId: string,
  staffMemberId: string,
  busy: readonly (readonly [from: number, to: number])[],
): void {
  const pieces = busy.flatMap(([from, to]) =>
    Array.from({ length: Math.ceil((to - from) / longestPiece) }, (_, piece) => [
      from + piece * longestPiece,
      Math.min(to, from + (piece + 1) * longestPiece),
    ]),
  )
  const instants = (end: 0 | 1) => pieces.map((piece) => new Date(piece[end]!).toISOString())
  const told = sql`unnest(${instants(0)}::timestamptz[], ${instants(1)}::timestamptz[]) as told(starts_at, ends_at)`
  tx.write(sql`delete from busy_period kept where kept.company_id = ${tx.companyId} and kept.source_id = ${sourceId}
    and not exists (select from ${told} where told.starts_at = kept.starts_at and told.ends_at = kept.ends_at)`)
  tx.write(sql`insert into busy_period (company_id, source_id, staff_member_id, starts_at, ends_at)
    select ${tx.companyId}::uuid, ${sourceId}::uuid, ${staffMemberId}::uuid, told.starts_at, told.ends_at from ${told}
    on conflict do nothing`)
}
