import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { answerCounts } from '../src/analytics/answer-figures.ts'
import { emailCounts } from '../src/analytics/email-figures.ts'
import { interviewCounts } from '../src/analytics/interview-figures.ts'
import { interviewerLoads } from '../src/analytics/interviewer-load.ts'
import { passThrough } from '../src/analytics/pass-through.ts'
import { periodOf } from '../src/analytics/period.ts'
import { prepare, type Scope } from '../src/analytics/scope.ts'
import { spreadByCriterion, spreadByInterviewer } from '../src/analytics/score-spread.ts'
import { untilArranged, untilHeld } from '../src/analytics/time-to-schedule.ts'
import { entities } from '../src/entities.ts'
import { migrate } from '../src/migrations/migrate.ts'
import { startEmbeddedPostgres } from '../src/runtime/embedded-postgres.ts'
import { systemClock } from '../src/shared/clock.ts'
import { openDatabase } from '../src/shared/database.ts'
import { readPage, type List } from '../src/shared/graphql/page.ts'
import { dateAfter } from '../src/shared/local-days.ts'
import { Reading } from '../src/shared/reading.ts'
import { furnishLargeCompany } from './large-company.ts'

/*
 * What the figures of a large company cost: a million interviews over two years, with all that hangs on them. Each figure
 * is asked for the last year, for its last month, and for one job in that year. The first number is how long it took, the
 * second one what it cost a processor, both in milliseconds: on a machine with other work the second one is to be
 * compared. No work is shared between processors. With `plans` it tells how Postgres came by the rows of the year.
 *
 *   npm run bench analytics [postgres://…/a-database [how many interviews [plans]]]
 *
 * A database that has such a company already is measured as it is, so that indexes can be tried out.
 */
const given = process.argv[3]
const interviews = Number(process.argv[4] ?? 1_000_000)
const postgres = given ? null : await startEmbeddedPostgres({ ephemeral: true })
const databaseUrl = given ?? postgres!.url
await migrate(databaseUrl)
const database = openDatabase(databaseUrl, entities)
const db = database.em.fork().getKysely<unknown>()

const before = await sql<{ id: string }>`select id from company where name = 'Large'`.execute(db)
const begunAt = performance.now()
const companyId = before.rows[0]?.id ?? (await furnishLargeCompany(db, interviews))
const rows = await sql<{
  told: string
}>`select string_agg(relname || ' ' || reltuples::bigint, ', ' order by relname) as told
  from pg_class where relname in ('interview', 'application', 'delivery', 'scorecard', 'scorecard_score')`.execute(db)
process.stdout.write(`${rows.rows[0]!.told}; ready after ${((performance.now() - begunAt) / 1000).toFixed(0)} s\n`)

/** A reading that keeps what it was asked. */
class WatchedReading extends Reading {
  readonly asked: RawBuilder<unknown>[] = []

  override rows<Row>(query: RawBuilder<Row>): Promise<Row[]> {
    this.asked.push(query)
    return super.rows(query)
  }
}
const open = () => new WatchedReading(database, systemClock, companyId)

const today = new Date().toISOString().slice(0, 10)
const zone = 'Europe/Stockholm'
const everything = { jobId: null, round: null, interviewerId: null }
const [job] = (await sql<{ id: string }>`select id from job where company_id = ${companyId} limit 1`.execute(db)).rows
const scopes: Record<string, Scope> = {
  year: { period: periodOf(dateAfter(today, -364), today, 'WEEK', zone), ...everything },
  month: { period: periodOf(dateAfter(today, -30), today, 'DAY', zone), ...everything },
  'job, year': { period: periodOf(dateAfter(today, -364), today, 'WEEK', zone), ...everything, jobId: job!.id },
}

/** What a backend of Postgres on this machine has worked so far, in milliseconds of a processor; 0 where it is elsewhere. */
function worked(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
    return (Number(fields[11]) + Number(fields[12])) * 10
  } catch {
    return 0
  }
}

async function measure(name: string, ask: (reading: Reading, scope: Scope) => Promise<unknown>): Promise<void> {
  const told: string[] = []
  for (const scope of Object.values(scopes)) {
    const turns: { took: number; cost: number }[] = []
    for (let turn = 0; turn < 3; turn++) {
      const reading = open()
      const [backend] = await reading.rows(sql<{ pid: number }>`select pg_backend_pid() as pid,
        set_config('max_parallel_workers_per_gather', '0', true)`)
      const before = worked(backend!.pid)
      const begun = performance.now()
      await ask(reading, scope)
      turns.push({ took: performance.now() - begun, cost: worked(backend!.pid) - before })
      await reading.close()
    }
    const { took, cost } = turns.toSorted((one, other) => one.took - other.took)[1]!
    told.push(`${took.toFixed(0).padStart(7)} ${cost.toFixed(0).padStart(7)}`)
  }
  process.stdout.write(`${name.padEnd(28)} ${told.join('  ')}\n`)
  if (!process.argv.includes('plans')) return
  const watched = open()
  await ask(watched, scopes['year']!)
  const reading = open()
  for (const query of watched.asked.filter((_query, index) => index % 2 === 1)) {
    await prepare(reading)
    const lines = await reading.rows(sql<{ 'QUERY PLAN': string }>`explain (analyze, buffers off) ${query}`)
    process.stdout.write(`${lines.map((line) => line['QUERY PLAN']).join('\n')}\n`)
  }
  await Promise.all([watched.close(), reading.close()])
}

const page =
  <Row>(list: (companyId: string, scope: Scope) => List<Row>) =>
  async (reading: Reading, scope: Scope) =>
    Promise.all([prepare(reading), readPage(reading, list(companyId, scope), { first: 20 })])

process.stdout.write(
  `${''.padEnd(28)} ${Object.keys(scopes)
    .map((name) => name.padStart(15))
    .join('  ')}\n`,
)
await measure('interviews', interviewCounts)
await measure('until arranged', untilArranged)
await measure('until held', untilHeld)
await measure('answers', answerCounts)
await measure('emails', emailCounts)
await measure('load, first 20', page(interviewerLoads))
await measure('spread by interviewer', page(spreadByInterviewer))
await measure('spread by criterion', page(spreadByCriterion))
await measure('pass-through, first 20', page(passThrough))

await database.close(true)
await postgres?.stop()
