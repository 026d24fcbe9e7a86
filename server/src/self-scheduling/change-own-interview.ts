import { sql } from 'kysely'
import { z } from 'zod'
import { endInterview } from '../booking/end-interview.ts'
import { lockEngagement } from '../booking/lock-engagements.ts'
import { moveInterviewTo } from '../booking/reschedule-interview.ts'
import type { NoPlace } from '../booking/places.ts'
import { whyNotChange, type OwnChange, type OwnChangeRefusal } from '../candidate-access/own-change.rules.ts'
import type { InterviewStatus } from '../interviews/interview.rules.ts'
import { schedulingRulesOf } from '../scheduling/scheduling-rules.ts'
import { unauthenticated } from '../shared/errors.ts'
import { idempotencyKey, optional, prose } from '../shared/input.ts'
import { useCase, type Transaction } from '../shared/use-case.ts'
import type { TimeIsGone } from './choice.rules.ts'
import { inTurn } from './in-turn.ts'

const reason = optional(prose(1000))

/** A candidate calls their own interview off, if the company lets them and in time. */
export const makeCancelOwnInterview = useCase(
  'cancelOwnInterview',
  z.object({ reason, idempotencyKey }),
  async (tx, { reason }): Promise<{ kind: 'CandidateInterview'; id: string } | OwnChangeRefusal> => {
    const own = await ownInterview(tx)
    const engagement = await lockEngagement(tx, own.id)
    const { status, startsAt } = engagement.interview
    const { rules } = await schedulingRulesOf(tx)
    const refusal = whyNotChange({ status: status ?? 'SCHEDULED', startsAt }, 'CANCEL', rules, tx.now)
    if (refusal) return refusal
    engagement.interview.cancellationReason = reason
    endInterview(tx, engagement, 'CANCELLED')
    return { kind: 'CandidateInterview', id: own.id }
  },
)

/** A candidate moves their own interview to another slot: the new place is taken and the old one freed, or neither. */
export const makeRescheduleOwnInterview = useCase(
  'rescheduleOwnInterview',
  z.object({ slotId: z.string(), reason, idempotencyKey }),
  async (
    tx,
    { slotId, reason },
  ): Promise<{ kind: 'CandidateInterview'; id: string } | OwnChangeRefusal | TimeIsGone> => {
    const own = await ownInterview(tx)
    const refusal = await whyNot(tx, own, 'RESCHEDULE')
    if (refusal) return refusal
    const answer = await inTurn<{ kind: 'Interview'; id: string }>(
      tx,
      own,
      slotId,
      'Interview',
      async () => {
        const moved = await moveInterviewTo(tx, own.id, { slotId }, { reason, overrideReason: null })
        return moved as typeof moved & ({ kind: 'Interview'; id: string } | NoPlace)
      },
      own.slotId,
    )
    if (answer.kind === 'Interview') return { kind: 'CandidateInterview', id: own.id }
    return answer.kind === 'TimeIsGone' ? answer : { kind: 'TimeIsGone', slotId, isFull: false }
  },
)

interface Own {
  id: string
  applicationId: string
  slotId: string | null
  status: InterviewStatus
  startsAt: Date
}

/** The interview whose key is acted with. */
async function ownInterview(tx: Transaction): Promise<Own> {
  const [own] = await tx.rows(sql<Own & { startsAt: string }>`select interview.id, interview.status,
      interview.application_id as "applicationId", interview.starts_at as "startsAt", booking.slot_id as "slotId"
    from interview left join booking on booking.company_id = interview.company_id
      and booking.interview_id = interview.id and booking.released_at is null
    where interview.company_id = ${tx.companyId} and interview.id = ${tx.actor.id}`)
  if (tx.actor.kind !== 'CANDIDATE' || !own) throw unauthenticated()
  return { ...own, startsAt: new Date(own.startsAt) }
}

async function whyNot(tx: Transaction, own: Own, change: OwnChange): Promise<OwnChangeRefusal | null> {
  const { rules } = await schedulingRulesOf(tx)
  return whyNotChange(own, change, rules, tx.now)
}
