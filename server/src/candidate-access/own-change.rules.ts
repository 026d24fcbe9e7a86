import type { InterviewStatus } from '../interviews/interview.rules.ts'
import type { SchedulingRules } from '../scheduling/settings.rules.ts'
import { minuteMs } from '../scheduling/stretches.rules.ts'

/** What a candidate may do to their interview by themselves. */
export type OwnChange = 'CANCEL' | 'RESCHEDULE'

export type OwnChangeRefusal =
  | { kind: 'InterviewIsOver'; status: InterviewStatus }
  | { kind: 'ChangeIsNotAllowed' }
  | { kind: 'ChangeIsTooLate'; until: string }

/** Until when a candidate may change an interview by themselves. */
export const changeUntil = (startsAt: Date, { changeNoticeMinutes }: Pick<SchedulingRules, 'changeNoticeMinutes'>) =>
  new Date(startsAt.getTime() - changeNoticeMinutes * minuteMs)

/** Why a candidate cannot call off or move their interview by themselves, or null where they can. */
export function whyNotChange(
  interview: { status: InterviewStatus; startsAt: Date },
  change: OwnChange,
  rules: Pick<SchedulingRules, 'candidateMayCancel' | 'candidateMayReschedule' | 'changeNoticeMinutes'>,
  now: Date,
): OwnChangeRefusal | null {
  if (interview.status !== 'SCHEDULED') return { kind: 'InterviewIsOver', status: interview.status }
  if (!(change === 'CANCEL' ? rules.candidateMayCancel : rules.candidateMayReschedule))
    return { kind: 'ChangeIsNotAllowed' }
  const until = changeUntil(interview.startsAt, rules)
  return until < now ? { kind: 'ChangeIsTooLate', until: until.toISOString() } : null
}
