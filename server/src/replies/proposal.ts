import { sql } from 'kysely'
import { z } from 'zod'
import { moveInterviewTo, type RescheduleAnswer } from '../booking/reschedule-interview.ts'
import { ChangedMeanwhile, notFound } from '../shared/errors.ts'
import { looksLikeId } from '../shared/id.ts'
import { idempotencyKey, optional, prose } from '../shared/input.ts'
import { useCase, type Transaction } from '../shared/use-case.ts'
import { standingProposal } from './standing-proposal.ts'

export interface ProposalIsOver {
  kind: 'ProposalIsOver'
}

interface Proposal {
  id: string
  interviewId: string
  startsAt: Date
  endsAt: Date
  /** Nobody has settled it, and nothing has overtaken it. */
  stands: boolean
}

async function findProposal(tx: Transaction, id: string): Promise<Proposal> {
  if (!looksLikeId(id)) throw notFound()
  const [found] = await tx.rows(sql<Omit<Proposal, 'startsAt' | 'endsAt'> & { startsAt: string; endsAt: string }>`
    select answer.id, invitation.interview_id as "interviewId", answer.proposed_starts_at as "startsAt",
      answer.proposed_ends_at as "endsAt", ${standingProposal} as stands
    from invitation_answer answer
    join invitation on invitation.company_id = answer.company_id and invitation.id = answer.invitation_id
    join interview on interview.company_id = invitation.company_id and interview.id = invitation.interview_id
    where answer.company_id = ${tx.companyId} and answer.id = ${id} and answer.proposed_starts_at is not null`)
  if (!found) throw notFound()
  return { ...found, startsAt: new Date(found.startsAt), endsAt: new Date(found.endsAt) }
}

/** Once for each proposal: who comes second finds it settled. */
async function settle(tx: Transaction, { id, interviewId }: Proposal, as: 'ACCEPTED' | 'DISMISSED'): Promise<void> {
  const settled = await tx.rows(sql`update invitation_answer
    set settled_as = ${as}, settled_at = ${tx.now}, settled_by_id = ${tx.actor.kind === 'STAFF' ? tx.actor.id : null}
    where company_id = ${tx.companyId} and id = ${id} and settled_as is null returning id`)
  if (settled.length === 0) throw new ChangedMeanwhile()
  tx.record({
    name: as === 'ACCEPTED' ? 'ProposalAccepted' : 'ProposalDismissed',
    about: { type: 'Interview', id: interviewId },
    fields: ['proposal'],
  })
}

/** Moves the interview to the time that a participant proposed, by the rules of every move. */
export const makeAcceptProposal = useCase(
  'acceptProposal',
  z.object({ proposalId: z.string(), overrideReason: optional(prose(500)), idempotencyKey }),
  async (tx, { proposalId, overrideReason }): Promise<RescheduleAnswer | ProposalIsOver> => {
    const proposal = await findProposal(tx, proposalId)
    if (!proposal.stands) return { kind: 'ProposalIsOver' }
    const { interviewId, startsAt, endsAt } = proposal
    const durationMinutes = Math.round((endsAt.getTime() - startsAt.getTime()) / 60_000)
    const moved = await moveInterviewTo(
      tx,
      interviewId,
      { startsAt, durationMinutes },
      { reason: null, overrideReason },
    )
    // Under its locks now, and not before them: a move takes its locks in an order of its own.
    if (moved.kind === 'Interview') await settle(tx, proposal, 'ACCEPTED')
    return moved
  },
)

/** Leaves the interview where it is. */
export const makeDismissProposal = useCase(
  'dismissProposal',
  z.object({ proposalId: z.string(), idempotencyKey }),
  async (tx, { proposalId }): Promise<{ kind: 'Interview'; id: string } | ProposalIsOver> => {
    const proposal = await findProposal(tx, proposalId)
    if (!proposal.stands) return { kind: 'ProposalIsOver' }
    await settle(tx, proposal, 'DISMISSED')
    return { kind: 'Interview', id: proposal.interviewId }
  },
)
