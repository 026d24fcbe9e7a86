import { defineEntity, p } from '@mikro-orm/core'
import { itsCompany } from '../companies/company.ts'
import { ownRows } from '../shared/columns.ts'
import { defaultRetentionDays, retentionDays } from './retention.rules.ts'

const MailSettingsSchema = defineEntity({
  name: 'MailSettings',
  tableName: 'mail_settings',
  primaryKeys: ['company'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    /** For how many days it is kept to whom an email went and what the mail server said. */
    retentionDays: p.integer().default(defaultRetentionDays),
  },
  checks: [
    {
      name: 'mail_settings_retention_days',
      expression: `retention_days >= ${retentionDays[0]} and retention_days <= ${retentionDays[1]}`,
    },
  ],
})

/** What a company says about its emails. A company that has chosen nothing has no row. */
export class MailSettings extends MailSettingsSchema.class {}
MailSettingsSchema.setClass(MailSettings)
