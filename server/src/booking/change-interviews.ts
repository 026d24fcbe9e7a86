import { sql } from 'kysely'
import { idempotencyKey, isInvalid, readInput } from '../shared/input.ts'
import { worthRepeating } from '../shared/errors.ts'
import type { InvalidInput } from '../shared/refusals.ts'
import type { DomainEvent, DryRun, Trial } from '../shared/transaction.ts'
import type { Actor, IdempotencyKeyReused, Tools, Transaction } from '../shared/use-case.ts'
import { lockPlaces } from '../slots/lock-places.ts'
import { callInterviewOff, type CancelAnswer } from './cancel-interview.ts'
import { allThatIsPossible } from './change-interviews.rules.ts'
import {
  changeInput,
  comingOf,
  planChanges,
  selectedInterviews,
  stateOf,
  type ChangePlan,
  type ChangeWish,
  type InterviewState,
  type PlannedChange,
  type PlanRefusal,
} from './change-plan.ts'
import { lockApplications } from './lock-applications.ts'
import { lockInterviews } from './lock-engagements.ts'
import { moveInterviewTo, type RescheduleAnswer } from './reschedule-interview.ts'

/** How long changes are begun, in milliseconds: one that waits for a lock is refused after 20 seconds more. */
const timeToBegin = 30_000
/** The same for a dry run, which holds everything that it looks at. */
const timeToTry = 10_000

type ChangeAnswer = RescheduleAnswer | CancelAnswer | PlanRefusal | { kind: 'InterviewHasChanged' } | NotTriedYet

/** Others were in the way for too long, or the time of the request was over. */
interface NotTriedYet {
  kind: 'NotTriedYet'
}

export type InterviewChangeRefusal = Exclude<ChangeAnswer, { kind: 'Interview' }>

/** What became, or would become, of one interview. */
export interface InterviewChange<Email> {
  interviewId: string
  before: InterviewState
  /** Null where it was refused. */
  after: InterviewState | null
  refusal: InterviewChangeRefusal | null
  /** Of a dry run: the emails that its participants would get, the candidate's first. */
  emails: Email[]
}

export interface InterviewChanges<Email = never> {
  kind: 'InterviewChanges'
  /** Whether it was done; false after a dry run. */
  isDone: boolean
  /** In the order in which they were asked for. */
  changes: InterviewChange<Email>[]
}

const inputWithKey = changeInput.extend({ idempotencyKey })

/**
 * Changes all of several interviews that can be changed, each in a transaction of its own, and tells of each what was
 * done or why not. Plan, steps and answer are kept by the key: sent again, also after a death in between, nothing is
 * done twice and what was done is told as it was.
 */
export const makeChangeInterviews =
  ({ inTransaction }: Tools) =>
  async (
    actor: Actor,
    rawInput: Parameters<typeof inputWithKey.parse>[0],
  ): Promise<InterviewChanges | InvalidInput | IdempotencyKeyReused> => {
    const input = readInput(inputWithKey, rawInput)
    if (isInvalid(input)) return input
    const { idempotencyKey: key, ...wish } = input
    const plan = await inTransaction<ChangePlan | InvalidInput>(
      { name: 'changeInterviews', actor, input: wish, idempotencyKey: key },
      (tx) => planChanges(tx, wish),
    )
    if (plan.kind !== 'ChangePlan') return plan
    const latest = new Date(plan.at).getTime() + timeToBegin

    const attempt = async (change: PlannedChange, number: number): Promise<ChangeAnswer> => {
      const step = {
        name: 'changeInterview',
        actor,
        input: wish,
        idempotencyKey: key && `${key} ${change.interviewId} ${number}`,
      }
      try {
        return known(
          await inTransaction<ChangeAnswer>(step, async (tx) =>
            tx.now.getTime() > latest ? { kind: 'NotTriedYet' } : changeOne(tx, change, wish),
          ),
        )
      } catch (error) {
        if (worthRepeating(error) === 0) throw error
        return known(await inTransaction<ChangeAnswer>(step, async () => ({ kind: 'NotTriedYet' })))
      }
    }
    const answers = await allThatIsPossible<PlannedChange, ChangeAnswer>(plan.changes, 'Interview', attempt)
    const done = plan.changes.filter((change) => answers.get(change)!.kind === 'Interview')
    return known(
      await inTransaction<InterviewChanges>(
        { name: 'changeInterviews answer', actor, input: wish, idempotencyKey: key && `${key} answer` },
        async (tx) => {
          const states = await selectedInterviews(
            tx,
            done.map(({ interviewId }) => interviewId),
          )
          const after = new Map(states.map((state) => [state.id, stateOf(state)]))
          return {
            kind: 'InterviewChanges',
            isDone: true,
            changes: told(wish, answers, after, new Map<string, never[]>()),
          }
        },
      ),
    )
  }

/** Reads what emails were written into the outbox, while they are there. */
export type ReadEmails<Email> = (tx: Transaction, events: readonly DomainEvent[]) => Promise<Email[]>

