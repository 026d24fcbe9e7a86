import { defineEntity, p } from '@mikro-orm/core'
import { itsCompany } from '../companies/company.ts'
import { Interview } from '../interviews/interview.ts'
import { ofSameCompany, ownRows } from '../shared/columns.ts'

const CandidatePresenceSchema = defineEntity({
  name: 'CandidatePresence',
  tableName: 'candidate_presence',
  primaryKeys: ['company', 'interview', 'holderId'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    interview: () => ofSameCompany(Interview, 'interview_id').primary(),
    /** A random id of the process that holds the lines; another one after each start. */
    holderId: p.uuid().primary(),
    /** Since when the page has been open without a break, whoever held the lines. */
    openSince: p.datetime(),
    /** When this process had a line last. */
    seenAt: p.datetime(),
    /** False once it has seen the last one end, or was not heard of for too long. */
    isHeld: p.boolean(),
    /** Whether the browser ended the last line with a word, as it does when its page is closed. */
    saidGoodbye: p.boolean(),
  },
  indexes: [
    // Who was not heard of for too long is looked for across companies, several times a minute. The time itself is not
    // part of it: it changes with each beat, and a row that changes in no index is rewritten where it stands.
    {
      name: 'candidate_presence_held',
      expression: `create index "candidate_presence_held" on "candidate_presence" ("company_id", "interview_id") where is_held`,
    },
  ],
})

/**
 * That a candidate's page is open, by the word of one process that holds lines to it. Each process writes its own rows,
 * so none can speak for another, and the words of one that died grow old by themselves. Nothing of it is kept for long.
 */
export class CandidatePresence extends CandidatePresenceSchema.class {}
CandidatePresenceSchema.setClass(CandidatePresence)
