import { MikroORM, type EntityManager, type Options } from '@mikro-orm/postgresql'
import type { Logger } from './log.ts'

export type Database = MikroORM

/** How many connections one process may hold; Postgres itself allows 100 by default, shared by all processes. */
const poolSize = 20
/** How long a request waits for a free connection before it fails, in milliseconds. */
const longestWait = 15_000

/**
 * Opens the pool of one process. Nothing connects before the first query.
 * @param url `postgres://…` of the installation's database
 */
export function openDatabase(
  url: string,
  entities: NonNullable<Options['entities']>,
  { log, extensions }: { log?: Logger; extensions?: NonNullable<Options['extensions']> } = {},
): Database {
  return new MikroORM({
    clientUrl: url,
    entities,
    forceUtcTimezone: true,
    pool: { min: 0, max: poolSize },
    // A driver error carries the SQL and its values; they go to the log in redacted form only (see log.ts).
    logger: (message) => log?.debug({ sql: message }, 'sql'),
    ...(extensions ? { extensions } : {}),
    // Statements leave without waiting for the answers before them (see connection.ts).
    driverOptions: { application_name: 'greenroom', pipeline: true, connectionTimeoutMillis: longestWait },
  })
}

export type { EntityManager }
