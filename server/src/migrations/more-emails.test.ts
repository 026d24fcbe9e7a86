import { randomBytes } from 'node:crypto'
import { Migrator } from '@mikro-orm/migrations'
import { MikroORM } from '@mikro-orm/postgresql'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { entities } from '../entities.ts'
import { migrations } from './index.ts'
import { migrate } from './migrate.ts'

const company = '00000000-0000-4000-8000-0000000000c0'
const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

const name = `before_${randomBytes(8).toString('hex')}`
const url = Object.assign(new URL(inject('postgresUrl')), { pathname: `/${name}` }).href
let client: pg.Client

async function administer(statement: string): Promise<void> {
  const administrator = new pg.Client({ connectionString: inject('postgresUrl') })
  await administrator.connect()
  try {
    await administrator.query(statement)
  } finally {
    await administrator.end()
  }
}

/** A database as it was before this migration, with two interviews: the email about one of them was sent. */
beforeAll(async () => {
  await administer(`create database "${name}"`)
  const before = migrations.slice(
    0,
    migrations.findIndex((migration) => migration.name === '2026-11-21-more-emails'),
  )
  const orm = new MikroORM({
    clientUrl: url,
    entities,
    extensions: [Migrator],
    migrations: { migrationsList: before, snapshot: false },
    logger: () => {},
  })
  await orm.migrator.up()
  await orm.close()

  client = new pg.Client({ connectionString: url })
  await client.connect()
  const insert = (statement: string) =>
    client.query(statement.replaceAll(':company', `'${company}'`).replaceAll(/#(\d+)/g, (_, n) => `'${id(Number(n))}'`))
  await insert(`insert into company (id, name, time_zone) values (:company, 'One', 'UTC')`)
  await insert(`insert into job (company_id, id, title) values (:company, #1, 'Job'), (:company, #2, 'Another job')`)
  await insert(`insert into candidate (company_id, id, name, email, time_zone, language)
    values (:company, #3, 'Ada', 'ada@one.test', 'UTC', 'EN'), (:company, #4, 'Ben', null, 'UTC', 'EN')`)
  await insert(`insert into application (company_id, id, candidate_id, job_id)
    values (:company, #5, #3, #1), (:company, #6, #4, #2)`)
  await insert(`insert into interview (company_id, id, application_id, round, mode, starts_at, ends_at, time_zone)
    values (:company, #7, #5, 1, 'PHONE', '2026-11-25T09:00Z', '2026-11-25T09:45Z', 'UTC'),
      (:company, #8, #6, 1, 'PHONE', '2026-11-26T09:00Z', '2026-11-26T10:00Z', 'UTC')`)
  await insert(`insert into invitation (company_id, id, interview_id, candidate_id, calendar_uid)
    values (:company, #9, #7, #3, 'one@one.test'), (:company, #10, #8, #4, 'two@one.test')`)
  await insert(`insert into delivery (company_id, id, invitation_id, kind, sequence, status, email_key, message_id,
      queued_at, sent_at)
    values (:company, #11, #9, 'INVITATION', 0, 'SENT', 'one', '<11@one.test>', now(), now()),
      (:company, #12, #10, 'INVITATION', 0, 'SKIPPED_NO_ADDRESS', 'two', '<12@one.test>', now(), null)`)
  await migrate(url)
})
afterAll(async () => {
  await client.end()
  await administer(`drop database if exists "${name}" with (force)`)
})

test('an email from before knows to whom it is and for which application', async () => {
  const { rows } = await client.query(
    'select id, candidate_id, application_id, invitation_id, scheduling_link_id, waitlist_entry_id from delivery order by id',
  )
  const about = { scheduling_link_id: null, waitlist_entry_id: null }
  expect(rows).toEqual([
    { id: id(11), candidate_id: id(3), application_id: id(5), invitation_id: id(9), ...about },
    { id: id(12), candidate_id: id(4), application_id: id(6), invitation_id: id(10), ...about },
  ])
})

test('what was sent is what a candidate knows; who got nothing knows nothing', async () => {
  const { rows } = await client.query('select id, told_starts_at, told_ends_at from invitation order by id')
  expect(rows).toEqual([
    { id: id(9), told_starts_at: new Date('2026-11-25T09:00Z'), told_ends_at: new Date('2026-11-25T09:45Z') },
    { id: id(10), told_starts_at: null, told_ends_at: null },
  ])
})
