import { timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { TokenHolder } from '../shared/actor.ts'
import type { TokenScope } from '../shared/token-scope.rules.ts'
import type { Clock } from '../shared/clock.ts'
import { ask } from '../shared/connection.ts'
import type { Database } from '../shared/database.ts'
import { nobodysId } from '../shared/id.ts'
import type { Logger } from '../shared/log.ts'
import { stateOf } from './api-token.rules.ts'
import { hashOf } from './token-secret.ts'

interface Row {
  companyId: string
  id: string
  hash: string
  scopes: TokenScope[]
  expiresAt: string
  revokedAt: string | null
  now: string
  /** Whether its last use was noted so long ago that it is to be noted again. */
  isUnnoted: boolean
}

// For a text that is no token: the same work is done, so that time tells nothing.
const nothing: Row = {
  companyId: '',
  id: nobodysId,
  hash: hashOf(''),
  scopes: [],
  expiresAt: '1970-01-01T00:00:00Z',
  revokedAt: null,
  now: '1970-01-01T00:00:00Z',
  isUnnoted: false,
}

const notedEvery = sql`interval '1 minute'`
const isUnnoted = sql<boolean>`(last_used_at is null or last_used_at <= clock_timestamp() - ${notedEvery})`

/**
 * Which program holds this token. The company is not known before, so this one statement looks across companies.
 * That it is used is noted beside, once a minute at most, and nobody waits for it.
 * @returns null for a token that is unknown, revoked, expired or malformed, all alike
 */
export async function tokenHolderOf(
  { database, clock, log }: { database: Database; clock: Clock; log: Logger },
  secret: string,
): Promise<TokenHolder | null> {
  const hash = hashOf(secret)
  const [row] = await ask(
    database,
    sql<Row>`select company_id as "companyId", id, hash, scopes, to_json(expires_at) as "expiresAt",
        to_json(revoked_at) as "revokedAt", to_json(clock_timestamp()) as now, ${isUnnoted} as "isUnnoted"
      from api_token where hash = ${hash}`,
  )
  const found = row ?? nothing
  const fits = timingSafeEqual(Buffer.from(hash, 'hex'), Buffer.from(found.hash, 'hex'))
  const times = {
    expiresAt: new Date(found.expiresAt),
    revokedAt: found.revokedAt === null ? null : new Date(found.revokedAt),
  }
  if (!fits || stateOf(times, clock.read(new Date(found.now))) !== 'ACTIVE') return null
  if (found.isUnnoted) void noteUse(database, found).catch((error: unknown) => log.warn(error, 'a use was not noted'))
  return { kind: 'TOKEN', companyId: found.companyId, id: found.id, scopes: found.scopes }
}

/** Of many that come at once, one writes. */
const noteUse = (database: Database, { companyId, id }: Row) =>
  ask(
    database,
    sql`update api_token set last_used_at = clock_timestamp()
      where company_id = ${companyId} and id = ${id} and ${isUnnoted}`,
  )