/**
 * Tells what `changeInterviews` would do at this moment, by doing it: the same plan, the same steps in the same order, in
 * one transaction that is rolled back.
 */
export const makePlanInterviewChanges =
  <Email>({ dryRun, readEmails }: { dryRun: DryRun; readEmails: ReadEmails<Email> }) =>
  async (
    actor: Actor,
    rawInput: Parameters<typeof changeInput.parse>[0],
  ): Promise<InterviewChanges<Email> | InvalidInput> => {
    const wish = readInput(changeInput, rawInput)
    if (isInvalid(wish)) return wish
    return dryRun(actor, async (trial) => {
      const plan = await planChanges(trial, wish)
      if (plan.kind !== 'ChangePlan') return plan
      await lockEverything(trial, plan, wish)
      const latest = performance.now() + timeToTry
      const after = new Map<string, InterviewState>()
      const emails = new Map<string, Email[]>()
      const answers = await allThatIsPossible<PlannedChange, ChangeAnswer>(plan.changes, 'Interview', (change) =>
        trial.attempt<ChangeAnswer, ChangeAnswer>(
          async (tx) => (performance.now() > latest ? { kind: 'NotTriedYet' } : changeOne(tx, change, wish)),
          async (tx, answer, events) => {
            if (answer.kind !== 'Interview') return answer
            const [[state], itsEmails] = await Promise.all([
              selectedInterviews(tx, [change.interviewId]),
              readEmails(tx, events),
            ])
            after.set(change.interviewId, stateOf(state!))
            emails.set(change.interviewId, itsEmails)
            return answer
          },
        ),
      )
      return { kind: 'InterviewChanges', isDone: false, changes: told(wish, answers, after, emails) }
    })
  }

/** One step. It was planned for how the interview was then: what somebody has changed since is left alone. */
async function changeOne(
  tx: Transaction,
  { interviewId, before, does }: PlannedChange,
  { reason, overrideReason }: ChangeWish,
): Promise<ChangeAnswer> {
  if (does.kind === 'NOTHING') return does.refusal
  const [now] = await selectedInterviews(tx, [interviewId])
  if (now?.status === 'SCHEDULED' && !isSame(now, before)) return { kind: 'InterviewHasChanged' }
  if (does.kind === 'CANCEL') return callInterviewOff(tx, interviewId, reason)
  const { slotId, startsAt, interviewerIds, anyOf } = does
  const to = {
    slotId,
    startsAt: startsAt ? new Date(startsAt) : null,
    interviewerIds: interviewerIds ?? null,
    anyOf: anyOf ?? null,
  }
  return moveInterviewTo(tx, interviewId, to, { reason, overrideReason })
}

const isSame = (one: InterviewState, other: InterviewState): boolean =>
  (['startsAt', 'endsAt', 'slotId', 'interviewerIds'] as const).every(
    (name) => String(one[name]) === String(other[name]),
  )

/** A key of a step is derived from one that was held against the input already. */
function known<A extends { kind: string }>(answer: A | IdempotencyKeyReused): A {
  if (answer.kind === 'IdempotencyKeyReused') throw new Error('A key that belongs to this request was used otherwise.')
  return answer as A
}

function told<Email>(
  { interviewIds }: ChangeWish,
  answers: ReadonlyMap<PlannedChange, ChangeAnswer>,
  after: ReadonlyMap<string, InterviewState>,
  emails: ReadonlyMap<string, Email[]>,
): InterviewChange<Email>[] {
  const of = new Map([...answers].map(([change, answer]) => [change.interviewId, { change, answer }]))
  return interviewIds.map((interviewId) => {
    const { change, answer } = of.get(interviewId)!
    return {
      interviewId,
      before: change.before,
      after: after.get(interviewId) ?? null,
      refusal: answer.kind === 'Interview' ? null : answer,
      emails: emails.get(interviewId) ?? [],
    }
  })
}

/**
 * Locks all that the changes touch in the house's order, once: a dry run holds what each of them has locked until its
 * end, and would else meet others who lock the same in another order.
 */
async function lockEverything(trial: Trial, { changes }: ChangePlan, wish: ChangeWish) {
  const { interviewIds } = wish
  const { companyId } = trial
  const slotIds = changes.flatMap(({ before, does }) => [
    ...(before.slotId ? [before.slotId] : []),
    ...(does.kind === 'MOVE' && does.slotId ? [does.slotId] : []),
  ])
  const people = [...changes.flatMap(({ before }) => before.interviewerIds), ...comingOf(wish)]
  const { rows } = trial
  const applications = await rows(sql<{ id: string }>`select distinct application_id as id from interview
    where company_id = ${companyId} and id = any(${interviewIds})`)
  await Promise.all([
    // Nobody is to hear of what it gives back: that is undone too.
    lockPlaces({ ...trial, recordAnyway() {} }, { slotIds: [...new Set(slotIds)], formerIds: people }),
    lockApplications(
      trial,
      applications.map(({ id }) => id),
    ),
    lockInterviews(trial, interviewIds),
  ])
}
