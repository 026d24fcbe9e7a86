import { defineEntity, p } from '@mikro-orm/core'
import { itsCompany } from '../companies/company.ts'
import { StaffMember } from '../companies/staff-member.ts'
import { Job } from '../jobs/job.ts'
import { ofSameCompany, ownRows } from '../shared/columns.ts'
import { Candidate } from './candidate.ts'
import { applicationStatus } from './application.rules.ts'

const ApplicationSchema = defineEntity({
  name: 'Application',
  tableName: 'application',
  primaryKeys: ['company', 'id'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    id: p.uuid().primary(),
    candidate: () => ofSameCompany(Candidate, 'candidate_id'),
    job: () => ofSameCompany(Job, 'job_id'),
    status: p.enum(applicationStatus).default('PENDING'),
    decisionReason: p.text().nullable(),
    decidedAt: p.datetime().nullable(),
    decidedBy: () => ofSameCompany(StaffMember, 'decided_by_id').nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
  uniques: [
    {
      name: 'application_once_per_job',
      properties: ['company', 'candidate', 'job'],
      where: `status in ('PENDING', 'INTERVIEW_SCHEDULED')`,
    },
  ],
  indexes: [
    { name: 'application_by_candidate', properties: ['company', 'candidate', 'createdAt', 'id'] },
    { name: 'application_by_creation', properties: ['company', 'createdAt', 'id'] },
    { name: 'application_by_job', properties: ['company', 'job'] },
    { name: 'application_by_status', properties: ['company', 'status', 'createdAt', 'id'] },
  ],
})

/** A candidate's application for one job. */
export class Application extends ApplicationSchema.class {}
ApplicationSchema.setClass(Application)
