import { sql } from 'kysely'
import { z } from 'zod'
import { decide, type DecideAnswer } from '../booking/decide-application.ts'
import { lockApplications } from '../booking/lock-applications.ts'
import { lockEngagements } from '../booking/lock-engagements.ts'
import { withdraw, type WithdrawAnswer } from '../booking/withdraw-application.ts'
import type { ReadEmails } from '../booking/change-interviews.ts'
import { offerChoice, type InviteAnswer } from '../self-scheduling/invite-to-choose.ts'
import { notFound, worthRepeating } from '../shared/errors.ts'
import { looksLikeId } from '../shared/id.ts'
import { idempotencyKey, isInvalid, optional, prose, readInput } from '../shared/input.ts'
import type { InvalidInput } from '../shared/refusals.ts'
import type { DryRun } from '../shared/transaction.ts'
import type { Actor, IdempotencyKeyReused, Tools, Transaction } from '../shared/use-case.ts'

/** What can be done to several applications at once. */
export const applicationAction = ['APPROVE', 'REJECT', 'WITHDRAW', 'INVITE_TO_CHOOSE'] as const
export type ApplicationAction = (typeof applicationAction)[number]

/** How many applications are changed at once. */
const mostAtOnce = 100
/** How long changes are begun, in milliseconds: one that waits for a lock is refused after 20 seconds more. */
const timeToBegin = 30_000
/** The same for a dry run, which holds everything that it looks at. */
const timeToTry = 10_000

const changeInput = z.object({
  applicationIds: z
    .array(z.string())
    .min(1, 'At least one.')
    .max(mostAtOnce, `At most ${mostAtOnce}.`)
    .refine((ids) => new Set(ids).size === ids.length, 'Each of them once.'),
  action: z.enum(applicationAction),
  reason: optional(prose(2000)),
  notifyCandidate: z.boolean().nullish(),
})
const inputWithKey = changeInput.extend({ idempotencyKey })

type Wish = Omit<z.output<typeof changeInput>, 'applicationIds'>

type StepAnswer = DecideAnswer | WithdrawAnswer | InviteAnswer | { kind: 'NotTriedYet' }

const isDone = (answer: StepAnswer) => answer.kind === 'Application' || answer.kind === 'SchedulingLink'

export type ApplicationChangeRefusal = Exclude<StepAnswer, { kind: 'Application' } | { kind: 'SchedulingLink' }>

/** What became, or would become, of one application. */
export interface ApplicationChange<Email> {
  applicationId: string
  /** Null where it was, or would be, done. */
  refusal: ApplicationChangeRefusal | null
  /** Of a dry run: the emails that would be queued. */
  emails: Email[]
}

export interface ApplicationChanges<Email = never> {
  kind: 'ApplicationChanges'
  /** Whether it was done; false after a dry run. */
  isDone: boolean
  /** In the order in which they were asked for. */
  changes: ApplicationChange<Email>[]
}

/** One application, as the use case for one does it. */
function changeOne(tx: Transaction, applicationId: string, { action, reason, notifyCandidate }: Wish) {
  const step: Record<ApplicationAction, () => Promise<StepAnswer>> = {
    APPROVE: () => decide(tx, { applicationId, decision: 'APPROVED', reason, notifyCandidate }),
    REJECT: () => decide(tx, { applicationId, decision: 'REJECTED', reason, notifyCandidate }),
    WITHDRAW: () => withdraw(tx, { applicationId, reason }),
    INVITE_TO_CHOOSE: () => offerChoice(tx, { applicationId }),
  }
  return step[action]()
}

/**
 * Changes all of several applications that can be changed, each in a transaction of its own, and tells of each whether it
 * was done or why not. Sent again with the same key, also after a death in between, nothing is done twice.
 */
