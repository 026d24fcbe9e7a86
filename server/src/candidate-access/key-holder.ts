import { sql } from 'kysely'
import type { KeyHolder } from '../shared/actor.ts'
import { ask } from '../shared/connection.ts'
import type { Database } from '../shared/database.ts'
import { nobodysId } from '../shared/id.ts'
import { interviewOfKey, opens } from './access-key.ts'

// For a key that names no interview: the same work is done, so that time tells nothing.
const nobody = { company_id: '', id: nobodysId, access_key_version: 0 }

/**
 * Who holds this key. The company is not known before, so this one statement looks across companies; what it finds
 * is believed only when the key's own proof fits.
 * @returns null for a key that is unknown, revoked or malformed, all alike
 */
export async function keyHolderOf(
  database: Database,
  secrets: readonly string[],
  key: string,
): Promise<KeyHolder | null> {
  const interviewId = interviewOfKey(key) ?? nobody.id
  const [row] = await ask(
    database,
    sql<typeof nobody>`select company_id, id, access_key_version from interview where id = ${interviewId}`,
  )
  const found = row ?? nobody
  const fits = opens(key, secrets, found.id, found.access_key_version)
  return fits && found !== nobody ? { kind: 'CANDIDATE', companyId: found.company_id, id: found.id } : null
}
