import type { Problem } from '../shared/problems'

/** When people are reminded, as the server tells it. */
export interface Reminders {
  firstMinutes: number | null
  secondMinutes: number | null
  remindInterviewers: boolean
}

/** The same as a person writes it. */
export interface ReminderDraft {
  hasFirst: boolean
  firstMinutes: number | null
  hasSecond: boolean
  secondMinutes: number | null
  remindInterviewers: boolean
}

const [least, most] = [15, 14 * 24 * 60]

/** What is saved; a reminder that is switched on begins with the usual time. */
export const draftOf = ({ firstMinutes, secondMinutes, remindInterviewers }: Reminders): ReminderDraft => ({
  hasFirst: firstMinutes !== null,
  firstMinutes: firstMinutes ?? 24 * 60,
  hasSecond: secondMinutes !== null,
  secondMinutes: secondMinutes ?? 60,
  remindInterviewers,
})

/** What is sent: a reminder that is switched off has no time. */
export const settingsOf = (draft: ReminderDraft): Reminders => ({
  firstMinutes: draft.hasFirst ? draft.firstMinutes : null,
  secondMinutes: draft.hasSecond ? draft.secondMinutes : null,
  remindInterviewers: draft.remindInterviewers,
})

/** What is to be mended before the server is asked. */
export function problemsOfReminders(draft: ReminderDraft): Problem[] {
  const chosen = [
    ...(draft.hasFirst ? [['firstMinutes', draft.firstMinutes] as const] : []),
    ...(draft.hasSecond ? [['secondMinutes', draft.secondMinutes] as const] : []),
  ]
  const unfit = chosen.filter(
    ([, minutes]) => minutes === null || !Number.isInteger(minutes) || minutes < least || minutes > most,
  )
  if (unfit.length > 0) return unfit.map(([name]) => ({ name, code: 'reminderOutOfBounds' }))
  const isTwice = chosen.length === 2 && draft.firstMinutes === draft.secondMinutes
  return isTwice ? [{ name: 'secondMinutes', code: 'sameReminder' }] : []
}
