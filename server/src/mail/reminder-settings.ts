import { defineEntity, p } from '@mikro-orm/core'
import { itsCompany } from '../companies/company.ts'
import { ownRows } from '../shared/columns.ts'
import { reminderBounds } from './reminder.rules.ts'

const [least, most] = reminderBounds

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
  },
  checks: [
    {
      name: 'reminder_settings_minutes',
      expression: `first_minutes >= ${least} and first_minutes <= ${most} and second_minutes >= ${least} and second_minutes <= ${most}`,
    },
  ],
})

/** When a company reminds people of their interviews. One that has chosen nothing has no row: the default holds. */
export class ReminderSettings extends ReminderSettingsSchema.class {}
ReminderSettingsSchema.setClass(ReminderSettings)
