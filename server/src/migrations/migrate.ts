import { Migrator } from '@mikro-orm/migrations'
import { MikroORM } from '@mikro-orm/postgresql'
import pg from 'pg'
import { entities } from '../entities.ts'
import { migrations } from './index.ts'

/** Any number that no other program on the same server uses for its own lock. */
const lockNumber = 7_301_962

/**
 * Brings the database to the shape of this code. Servers that start together do it once: the others wait for the
 * lock and find nothing left to do.
 * @returns the names of the migrations that ran
 */
export function migrate(url: string): Promise<string[]> {
  return withClient(url, async (client) => {
    await client.query('select pg_advisory_lock($1)', [lockNumber])
    const orm = migratingOrm(url)
    try {
      return (await orm.migrator.up()).map((migration) => migration.name)
    } finally {
      await orm.close()
    }
  })
}

/** Whether every migration of this code has run. One query, so that a start need not wait for the lock. */
export function isMigrated(url: string): Promise<boolean> {
  return withClient(url, async (client) => {
    try {
      const { rows } = await client.query<{ name: string }>('select name from mikro_orm_migrations')
      const done = new Set(rows.map((row) => row.name))
      return migrations.every((migration) => done.has(migration.name))
    } catch (error) {
      if ((error as { code?: string }).code === '42P01') return false
      throw error
    }
  })
}

async function withClient<Answer>(url: string, work: (client: pg.Client) => Promise<Answer>): Promise<Answer> {
  const client = new pg.Client({ connectionString: url })
  // A server that ends meanwhile says so in the answer, and in an event that would end the process if nobody listened.
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Tells whether the migrations and the entities say the same; the difference as SQL, empty where they agree. */
export async function schemaDifference(url: string): Promise<string> {
  const orm = migratingOrm(url)
  try {
    return (await orm.schema.getUpdateSchemaSQL({ wrap: false })).trim()
  } finally {
    await orm.close()
  }
}

const migratingOrm = (url: string) =>
  new MikroORM({
    clientUrl: url,
    entities,
    forceUtcTimezone: true,
    extensions: [Migrator],
    migrations: { migrationsList: migrations, snapshot: false, transactional: true, allOrNothing: true },
    // A function is said in its migration, and its stories prove it; the entities know of none.
    schemaGenerator: { ignoreRoutines: true },
    pool: { min: 0, max: 2 },
    logger: () => {},
  })
