import { defineEntity, p } from '@mikro-orm/core'
import { Candidate } from '../candidates/candidate.ts'
import { itsCompany } from '../companies/company.ts'
import { StaffMember } from '../companies/staff-member.ts'
import { Delivery, Invitation } from '../mail/delivery.ts'
import { ofSameCompany, ownRows } from '../shared/columns.ts'
import { givenAnswer } from './answer.rules.ts'
import { inboundDoor, inboundKind, inboundReason, inboundStatus } from './inbound-message.rules.ts'
import { grade } from './verdict.rules.ts'

const InboundMessageSchema = defineEntity({
  name: 'InboundMessage',
  tableName: 'inbound_message',
  primaryKeys: ['company', 'id'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    id: p.uuid().primary(),
    receivedAt: p.datetime(),
    door: p.enum(inboundDoor),
    /** The same for the same message, however often it comes: SHA-256 of its Message-ID and its body. */
    fingerprint: p.text(),
    kind: p.enum(inboundKind),
    status: p.enum(inboundStatus),
    reason: p.enum(inboundReason).nullable(),
    /** How sure it is that it is of who was invited; null where it answers no invitation. */
    grade: p.enum(grade).nullable(),
    /** Address in From. */
    fromAddress: p.text().nullable(),
    subject: p.text().nullable(),
    /** What a person wrote, or the line of a mail server; at most 2000 characters, never HTML. */
    text: p.text().nullable(),
    /** The header as it came: the proof of where it comes from. */
    headers: p.text(),
    /** Whom the address belongs to that it came to. */
    candidate: () => ofSameCompany(Candidate, 'candidate_id').nullable(),
    staffMember: () => ofSameCompany(StaffMember, 'staff_member_id').nullable(),
    /** What it is about. */
    invitation: () => ofSameCompany(Invitation, 'invitation_id').nullable(),
    delivery: () => ofSameCompany(Delivery, 'delivery_id').nullable(),
    /** What it would say of the invitation, were it believed. */
    answer: p.enum(givenAnswer).nullable(),
    proposedStartsAt: p.datetime().nullable(),
    proposedEndsAt: p.datetime().nullable(),
    /** SEQUENCE of the event that it answers. */
    sequence: p.integer().nullable(),
    /** When it was answered, by the clock of its program, and never after it came. */
    givenAt: p.datetime().nullable(),
    /** Who looked at it, and when. */
    settledBy: () => ofSameCompany(StaffMember, 'settled_by_id').nullable(),
    settledAt: p.datetime().nullable(),
  },
  uniques: [{ name: 'inbound_message_once', properties: ['company', 'fingerprint'] }],
  checks: [
    { name: 'inbound_message_proposed', expression: 'num_nonnulls(proposed_starts_at, proposed_ends_at) in (0, 2)' },
    { name: 'inbound_message_text', expression: 'length(text) <= 2000' },
  ],
  indexes: [
    { name: 'inbound_message_by_time', properties: ['company', 'receivedAt', 'id'] },
    { name: 'inbound_message_by_age', properties: ['receivedAt'] },
    {
      name: 'inbound_message_by_invitation',
      expression: `create index "inbound_message_by_invitation" on "inbound_message" ("company_id", "invitation_id") where invitation_id is not null`,
    },
    {
      name: 'inbound_message_by_candidate',
      expression: `create index "inbound_message_by_candidate" on "inbound_message" ("company_id", "candidate_id") where candidate_id is not null`,
    },
  ],
})

/** An email that somebody sent to an address of ours: what it is, and what became of it. Kept for 30 days. */
export class InboundMessage extends InboundMessageSchema.class {}
InboundMessageSchema.setClass(InboundMessage)
