import { defineEntity, p } from '@mikro-orm/core'
import { itsCompany } from '../companies/company.ts'
import { Interview } from '../interviews/interview.ts'
import { ofSameCompany, ownRows } from '../shared/columns.ts'
import { language } from '../shared/language.ts'
import type { OutsideService } from './consent.rules.ts'

const RecordingConsentSchema = defineEntity({
  name: 'RecordingConsent',
  tableName: 'recording_consent',
  primaryKeys: ['company', 'id'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    id: p.uuid().primary(),
    interview: () => ofSameCompany(Interview, 'interview_id'),
    /** Which words they were: see `offeredConsent`. */
    version: p.text(),
    language: p.enum(language),
    /** What was read, letter by letter: it can be shown again, whatever is said by then. */
    text: p.text(),
    recordsVideo: p.boolean(),
    keptDays: p.integer(),
    /** Who gets recordings besides the company. Nobody else does, whoever may be set by then. */
    services: p.json<OutsideService[]>().defaultRaw(`'[]'::jsonb`),
    givenAt: p.datetime(),
    withdrawnAt: p.datetime().nullable(),
  },
  indexes: [{ name: 'recording_consent_by_interview', properties: ['company', 'interview', 'givenAt'] }],
})

/**
 * That a candidate agreed to be recorded. The last one of an interview counts. The role that serves requests may add one and
 * say that it was withdrawn; what was agreed to it cannot change.
 */
export class RecordingConsent extends RecordingConsentSchema.class {}
RecordingConsentSchema.setClass(RecordingConsent)
