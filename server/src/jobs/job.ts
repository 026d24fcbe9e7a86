import { defineEntity, p } from '@mikro-orm/core'
import { itsCompany } from '../companies/company.ts'
import { ownRows } from '../shared/columns.ts'

const JobSchema = defineEntity({
  name: 'Job',
  tableName: 'job',
  primaryKeys: ['company', 'id'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    id: p.uuid().primary(),
    title: p.text(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
  indexes: [{ name: 'job_by_title', properties: ['company', 'title', 'id'] }],
})

/** A position people apply for. */
export class Job extends JobSchema.class {}
JobSchema.setClass(Job)
