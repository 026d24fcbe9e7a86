import { sql } from 'kysely'
import type { Chooser } from '../shared/actor.ts'
import type { Clock } from '../shared/clock.ts'
import { ask } from '../shared/connection.ts'
import type { Database } from '../shared/database.ts'
import { nobodysId } from '../shared/id.ts'
import { linkOfKey, opens } from './scheduling-key.ts'

interface Row {
  companyId: string
  id: string
  version: number
  isRevoked: boolean
  expiresAt: string
  now: string
}

// For a key that names no link: the same work is done, so that time tells nothing.
const nothing: Row = {
  companyId: '',
  id: nobodysId,
  version: 0,
  isRevoked: true,
  expiresAt: '1970-01-01T00:00:00Z',
  now: '1970-01-01T00:00:00Z',
}

/**
 * Who holds the key of a choose-a-slot link. The company is not known before, so this one statement looks across
 * companies; what it finds is believed only when the key's own proof fits.
 * @returns null for a key that is unknown, revoked, expired or malformed, all alike
 */
export async function chooserOf(
  database: Database,
  clock: Clock,
  secrets: readonly string[],
  key: string,
): Promise<Chooser | null> {
  const linkId = linkOfKey(key) ?? nothing.id
  const [row] = await ask(
    database,
    sql<Row>`select company_id as "companyId", id, version, revoked_at is not null as "isRevoked",
        to_json(expires_at) as "expiresAt", to_json(clock_timestamp()) as now
      from scheduling_link where id = ${linkId}`,
  )
  const found = row ?? nothing
  const fits = opens(key, secrets, found.id, found.version)
  const isOver = found.isRevoked || new Date(found.expiresAt) <= clock.read(new Date(found.now))
  return fits && !isOver ? { kind: 'CHOOSER', companyId: found.companyId, id: found.id } : null
}
