import { sql, type RawBuilder } from 'kysely'
import { staffMemberColumns, type StaffMemberRow } from '../companies/company.types.ts'
import type { Staff } from '../shared/actor.ts'
import { ask } from '../shared/connection.ts'
import type { Database } from '../shared/database.ts'
import { newId } from '../shared/id.ts'
import { manyByKey } from '../shared/loader.ts'
import type { Logger } from '../shared/log.ts'
import type { Topic } from './live-events.ts'

/** How often a process says who looks at what through it, in milliseconds. */
const usualBeat = 20_000
/** Who was not seen for so many seconds is gone: whatever held their line has missed three beats. */
const goneAfterSeconds = 60
/** For how long after their last line ended somebody still looks, in milliseconds: a reload takes a second or two. */
const usualGrace = 3_000

/** Of so many at most is told at one interview. */
export const mostOnlookers = 20

const topic: Topic = 'onlookersChanged'
const isSeen = sql`onlooker.seen_at > clock_timestamp() - ${goneAfterSeconds} * interval '1 second'`

interface Look {
  readonly key: string
  readonly companyId: string
  readonly interviewId: string
  readonly staffMemberId: string
  /** How many lines there are: one for each tab. */
  lines: number
  /** Whether it is about to be said that they look. */
  isBeginning: boolean
  /** Runs while there is none. */
  leaving?: NodeJS.Timeout
}

export interface Onlookers {
  /** Somebody has an interview open. What is given back is called once they have not. */
  looks(who: Staff, interviewId: string): () => void
  stop(): Promise<void>
}

/**
 * Knows who has which interview open through this process, and says so in the database for those at other processes:
 * when the first line is there, a moment after the last one has ended, and in between for all of them at once.
 */
export function watchOnlookers({
  database,
  log,
  committed,
  beatEvery = usualBeat,
  grace = usualGrace,
}: {
  database: Database
  log: Logger
  /** Tells that something was committed of which listeners should hear. */
  committed: () => void
  /** In milliseconds, as `grace`. */
  beatEvery?: number
  grace?: number
}): Onlookers {
  const holderId = newId()
  const looks = new Map<string, Look>()
  let isStopped = false
  let queue: Promise<unknown> = Promise.resolve()

  /** One after the other, so that what is said of somebody keeps its order. */
  const inTurn = (work: () => Promise<void>) => {
    queue = queue
      .then(() => (isStopped ? undefined : work()))
      .catch((error: unknown) => log.warn({ err: error }, 'it cannot be said who looks at which interview'))
  }

  /** Does something to rows, and tells of it in the same statement. @param change a statement that returns ids */
  async function tell(change: RawBuilder<unknown>): Promise<void> {
    const told = await ask(
      database,
      sql`with changed as (${change}) insert into live_event (company_id, topic, subject_id)
        select distinct company_id, ${topic}, interview_id from changed returning id`,
    )
    if (told.length > 0) committed()
  }

  /** Says that somebody looks, to themselves too: each line begins with who else does. */
  const begin = (look: Look) => {
    if (look.isBeginning) return
    look.isBeginning = true
    inTurn(async () => {
      look.isBeginning = false
      // Nothing is said of an interview that is gone.
      await tell(sql`insert into onlooker (company_id, interview_id, staff_member_id, holder_id, seen_at)
        select company_id, id, ${look.staffMemberId}, ${holderId}, clock_timestamp() from interview
        where company_id = ${look.companyId} and id = ${look.interviewId}
        on conflict (company_id, interview_id, staff_member_id, holder_id) do update set seen_at = excluded.seen_at
        returning company_id, interview_id`)
    })
  }

  const end = (look: Look) =>
    inTurn(() =>
      tell(sql`delete from onlooker where company_id = ${look.companyId} and interview_id = ${look.interviewId}
        and staff_member_id = ${look.staffMemberId} and holder_id = ${holderId} returning company_id, interview_id`),
    )

  /** Two statements, whoever and however many look. */
  async function beat(): Promise<void> {
    const held = [...looks.values()].filter(({ lines }) => lines > 0)
    if (held.length > 0) {
      const seen = await ask(
        database,
        sql<{ key: string }>`update onlooker set seen_at = clock_timestamp()
          from unnest(${held.map(({ companyId }) => companyId)}::uuid[],
            ${held.map(({ interviewId }) => interviewId)}::uuid[],
            ${held.map(({ staffMemberId }) => staffMemberId)}::uuid[], ${held.map(({ key }) => key)}::text[])
            as look (company_id, interview_id, staff_member_id, key)
          where onlooker.company_id = look.company_id and onlooker.interview_id = look.interview_id
            and onlooker.staff_member_id = look.staff_member_id and holder_id = ${holderId}
          returning look.key`,
      )
      // Whom another process took for lost, because this one was asleep, comes again.
      const known = new Set(seen.map(({ key }) => key))
      for (const look of held) if (!known.has(look.key)) begin(look)
    }
    // Those of a process that died.
    await tell(sql`delete from onlooker where not (${isSeen}) returning company_id, interview_id`)
  }
  const beating = setInterval(() => inTurn(beat), beatEvery)

  return {
    looks({ companyId, id: staffMemberId }, interviewId) {
      const key = `${companyId} ${interviewId} ${staffMemberId}`
      const look = looks.get(key) ?? { key, companyId, interviewId, staffMemberId, lines: 0, isBeginning: false }
      looks.set(key, look)
      clearTimeout(look.leaving)
      look.lines += 1
      begin(look)
      let hasEnded = false
      return () => {
        if (hasEnded) return
        hasEnded = true
        look.lines -= 1
        if (look.lines > 0 || isStopped) return
        look.leaving = setTimeout(() => {
          looks.delete(key)
          end(look)
        }, grace)
      }
    },
    async stop() {
      isStopped = true
      clearInterval(beating)
      for (const { leaving } of looks.values()) clearTimeout(leaving)
      await queue
    },
  }
}

/** Who has each interview open and may see it at this moment, by name, each once; one more than are told. */
export const onlookersOfInterview = manyByKey<StaffMemberRow & { interviewId: string }>(
  (reading, ids) =>
    reading.rows(sql`select look.*, asked.id as "interviewId" from unnest(${ids}::uuid[]) as asked (id)
      cross join lateral (select ${staffMemberColumns} from staff_member
        where staff_member.company_id = ${reading.companyId} and staff_member.active
          and staff_member.id in (select onlooker.staff_member_id from onlooker
            where onlooker.company_id = ${reading.companyId} and onlooker.interview_id = asked.id and ${isSeen})
          and (staff_member.role <> 'INTERVIEWER' or exists (select from interview_interviewer held
            where held.company_id = ${reading.companyId} and held.interview_id = asked.id
              and held.interviewer_id = staff_member.id))
        order by staff_member.name, staff_member.id limit ${mostOnlookers + 1}) look
      order by look.name, look.id`),
  (row) => row.interviewId,
)
