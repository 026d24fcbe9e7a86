import os from 'node:os'
import { fileURLToPath } from 'node:url'
import 'reflect-metadata'
import { sql } from 'kysely'
import { chromium, type Page } from 'playwright-core'
import { assemble, startApi } from '../src/app.ts'
import { migrate } from '../src/migrations/migrate.ts'
import { buildWebWhereNeeded } from '../src/runtime/build-web.ts'
import { startEmbeddedPostgres } from '../src/runtime/embedded-postgres.ts'
import { newId } from '../src/shared/id.ts'
import { makeLog } from '../src/shared/log.ts'
import { addStaffMember } from '../src/sign-in/add-staff-member.ts'
import { hashPassword } from '../src/sign-in/password.ts'
import { chromiumArguments, chromiumFor } from '../test/browser/chromium.ts'

/*
 * How lists of 500 rows feel: a recruiter turns the wheel through all of each, page by page where it has pages. Told are
 * how many tasks of the browser took longer than 50 ms while rows passed by, and while a page was turned. On a machine with
 * other work the figures say nothing.
 */
const rows = 500
const chromiumPath = chromiumFor('The bench of scrolling')
if (!chromiumPath) process.exit(1)
await buildWebWhereNeeded()

const postgres = await startEmbeddedPostgres({ ephemeral: true })
await migrate(postgres.url)
const port = 15_901
const url = `http://localhost:${port}`
const greenroom = assemble(
  {
    databaseUrl: postgres.url,
    dataDir: os.tmpdir(),
    recordingQuotaMb: 1,
    publicUrl: url,
    secrets: ['a-secret-for-the-bench-and-nothing-else'],
    mailFrom: 'interviews@bench.test',
    hearsBounces: false,
  },
  { log: makeLog('error') },
)
await greenroom.hub.start()
const webFolder = fileURLToPath(new URL('../../web/dist', import.meta.url))
const api = await startApi(greenroom, { host: '127.0.0.1', port, webFolder })

const companyId = newId()
const { database, useCases } = greenroom
const db = database.em.fork().getKysely<unknown>()
await sql`insert into company (id, name, time_zone) values (${companyId}, 'Bench', 'Europe/Stockholm')`.execute(db)
const email = 'ruth@bench.test'
const password = 'bench-password'
const recruiter = await addStaffMember(database, companyId, 'Ruth', email, 'RECRUITER', await hashPassword(password))
const job = await useCases.createJob(recruiter, { title: 'Engineer' })
if (job.kind !== 'Job') throw new Error(job.kind)
// All in the month that the calendar shows, half an hour after one another.
await sql`with number as (select generate_series(1, ${rows}) as n),
    person as (insert into candidate (company_id, id, name, email, time_zone, language)
      select ${companyId}, gen_random_uuid(), 'Candidate ' || n, n || '@candidates.test', 'Europe/Stockholm', 'EN'
      from number returning id),
    applied as (insert into application (company_id, id, candidate_id, job_id)
      select ${companyId}, gen_random_uuid(), id, ${job.id} from person returning id)
  insert into interview (company_id, id, application_id, round, mode, starts_at, ends_at, time_zone, meeting_url)
    select ${companyId}, gen_random_uuid(), id, 1, 'VIDEO', at, at + interval '45 minutes', 'Europe/Stockholm',
      'https://meet.test/' || id
    from (select id, date_trunc('month', now()) + interval '1 day' + row_number() over () * interval '30 minutes' as at
      from applied) planned`.execute(db)
await sql`with invited as (insert into invitation (company_id, id, interview_id, candidate_id, calendar_uid)
      select interview.company_id, gen_random_uuid(), interview.id, candidate_id, interview.id || '@bench.test'
      from interview join application on application.id = application_id
      where interview.company_id = ${companyId} returning id, candidate_id)
  insert into delivery (company_id, id, candidate_id, application_id, invitation_id, kind, sequence, status, email_key,
      message_id, queued_at, sent_at, recipient_address)
    select ${companyId}, gen_random_uuid(), invited.candidate_id, application.id, invited.id, 'INVITATION', 0, 'SENT',
      invited.id, invited.id, now(), now(), 'candidate@candidates.test'
    from invited join application on application.candidate_id = invited.candidate_id`.execute(db)
await sql`analyze`.execute(db)

const browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumArguments })
const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
await page.addInitScript(`
  globalThis.longTasks = []
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) globalThis.longTasks.push(Math.round(duration))
  }).observe({ type: 'longtask' })`)
await page.goto(`${url}/sign-in`)
await page.getByLabel('Email').fill(email)
await page.getByLabel('Password').fill(password)
await page.getByRole('button', { name: 'Sign in' }).click()
await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor()

/** The long tasks since it was asked last, in milliseconds. */
const longTasks = async (at: Page): Promise<number[]> => {
  // An entry comes a moment after its task.
  await at.waitForTimeout(300)
  return at.evaluate<number[]>('globalThis.longTasks.splice(0)')
}

/** Turns the wheel over an element until neither it nor the page moves any more. */
async function scrollThrough(element: string) {
  const place = page.locator(element).first()
  const where = () =>
    page.evaluate<string>(
      `[scrollY, ...[...document.querySelectorAll('[role=region][tabindex]')].map((each) => each.scrollTop)].join()`,
    )
  const box = await place.boundingBox()
  await page.mouse.move((box?.x ?? 400) + 200, Math.min((box?.y ?? 300) + 200, 800))
  for (let before = ''; ;) {
    for (let turn = 0; turn < 8; turn++) {
      await page.mouse.wheel(0, 120)
      await page.waitForTimeout(16)
    }
    const now = await where()
    if (now === before) return
    before = now
  }
}

const told = (tasks: number[]) => (tasks.length === 0 ? 'none' : `${tasks.length} (${tasks.join(', ')} ms)`)

async function measure(name: string, address: string, list: string, row: string): Promise<void> {
  await page.goto(url + address)
  await page.locator(row).first().waitFor()
  await page.waitForLoadState('networkidle')
  // What comes at rest has come.
  await page.waitForTimeout(6_000)
  await longTasks(page)
  const scrolling: number[] = []
  const turning: number[] = []
  let seen = 0
  for (;;) {
    seen += await page.locator(row).count()
    await scrollThrough(list)
    scrolling.push(...(await longTasks(page)))
    const next = page.getByRole('button', { name: 'Next', exact: true })
    if (!(await next.isVisible()) || (await next.isDisabled())) break
    const first = await page.locator(row).first().textContent()
    await next.click()
    await page.waitForFunction(
      `document.querySelector(${JSON.stringify(row)})?.textContent !== ${JSON.stringify(first)}`,
    )
    turning.push(...(await longTasks(page)))
  }
  console.log(
    `${name.padEnd(26)} ${String(seen).padStart(4)} rows  scrolling: ${told(scrolling)}  turning pages: ${told(turning)}`,
  )
}

const inTable = 'main tbody tr'
const inList = 'main [data-list] li'
await measure('interviews as a table', '/interviews?period=all&layout=table', 'main table', inTable)
await measure('interviews by day', '/interviews?period=all', 'main [data-list]', inList)
await measure('applications', '/applications', 'main [data-list]', `${inTable}, ${inList}`)
await measure('candidates', '/candidates', 'main [data-list]', inList)
await measure('emails', '/emails', 'main [data-list]', inList)
await measure('the calendar as a list', '/calendar?view=list', 'main h3', 'main section li')
await browser.close()
await api.close()
await postgres.stop()
process.exit()
