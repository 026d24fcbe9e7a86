import { sql, type RawBuilder } from 'kysely'
import { availableSlots } from '../src/availability/available-slots.ts'
import { explain } from '../src/availability/explain.ts'
import { freeTimesPage } from '../src/availability/free-times.ts'
import { entities } from '../src/entities.ts'
import { migrate } from '../src/migrations/migrate.ts'
import { startEmbeddedPostgres } from '../src/runtime/embedded-postgres.ts'
import { dayMs } from '../src/scheduling/stretches.rules.ts'
import { systemClock } from '../src/shared/clock.ts'
import { openDatabase } from '../src/shared/database.ts'
import { newId } from '../src/shared/id.ts'
import { Reading } from '../src/shared/reading.ts'

/*
 * What it costs to find a time: two companies with 200 interviewers and 20,000 slots each, half of them in the next 90
 * days and half of them over, three people in each. Under each figure stands what Postgres did for its statements.
 *
 *   npm run bench availability [postgres://…/an-empty-database]
 */
const given = process.argv[3]
const postgres = given ? null : await startEmbeddedPostgres({ ephemeral: true })
const databaseUrl = given ?? postgres!.url
await migrate(databaseUrl)
const database = openDatabase(databaseUrl, entities)
const db = database.em.fork().getKysely<unknown>()

/** Weekdays from 08:00 to 16:00 UTC; at each hour as many slots beside each other as bring the number. */
async function furnish(): Promise<{ companyId: string; people: string[]; jobId: string }> {
  const companyId = newId()
  await sql`insert into company (id, name, time_zone) values (${companyId}, 'Bench', 'UTC')`.execute(db)
  const people = await sql<{ id: string }>`with users as (insert into auth_user (id, name, email)
      select gen_random_uuid(), 'Interviewer', gen_random_uuid() || '@bench.test' from generate_series(1, 200)
      returning id, email)
    insert into staff_member (company_id, id, user_id, name, email, role)
    select ${companyId}, gen_random_uuid(), id, 'Interviewer', email, 'INTERVIEWER' from users returning id`.execute(db)
  const ids = people.rows.map(({ id }) => id)
  const [job] = (
    await sql<{ id: string }>`insert into job (company_id, id, title)
    values (${companyId}, gen_random_uuid(), 'Engineer') returning id`.execute(db)
  ).rows
  // Nineteen or twenty at each of eight hours on some 128 weekdays, seven of ten with a place taken, a third of them full.
  await sql`insert into slot (company_id, id, starts_at, ends_at, time_zone, capacity, places_taken, mode, job_id)
    select ${companyId}, gen_random_uuid(), day + hour * interval '1 hour', day + hour * interval '1 hour 1 second' + interval '45 minutes',
      'UTC', case when lane % 3 = 0 then 1 else 2 end, (lane % 10 < 7)::int, 'PHONE', case when lane % 2 = 0 then ${job!.id}::uuid end
    from generate_series(date_trunc('day', now()) - interval '90 days', date_trunc('day', now()) + interval '90 days',
      interval '1 day') day, generate_series(8, 15) hour, generate_series(0, 19) lane
    where extract(isodow from day) < 6`.execute(db)
  await sql`insert into slot_interviewer (company_id, slot_id, interviewer_id)
    select ${companyId}, slot.id, (${ids}::uuid[])[1 + (slot.lane * 3 + seat + 60 * slot.hour) % 200] from (
      select id, extract(hour from starts_at)::int as hour,
        (row_number() over (partition by starts_at order by places_taken desc, id))::int as lane
      from slot where company_id = ${companyId}) slot, generate_series(0, 2) seat`.execute(db)
  await sql`insert into interviewer_time (company_id, id, interviewer_id, occupied, slot_id)
    select ${companyId}, gen_random_uuid(), held.interviewer_id, tstzrange(slot.starts_at, slot.ends_at), slot.id
    from slot join slot_interviewer held on held.company_id = slot.company_id and held.slot_id = slot.id
    where slot.company_id = ${companyId} and slot.places_taken > 0`.execute(db)
  return { companyId, people: ids, jobId: job!.id }
}

const { companyId, people, jobId } = await furnish()
await furnish()
await sql`analyze`.execute(db)
const now = Date.now()
const range = (days: number, from = 0) => ({
  startsAt: new Date(now + from * dayMs),
  endsAt: new Date(now + (from + days) * dayMs),
})

