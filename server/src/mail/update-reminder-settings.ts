import { sql } from 'kysely'
import { z } from 'zod'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { feedbackBounds, mostFeedbackReminders, reminderBounds, type ReminderRules } from './reminder.rules.ts'
import { readReminderRules } from './reminders.ts'

const [least, most] = reminderBounds
const minutes = z
  .int()
  .min(least, `Must be at least ${least}.`)
  .max(most, `Must be at most ${most}.`)
  .nullish()
  .transform((value) => value ?? null)

const [leastFeedback, mostFeedback] = feedbackBounds

const input = z
  .object({
    firstMinutes: minutes,
    secondMinutes: minutes,
    remindInterviewers: z.boolean(),
    feedbackReminders: z
      .int()
      .min(0, 'Must be at least 0.')
      .max(mostFeedbackReminders, `Must be at most ${mostFeedbackReminders}.`)
      .nullish(),
    feedbackMinutes: z
      .int()
      .min(leastFeedback, `Must be at least ${leastFeedback}.`)
      .max(mostFeedback, `Must be at most ${mostFeedback}.`)
      .nullish(),
    idempotencyKey,
  })
  .refine(({ firstMinutes, secondMinutes }) => firstMinutes === null || firstMinutes !== secondMinutes, {
    path: ['secondMinutes'],
    message: 'Must be another time than the first one.',
  })

/** Says when the company reminds people of interviews and feedback. What was sent was sent; the rest follows these from now on. */
export const makeUpdateReminderSettings = useCase('updateReminderSettings', input, async (tx, chosen) => {
  const before = await readReminderRules(tx)
  const wish: ReminderRules = {
    ...chosen,
    feedbackReminders: chosen.feedbackReminders ?? before.feedbackReminders,
    feedbackMinutes: chosen.feedbackMinutes ?? before.feedbackMinutes,
  }
  const names = Object.keys(before) as (keyof ReminderRules)[]
  const fields = names.filter((name) => wish[name] !== before[name])
  if (fields.length > 0) {
    tx.write(sql`insert into reminder_settings (company_id, first_minutes, second_minutes, remind_interviewers,
        feedback_reminders, feedback_minutes)
      values (${tx.companyId}, ${wish.firstMinutes}, ${wish.secondMinutes}, ${wish.remindInterviewers},
        ${wish.feedbackReminders}, ${wish.feedbackMinutes})
      on conflict (company_id) do update set first_minutes = excluded.first_minutes,
        second_minutes = excluded.second_minutes, remind_interviewers = excluded.remind_interviewers,
        feedback_reminders = excluded.feedback_reminders, feedback_minutes = excluded.feedback_minutes`)
    tx.record({ name: 'ReminderSettingsChanged', about: { type: 'Company', id: tx.companyId }, fields })
  }
  return { kind: 'ReminderSettings' as const, id: tx.companyId }
})