export const makeChangeApplications =
  ({ inTransaction }: Tools) =>
  async (
    actor: Actor,
    rawInput: Parameters<typeof inputWithKey.parse>[0],
  ): Promise<ApplicationChanges | InvalidInput | IdempotencyKeyReused> => {
    const input = readInput(inputWithKey, rawInput)
    if (isInvalid(input)) return input
    const { idempotencyKey: key, ...named } = input
    const { applicationIds, ...wish } = named
    const begun = await inTransaction<{ kind: 'ApplicationsNamed'; at: string }>(
      { name: 'changeApplications', actor, input: named, idempotencyKey: key },
      async (tx) => {
        await findAll(tx, applicationIds)
        return { kind: 'ApplicationsNamed', at: tx.now.toISOString() }
      },
    )
    if (begun.kind !== 'ApplicationsNamed') return begun
    const latest = new Date(begun.at).getTime() + timeToBegin

    const changes: ApplicationChange<never>[] = []
    for (const applicationId of applicationIds) {
      const step = {
        name: 'changeApplication',
        actor,
        input: { applicationId, ...wish },
        idempotencyKey: key && `${key} ${applicationId}`,
      }
      const answer = await inTransaction<StepAnswer>(step, async (tx) =>
        tx.now.getTime() > latest ? { kind: 'NotTriedYet' } : changeOne(tx, applicationId, wish),
      ).catch((error: unknown) => {
        if (worthRepeating(error) === 0) throw error
        return inTransaction<StepAnswer>(step, async () => ({ kind: 'NotTriedYet' }))
      })
      changes.push(told(applicationId, known(answer), []))
    }
    return { kind: 'ApplicationChanges', isDone: true, changes }
  }

/** Tells what `changeApplications` would do at this moment, by doing it in one transaction that is rolled back. */
export const makePlanApplicationChanges =
  <Email>({ dryRun, readEmails }: { dryRun: DryRun; readEmails: ReadEmails<Email> }) =>
  async (
    actor: Actor,
    rawInput: Parameters<typeof changeInput.parse>[0],
  ): Promise<ApplicationChanges<Email> | InvalidInput> => {
    const input = readInput(changeInput, rawInput)
    if (isInvalid(input)) return input
    const { applicationIds, ...wish } = input
    return dryRun(actor, async (trial) => {
      await findAll(trial, applicationIds)
      // It holds what each of them locks until its end: all at once in the house's order, or it would meet others.
      await trial.attempt(
        async (tx) => {
          await lockEngagements(tx, await scheduledOf(tx, applicationIds))
          await lockApplications(tx, applicationIds)
          return { kind: 'ApplicationsLocked' }
        },
        async () => {},
      )
      const latest = performance.now() + timeToTry
      const changes: ApplicationChange<Email>[] = []
      for (const applicationId of applicationIds)
        changes.push(
          await trial.attempt<StepAnswer, ApplicationChange<Email>>(
            async (tx) => (performance.now() > latest ? { kind: 'NotTriedYet' } : changeOne(tx, applicationId, wish)),
            async (tx, answer, events) =>
              told(applicationId, answer, isDone(answer) ? await readEmails(tx, events) : []),
          ),
        )
      return { kind: 'ApplicationChanges', isDone: false, changes }
    })
  }

const told = <Email>(applicationId: string, answer: StepAnswer, emails: Email[]): ApplicationChange<Email> => ({
  applicationId,
  refusal: answer.kind === 'Application' || answer.kind === 'SchedulingLink' ? null : answer,
  emails,
})

/** A key of a step is derived from one that was held against the input already. */
function known(answer: StepAnswer | IdempotencyKeyReused): StepAnswer {
  if (answer.kind === 'IdempotencyKeyReused') throw new Error('A key that belongs to this request was used otherwise.')
  return answer
}

/** Each of them is there before the first is touched. @throws NOT_FOUND */
async function findAll({ rows, companyId }: Pick<Transaction, 'rows' | 'companyId'>, ids: readonly string[]) {
  if (!ids.every(looksLikeId)) throw notFound()
  const found = await rows(sql`select id from application where company_id = ${companyId} and id = any(${ids})`)
  if (found.length !== ids.length) throw notFound()
}

async function scheduledOf(tx: Transaction, applicationIds: readonly string[]): Promise<string[]> {
  const rows = await tx.rows(sql<{ id: string }>`select id from interview where company_id = ${tx.companyId}
    and application_id = any(${applicationIds}) and status = 'SCHEDULED' order by id`)
  return rows.map(({ id }) => id)
}