/** A reading that keeps what it was asked. */
class WatchedReading extends Reading {
  readonly asked: RawBuilder<unknown>[] = []

  override rows<Row>(query: RawBuilder<Row>): Promise<Row[]> {
    this.asked.push(query)
    return super.rows(query)
  }
}
const open = () => new WatchedReading(database, systemClock, companyId)

async function measure(name: string, once: (reading: Reading) => Promise<string>, repeats = 15): Promise<void> {
  const times: number[] = []
  let told = ''
  for (let turn = 0; turn < repeats; turn++) {
    const reading = open()
    const begun = performance.now()
    told = await once(reading)
    times.push(performance.now() - begun)
    await reading.close()
  }
  const median = times.toSorted((one, other) => one - other)[repeats >> 1]!
  process.stdout.write(`\n${name.padEnd(62)} ${median.toFixed(1).padStart(7)} ms   ${told}\n`)
  const [watched, reading] = [open(), open()]
  await once(watched)
  for (const query of watched.asked) process.stdout.write(`  ${await plan(reading, query)}\n`)
  await watched.close()
  await reading.close()
}

/** What Postgres did for one statement: how it looked for rows, and how many pages of 8 kB it read. */
async function plan(reading: Reading, query: RawBuilder<unknown>): Promise<string> {
  const lines = (
    await reading.rows(sql<{ 'QUERY PLAN': string }>`explain (analyze, buffers, costs off, timing off) ${query}`)
  ).map((row) => row['QUERY PLAN'])
  const found = lines.flatMap((line) => {
    const scan = /(?:->\s+)?((?:Index|Bitmap|Seq)[^(]* Scan[^(]*?) \(actual rows=([\d.]+) loops=(\d+)/.exec(line)
    return scan ? [`${scan[1]!.trim()}: ${scan[2]!}${scan[3] === '1' ? '' : ` × ${scan[3]!}`}`] : []
  })
  const pages = /shared hit=(\d+)(?: read=(\d+))?/.exec(lines.join('\n'))
  const took = /Execution Time: ([\d.]+)/.exec(lines.join('\n'))?.[1]
  return `${took} ms, ${Number(pages?.[1] ?? 0) + Number(pages?.[2] ?? 0)} pages; ${found.join('; ')}`
}

const wanted = (all: string[], anyOf: string[][] = []) => ({
  kind: 'MeetingWanted' as const,
  panel: { all, anyOf },
  durationMinutes: 45,
})
const tenPools = Array.from({ length: 10 }, (_, pool) => people.slice(pool * 20, pool * 20 + 20))
const shown = (page: { rows: unknown[]; hasNextPage: boolean }) =>
  `${page.rows.length} shown${page.hasNextPage ? ', more follow' : ''}`

await measure('free times: one person, first 50 of 90 days', async (reading) =>
  shown(await freeTimesPage(reading, wanted([people[0]!]), range(90), { first: 50 })),
)
await measure('free times: 3 people and 2 pools of 20, first 50 of 90 days', async (reading) =>
  shown(await freeTimesPage(reading, wanted(people.slice(0, 3), tenPools.slice(1, 3)), range(90), { first: 50 })),
)
await measure('free times: 10 pools of 20, first 50 of 90 days', async (reading) =>
  shown(await freeTimesPage(reading, wanted([], tenPools), range(90), { first: 50 })),
)
await measure(
  'free times: 10 pools of 20, all of 90 days counted',
  async (reading) => {
    const page = await freeTimesPage(reading, wanted([], tenPools), range(90), { first: 1 })
    return `${await page.count()} in all`
  },
  3,
)
await measure('why: 3 people and 2 pools of 20, 31 days', async (reading) => {
  const told = await explain(reading, wanted(people.slice(0, 3), tenPools.slice(1, 3)), range(31))
  return told.kind === 'AvailabilityExplained' ? `${told.people.length} people` : told.kind
})
await measure('slots that can be booked: first 50', async (reading) =>
  shown(await availableSlots(reading, { jobId }, { first: 50 })),
)
await measure('slots that can be booked: 50 from day 80 on', async (reading) =>
  shown(await availableSlots(reading, { jobId, from: range(1, 80).startsAt }, { first: 50 })),
)
await measure(
  'slots that can be booked: all of 90 days counted',
  async (reading) => {
    const page = await availableSlots(reading, { jobId }, { first: 1 })
    return `${await page.count()} in all`
  },
  3,
)

await database.close(true)
await postgres?.stop()
