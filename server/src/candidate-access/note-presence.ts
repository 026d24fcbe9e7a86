import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import type { ArrivalState } from '../interviews/arrival.rules.ts'
import { liveStatus, type InterviewStatus } from '../interviews/interview.rules.ts'
import { notFound } from '../shared/errors.ts'
import { useCase, type Transaction } from '../shared/use-case.ts'
import { admissionWindow, phaseOf, type AdmissionPhase } from './admission.rules.ts'
import { openSince, isPresent, lastHold, type Hold } from './presence.rules.ts'

/** What says when an interview's page is a lobby, as it is read. */
export interface ExpectedRow {
  status: InterviewStatus
  startsAt: string
  candidateArrival: ArrivalState | null
  lateMinutes: number | null
  opensBefore: number
  closesAfter: number
}

/** Columns of it, beside `interview` and `company`. */
export const expectedColumns = sql`interview.status, to_json(interview.starts_at) as "startsAt",
  interview.candidate_arrival as "candidateArrival", interview.candidate_late_minutes as "lateMinutes",
  company.admission_opens_minutes_before as "opensBefore", company.admission_closes_minutes_after as "closesAfter"`

/** The phase of the page, and when its lobby opens. A candidate is expected there in LOBBY and LIVE, and not before. */
export function expectation(
  row: ExpectedRow,
  now: Date,
): { phase: AdmissionPhase; isExpected: boolean; opensAt: Date } {
  const startsAt = new Date(row.startsAt)
  const company = { admissionOpensMinutesBefore: row.opensBefore, admissionClosesMinutesAfter: row.closesAfter }
  const window = admissionWindow(startsAt, company, row.lateMinutes)
  const phase = phaseOf({ ...row, startsAt }, window, now)
  return { phase, isExpected: phase === 'LOBBY' || phase === 'LIVE', opensAt: window.opensAt }
}

/** A hold as it is read. */
export interface HoldRow {
  interviewId: string
  holderId: string
  openSince: string
  seenAt: string
  isHeld: boolean
  saidGoodbye: boolean
}

export const holdColumns = sql<HoldRow>`candidate_presence.interview_id as "interviewId",
  candidate_presence.holder_id as "holderId", to_json(candidate_presence.open_since) as "openSince",
  to_json(candidate_presence.seen_at) as "seenAt", candidate_presence.is_held as "isHeld",
  candidate_presence.said_goodbye as "saidGoodbye"`

export const holdOf = (row: HoldRow): Hold => ({
  ...row,
  openSince: new Date(row.openSince),
  seenAt: new Date(row.seenAt),
})

/** What is known of a candidate's presence. Others who want to say something of it wait until the transaction ends. */
async function lockPresence(tx: Transaction, interviewId: string) {
  const { companyId } = tx
  // The second statement sees what was committed before it began: it waits behind the lock.
  const [[row], holds] = await Promise.all([
    tx.rows(sql<ExpectedRow>`select ${expectedColumns} from interview join company on company.id = interview.company_id
      where interview.company_id = ${companyId} and interview.id = ${interviewId} for no key update of interview`),
    tx.rows(sql<HoldRow>`select ${holdColumns} from candidate_presence
      where company_id = ${companyId} and interview_id = ${interviewId}`),
  ])
  if (!row) throw notFound()
  return { row, holds: holds.map(holdOf) }
}

const isLive = ({ status }: ExpectedRow) => liveStatus.some((live) => live === status)

const tell = (tx: Transaction, name: 'PresenceBegan' | 'PresenceEnded', interviewId: string) =>
  tx.record({ name, about: { type: 'Interview', id: interviewId } })

/** Written at once: a use case in which nothing happened that listeners should hear of keeps what it has asked for. */
const write = (tx: Transaction, statement: RawBuilder<unknown>) => tx.rows(statement)

/** What is said no more, because somebody knows better. */
const forget = (tx: Transaction, interviewId: string, holds: readonly Hold[]) =>
  holds.length === 0
    ? Promise.resolve([])
    : write(
        tx,
        sql`delete from candidate_presence where company_id = ${tx.companyId} and interview_id = ${interviewId}
          and holder_id = any(${holds.map(({ holderId }) => holderId)})`,
      )

