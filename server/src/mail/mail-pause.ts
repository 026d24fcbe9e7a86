import { sql } from 'kysely'
import type { Database } from '../shared/database.ts'

/** How often a paused queue tries whether the server accepts us again. */
const probeEvery = sql`interval '1 minute'`

/** Every company hears of it: its emails wait too. */
const tellEveryone = sql`(company_id, topic, subject_id) select company.id, 'mailQueueChanged', company.id`

/*
 * The pause of the whole queue. One mail server serves the installation, so its pause belongs to no company and is
 * written as the installation's own role.
 */
export function makeMailPause(database: Database) {
  const db = () => database.em.fork().getKysely<unknown>()
  return {
    /** Stops the queue: the next emails would fail for the same reason. */
    async begin(errorCode: string, hint: string): Promise<void> {
      await sql`with before as (select error_code from mail_pause),
        now_paused as (insert into mail_pause (id, since, error_code, hint, next_probe_at)
          values (1, now(), ${errorCode}, ${hint}, now() + ${probeEvery})
          on conflict (id) do update set error_code = excluded.error_code, hint = excluded.hint,
            next_probe_at = excluded.next_probe_at
          returning error_code)
        insert into live_event ${tellEveryone} from company, now_paused
          where now_paused.error_code is distinct from (select error_code from before)`.execute(db())
    },

    async end(): Promise<void> {
      await sql`with paused as (delete from mail_pause returning id)
        insert into live_event ${tellEveryone} from company, paused`.execute(db())
    },

    /** A worker starts, perhaps with better settings: it may try at once. */
    async probeSoon(): Promise<void> {
      await sql`update mail_pause set next_probe_at = now()`.execute(db())
    },

    /** Whether the queue runs, waits, or waits and this caller is the one to try the server now. */
    async state(): Promise<'RUNNING' | 'PAUSED' | 'PROBE'> {
      const { rows } = await sql<{ due: boolean }>`select next_probe_at <= now() as due from mail_pause`.execute(db())
      if (!rows[0]) return 'RUNNING'
      if (!rows[0].due) return 'PAUSED'
      const won = await sql`update mail_pause set next_probe_at = now() + ${probeEvery}
        where next_probe_at <= now()`.execute(db())
      return won.numAffectedRows === 1n ? 'PROBE' : 'PAUSED'
    },
  }
}

export type MailPauses = ReturnType<typeof makeMailPause>
