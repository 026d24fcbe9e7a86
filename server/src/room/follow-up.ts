import { defineEntity, p } from '@mikro-orm/core'
import { itsCompany } from '../companies/company.ts'
import { Interview } from '../interviews/interview.ts'
import { ofSameCompany, ownRows } from '../shared/columns.ts'
import { language } from '../shared/language.ts'
import { followUpProblem, followUpStatus, longestFollowUp } from './follow-up.rules.ts'
import { QuestionAnswer } from './question-answer.ts'

const FollowUpSchema = defineEntity({
  name: 'FollowUp',
  tableName: 'follow_up',
  primaryKeys: ['company', 'id'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    /** That of the question, too, once it is asked. */
    id: p.uuid().primary(),
    interview: () => ofSameCompany(Interview, 'interview_id'),
    /** The question of the kit that it goes back to, also where it follows an answer to another follow-up. */
    questionId: p.uuid(),
    /** The take whose words are sent. */
    answer: () => ofSameCompany(QuestionAnswer, 'answer_id'),
    status: p.enum(followUpStatus),
    createdAt: p.datetime(),
    /** The host that the words go to, as the candidate's consent names it. */
    sentTo: p.text(),
    /** In which it is asked: the language in which its candidate reads the question that it follows. */
    language: p.enum(language),
    /** How often something was sent, or was about to be. */
    tries: p.integer().default(0),
    nextTryAt: p.datetime().nullable(),
    /** Until when somebody waits for the service; whoever comes after that begins anew. */
    leasedUntil: p.datetime().nullable(),
    /** When something was sent last, to which model, and what, letter by letter; null where nothing ever was. */
    sentAt: p.datetime().nullable(),
    model: p.text().nullable(),
    sentText: p.text().nullable(),
    /** What came back, as far as it is kept. */
    receivedText: p.text().nullable(),
    /** The question; empty once it was removed. */
    text: p.text().nullable(),
    /** What went wrong last, or why it is not asked. */
    problem: p.enum(followUpProblem).nullable(),
    /** The question of the kit after which it is asked, and as which follow-up of the interview, from 1. */
    askedAfter: p.uuid().nullable(),
    turn: p.integer().nullable(),
    askedAt: p.datetime().nullable(),
  },
  uniques: [
    { name: 'follow_up_turn_once', properties: ['company', 'interview', 'turn'] },
    { name: 'follow_up_once_per_answer', properties: ['company', 'answer'], where: `status <> 'DROPPED'` },
  ],
  checks: [
    { name: 'follow_up_tries', expression: 'tries >= 0' },
    { name: 'follow_up_waits', expression: `(status = 'WAITING') = (next_try_at is not null)` },
    {
      name: 'follow_up_asked',
      expression: `(status = 'ASKED') = (turn is not null) and (turn is null) = (asked_after is null) and (turn is null) = (asked_at is null) and turn >= 1`,
    },
    {
      name: 'follow_up_text',
      expression: `(status not in ('PROPOSED', 'ASKED') or text is not null) and char_length(text) <= ${longestFollowUp}`,
    },
    { name: 'follow_up_reason', expression: `status not in ('DROPPED', 'FAILED') or problem is not null` },
  ],
  indexes: [
    // What is due is looked for across companies.
    {
      name: 'follow_up_due',
      expression: `create index "follow_up_due" on "follow_up" ("next_try_at") where status = 'WAITING'`,
    },
  ],
})

/** A question that a program proposes after an answer, with what was sent for it and what came back. The row stays when its words go. */
export class FollowUp extends FollowUpSchema.class {}
FollowUpSchema.setClass(FollowUp)