const page = z.object({ interviewId: z.string(), holderId: z.string() })

/** A process holds a line to the candidate's page. Before the lobby opens, and when all is over, that is nobody's business. */
export const makeNotePresent = useCase(
  'notePresent',
  page,
  async (
    tx,
    { interviewId, holderId },
  ): Promise<{ kind: 'Present' } | { kind: 'TooEarly'; opensAt: string; now: string } | { kind: 'IsOver' }> => {
    const { row, holds } = await lockPresence(tx, interviewId)
    const { phase, isExpected, opensAt } = expectation(row, tx.now)
    if (phase === 'EARLY') return { kind: 'TooEarly', opensAt: opensAt.toISOString(), now: tx.now.toISOString() }
    if (!isExpected) return { kind: 'IsOver' }
    const before = openSince(holds, tx.now)
    const since = before ?? tx.now
    await Promise.all([
      write(
        tx,
        sql`insert into candidate_presence
            (company_id, interview_id, holder_id, open_since, seen_at, is_held, said_goodbye)
          values (${tx.companyId}, ${interviewId}, ${holderId}, ${since}, ${tx.now}, true, false)
          on conflict (company_id, interview_id, holder_id) do update
            set open_since = excluded.open_since, seen_at = excluded.seen_at, is_held = true, said_goodbye = false`,
      ),
      forget(
        tx,
        interviewId,
        holds.filter((hold) => hold.holderId !== holderId && !isPresent(hold, tx.now)),
      ),
    ])
    if (!before) tell(tx, 'PresenceBegan', interviewId)
    return { kind: 'Present' }
  },
)

/** The last line that a process held to the candidate's page ended some milliseconds ago. */
export const makeNoteGone = useCase(
  'noteGone',
  page.extend({ agoMs: z.number(), saidGoodbye: z.boolean() }),
  async (tx, { interviewId, holderId, agoMs, saidGoodbye }) => {
    const { row, holds } = await lockPresence(tx, interviewId)
    const mine = holds.find((hold) => hold.holderId === holderId && hold.isHeld)
    if (!mine) return { kind: 'Gone' as const }
    const seenAt = new Date(Math.max(mine.seenAt.getTime(), tx.now.getTime() - agoMs))
    const others = holds.filter((hold) => hold !== mine)
    await Promise.all([
      write(
        tx,
        sql`update candidate_presence set is_held = false, seen_at = ${seenAt}, said_goodbye = ${saidGoodbye}
          where company_id = ${tx.companyId} and interview_id = ${interviewId} and holder_id = ${holderId}`,
      ),
      forget(
        tx,
        interviewId,
        others.filter((hold) => !isPresent(hold, tx.now)),
      ),
    ])
    if (isLive(row) && !openSince(others, tx.now)) tell(tx, 'PresenceEnded', interviewId)
    return { kind: 'Gone' as const }
  },
)

/** Nobody has heard of a process that held lines to the candidate's page: it died, or the page is none any more. */
export const makeNoteLost = useCase('noteLost', z.object({ interviewId: z.string() }), async (tx, { interviewId }) => {
  const { row, holds } = await lockPresence(tx, interviewId)
  const lost = holds.filter((hold) => hold.isHeld && !isPresent(hold, tx.now))
  if (lost.length === 0) return { kind: 'Gone' as const }
  const isPageOpen = openSince(holds, tx.now) !== null
  // Who saw them last says until when they were here; where somebody sees them now, or all is over, nobody asks.
  const last = isPageOpen || !isLive(row) ? null : lastHold(holds)
  await Promise.all([
    last &&
      write(
        tx,
        sql`update candidate_presence set is_held = false where company_id = ${tx.companyId}
          and interview_id = ${interviewId} and holder_id = ${last.holderId}`,
      ),
    forget(
      tx,
      interviewId,
      holds.filter((hold) => hold !== last && !isPresent(hold, tx.now)),
    ),
  ])
  if (last) tell(tx, 'PresenceEnded', interviewId)
  return { kind: 'Gone' as const }
})
