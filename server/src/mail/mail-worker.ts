import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Clock } from '../shared/clock.ts'
import { ask } from '../shared/connection.ts'
import type { Database } from '../shared/database.ts'
import type { Logger } from '../shared/log.ts'
import { startLoop, type Loop } from '../shared/loop.ts'
import { readClock } from '../shared/read-clock.ts'
import { makeClaimDelivery, type Claimed, type ClaimTools } from './claim-delivery.ts'
import { makeMailPause } from './mail-pause.ts'
import { makeSettleDelivery, type Outcome } from './settle-delivery.ts'
import { diagnose } from './smtp-diagnosis.rules.ts'
import type { SmtpTransport } from './smtp-transport.ts'

/** How many emails one worker has in its hands at once. */
const atOnce = 5
/** How often a worker that nobody wakes looks for work, in milliseconds. */
const idleLook = 1000
/** How often a worker renews its leases. A third of a lease: two renewals may fail. */
const renewEvery = 10_000

/** The templates' compiler is large, and loading it holds up all else: it comes with the first email, or in the quiet after a start. */
const composing = () => import('./compose-mail.ts')
const quietAfterStart = 2000

export interface MailWorkerTools extends ClaimTools {
  database: Database
  clock: Clock
  transport: SmtpTransport
  log: Logger
}

/**
 * Sends what lies in the outbox: claims rows that no other worker holds, renders, hands over, writes down how it
 * went. Any number of workers may run; one that dies is replaced when its leases end.
 */
export function startMailWorker(tools: MailWorkerTools): Loop {
  const { database, clock, transport, log } = tools
  const name = randomUUID()
  const claim = makeClaimDelivery(tools)
  const settle = makeSettleDelivery(tools)
  const pause = makeMailPause(database)
  const inHand = new Map<string, Promise<void>>()
  const soon = pause.probeSoon().catch(() => {})
  const preparing = setTimeout(() => {
    composing().catch((error: unknown) => log.error({ err: error }, 'emails cannot be composed'))
  }, quietAfterStart)

  async function look(isStopping: () => boolean): Promise<void> {
    await soon
    const state = await pause.state()
    if (state === 'PAUSED') return
    if (state === 'PROBE' && !(await serverAcceptsUs())) return
    while (!isStopping() && inHand.size < atOnce) {
      const due = (await dueDeliveries(database, clock, atOnce + inHand.size)).filter(({ id }) => !inHand.has(id))
      const next = due.slice(0, atOnce - inHand.size)
      if (next.length === 0) return
      for (const { companyId, id } of next) {
        const work = deliver(companyId, id)
          .catch((error: unknown) => log.error({ err: error, delivery: id }, 'a delivery could not be worked on'))
          .finally(() => {
            inHand.delete(id)
            loop.wake()
          })
        inHand.set(id, work)
      }
    }
  }

  async function serverAcceptsUs(): Promise<boolean> {
    try {
      await transport.verify()
    } catch (error) {
      const { code, hint } = diagnose(error)
      await pause.begin(code, hint)
      log.warn({ code, hint }, 'the mail queue stays paused')
      return false
    }
    await pause.end()
    log.info('the mail queue goes on')
    return true
  }

  async function deliver(companyId: string, deliveryId: string): Promise<void> {
    const claimed = await claim(companyId, deliveryId, name)
    if (claimed.kind !== 'Claimed') return
    const started = performance.now()
    const renewal = setInterval(() => void renew(companyId, deliveryId), renewEvery)
    let outcome: Outcome
    try {
      outcome = await attempt(claimed)
    } finally {
      clearInterval(renewal)
    }
    if (outcome.kind === 'Failed' && outcome.verdict === 'PAUSE') {
      await pause.begin(outcome.code, outcome.hint)
      log.error({ code: outcome.code, hint: outcome.hint }, 'the mail queue is paused')
    }
    const settled = await settle(companyId, deliveryId, name, outcome)
    log.info(
      {
        delivery: deliveryId,
        company: companyId,
        kind: claimed.mail.kind,
        attempt: claimed.attempt,
        status: settled.kind === 'Settled' ? settled.status : 'TAKEN_OVER',
        ...(outcome.kind === 'Failed' ? { code: outcome.code } : {}),
        ms: Math.round(performance.now() - started),
      },
      'email attempt',
    )
  }

  async function attempt({ mail, style, tells }: Claimed): Promise<Outcome> {
    try {
      const { composeMail } = await composing()
      const { raw, envelope } = await composeMail(mail, style)
      const { response } = await transport.send({ envelope, raw, wantsReports: mail.envelopeFrom !== undefined })
      return { kind: 'Sent', response, tells }
    } catch (error) {
      return { kind: 'Failed', ...diagnose(error) }
    }
  }

  const renew = async (companyId: string, deliveryId: string) => {
    await ask(
      database,
      sql`update delivery set lease_until = lease_until + ${`${renewEvery} milliseconds`}::interval
        where company_id = ${companyId} and id = ${deliveryId} and lease_owner = ${name} and status = 'SENDING'`,
    ).catch((error: unknown) => log.warn({ err: error }, 'a lease could not be renewed'))
  }

  const loop = startLoop({ look, end: () => Promise.all(inHand.values()), idle: idleLook, log, what: 'emails' })
  return {
    wake: loop.wake,
    async stop() {
      clearTimeout(preparing)
      await loop.stop()
      transport.close()
    },
  }
}

/**
 * Emails that may be taken now, the longest due first. One meeting's emails go one after another in their order, so
 * the later of two waits here until the earlier one is done.
 */
async function dueDeliveries(database: Database, clock: Clock, limit: number) {
  const now = (await readClock(database, clock)).toISOString()
  return ask(
    database,
    sql<{ companyId: string; id: string }>`select delivery.company_id as "companyId", delivery.id
    from delivery
    where ((delivery.status = 'QUEUED' and delivery.next_attempt_at <= ${now}::timestamptz)
        or (delivery.status = 'SENDING' and delivery.lease_until < ${now}::timestamptz))
      and not exists (select from delivery earlier
        where earlier.company_id = delivery.company_id and earlier.invitation_id = delivery.invitation_id
          and earlier.status in ('QUEUED', 'SENDING')
          and (earlier.queued_at, earlier.id) < (delivery.queued_at, delivery.id))
    order by delivery.next_attempt_at nulls first limit ${limit}`,
  )
}
