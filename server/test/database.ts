import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { until } from './until.ts'

export interface OwnDatabase {
  url: string
  /** Looks into the tables as nobody in the product can: across companies, past every rule. */
  query<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>
  drop(): Promise<void>
}

/** Says something to the server of the stories, outside of any story's database. */
export async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** Postgres may be cleaning it at this moment, which only a superuser may end (42501); it ends by itself. */
function whileVacuumed(error: unknown): null {
  if ((error as { code?: string }).code === '42501') return null
  throw error
}

/** Drops a database of a story, whoever still holds a connection to it. */
export async function dropDatabase(name: string): Promise<void> {
  const drop = () => administer(`drop database if exists "${name}" with (force)`).then(() => true, whileVacuumed)
  await until('the database to be dropped', drop)
}

/** A database of one's own, cloned from the migrated one, so that test files run side by side. */
export async function ownDatabase(): Promise<OwnDatabase> {
  const name = `story_${randomBytes(8).toString('hex')}`
  await administer(`create database "${name}" template "${inject('templateName')}" strategy file_copy`)
  const url = Object.assign(new URL(inject('postgresUrl')), { pathname: `/${name}` }).href
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  pool.on('error', () => {})
  return {
    url,
    query: async <Row extends object>(text: string, values?: unknown[]) => (await pool.query<Row>(text, values)).rows,
    async drop() {
      await pool.end()
      await dropDatabase(name)
    },
  }
}
