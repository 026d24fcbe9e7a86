import pg from 'pg'
import { afterEach, expect, inject, test, vi } from 'vitest'
import { migrations } from '../../src/migrations/index.ts'
import { schemaDifference } from '../../src/migrations/migrate.ts'
import { administer, dropDatabase, ownDatabase } from '../database.ts'
import { until } from '../until.ts'
import { afterwards, endEverything, freePort, ownFolder, run, type Program } from './processes.ts'

vi.setConfig({ testTimeout: 120_000 })
afterEach(endEverything)

/** A database with nothing in it, not even the tables. */
async function emptyDatabase() {
  const name = `empty_${crypto.randomUUID().replaceAll('-', '')}`
  await administer(`create database "${name}"`)
  afterwards(() => dropDatabase(name))
  const url = Object.assign(new URL(inject('postgresUrl')), { pathname: `/${name}` }).href
  return {
    url,
    async query<Row extends object>(text: string): Promise<Row[]> {
      const client = new pg.Client(url)
      await client.connect()
      return (await client.query<Row>(text).finally(() => client.end())).rows
    },
  }
}

test('five servers that start at once on an empty database migrate it once, and all serve', async () => {
  const database = await emptyDatabase()
  const dataDir = ownFolder()
  const servers = await Promise.all(
    Array.from({ length: 5 }, async () => {
      const port = await freePort()
      const settings = { PORT: String(port), DATABASE_URL: database.url, DATA_DIR: dataDir }
      return { port, process: run('server', settings) }
    }),
  )
  for (const { port, process } of servers)
    await until(`the server on port ${port} is ready`, async () => {
      if (process.hasEnded()) throw new Error(process.said())
      return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok
    })

  const done = await database.query<{ name: string }>('select name from mikro_orm_migrations order by id')
  expect(done.map((row) => row.name)).toEqual(migrations.map((migration) => migration.name))
  expect(servers.filter(({ process }) => process.said().includes('"migrated"'))).toHaveLength(1)
  expect(servers.flatMap(({ process }) => process.failures())).toEqual([])
})

test.for<Program>(['server', 'worker', 'start', 'migrate'])(
  '%s refuses nonsense at the door, names every variable and tells the mend',
  async (program) => {
    const refused = run(program, {
      PORT: 'four thousand',
      DATABASE_URL: 'mysql://root@localhost/greenroom',
      SMTP_URL: 'smtp://mail.example.com:465',
      PUBLIC_URL: 'interviews.example.com',
      SECRET: 'short',
      DATA_DIR: ownFolder(),
    })
    expect(await refused.ended).toEqual({ code: 1, signal: null })
    const said = refused.said()
    for (const line of [
      /^ {2}PORT is not a port.*65535/m,
      /^ {2}DATABASE_URL begins with "mysql:".*postgres:\/\//m,
      /^ {2}SMTP_URL uses port 465.*smtps:/m,
      /^ {2}PUBLIC_URL is not a web address.*https:/m,
      /^ {2}SECRET is shorter than.*openssl/m,
    ])
      expect(said).toMatch(line)
    // It is told as a mistake of settings and not as a crash.
    expect(said).not.toMatch(/^ +at /m)
  },
)

test('production refuses placeholder secrets and what is missing, and never shows a secret', async () => {
  const secret = 'please-change-me-please-change-me-please'
  const refused = run('server', { NODE_ENV: 'production', SECRET: secret, DATA_DIR: ownFolder() })
  expect(await refused.ended).toEqual({ code: 1, signal: null })
  for (const name of ['DATABASE_URL', 'SMTP_URL', 'PUBLIC_URL']) expect(refused.said()).toContain(`${name} is missing`)
  expect(refused.said()).toContain('SECRET looks like a placeholder')
  expect(refused.said()).not.toContain(secret)
})

test('the migrations make what the entities say, and a difference would be seen', async () => {
  const database = await ownDatabase()
  afterwards(() => database.drop())
  expect(await schemaDifference(database.url)).toBe('')
  await database.query('drop index booking_by_slot')
  expect(await schemaDifference(database.url)).toContain('booking_by_slot')
})

test.for<Program>(['server', 'worker'])(
  '%s serves without its bucket, and says at the start and when asked that it cannot be had',
  async (program) => {
    const database = await emptyDatabase()
    const [port, nobody] = [await freePort(), await freePort()]
    const running = run(program, {
      PORT: String(port),
      DATABASE_URL: database.url,
      DATA_DIR: ownFolder(),
      S3_ENDPOINT: `http://127.0.0.1:${nobody}`,
      S3_BUCKET: 'recordings',
      S3_ACCESS_KEY_ID: 'keeper',
      S3_SECRET_ACCESS_KEY: 'a-secret-that-nobody-reads',
    })
    const line = await until('it says so', () =>
      running
        .failures()
        .map((each) => JSON.parse(each) as Record<string, unknown>)
        .find(({ msg }) => String(msg).includes('storage check')),
    )
    expect(line).toMatchObject({
      storage: `s3://recordings at http://127.0.0.1:${nobody}`,
      fault: 'UNREACHABLE',
      code: 'ECONNREFUSED',
      advice: expect.stringContaining('Nothing listens') as string,
    })
    if (program === 'server') {
      const ready = await until('it is ready', async () => {
        const answer = await fetch(`http://127.0.0.1:${port}/readyz`)
        return answer.ok && answer.text()
      })
      expect(ready).toBe('{"status":"ready","storage":"not reached"}')
    }
    expect(running.said()).not.toContain('a-secret')
    expect(await running.kill('SIGTERM')).toEqual({ code: 0, signal: null })
  },
)
