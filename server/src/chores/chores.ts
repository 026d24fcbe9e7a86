import { sql } from 'kysely'
import { system } from '../shared/actor.ts'
import type { Clock } from '../shared/clock.ts'
import type { Database } from '../shared/database.ts'
import type { Logger } from '../shared/log.ts'
import type { makeExpireInterview } from '../booking/expire-interview.ts'

const expireEvery = 15_000
const tidyEvery = 3_600_000
/** How many rows one statement removes: it must never hold others up. */
const batch = 1000

interface Tools {
  database: Database
  clock: Clock
  log: Logger
  useCases: { expireInterview: ReturnType<typeof makeExpireInterview> }
}

/** What has its time and waits for nobody: interviews whose window has closed, rows that are kept long enough. */
export function startChores({ database, clock, log, useCases }: Tools): { stop(): Promise<void> } {
  const db = () => database.em.fork().getKysely<unknown>()

  async function expire(): Promise<void> {
    const { rows: read } = await sql<{ now: string }>`select to_json(clock_timestamp()) as now`.execute(db())
    const now = clock.read(new Date(read[0]!.now)).toISOString()
    const { rows } = await sql<{
      companyId: string
      id: string
    }>`select interview.company_id as "companyId", interview.id
      from interview join company on company.id = interview.company_id
      where interview.status = 'SCHEDULED' and interview.mode = 'SELF_GUIDED'
        and interview.starts_at + company.admission_closes_minutes_after * interval '1 minute' <= ${now}::timestamptz
      order by interview.starts_at limit ${batch}`.execute(db())
    for (const { companyId, id } of rows) await useCases.expireInterview(system(companyId), { interviewId: id })
  }

  async function tidy(): Promise<void> {
    for (const old of [
      sql`delete from idempotency_key where ctid in (select ctid from idempotency_key
        where created_at < now() - interval '24 hours' limit ${batch})`,
      sql`delete from live_event where ctid in (select ctid from live_event
        where created_at < now() - interval '7 days' limit ${batch})`,
      sql`delete from auth_session where ctid in (select ctid from auth_session where expires_at < now() limit ${batch})`,
    ])
      while ((await old.execute(db())).numAffectedRows === BigInt(batch));
  }

  const running = [every(expireEvery, expire, log), every(tidyEvery, tidy, log)]
  return {
    async stop() {
      await Promise.all(running.map((chore) => chore.stop()))
    },
  }
}

/** Does something again and again, never twice at once. */
function every(milliseconds: number, work: () => Promise<void>, log: Logger): { stop(): Promise<void> } {
  let underWay: Promise<void> | undefined
  const timer = setInterval(() => {
    underWay ??= work()
      .catch((error: unknown) => log.warn({ err: error }, `${work.name} did not finish`))
      .finally(() => (underWay = undefined))
  }, milliseconds)
  return {
    async stop() {
      clearInterval(timer)
      await underWay
    },
  }
}
