import { defineEntity, p } from '@mikro-orm/core'
import { itsCompany } from '../companies/company.ts'
import { StaffMember } from '../companies/staff-member.ts'
import { Invitation } from '../mail/delivery.ts'
import { ofSameCompany, ownRows } from '../shared/columns.ts'
import { answerOutcome, answerWay, givenAnswer } from './answer.rules.ts'
import { grade } from './verdict.rules.ts'

export const proposalEnd = ['ACCEPTED', 'DISMISSED'] as const

const InvitationAnswerSchema = defineEntity({
  name: 'InvitationAnswer',
  tableName: 'invitation_answer',
  primaryKeys: ['company', 'id'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    id: p.uuid().primary(),
    invitation: () => ofSameCompany(Invitation, 'invitation_id'),
    way: p.enum(answerWay),
    /** Either what they answered, … */
    answer: p.enum(givenAnswer).nullable(),
    /** … or the time that they would rather have. */
    proposedStartsAt: p.datetime().nullable(),
    proposedEndsAt: p.datetime().nullable(),
    /** In their own words, at most 2000 characters. */
    comment: p.text().nullable(),
    outcome: p.enum(answerOutcome),
    /** SEQUENCE of the invitation's last change of time when this came: a later change overtakes a proposal. */
    timeSequence: p.integer(),
    /** Of an email: where it came from, and how sure that is. */
    fromAddress: p.text().nullable(),
    grade: p.enum(grade).nullable(),
    /** What a recruiter made of a proposal; null while nobody has. */
    settledAs: p.enum(proposalEnd).nullable(),
    settledBy: () => ofSameCompany(StaffMember, 'settled_by_id').nullable(),
    settledAt: p.datetime().nullable(),
    /** When they answered, by the clock of their program, and never after it came. */
    givenAt: p.datetime(),
    recordedAt: p.datetime(),
  },
  checks: [
    {
      name: 'invitation_answer_says',
      expression:
        'num_nonnulls(answer, proposed_starts_at) = 1 and num_nonnulls(proposed_starts_at, proposed_ends_at) in (0, 2)',
    },
    { name: 'invitation_answer_proposed', expression: 'proposed_starts_at < proposed_ends_at' },
    { name: 'invitation_answer_comment', expression: 'length(comment) <= 2000' },
    {
      name: 'invitation_answer_settled',
      expression: 'num_nonnulls(settled_as, settled_at) in (0, 2) and (settled_as is null or answer is null)',
    },
  ],
  indexes: [
    { name: 'invitation_answer_by_invitation', properties: ['company', 'invitation', 'recordedAt', 'id'] },
    // Proposals that may stand, for what needs somebody.
    {
      name: 'invitation_answer_proposed',
      expression: `create index "invitation_answer_proposed" on "invitation_answer" ("company_id", "recorded_at") where proposed_starts_at is not null and outcome = 'APPLIED' and settled_as is null`,
    },
  ],
})

/** What a participant said of an invitation, in the order in which it came; nothing in it is changed by what follows. */
export class InvitationAnswer extends InvitationAnswerSchema.class {}
InvitationAnswerSchema.setClass(InvitationAnswer)
