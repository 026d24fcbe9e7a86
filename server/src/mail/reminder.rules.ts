/** When a company reminds people of their interviews, in minutes before the start. */
export interface ReminderRules {
  /** The earlier reminder; null where there is none. */
  firstMinutes: number | null
  /** The later one; null where there is none. */
  secondMinutes: number | null
  /** Whether interviewers are reminded too. */
  remindInterviewers: boolean
}

/** The reminders of a company that has chosen none. */
export const defaultReminders: ReminderRules = { firstMinutes: 24 * 60, secondMinutes: 60, remindInterviewers: true }

/** How many minutes before the start a reminder may be, both included. The database holds the same bounds. */
export const reminderBounds = [15, 14 * 24 * 60] as const
