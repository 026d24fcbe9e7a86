import { defineEntity, p } from '@mikro-orm/core'
import { itsCompany } from '../companies/company.ts'
import { ownRows } from '../shared/columns.ts'
import { keptDaysBounds, type RoomRules } from './consent.rules.ts'

const [least, most] = keptDaysBounds

const RoomSettingsSchema = defineEntity({
  name: 'RoomSettings',
  tableName: 'room_settings',
  primaryKeys: ['company'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    /** By language, where they are the company's own. */
    words: p.json<RoomRules['words']>(),
    allowsText: p.boolean(),
    recordsVideo: p.boolean(),
    keptDays: p.integer(),
  },
  checks: [{ name: 'room_settings_kept_days', expression: `kept_days >= ${least} and kept_days <= ${most}` }],
})

/** What a company says before it records, and what it allows. One that has chosen nothing has no row: the default holds. */
export class RoomSettings extends RoomSettingsSchema.class {}
RoomSettingsSchema.setClass(RoomSettings)
