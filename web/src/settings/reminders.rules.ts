import type { Problem } from '../shared/problems'

/** When people are reminded, as the server tells it. */
export interface Reminders {
  firstMinutes: number | null
  secondMinutes: number | null
  remindInterviewers: boolean
  feedbackReminders: number
  feedbackMinutes: number
}

/** The same as a person writes it. */
export interface ReminderDraft {
  hasFirst: boolean
  firstMinutes: number | null
  hasSecond: boolean
  secondMinutes: number | null
  remindInterviewers: boolean
  feedbackReminders: number
  feedbackMinutes: number | null
}

/** How often somebody may be reminded of feedback that they owe. */
export const feedbackTimes: readonly number[] = [0, 1, 2]

const [least, most] = [15, 14 * 24 * 60]
const leastFeedback = 60

/** What is saved; a reminder that is switched on begins with the usual time. */
export const draftOf = ({ firstMinutes, secondMinutes, ...rest }: Reminders): ReminderDraft => ({
  hasFirst: firstMinutes !== null,
  firstMinutes: firstMinutes ?? 24 * 60,
  hasSecond: secondMinutes !== null,
  secondMinutes: secondMinutes ?? 60,
  remindInterviewers: rest.remindInterviewers,
  feedbackReminders: rest.feedbackReminders,
  feedbackMinutes: rest.feedbackMinutes,
})

/** What is sent: a reminder that is switched off has no time. Without reminders of feedback, their time stays as it was. */
export const settingsOf = (draft: ReminderDraft) => ({
  firstMinutes: draft.hasFirst ? draft.firstMinutes : null,
  secondMinutes: draft.hasSecond ? draft.secondMinutes : null,
  remindInterviewers: draft.remindInterviewers,
  feedbackReminders: draft.feedbackReminders,
  ...(draft.feedbackReminders > 0 && { feedbackMinutes: draft.feedbackMinutes }),
})

const fits = (minutes: number | null, atLeast: number): boolean =>
  minutes !== null && Number.isInteger(minutes) && minutes >= atLeast && minutes <= most

/** What is to be mended before the server is asked. */
export function problemsOfReminders(draft: ReminderDraft): Problem[] {
  const chosen = [
    ...(draft.hasFirst ? [['firstMinutes', draft.firstMinutes] as const] : []),
    ...(draft.hasSecond ? [['secondMinutes', draft.secondMinutes] as const] : []),
  ]
  const unfit = chosen.filter(([, minutes]) => !fits(minutes, least))
  const asks = draft.feedbackReminders > 0
  const problems: Problem[] = [
    ...unfit.map(([name]) => ({ name, code: 'reminderOutOfBounds' })),
    ...(asks && !fits(draft.feedbackMinutes, leastFeedback)
      ? [{ name: 'feedbackMinutes', code: 'feedbackOutOfBounds' }]
      : []),
  ]
  if (problems.length > 0) return problems
  const isTwice = chosen.length === 2 && draft.firstMinutes === draft.secondMinutes
  return isTwice ? [{ name: 'secondMinutes', code: 'sameReminder' }] : []
}
