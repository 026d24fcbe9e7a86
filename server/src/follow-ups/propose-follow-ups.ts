import { sql } from 'kysely'
import { system } from '../shared/actor.ts'
import type { Clock } from '../shared/clock.ts'
import { ask } from '../shared/connection.ts'
import type { Database } from '../shared/database.ts'
import type { Logger } from '../shared/log.ts'
import { startLoop, type Loop } from '../shared/loop.ts'
import { hostOf } from '../shared/outgoing.rules.ts'
import type { makeSendAnswer, makeSettleFollowUp } from './ask-for-follow-up.ts'
import { FollowUpError, makeProposer, type FollowUpService } from './follow-up-service.ts'

/** How often is looked where nobody wakes it, in milliseconds. */
const idle = 2_000
/** How many are asked for at once: somebody is in the room meanwhile. */
const atOnce = 4

interface Due {
  companyId: string
  interviewId: string
  followUpId: string
}

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
  const host = hostOf(service)
  const stopping = new AbortController()

  async function claim(): Promise<Due | undefined> {
    const [read] = await ask(database, sql<{ now: string }>`select to_json(clock_timestamp()) as now`)
    const now = clock.read(new Date(read!.now)).toISOString()
    const [due] = await ask(
      database,
      sql<Due>`with due as (select company_id, id from follow_up
          where status = 'WAITING' and sent_to = ${host} and next_try_at <= ${now}::timestamptz
            and (leased_until is null or leased_until < now())
          order by next_try_at limit 1 for update skip locked)
        update follow_up set leased_until = now() + interval '1 minute' from due
        where follow_up.company_id = due.company_id and follow_up.id = due.id
        returning follow_up.company_id as "companyId", follow_up.interview_id as "interviewId", follow_up.id as "followUpId"`,
    )
    return due
  }

  async function askFor({ companyId, ...which }: Due): Promise<void> {
    const actor = system(companyId)
    const sending = await useCases.sendAnswer(actor, { ...which, model: service.model })
    if (sending.kind !== 'Sending') return
    const result = await propose(sending.messages, stopping.signal)
      .then((reply) => ({ reply, received: null, problem: null, isFinal: true }))
      .catch((error: unknown) => {
        log.warn({ err: error, followUpId: which.followUpId }, 'no follow-up question came')
        return error instanceof FollowUpError
          ? { reply: null, received: error.received, problem: error.code, isFinal: error.isFinal }
          : { reply: null, received: null, problem: 'INTERRUPTED' as const, isFinal: false }
      })
    await useCases.settleFollowUp(actor, { ...which, ...result })
  }

  const loops = Array.from({ length: atOnce }, () =>
    startLoop({
      async look(isStopping) {
        while (!isStopping()) {
          const due = await claim()
          if (!due) return
          // Left as it is, until its lease is over.
          await askFor(due).catch((error: unknown) =>
            log.warn({ err: error, followUpId: due.followUpId }, 'a follow-up question cannot be settled'),
          )
        }
      },
      idle,
      log,
      what: 'follow-up questions to ask for',
    }),
  )
  return {
    wake: () => loops.forEach((loop) => loop.wake()),
    async stop() {
      // What was sent is sent again by the next one.
      stopping.abort()
      await Promise.all(loops.map((loop) => loop.stop()))
    },
  }
}
