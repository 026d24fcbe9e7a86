import { sql } from 'kysely'
import { system } from '../shared/actor.ts'
import type { Clock } from '../shared/clock.ts'
import { makeClaimWaiting, type Waiting } from '../shared/claim-waiting.ts'
import type { Database } from '../shared/database.ts'
import type { Logger } from '../shared/log.ts'
import type { Loop } from '../shared/loop.ts'
import { hostOf } from '../shared/outgoing.rules.ts'
import { startWorkLoop } from '../shared/work-loop.ts'
import type { makeSendAnswer, makeSettleFollowUp } from './ask-for-follow-up.ts'
import { FollowUpError, makeProposer, type FollowUpService } from './follow-up-service.ts'

/** How often is looked where nobody wakes it, in milliseconds. */
const idle = 2_000
/** How many are asked for at once: somebody is in the room meanwhile. */
const atOnce = 4

/**
 * Asks the service for follow-ups that are wanted, a few at once, outside of any transaction. A lease of a minute, longer than the
 * service may take, keeps others from sending the same one, and lets them where this process dies.
 */
export function startFollowUps({
  database,
  clock,
  log,
  service,
  useCases,
}: {
  database: Database
  clock: Clock
  log: Logger
  service: FollowUpService
  useCases: {
    sendAnswer: ReturnType<typeof makeSendAnswer>
    settleFollowUp: ReturnType<typeof makeSettleFollowUp>
  }
}): Loop {
  const propose = makeProposer(service)

  async function askFor({ companyId, interviewId, id: followUpId }: Waiting, signal: AbortSignal): Promise<void> {
    const actor = system(companyId)
    const sending = await useCases.sendAnswer(actor, { interviewId, followUpId, model: service.model })
    if (sending.kind !== 'Sending') return
    const result = await propose(sending.messages, signal)
      .then((reply) => ({ reply, received: null, problem: null, isFinal: true }))
      .catch((error: unknown) => {
        log.warn({ err: error, followUpId }, 'no follow-up question came')
        return error instanceof FollowUpError
          ? { reply: null, received: error.received, problem: error.code, isFinal: error.isFinal }
          : { reply: null, received: null, problem: 'INTERRUPTED' as const, isFinal: false }
      })
    await useCases.settleFollowUp(actor, { interviewId, followUpId, ...result })
  }

  return startWorkLoop({
    claim: makeClaimWaiting({
      database,
      clock,
      table: 'follow_up',
      id: 'id',
      interviewId: sql.ref('interview_id'),
      host: hostOf(service),
      lease: '1 minute',
    }),
    work: (due, signal) =>
      askFor(due, signal).catch((error: unknown) =>
        log.warn({ err: error, followUpId: due.id }, 'a follow-up question cannot be settled'),
      ),
    atOnce,
    idle,
    log,
    what: 'follow-up questions to ask for',
  })
}
