import { defineEntity, p } from '@mikro-orm/core'
import { itsCompany } from '../companies/company.ts'
import { ofSameCompany, ownRows } from '../shared/columns.ts'

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
})

/** A position people apply for. */
export class Job extends JobSchema.class {}
JobSchema.setClass(Job)

const QuestionSchema = defineEntity({
  name: 'Question',
  tableName: 'question',
  primaryKeys: ['company', 'id'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    id: p.uuid().primary(),
    job: () => ofSameCompany(Job, 'job_id'),
    /** From 1, in the order in which the room asks. */
    position: p.integer(),
    text: p.text(),
  },
  uniques: [{ name: 'question_position', properties: ['company', 'job', 'position'] }],
})

/** One question of a job's self-guided interview. */
export class Question extends QuestionSchema.class {}
QuestionSchema.setClass(Question)
