import { sql } from 'kysely'
import { z } from 'zod'
import { admissionWindow, type AdmissionWindow } from '../candidate-access/admission.rules.ts'
import { Company } from '../companies/company.ts'
import {
  areBothHere,
  arrivalState,
  mostLateMinutes,
  type Arrival,
  type ArrivalState,
} from '../interviews/arrival.rules.ts'
import { Interview } from '../interviews/interview.ts'
import { moveInterview } from '../interviews/move-interview.ts'
import { noteArrival } from '../interviews/note-arrival.ts'
import { notFound } from '../shared/errors.ts'
import { findAndLock } from '../shared/find.ts'
import { idempotencyKey } from '../shared/input.ts'
import { useCase, type Transaction } from '../shared/use-case.ts'
import { whyNotSay, whyNotSayOneself } from './say.rules.ts'

const input = z
  .object({
    interviewId: z.string(),
    state: z.enum(arrivalState),
    lateMinutes: z
      .int()
      .min(1, 'Must be at least 1.')
      .max(mostLateMinutes, `Must be at most ${mostLateMinutes}.`)
      .nullish()
      .transform((minutes) => minutes ?? null),
    idempotencyKey,
  })
  .refine(({ state, lateMinutes }) => (state === 'LATE') === (lateMinutes !== null), {
    path: ['lateMinutes'],
    message: 'Is needed by who is late, and by nobody else.',
  })

const here: Arrival = { state: 'HERE', lateMinutes: null }

/** Somebody who meets the candidate, with what they last said. */
interface PanelMember {
  id: string
  state: ArrivalState | null
  lateMinutes: number | null
}

/** An interview, locked, with those who meet the candidate. @throws NOT_FOUND */
async function lockMeeting(
  tx: Transaction,
  interviewId: string,
): Promise<{ interview: Interview; panel: PanelMember[]; window: AdmissionWindow }> {
  const interview = await findAndLock(tx, Interview, interviewId)
  const company = await tx.em.findOneOrFail(Company, tx.companyId)
  const panel = await tx.rows(sql<PanelMember>`select interviewer_id as id, arrival as state,
      late_minutes as "lateMinutes" from interview_interviewer
    where company_id = ${tx.companyId} and interview_id = ${interview.id}`)
  return { interview, panel, window: admissionWindow(interview.startsAt, company, interview.candidateLateMinutes) }
}

/** Tells it, and begins the interview once the candidate is here and somebody who meets them is. */
function tell(
  tx: Transaction,
  interview: Interview,
  panel: readonly PanelMember[],
  who: 'Candidate' | 'Interviewer',
  { state }: Arrival,
): void {
  const name = who === 'Candidate' ? 'candidateArrival' : 'interviewerArrival'
  tx.record({
    name: `${who}${state === 'HERE' ? 'Arrived' : 'Delayed'}`,
    about: { type: 'Interview', id: interview.id },
    fields: [name],
  })
  const isBegun =
    interview.status === 'SCHEDULED' &&
    areBothHere(
      interview.candidateArrival ?? null,
      panel.map((member) => member.state),
    )
  if (isBegun) moveInterview(tx, interview, 'IN_PROGRESS')
}

/** The candidate says that they are here, or late. The last word counts; said again it changes nothing. */
export const makeSayOwnArrival = useCase('sayOwnArrival', input, async (tx, { interviewId, ...said }) => {
  const { interview, panel, window } = await lockMeeting(tx, interviewId)
  const refusal = whyNotSayOneself(interview, window, said, tx.now)
  if (refusal) return refusal
  if (noteArrival(interview, said, tx.now)) tell(tx, interview, panel, 'Candidate', said)
  return { kind: 'CandidateInterview' as const, id: interview.id }
})

/** Somebody who meets the candidate says it of themselves. To anybody else the interview does not exist. */
export const makeSayArrival = useCase('sayArrival', input, async (tx, { interviewId, ...said }) => {
  const { interview, panel, window } = await lockMeeting(tx, interviewId)
  const own = panel.find(({ id }) => id === tx.actor.id)
  if (!own) throw notFound()
  const refusal = whyNotSay(interview, window, said, tx.now)
  if (refusal) return refusal
  if (own.state !== said.state || own.lateMinutes !== said.lateMinutes) {
    tx.write(sql`update interview_interviewer set arrival = ${said.state}, late_minutes = ${said.lateMinutes},
        arrival_at = ${tx.now}
      where company_id = ${tx.companyId} and interview_id = ${interview.id} and interviewer_id = ${own.id}`)
    own.state = said.state
    tell(tx, interview, panel, 'Interviewer', said)
  }
  return { kind: 'Interview' as const, id: interview.id }
})

/**
 * Somebody of the company says on the candidate's behalf that they are here: a recruiter, or one of those who meet them.
 * It does what the candidate's own word does.
 */
export const makeSayCandidateIsHere = useCase(
  'sayCandidateIsHere',
  z.object({ interviewId: z.string(), idempotencyKey }),
  async (tx, { interviewId }) => {
    const { interview, panel, window } = await lockMeeting(tx, interviewId)
    const mayRecruit = tx.actor.kind === 'STAFF' && tx.actor.role !== 'INTERVIEWER'
    if (!mayRecruit && !panel.some(({ id }) => id === tx.actor.id)) throw notFound()
    const refusal = whyNotSay(interview, window, here, tx.now)
    if (refusal) return refusal
    if (noteArrival(interview, here, tx.now)) tell(tx, interview, panel, 'Candidate', here)
    return { kind: 'Interview' as const, id: interview.id }
  },
)
