import { defineEntity, p } from '@mikro-orm/core'
import { itsCompany } from '../companies/company.ts'
import { StaffMember } from '../companies/staff-member.ts'
import { ofSameCompany, ownRows } from '../shared/columns.ts'
import { latestSecond, longestNote } from './answer-note.rules.ts'
import { QuestionAnswer } from './question-answer.ts'

const AnswerNoteSchema = defineEntity({
  name: 'AnswerNote',
  tableName: 'answer_note',
  primaryKeys: ['company', 'id'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    id: p.uuid().primary(),
    answer: () => ofSameCompany(QuestionAnswer, 'answer_id'),
    author: () => ofSameCompany(StaffMember, 'author_id'),
    /** Where in the recording, from its start; null where it is about the whole answer. */
    atMilliseconds: p.integer().nullable(),
    text: p.text(),
    createdAt: p.datetime(),
    /** When its words were changed last; null where they never were. */
    changedAt: p.datetime().nullable(),
  },
  checks: [
    { name: 'answer_note_place', expression: `at_milliseconds >= 0 and at_milliseconds <= ${latestSecond * 1000}` },
    { name: 'answer_note_text', expression: `char_length(text) >= 1 and char_length(text) <= ${longestNote}` },
  ],
  indexes: [{ name: 'answer_note_by_answer', properties: ['company', 'answer'] }],
})

/** What somebody of the company remarked on an answer, at a second of it or on the whole. */
export class AnswerNote extends AnswerNoteSchema.class {}
AnswerNoteSchema.setClass(AnswerNote)
