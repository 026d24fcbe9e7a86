import os from 'node:os'
import 'reflect-metadata'
import { sql } from 'kysely'
import { assemble } from '../src/app.ts'
import { makeCalendarFeed } from '../src/calendar-feeds/calendar-feed-file.ts'
import { migrate } from '../src/migrations/migrate.ts'
import { startEmbeddedPostgres } from '../src/runtime/embedded-postgres.ts'
import { newId } from '../src/shared/id.ts'
import { makeLog } from '../src/shared/log.ts'
import { addStaffMember } from '../src/sign-in/add-staff-member.ts'
import { hashPassword } from '../src/sign-in/password.ts'

/*
 * What the largest feed costs: a company with 20,000 interviews, of which its recruiter subscribes to all. Told are how long
 * reading takes (that is what a program costs that has it already), writing all of it, and its longest piece: for so long
 * nobody else gets their turn.
 */
const given = process.argv[3]
const postgres = given ? null : await startEmbeddedPostgres({ ephemeral: true })
const databaseUrl = given ?? postgres!.url
await migrate(databaseUrl)
const secrets = ['a-secret-for-the-bench-and-nothing-else'] as const
const mailFrom = 'interviews@bench.test'
const greenroom = assemble(
  {
    databaseUrl,
    publicUrl: 'http://localhost',
    secrets: [...secrets],
    mailFrom,
    hearsBounces: false,
    dataDir: os.tmpdir(),
    recordingQuotaMb: 1,
  },
  { log: makeLog('error') },
)
const { database, clock, useCases, feedUrl, interviewPage, mailDomain } = greenroom

const companyId = newId()
const db = database.em.fork().getKysely<unknown>()
await sql`insert into company (id, name, time_zone) values (${companyId}, 'Bench', 'Europe/Stockholm')`.execute(db)
const password = await hashPassword('bench-password')
const recruiter = await addStaffMember(database, companyId, 'Ruth', 'ruth@bench.test', 'RECRUITER', password)
const job = await useCases.createJob(recruiter, { title: 'Engineer' })
if (job.kind !== 'Job') throw new Error(job.kind)
await sql`with number as (select generate_series(1, 20000) as n),
    person as (insert into candidate (company_id, id, name, time_zone, language)
      select ${companyId}, gen_random_uuid(), 'Candidate ' || n, 'Europe/Stockholm', 'EN' from number returning id),
    applied as (insert into application (company_id, id, candidate_id, job_id)
      select ${companyId}, gen_random_uuid(), id, ${job.id} from person returning id)
  insert into interview (company_id, id, application_id, round, mode, starts_at, ends_at, time_zone, meeting_url)
    select ${companyId}, gen_random_uuid(), id, 1, 'VIDEO', at, at + interval '45 minutes', 'Europe/Stockholm',
      'https://meet.test/' || id
    from (select id, now() + (row_number() over () - 4000) * interval '30 minutes' as at from applied) planned`.execute(
  db,
)
await sql`insert into interview_interviewer (company_id, interview_id, interviewer_id)
  select company_id, id, ${recruiter.id} from interview where company_id = ${companyId}`.execute(db)
await sql`analyze`.execute(db)
const feed = await useCases.createCalendarFeed(recruiter, { scope: 'COMPANY' })
if (feed.kind !== 'CalendarFeed') throw new Error(feed.kind)
const key = feedUrl({ id: feed.id, version: 1 }).split('/').at(-1)!.replace('.ics', '')
const open = makeCalendarFeed({ database, clock, secrets, interviewPage, domain: mailDomain })

for (let time = 1; time <= 5; time++) {
  const started = performance.now()
  const answer = (await open(key))!
  const read = performance.now()
  let [length, longest, events] = [0, 0, 0]
  let before = read
  for (const piece of answer.pieces()) {
    length += piece.length
    events += piece.split('BEGIN:VEVENT').length - 1
    longest = Math.max(longest, performance.now() - before)
    before = performance.now()
  }
  const ms = (from: number, to: number) => `${Math.round(to - from)} ms`
  console.log(
    `${events} interviews, ${(length / 1e6).toFixed(1)} MB: read in ${ms(started, read)}, written in ${ms(read, performance.now())}, longest piece ${ms(0, longest)}`,
  )
}
await greenroom.close()
await postgres?.stop()
