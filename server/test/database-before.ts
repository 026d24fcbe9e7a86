import { randomBytes } from 'node:crypto'
import { Migrator } from '@mikro-orm/migrations'
import { MikroORM } from '@mikro-orm/postgresql'
import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { entities } from '../src/entities.ts'
import { migrations } from '../src/migrations/index.ts'
import { migrate } from '../src/migrations/migrate.ts'
import { administer, dropDatabase } from './database.ts'

/** The company of the rows that are there before. */
export const company = '00000000-0000-4000-8000-0000000000c0'
/** The id that `#number` stands for. */
export const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

/**
 * A database as it was before a migration, with these rows in it, and then migrated to the end. Called at the top of a
 * test file.
 * @param rows statements in which `:company` and `#1` are ids
 * @returns asks the migrated database
 */
export function databaseBefore(migration: string, rows: readonly string[]) {
  const name = `before_${randomBytes(8).toString('hex')}`
  const url = Object.assign(new URL(inject('postgresUrl')), { pathname: `/${name}` }).href
  let client: pg.Client

  beforeAll(async () => {
    await administer(`create database "${name}"`)
    const place = migrations.findIndex((each) => each.name === migration)
    if (place < 0) throw new Error(`There is no migration ${migration}.`)
    const orm = new MikroORM({
      clientUrl: url,
      entities,
      extensions: [Migrator],
      migrations: { migrationsList: migrations.slice(0, place), snapshot: false },
      logger: () => {},
    })
    await orm.migrator.up()
    await orm.close()
    client = new pg.Client({ connectionString: url })
    await client.connect()
    for (const row of rows)
      await client.query(
        row.replaceAll(':company', `'${company}'`).replaceAll(/#(\d+)/g, (_, number) => `'${idOf(Number(number))}'`),
      )
    await migrate(url)
  })
  afterAll(async () => {
    await client.end()
    await dropDatabase(name)
  })
  return async (text: string): Promise<unknown[]> => (await client.query(text)).rows
}
