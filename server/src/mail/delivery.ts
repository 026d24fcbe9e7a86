import { defineEntity, p } from '@mikro-orm/core'
import { WaitlistEntry } from '../booking/waitlist-entry.ts'
import { Application } from '../candidates/application.ts'
import { Candidate } from '../candidates/candidate.ts'
import { itsCompany } from '../companies/company.ts'
import { StaffMember } from '../companies/staff-member.ts'
import { Interview } from '../interviews/interview.ts'
import { SchedulingLink } from '../self-scheduling/scheduling-link.ts'
import { ofSameCompany, ownRows } from '../shared/columns.ts'
import { deliveryKind, deliveryStatus } from './delivery.rules.ts'

const InvitationSchema = defineEntity({
  name: 'Invitation',
  tableName: 'invitation',
  primaryKeys: ['company', 'id'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    id: p.uuid().primary(),
    interview: () => ofSameCompany(Interview, 'interview_id'),
    /** Whose it is: the candidate's, … */
    candidate: () => ofSameCompany(Candidate, 'candidate_id').nullable(),
    /** … or that of one who meets them. */
    staffMember: () => ofSameCompany(StaffMember, 'staff_member_id').nullable(),
    /** UID of the calendar event (RFC 5545 section 3.8.4.7), for life; the part before the @ is random. */
    calendarUid: p.text(),
    /** SEQUENCE (RFC 5545 section 3.8.7.4): rises when the meeting changes, never for a plain resend. */
    sequence: p.integer().default(0),
    /** SEQUENCE of the last change of time: an answer to an older one answers the old time. */
    timeSequence: p.integer().default(0),
    /** Message-ID of the first message, for References and In-Reply-To of all later ones. */
    firstMessageId: p.text().nullable(),
    /** DTSTAMP of the newest message; the next one is later. */
    lastStampAt: p.datetime().nullable(),
    /** When the meeting begins by the last email that was sent: what the candidate knows. Null before the first one. */
    toldStartsAt: p.datetime().nullable(),
    /** When it ends by that email. */
    toldEndsAt: p.datetime().nullable(),
    /** Where that email went: there the event lies in a calendar. */
    toldAddress: p.text().nullable(),
    /** Where emails about it go on to, because the event lies there: its candidate has another address since a merge. */
    keptAddress: p.text().nullable(),
    /** By whose id its reply address was made, and stays: that of an entry that was merged into its candidate's. */
    replyToId: p.uuid().nullable(),
    /** When they stopped being a participant, or one at that address. Its cancellation is the last email about it. */
    endedAt: p.datetime().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
  uniques: [
    {
      name: 'invitation_once_per_candidate',
      properties: ['company', 'interview', 'candidate'],
      where: 'ended_at is null',
    },
    {
      name: 'invitation_once_per_interviewer',
      properties: ['company', 'interview', 'staffMember'],
      where: 'ended_at is null',
    },
    { name: 'invitation_calendar_uid', properties: ['company', 'calendarUid'] },
  ],
  checks: [
    { name: 'invitation_told', expression: 'num_nonnulls(told_starts_at, told_ends_at, told_address) in (0, 3)' },
    { name: 'invitation_participant', expression: 'num_nonnulls(candidate_id, staff_member_id) = 1' },
  ],
  indexes: [
    { name: 'invitation_by_interview', properties: ['company', 'interview', 'id'] },
    // An answer or a link names an event and no company.
    { name: 'invitation_by_uid', properties: ['calendarUid'] },
    { name: 'invitation_by_id', properties: ['id'] },
  ],
})

/** One person's calendar event of one interview: its identity across all emails about it. */
export class Invitation extends InvitationSchema.class {}
InvitationSchema.setClass(Invitation)

const DeliverySchema = defineEntity({
  name: 'Delivery',
  tableName: 'delivery',
  primaryKeys: ['company', 'id'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    id: p.uuid().primary(),
    /** To whom it is: the candidate, … */
    candidate: () => ofSameCompany(Candidate, 'candidate_id').nullable(),
    /** … or somebody of the company. */
    staffMember: () => ofSameCompany(StaffMember, 'staff_member_id').nullable(),
    /** Null for what is about somebody's account. */
    application: () => ofSameCompany(Application, 'application_id').nullable(),
    /** What it is about: one of the three, of a decision the application alone, or its recipient's account. */
    invitation: () => ofSameCompany(Invitation, 'invitation_id').nullable(),
    schedulingLink: () => ofSameCompany(SchedulingLink, 'scheduling_link_id').nullable(),
    waitlistEntry: () => ofSameCompany(WaitlistEntry, 'waitlist_entry_id').nullable(),
    kind: p.enum(deliveryKind),
    /** SEQUENCE that the message carries; 0 where it is about no calendar event. */
    sequence: p.integer(),
    status: p.enum(deliveryStatus),
    /** What makes the email one and the same however often it is asked for: kind, sequence and the request's number. */
    emailKey: p.text(),
    attempts: p.integer().default(0),
    /** When the worker may take it; null where it never will again. */
    nextAttemptAt: p.datetime().nullable(),
    /** Until when a worker holds it. A dead worker's lease ends by itself. */
    leaseUntil: p.datetime().nullable(),
    leaseOwner: p.text().nullable(),
    /** DTSTAMP and Date of the message, fixed at the first attempt: a repeated message has the same bytes. */
    stampAt: p.datetime().nullable(),
    messageId: p.text(),
    /** Where it was last handed over to. */
    recipientAddress: p.text().nullable(),
    errorCode: p.text().nullable(),
    hint: p.text().nullable(),
    serverResponse: p.text().nullable(),
    queuedAt: p.datetime(),
    sentAt: p.datetime().nullable(),
    /** When a mail server reported that it came back for good. */
    bouncedAt: p.datetime().nullable(),
    /** When address and answers were removed because they were kept long enough. */
    emptiedAt: p.datetime().nullable(),
  },
  uniques: [{ name: 'delivery_once', properties: ['company', 'emailKey'] }],
  checks: [
    { name: 'delivery_recipient', expression: 'num_nonnulls(candidate_id, staff_member_id) = 1' },
    {
      name: 'delivery_subject',
      expression: `num_nonnulls(invitation_id, scheduling_link_id, waitlist_entry_id) = case when kind in ('DECISION', 'STAFF_INVITATION', 'PASSWORD_RESET') then 0 else 1 end and (application_id is null) = (kind in ('STAFF_INVITATION', 'PASSWORD_RESET')) and (application_id is not null or staff_member_id is not null) and (kind = 'CHOOSE_SLOT') = (scheduling_link_id is not null) and (kind in ('WAITLIST_OFFER', 'WAITLIST_CANCELLATION')) = (waitlist_entry_id is not null)`,
    },
  ],
  indexes: [
    {
      name: 'delivery_due',
      expression: `create index "delivery_due" on "delivery" ("next_attempt_at") where status in ('QUEUED', 'SENDING')`,
    },
    { name: 'delivery_by_invitation', properties: ['company', 'invitation', 'queuedAt', 'id'] },
    {
      name: 'delivery_by_scheduling_link',
      expression: `create index "delivery_by_scheduling_link" on "delivery" ("company_id", "scheduling_link_id") where scheduling_link_id is not null`,
    },
    {
      name: 'delivery_by_waitlist_entry',
      expression: `create index "delivery_by_waitlist_entry" on "delivery" ("company_id", "waitlist_entry_id") where waitlist_entry_id is not null`,
    },
    { name: 'delivery_by_candidate', properties: ['company', 'candidate', 'queuedAt', 'id'] },
    {
      name: 'delivery_by_staff_member',
      expression: `create index "delivery_by_staff_member" on "delivery" ("company_id", "staff_member_id", "queued_at", "id") where staff_member_id is not null`,
    },
    // Who was asked for feedback lately is looked for across companies, several times a minute.
    {
      name: 'delivery_feedback_asked',
      expression: `create index "delivery_feedback_asked" on "delivery" ("queued_at") where kind = 'FEEDBACK_REQUEST'`,
    },
    // An address names an email and no company.
    { name: 'delivery_by_id', properties: ['id'] },
    {
      name: 'delivery_to_empty',
      expression: `create index "delivery_to_empty" on "delivery" ("company_id", "queued_at") where emptied_at is null`,
    },
    { name: 'delivery_by_time', properties: ['company', 'queuedAt', 'id'] },
    // Emails in trouble, for what needs somebody.
    {
      name: 'delivery_not_arrived',
      expression: `create index "delivery_not_arrived" on "delivery" ("company_id", "queued_at", "id") where status in ('BOUNCED', 'FAILED', 'SKIPPED_NO_ADDRESS')`,
    },
  ],
})

/** One email's life: a row of the same transaction as its cause. It holds ids, never a finished email or a link. */
export class Delivery extends DeliverySchema.class {}
DeliverySchema.setClass(Delivery)

const MailPauseSchema = defineEntity({
  name: 'MailPause',
  tableName: 'mail_pause',
  properties: {
    /** Always 1: one mail server serves the installation, so its pause belongs to no company. */
    id: p.integer().primary().autoincrement(false),
    since: p.datetime(),
    errorCode: p.text(),
    hint: p.text(),
    /** When one worker may try again whether the server accepts us. */
    nextProbeAt: p.datetime(),
  },
  checks: [{ name: 'mail_pause_single', expression: 'id = 1' }],
})

/** There while the whole queue waits because the mail settings are refused (wrong password, bad certificate). */
export class MailPause extends MailPauseSchema.class {}
MailPauseSchema.setClass(MailPause)
