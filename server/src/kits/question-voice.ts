import { defineEntity, p } from '@mikro-orm/core'
import { itsCompany } from '../companies/company.ts'
import { StaffMember } from '../companies/staff-member.ts'
import { ofSameCompany, ownRows } from '../shared/columns.ts'
import { language } from '../shared/language.ts'
import { voiceType } from './voice.rules.ts'

const QuestionVoiceSchema = defineEntity({
  name: 'QuestionVoice',
  tableName: 'question_voice',
  primaryKeys: ['company', 'id'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    /** Names its object in the storage, too; told to nobody before that is there. */
    id: p.uuid().primary(),
    recordedBy: () => ofSameCompany(StaffMember, 'recorded_by_id'),
    recordedAt: p.datetime(),
    /** Found in the first bytes. */
    contentType: p.enum(voiceType),
    bytes: p.integer(),
    /** Of all of them, in hex (FIPS 180-4). */
    sha256: p.text(),
    /** As the browser measured it; null where nothing was said of it. */
    durationSeconds: p.double().nullable(),
    /** Which words it speaks, and in which language they are: those with which it was saved first. Null before that. */
    language: p.enum(language).nullable(),
    text: p.text().nullable(),
    /** Since when a version of a kit has it. Versions stay, and so does it. */
    usedAt: p.datetime().nullable(),
    /** Since when its object may be removed from the storage; the row goes when that is done. */
    removedAt: p.datetime().nullable(),
  },
  checks: [
    { name: 'question_voice_size', expression: 'bytes > 0' },
    {
      name: 'question_voice_words',
      expression: '(used_at is null) = (text is null) and (used_at is null) = (language is null)',
    },
    { name: 'question_voice_stays', expression: 'used_at is null or removed_at is null' },
  ],
  indexes: [
    // What nobody has saved, and what is to be removed, is looked for across companies.
    {
      name: 'question_voice_unused',
      expression: `create index "question_voice_unused" on "question_voice" ("recorded_at") where used_at is null`,
    },
  ],
})

/** A question in the voice of somebody of the company: exactly its words, in one language. It never changes. */
export class QuestionVoice extends QuestionVoiceSchema.class {}
QuestionVoiceSchema.setClass(QuestionVoice)
