import { defineEntity, p } from '@mikro-orm/core'
import { itsCompany } from '../companies/company.ts'
import { ownRows } from '../shared/columns.ts'
import { defaultRules, ruleBounds } from './settings.rules.ts'

const SchedulingSettingsSchema = defineEntity({
  name: 'SchedulingSettings',
  tableName: 'scheduling_settings',
  primaryKeys: ['company'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    bufferMinutesBefore: p.integer().default(defaultRules.bufferMinutesBefore),
    bufferMinutesAfter: p.integer().default(defaultRules.bufferMinutesAfter),
    minimumNoticeMinutes: p.integer().default(defaultRules.minimumNoticeMinutes),
    bookingHorizonDays: p.integer().default(defaultRules.bookingHorizonDays),
    candidateMayCancel: p.boolean().default(defaultRules.candidateMayCancel),
    candidateMayReschedule: p.boolean().default(defaultRules.candidateMayReschedule),
    changeNoticeMinutes: p.integer().default(defaultRules.changeNoticeMinutes),
    waitlistOfferMinutes: p.integer().default(defaultRules.waitlistOfferMinutes),
    chooseLinkDays: p.integer().default(defaultRules.chooseLinkDays),
  },
  checks: Object.entries(ruleBounds).map(([name, [from, to]]) => {
    const column = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    return { name: `scheduling_settings_${column}`, expression: `${column} >= ${from} and ${column} <= ${to}` }
  }),
})

/** When a company lets people be booked. A company that has chosen nothing has no row: the default rules hold. */
export class SchedulingSettings extends SchedulingSettingsSchema.class {}
SchedulingSettingsSchema.setClass(SchedulingSettings)
