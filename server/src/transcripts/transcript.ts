import { defineEntity, p } from '@mikro-orm/core'
import { itsCompany } from '../companies/company.ts'
import { QuestionAnswer } from '../room/question-answer.ts'
import { ofSameCompany, ownRows } from '../shared/columns.ts'
import { longestTranscript, transcriptProblem, transcriptStatus } from './transcript.rules.ts'

const TranscriptSchema = defineEntity({
  name: 'Transcript',
  tableName: 'transcript',
  primaryKeys: ['company', 'answer'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    answer: () => ofSameCompany(QuestionAnswer, 'answer_id').primary(),
    status: p.enum(transcriptStatus),
    /** The host that the recording goes to, as the candidate's consent names it. */
    sentTo: p.text(),
    /** How often it was sent, or was about to be. */
    tries: p.integer().default(0),
    /** When it was sent last; null where it never was. Each time leaves an entry in the audit trail. */
    sentAt: p.datetime().nullable(),
    nextTryAt: p.datetime().nullable(),
    /** Until when somebody waits for the service; whoever comes after that begins anew. */
    leasedUntil: p.datetime().nullable(),
    text: p.text().nullable(),
    language: p.text().nullable(),
    /** What went wrong last. */
    problem: p.enum(transcriptProblem).nullable(),
  },
  checks: [
    { name: 'transcript_tries', expression: 'tries >= 0' },
    { name: 'transcript_waits', expression: `(status = 'WAITING') = (next_try_at is not null)` },
    {
      name: 'transcript_text',
      expression: `(status = 'READY') = (text is not null) and char_length(text) <= ${longestTranscript}`,
    },
  ],
  indexes: [
    // What is due is looked for across companies.
    {
      name: 'transcript_due',
      expression: `create index "transcript_due" on "transcript" ("next_try_at") where status = 'WAITING'`,
    },
  ],
})

/** What was said in a recording, in writing, and what was sent where for it. The row stays when its words go. */
export class Transcript extends TranscriptSchema.class {}
TranscriptSchema.setClass(Transcript)
