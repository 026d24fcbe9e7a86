import { defineEntity, p } from '@mikro-orm/core'
import { ownRows } from '../shared/columns.ts'
import { language } from '../shared/language.ts'

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
    createdAt: p.datetime().defaultRaw('now()'),
  },
  checks: [
    {
      name: 'company_admission_opens',
      expression: 'admission_opens_minutes_before >= 0 and admission_opens_minutes_before <= 1440',
    },
    {
      name: 'company_admission_closes',
      expression: 'admission_closes_minutes_after >= 1 and admission_closes_minutes_after <= 1440',
    },
  ],
})

/** A tenant. Everything but the sign-in accounts belongs to exactly one company. */
export class Company extends CompanySchema.class {}
CompanySchema.setClass(Company)

/** The first half of every other table's key: whose row it is. */
export const itsCompany = () => p.manyToOne(Company).primary().updateRule('no action').deleteRule('no action')
