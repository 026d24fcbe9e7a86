import { defineEntity, p } from '@mikro-orm/core'
import { ownRows } from '../shared/columns.ts'
import { language } from '../shared/language.ts'
import { admissionBounds } from './admission-settings.rules.ts'

const within = (column: string, [from, to]: readonly [number, number]) => `${column} >= ${from} and ${column} <= ${to}`

const CompanySchema = defineEntity({
  name: 'Company',
  tableName: 'company',
  policies: [ownRows('id')],
  properties: {
    id: p.uuid().primary(),
    name: p.text(),
    timeZone: p.text(),
    language: p.enum(language).default('EN'),
    /** Minutes before the start from which the candidate's page is a lobby. */
    admissionOpensMinutesBefore: p.integer().default(15),
    /** Minutes after the start until which the room still lets in. */
    admissionClosesMinutesAfter: p.integer().default(15),
    /** Minutes after the start after which a no-show is suggested, where nobody has come. */
    noShowGraceMinutes: p.integer().default(15),
    /** The company whose demo this is; null for any other. No foreign key: a demo holds nothing up. */
    demoOfId: p.uuid().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
  uniques: [{ name: 'company_one_demo', properties: ['demoOfId'] }],
  checks: [
    {
      name: 'company_admission_opens',
      expression: within('admission_opens_minutes_before', admissionBounds.admissionOpensMinutesBefore),
    },
    {
      name: 'company_admission_closes',
      expression: within('admission_closes_minutes_after', admissionBounds.admissionClosesMinutesAfter),
    },
    {
      name: 'company_no_show_grace',
      expression: within('no_show_grace_minutes', admissionBounds.noShowGraceMinutes),
    },
  ],
})

/** A tenant. Everything but the sign-in accounts belongs to exactly one company. */
export class Company extends CompanySchema.class {}
CompanySchema.setClass(Company)

/** The first half of every other table's key: whose row it is. */
export const itsCompany = () => p.manyToOne(Company).primary().updateRule('no action').deleteRule('no action')
