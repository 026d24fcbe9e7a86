import os from 'node:os'
import 'reflect-metadata'
import { sql } from 'kysely'
import { assemble, startApi } from '../src/app.ts'
import { migrate } from '../src/migrations/migrate.ts'
import { startEmbeddedPostgres } from '../src/runtime/embedded-postgres.ts'
import { makeLog } from '../src/shared/log.ts'
import { newId } from '../src/shared/id.ts'
import { addStaffMember } from '../src/sign-in/add-staff-member.ts'
import { hashPassword } from '../src/sign-in/password.ts'

/*
 * What the hot paths cost: one server process with its own throw-away Postgres, asked over HTTP by 32 clients in the
 * same process. The figures are for comparing two versions on one machine, not machines.
 */
if (process.argv[2] === 'availability') {
  await import('./availability.ts')
  process.exit()
}
if (process.argv[2] === 'mail') {
  await import('./mail.ts')
  process.exit()
}
if (process.argv[2] === 'feed') {
  await import('./feed.ts')
  process.exit()
}
if (process.argv[2] === 'recordings') {
  await import('./recordings.ts')
  process.exit()
}
if (process.argv[2] === 'analytics') {
  await import('./analytics.ts')
  process.exit()
}
if (process.argv[2] === 'scroll') {
  await import('./scroll.ts')
  process.exit()
}
const clients = 32
const seconds = Number(process.argv[2] ?? 5)

/** An empty database to measure on; a throw-away one where none is given. */
const given = process.argv[3]
const postgres = given ? null : await startEmbeddedPostgres({ ephemeral: true })
const databaseUrl = given ?? postgres!.url
await migrate(databaseUrl)
const port = 15_900
const publicUrl = `http://localhost:${port}`
const greenroom = assemble(
  {
    databaseUrl,
    dataDir: os.tmpdir(),
    recordingQuotaMb: 1,
    publicUrl,
    secrets: ['a-secret-for-the-bench-and-nothing-else'],
    mailFrom: 'interviews@bench.test',
    hearsBounces: false,
  },
  { log: makeLog('error') },
)
await greenroom.hub.start()
const api = await startApi(greenroom, { host: '127.0.0.1', port })

const companyId = newId()
const db = greenroom.database.em.fork().getKysely<unknown>()
await sql`insert into company (id, name, time_zone) values (${companyId}, 'Bench', 'Europe/Stockholm')`.execute(db)
const recruiter = await addStaffMember(
  greenroom.database,
  companyId,
  'Ruth',
  'ruth@bench.test',
  'RECRUITER',
  await hashPassword('bench-password'),
)
const jobId = idOf(await greenroom.useCases.createJob(recruiter, { title: 'Engineer' }))

const signedIn = await fetch(`${publicUrl}/api/auth/sign-in/email`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ email: 'ruth@bench.test', password: 'bench-password' }),
})
if (!signedIn.ok) throw new Error(await signedIn.text())
const cookie = signedIn.headers.getSetCookie()[0]!.split(';')[0]!

async function ask(query: string, variables: object): Promise<{ data: never; errors?: unknown }> {
  const response = await fetch(`${publicUrl}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify({ query, variables }),
  })
  const answer = (await response.json()) as { data: never; errors?: unknown }
  if (answer.errors) throw new Error(JSON.stringify(answer.errors))
  return answer
}

/** Candidates with applications and slots of ten places, straight into the tables: they are only the stage. */
async function stage(applications: number, slots: number) {
  const start = new Date(Date.now() + 24 * 3_600_000).toISOString()
  const made = await sql<{ id: string }>`with people as (
      insert into candidate (company_id, id, name, email, time_zone, language)
      select ${companyId}, gen_random_uuid(), 'Candidate ' || n, gen_random_uuid() || '@bench.test', 'Europe/Paris', 'EN'
      from generate_series(1, ${applications}) n returning id)
    insert into application (company_id, id, candidate_id, job_id)
    select ${companyId}, gen_random_uuid(), id, ${jobId} from people returning id`.execute(db)
  const opened = await sql<{ id: string }>`insert into slot
      (company_id, id, starts_at, ends_at, time_zone, capacity, mode)
    select ${companyId}, gen_random_uuid(), ${start}::timestamptz + n * interval '1 hour',
      ${start}::timestamptz + n * interval '1 hour 45 minutes', 'Europe/Stockholm', 1000, 'PHONE'
    from generate_series(1, ${slots}) n returning id`.execute(db)
  return { applications: made.rows.map((row) => row.id), slots: opened.rows.map((row) => row.id) }
}

/**
 * Asks with 32 clients until the time is over, and prints how many answers a second came, and how much of a processor
 * each cost this process, clients included. On a machine with other work the second figure is the one to compare.
 */
async function measure(name: string, once: (turn: number) => Promise<unknown>): Promise<void> {
  let turn = 0
  let answered = 0
  for (let warm = 0; warm < clients; warm++) await once(turn++)
  const begun = performance.now()
  const before = process.cpuUsage()
  const end = begun + seconds * 1000
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() < end) {
        await once(turn++)
        answered++
      }
    }),
  )
  const rate = answered / ((performance.now() - begun) / 1000)
  const { user, system } = process.cpuUsage(before)
  const cost = ((user + system) / 1000 / answered).toFixed(2)
  process.stdout.write(`${name.padEnd(34)} ${rate.toFixed(0).padStart(7)} /s ${cost.padStart(8)} ms\n`)
}

const book = `mutation ($input: BookSlotInput!) { bookSlot(input: $input) { __typename ... on Booking { id } } }`
const spread = await stage(60_000, 200)
await measure('bookSlot, spread over 200 slots', (turn) =>
  ask(book, { input: { slotId: spread.slots[turn % 200], applicationId: spread.applications[turn] } }),
)
const hot = await stage(20_000, 1)
await measure('bookSlot, one hot slot', (turn) =>
  ask(book, { input: { slotId: hot.slots[0], applicationId: hot.applications[turn] } }),
)

const list = `query ($after: String) { interviews(first: 50, after: $after) { nodes { id status startsAt mode rsvp
  candidate { id name } job { id title } slot { id } interviewers { id name } delivery { id status } } } }`
await measure('interviews, a page of 50', () => ask(list, {}))

const one = await ask(`{ interviews(first: 50) { nodes { id } } }`, {})
const ids = (one.data as { interviews: { nodes: { id: string }[] } }).interviews.nodes.map((node) => node.id)
await measure('interview, one by id', (turn) =>
  ask(`query ($id: ID!) { interview(id: $id) { id status candidate { id name } } }`, { id: ids[turn % ids.length] }),
)

await api.close()
await greenroom.close()
await postgres?.stop()

function idOf(answer: { kind: string; id?: string }): string {
  if (!answer.id) throw new Error(JSON.stringify(answer))
  return answer.id
}
