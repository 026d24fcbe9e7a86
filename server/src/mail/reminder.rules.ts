/** When a company reminds people: of their interviews, and of feedback that they owe. */
export interface ReminderRules {
  /** The earlier reminder of an interview, in minutes before its start; null where there is none. */
  firstMinutes: number | null
  /** The later one; null where there is none. */
  secondMinutes: number | null
  /** Whether interviewers are reminded of interviews too. */
  remindInterviewers: boolean
  /** How often an interviewer who owes a scorecard is reminded of it; 0 for never. */
  feedbackReminders: number
  /** How long after the request, and after the reminder before it, each of these leaves, in minutes. */
  feedbackMinutes: number
}

/** The reminders of a company that has chosen none. */
export const defaultReminders: ReminderRules = {
  firstMinutes: 24 * 60,
  secondMinutes: 60,
  remindInterviewers: true,
  feedbackReminders: 2,
  feedbackMinutes: 24 * 60,
}

/** How many minutes before the start a reminder may be, both included. The database holds the same bounds. */
export const reminderBounds = [15, 14 * 24 * 60] as const

/** How often somebody may be reminded of feedback they owe, at most. The database holds the same bound. */
export const mostFeedbackReminders = 2

/** How many minutes may lie between two emails about the same feedback, both included. The database holds the same bounds. */
export const feedbackBounds = [60, 14 * 24 * 60] as const
