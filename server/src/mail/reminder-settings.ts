import { defineEntity, p } from '@mikro-orm/core'
import { itsCompany } from '../companies/company.ts'
import { ownRows } from '../shared/columns.ts'
import { feedbackBounds, mostFeedbackReminders, reminderBounds } from './reminder.rules.ts'

const [least, most] = reminderBounds
const [leastFeedback, mostFeedback] = feedbackBounds

const ReminderSettingsSchema = defineEntity({
  name: 'ReminderSettings',
  tableName: 'reminder_settings',
  primaryKeys: ['company'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    firstMinutes: p.integer().nullable(),
    secondMinutes: p.integer().nullable(),
    remindInterviewers: p.boolean(),
    feedbackReminders: p.integer(),
    feedbackMinutes: p.integer(),
  },
  checks: [
    {
      name: 'reminder_settings_minutes',
      expression: `first_minutes >= ${least} and first_minutes <= ${most} and second_minutes >= ${least} and second_minutes <= ${most}`,
    },
    {
      name: 'reminder_settings_feedback',
      expression: `feedback_reminders >= 0 and feedback_reminders <= ${mostFeedbackReminders} and feedback_minutes >= ${leastFeedback} and feedback_minutes <= ${mostFeedback}`,
    },
  ],
})

/** When a company reminds people of interviews and feedback. One that has chosen nothing has no row: the default holds. */
export class ReminderSettings extends ReminderSettingsSchema.class {}
ReminderSettingsSchema.setClass(ReminderSettings)
