import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '../src/migrations/migrate.ts'
import { buildWebWhereNeeded } from '../src/runtime/build-web.ts'
import { startEmbeddedPostgres } from '../src/runtime/embedded-postgres.ts'
import { writeScreensIndex } from './browser/screens.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The database server of this run, and the migrated database that every test file's own is cloned from. */
    postgresUrl: string
    templateName: string
  }
}

/** One throw-away Postgres for the whole run; the pages, for the stories that open a browser. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_DATABASE_URL']
  const postgres = given ? null : await startEmbeddedPostgres({ ephemeral: true })
  const url = given ?? postgres!.url
  const templateName = `template_${process.pid}_${Date.now()}`
  await administer(url, `create database "${templateName}"`)
  await migrate(databaseAt(url, templateName))
  // The build would inherit NODE_ENV=test, and the stories in a browser would meet other pages than people do.
  const { NODE_ENV } = process.env
  delete process.env['NODE_ENV']
  await buildWebWhereNeeded()
  process.env['NODE_ENV'] = NODE_ENV
  project.provide('postgresUrl', url)
  project.provide('templateName', templateName)
  return async () => {
    await administer(url, `drop database if exists "${templateName}" with (force)`)
    await postgres?.stop()
    writeScreensIndex()
  }
}

const databaseAt = (url: string, name: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
