import { sql } from 'kysely'
import { system } from '../shared/actor.ts'
import { ask } from '../shared/connection.ts'
import type { Database } from '../shared/database.ts'
import type { Logger } from '../shared/log.ts'
import { startLoop, type Loop } from '../shared/loop.ts'
import type { InTransaction } from '../shared/transaction.ts'
import { checkPatience, finding, type MailFinding, type MailLookWish } from './mail-finding.rules.ts'

/** How often a worker that nobody wakes looks whether a check is asked for, in milliseconds. */
const idleLook = 5_000

export interface MailChecksTools {
  database: Database
  inTransaction: InTransaction
  log: Logger
  replyAddressOf: (personId: string) => string
  /** Looks, and gives each finding as soon as it is there. */
  look: (wish: MailLookWish) => AsyncGenerator<MailFinding>
}

interface Asked {
  companyId: string
  id: string
  askedById: string
  to: string
  code: string
}

/** Makes the checks that administrators ask for, one after another, and writes down each finding as it comes. */
export function startMailChecks(tools: MailChecksTools): Loop {
  const { database, log } = tools
  let stopNow: () => void
  const stopped = new Promise<null>((resolve) => (stopNow = () => resolve(null)))

  async function look(isStopping: () => boolean): Promise<void> {
    for (const asked of await waitingChecks(database)) if (!isStopping()) await make(asked)
  }

  async function make(asked: Asked): Promise<void> {
    const { id, askedById, to, code } = asked
    if (!(await takeUp(tools, asked))) return
    // What comes back to it is known by whose address it is.
    const from = tools.replyAddressOf(askedById)
    const findings = tools.look({ from, to, code })[Symbol.asyncIterator]()
    try {
      for (;;) {
        // A worker that ends does not wait for a slow mail server: whoever asked is told, and asks again.
        const next = await Promise.race([findings.next(), stopped])
        if (!next) await writeDown(tools, asked, finding('LOOK_BROKE_OFF'))
        if (!next || next.done) break
        await writeDown(tools, asked, next.value)
      }
    } catch (error) {
      log.error({ err: error, mailCheck: id }, 'a mail check broke off')
      await writeDown(tools, asked, finding('LOOK_BROKE_OFF'))
    }
    await finish(tools, asked)
  }

  const loop = startLoop({ look, idle: idleLook, log, what: 'mail checks' })
  return {
    wake: loop.wake,
    stop() {
      stopNow()
      return loop.stop()
    },
  }
}

/** What somebody waits for and nobody has taken up. */
const waitingChecks = (database: Database): Promise<Asked[]> =>
  ask(
    database,
    sql<Asked>`select company_id as "companyId", id, asked_by_id as "askedById", to_address as "to", code
      from mail_check
      where finished_at is null and started_at is null order by asked_at limit 10`,
  )

/** @returns whether this worker has it: several look for the same, and what waited for too long was given up */
async function takeUp({ inTransaction }: MailChecksTools, { companyId, id }: Asked): Promise<boolean> {
  const { taken } = await inTransaction({ name: 'takeUpMailCheck', actor: system(companyId) }, async (tx) => {
    const [row] = await tx.rows(sql`update mail_check set started_at = ${tx.now}
      where company_id = ${companyId} and id = ${id} and started_at is null and finished_at is null
        and asked_at > ${new Date(tx.now.getTime() - checkPatience)} returning id`)
    if (row) tx.record(mailCheckChanged(id))
    return { kind: 'TakenUp', taken: row !== undefined }
  })
  return taken
}

const writeDown = ({ inTransaction }: MailChecksTools, { companyId, id }: Asked, found: MailFinding) =>
  inTransaction({ name: 'writeMailFinding', actor: system(companyId) }, async (tx) => {
    tx.write(sql`update mail_check set findings = findings || ${JSON.stringify([found])}::jsonb
      where company_id = ${companyId} and id = ${id}`)
    tx.record(mailCheckChanged(id))
    return { kind: 'Written' }
  })

const finish = ({ inTransaction }: MailChecksTools, { companyId, id }: Asked) =>
  inTransaction({ name: 'finishMailCheck', actor: system(companyId) }, async (tx) => {
    tx.write(sql`update mail_check set finished_at = ${tx.now}
      where company_id = ${companyId} and id = ${id} and finished_at is null`)
    tx.record(mailCheckChanged(id))
    return { kind: 'Finished' }
  })

const mailCheckChanged = (id: string) => ({ name: 'MailCheckChanged', about: { type: 'MailCheck', id } })
