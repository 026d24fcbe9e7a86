import { defineEntity, p } from '@mikro-orm/core'
import { itsCompany } from '../companies/company.ts'
import { StaffMember } from '../companies/staff-member.ts'
import { Job } from '../jobs/job.ts'
import { Kit } from '../kits/kit.ts'
import { ofSameCompany, ownRows } from '../shared/columns.ts'
import { interviewMode } from './interview.rules.ts'

const JobRoundSchema = defineEntity({
  name: 'JobRound',
  tableName: 'job_round',
  primaryKeys: ['company', 'job', 'number'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    job: () => ofSameCompany(Job, 'job_id').primary(),
    /** Which interview of an application it plans, from 1. */
    number: p.integer().primary(),
    name: p.text(),
    durationMinutes: p.integer(),
    mode: p.enum(interviewMode),
    location: p.text().nullable(),
    meetingUrl: p.text().nullable(),
    /** What is asked in it, and by what interviewers judge. */
    kit: () => ofSameCompany(Kit, 'kit_id').nullable(),
  },
  checks: [
    { name: 'job_round_number', expression: 'number >= 1 and number <= 50' },
    { name: 'job_round_duration', expression: 'duration_minutes >= 5 and duration_minutes <= 1440' },
  ],
  indexes: [{ name: 'job_round_by_kit', properties: ['company', 'kit'] }],
})

/** What a job plans for one round of interviews. */
export class JobRound extends JobRoundSchema.class {}
JobRoundSchema.setClass(JobRound)

const JobRoundMemberSchema = defineEntity({
  name: 'JobRoundMember',
  tableName: 'job_round_member',
  primaryKeys: ['company', 'job', 'number', 'pool', 'interviewer'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    job: () => ofSameCompany(Job, 'job_id').primary(),
    number: p.integer().primary(),
    /** 0 for those who all come; from 1 on a pool of which any one comes. */
    pool: p.integer().primary(),
    interviewer: () => ofSameCompany(StaffMember, 'interviewer_id').primary(),
  },
  checks: [{ name: 'job_round_member_pool', expression: 'pool >= 0 and pool <= 10' }],
})

/** Somebody who meets the candidates of a round. */
export class JobRoundMember extends JobRoundMemberSchema.class {}
JobRoundMemberSchema.setClass(JobRoundMember)
