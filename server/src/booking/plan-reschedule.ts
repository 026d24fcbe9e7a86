import { notFound } from '../shared/errors.ts'
import { looksLikeId } from '../shared/id.ts'
import { isInvalid, readInput } from '../shared/input.ts'
import type { InvalidInput } from '../shared/refusals.ts'
import type { DryRun } from '../shared/transaction.ts'
import type { Actor } from '../shared/use-case.ts'
import type { ReadEmails } from './change-interviews.ts'
import { selectedInterviews, stateOf, type InterviewState } from './change-plan.ts'
import { moveInterviewTo, rescheduleInput, type RescheduleAnswer } from './reschedule-interview.ts'

/** What would become of an interview. */
export interface ReschedulePlan<Email> {
  kind: 'ReschedulePlan'
  before: InterviewState
  after: InterviewState
  /** Those that its participants would get, the candidate's first. */
  emails: Email[]
}

type PlanAnswer<Email> = ReschedulePlan<Email> | Exclude<RescheduleAnswer, { kind: 'Interview' }> | InvalidInput

/**
 * Tells what `rescheduleInterview` would do at this moment, by doing it in a transaction that is rolled back: its
 * refusal, or its effect and its emails. The key of the input is not looked at: nothing is done that it could repeat.
 */
export const makePlanReschedule =
  <Email>({ dryRun, readEmails }: { dryRun: DryRun; readEmails: ReadEmails<Email> }) =>
  async (actor: Actor, rawInput: Parameters<typeof rescheduleInput.parse>[0]): Promise<PlanAnswer<Email>> => {
    const input = readInput(rescheduleInput, rawInput)
    if (isInvalid(input)) return input
    const { interviewId, reason, overrideReason, idempotencyKey: _key, ...to } = input
    if (!looksLikeId(interviewId)) throw notFound()
    return dryRun(actor, async (trial) => {
      const [before] = await selectedInterviews(trial, [interviewId])
      if (!before) throw notFound()
      return trial.attempt<RescheduleAnswer, PlanAnswer<Email>>(
        (tx) => moveInterviewTo(tx, interviewId, to, { reason, overrideReason }),
        async (tx, answer, events) => {
          if (answer.kind !== 'Interview') return answer
          const [[after], emails] = await Promise.all([selectedInterviews(tx, [interviewId]), readEmails(tx, events)])
          return { kind: 'ReschedulePlan', before: stateOf(before), after: stateOf(after!), emails }
        },
      )
    })
  }
