import 'reflect-metadata'
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { assemble, startApi } from '../src/app.ts'
import { migrate } from '../src/migrations/migrate.ts'
import { startEmbeddedPostgres } from '../src/runtime/embedded-postgres.ts'
import { newId } from '../src/shared/id.ts'
import { makeLog } from '../src/shared/log.ts'
import { writeWhole } from '../src/shared/write-whole.ts'

/*
 * What it costs to take in recordings: twenty candidates at once, each sending one part of 256 KiB after the other by PATCH
 * over a connection of their own, to one server process with its own Postgres, which knows 300,000 parts already, and the disk
 * storage; the senders are in the same process. Beside it stands what the disk alone takes of such files, written and synced in the same way.
 *
 *   npm run bench recordings [seconds] [postgres://…/an-empty-database]
 */
const seconds = Number(process.argv[3] ?? 10)
const given = process.argv[4]
const [candidates, partBytes, port] = [20, 256 * 1024, 15_901]
const folder = await mkdtemp(path.join(os.tmpdir(), 'greenroom-bench-'))
// The user of the database passes through on the way to its data.
await chmod(folder, 0o711)
const postgres = given ? null : await startEmbeddedPostgres({ dataDir: folder, log: makeLog('error') })
const databaseUrl = given ?? postgres!.url
await migrate(databaseUrl)
const publicUrl = `http://localhost:${port}`
const greenroom = assemble(
  {
    databaseUrl,
    dataDir: folder,
    recordingQuotaMb: 9_999_999,
    publicUrl,
    secrets: ['a-secret-for-the-bench-and-nothing-else'],
    mailFrom: 'interviews@bench.test',
    hearsBounces: false,
  },
  { log: makeLog('error') },
)
const api = await startApi(greenroom, { host: '127.0.0.1', port })

/** Candidates in their rooms who have begun to record a picture, straight into the tables: they are only the stage. */
async function stage(): Promise<{ url: string; authorization: string; offset: number }[]> {
  const db = greenroom.database.em.fork().getKysely<unknown>()
  const [companyId, jobId, kitId, versionId, questionId] = Array.from({ length: 5 }, newId) as [
    string,
    string,
    string,
    string,
    string,
  ]
  const question = { id: questionId, texts: { EN: 'Who?' }, prepareSeconds: 0, answerSeconds: 3600, retakes: 0 }
  await sql`insert into company (id, name, time_zone) values (${companyId}, 'Bench', 'Europe/Stockholm')`.execute(db)
  await sql`insert into job (company_id, id, title) values (${companyId}, ${jobId}, 'Engineer')`.execute(db)
  await sql`insert into kit (company_id, id, name) values (${companyId}, ${kitId}, 'Bench')`.execute(db)
  await sql`insert into kit_version (company_id, id, kit_id, number, language, questions, criteria)
    values (${companyId}, ${versionId}, ${kitId}, 1, 'EN', ${JSON.stringify([question])}::jsonb, '[]'::jsonb)`.execute(
    db,
  )
  const { rows } = await sql<{ interviewId: string; answerId: string }>`
    with person as (insert into candidate (company_id, id, name, time_zone, language)
        select ${companyId}, gen_random_uuid(), 'Candidate ' || n, 'Europe/Stockholm', 'EN'
        from generate_series(0, ${candidates}::integer) n returning id),
      applied as (insert into application (company_id, id, candidate_id, job_id)
        select ${companyId}, gen_random_uuid(), id, ${jobId} from person returning id),
      interviewed as (insert into interview (company_id, id, application_id, round, status, mode, starts_at, ends_at,
          time_zone, started_at, kit_version_id)
        select ${companyId}, gen_random_uuid(), id, 1, 'IN_PROGRESS', 'SELF_GUIDED', now(), now() + interval '1 hour',
          'Europe/Stockholm', now(), ${versionId} from applied returning id)
    insert into question_answer (company_id, id, interview_id, question_id, take, kind, status, page, began_at)
    select ${companyId}, gen_random_uuid(), id, ${questionId}, 1, 'VIDEO', 'RECORDING', 'bench', now() from interviewed
    returning id as "answerId", interview_id as "interviewId"`.execute(db)
  const before = rows.pop()!
  // What was recorded before, by somebody else: three thousand takes of a hundred parts.
  await sql`with before as (insert into question_answer (company_id, id, interview_id, question_id, take, kind, status,
        page, received_bytes, bytes, sha256, began_at, ended_at, settled_at)
      select ${companyId}, gen_random_uuid(), ${before.interviewId}, ${questionId}, 1 + n, 'VIDEO', 'REPLACED', 'bench',
        100, 100, repeat('0', 64), now(), now(), now()
      from generate_series(1, 3000) n returning id)
    insert into answer_part (company_id, id, answer_id, first_byte, bytes, begun_at)
    select ${companyId}, gen_random_uuid(), id, place, 1, now() from before, generate_series(0, 99) place`.execute(db)
  await sql`analyze`.execute(db)
  return rows.map(({ interviewId, answerId }) => {
    const key = greenroom.candidateLink({ id: interviewId, accessKeyVersion: 1 }).split('/').at(-1)!
    return { url: `${publicUrl}/api/interview/uploads/${answerId}`, authorization: `Candidate ${key}`, offset: 0 }
  })
}

/** The first bytes of a WebM file, and then anything. */
const part = Buffer.alloc(partBytes, 7)
part.write('1a45dfa39f4286810142f7810142f2810442f381084282847765626d42878104', 'hex')

async function send(to: { url: string; authorization: string; offset: number }): Promise<void> {
  const answer = await fetch(to.url, {
    method: 'PATCH',
    headers: {
      authorization: to.authorization,
      'tus-resumable': '1.0.0',
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(to.offset),
    },
    body: part,
  })
  if (answer.status !== 204) throw new Error(`${answer.status} ${await answer.text()}`)
  to.offset += partBytes
}

/** All of them again and again until the time is over. */
async function measure(name: string, all: readonly (() => Promise<unknown>)[]): Promise<void> {
  await Promise.all(all.map((once) => once()))
  const took: number[] = []
  const begun = performance.now()
  const before = process.cpuUsage()
  await Promise.all(
    all.map(async (once) => {
      while (performance.now() - begun < seconds * 1000) {
        const from = performance.now()
        await once()
        took.push(performance.now() - from)
      }
    }),
  )
  const wall = (performance.now() - begun) / 1000
  const { user, system } = process.cpuUsage(before)
  const sorted = took.toSorted((one, other) => one - other)
  const at = (share: number) => sorted[Math.floor(sorted.length * share)]!.toFixed(0).padStart(5)
  const rate = (took.length / wall).toFixed(0).padStart(5)
  const megabytes = ((took.length * partBytes) / 1e6 / wall).toFixed(1).padStart(6)
  const cpu = ((user + system) / 1000 / took.length).toFixed(1).padStart(5)
  process.stdout.write(
    `${name.padEnd(34)} ${megabytes} MB/s ${rate} parts/s   median ${at(0.5)} ms   p95 ${at(0.95)} ms   ${cpu} ms of a core each\n`,
  )
}

const people = await stage()
const alone = path.join(folder, 'alone')
await mkdir(alone)
for (let round = 0; round < 3; round++) {
  await measure(
    'the disk alone, written and synced',
    people.map(() => () => writeWhole(path.join(alone, newId()), part)),
  )
  await measure(
    'PATCH, kept and answered',
    people.map((each) => () => send(each)),
  )
}

await api.close()
await greenroom.close()
await postgres?.stop()
await rm(folder, { recursive: true, force: true })
