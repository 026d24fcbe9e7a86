import { defineEntity, p } from '@mikro-orm/core'
import { Application } from '../candidates/application.ts'
import { itsCompany } from '../companies/company.ts'
import { StaffMember } from '../companies/staff-member.ts'
import { KitVersion } from '../kits/kit.ts'
import { ofSameCompany, ownRows } from '../shared/columns.ts'
import { arrivalState } from './arrival.rules.ts'
import { interviewMode, interviewStatus, rsvp } from './interview.rules.ts'

const InterviewSchema = defineEntity({
  name: 'Interview',
  tableName: 'interview',
  primaryKeys: ['company', 'id'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    id: p.uuid().primary(),
    application: () => ofSameCompany(Application, 'application_id'),
    /** Which interview of the application it is, from 1. */
    round: p.integer(),
    status: p.enum(interviewStatus).default('SCHEDULED'),
    mode: p.enum(interviewMode),
    startsAt: p.datetime(),
    endsAt: p.datetime(),
    /** IANA name of the zone in which the time was promised. */
    timeZone: p.text(),
    location: p.text().nullable(),
    meetingUrl: p.text().nullable(),
    /** For the candidate: the email and their page show it. */
    notes: p.text().nullable(),
    rsvp: p.enum(rsvp).default('NEEDS_ACTION'),
    rsvpAt: p.datetime().nullable(),
    /** When the candidate's page was first asked for with its key. */
    pageOpenedAt: p.datetime().nullable(),
    /** What the candidate last said of their coming to this time, or somebody of the company on their behalf. */
    candidateArrival: p.enum(arrivalState).nullable(),
    /** By how many minutes they said to be late; null where they are not. */
    candidateLateMinutes: p.integer().nullable(),
    candidateArrivalAt: p.datetime().nullable(),
    /** When dashboards were told that a no-show is suggested. */
    noShowToldAt: p.datetime().nullable(),
    /** Raised to revoke the personal link; the link itself is derived and stored nowhere. */
    accessKeyVersion: p.integer().default(1),
    scheduledBy: () => ofSameCompany(StaffMember, 'scheduled_by_id').nullable(),
    cancellationReason: p.text().nullable(),
    /** Who called it off: somebody of the company, the candidate, a program, or Greenroom itself. Null where nobody did. */
    cancelledByKind: p.enum(['STAFF', 'CANDIDATE', 'TOKEN', 'SYSTEM'] as const).nullable(),
    /** Which of the company's people. */
    cancelledBy: () => ofSameCompany(StaffMember, 'cancelled_by_id').nullable(),
    /** Why a recruiter passed by a rule (notice, horizon, limits) when it was scheduled or moved. */
    overrideReason: p.text().nullable(),
    /** The version of a kit that it keeps from its start or its first scorecard on; null before. */
    kitVersion: () => ofSameCompany(KitVersion, 'kit_version_id').nullable(),
    startedAt: p.datetime().nullable(),
    endedAt: p.datetime().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    updatedAt: p.datetime().defaultRaw('now()'),
  },
  uniques: [
    {
      name: 'interview_one_live_per_round',
      properties: ['company', 'application', 'round'],
      where: `status in ('SCHEDULED', 'IN_PROGRESS')`,
    },
  ],
  checks: [
    { name: 'interview_time', expression: 'starts_at < ends_at' },
    { name: 'interview_round', expression: 'round >= 1 and round <= 50' },
    {
      name: 'interview_candidate_late',
      expression: `(candidate_arrival is not distinct from 'LATE') = (candidate_late_minutes is not null) and candidate_late_minutes between 1 and 60`,
    },
    {
      name: 'interview_candidate_arrival_told',
      expression: '(candidate_arrival is null) = (candidate_arrival_at is null)',
    },
    { name: 'interview_onsite_has_location', expression: `mode <> 'ONSITE' or location is not null` },
    { name: 'interview_video_has_link', expression: `mode <> 'VIDEO' or meeting_url is not null` },
  ],
  indexes: [
    { name: 'interview_by_start', properties: ['company', 'startsAt', 'id'] },
    { name: 'interview_by_status', properties: ['company', 'status', 'startsAt', 'id'] },
    { name: 'interview_by_application', properties: ['company', 'application'] },
    // Figures of a period ask for what was arranged in it.
    { name: 'interview_by_arrangement', properties: ['company', 'createdAt', 'id'] },
    // What comes up is looked for across companies, several times a minute.
    {
      name: 'interview_coming_up',
      expression: `create index "interview_coming_up" on "interview" ("starts_at") where status = 'SCHEDULED'`,
    },
    {
      name: 'interview_under_way',
      expression: `create index "interview_under_way" on "interview" ("started_at") where status = 'IN_PROGRESS'`,
    },
    // What needs somebody of a company, at each look at its day.
    {
      name: 'interview_live',
      expression: `create index "interview_live" on "interview" ("company_id", "starts_at", "id") where status in ('SCHEDULED', 'IN_PROGRESS')`,
    },
  ],
})

/** A candidate meets the company, or its questions, at a time. */
export class Interview extends InterviewSchema.class {}
InterviewSchema.setClass(Interview)

const InterviewInterviewerSchema = defineEntity({
  name: 'InterviewInterviewer',
  tableName: 'interview_interviewer',
  primaryKeys: ['company', 'interview', 'interviewer'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    interview: () => ofSameCompany(Interview, 'interview_id').primary(),
    interviewer: () => ofSameCompany(StaffMember, 'interviewer_id').primary(),
    /** Their own answer; the candidate's is the interview's. */
    rsvp: p.enum(rsvp).default('NEEDS_ACTION'),
    rsvpAt: p.datetime().nullable(),
    /** What they last said of their coming to this time. */
    arrival: p.enum(arrivalState).nullable(),
    /** By how many minutes they said to be late; null where they are not. */
    lateMinutes: p.integer().nullable(),
    arrivalAt: p.datetime().nullable(),
  },
  checks: [
    {
      name: 'interview_interviewer_late',
      expression: `(arrival is not distinct from 'LATE') = (late_minutes is not null) and late_minutes between 1 and 60`,
    },
    {
      name: 'interview_interviewer_arrival_told',
      expression: '(arrival is null) = (arrival_at is null)',
    },
  ],
  indexes: [{ name: 'interview_interviewer_by_person', properties: ['company', 'interviewer', 'interview'] }],
})

/** Who meets the candidate in an interview. */
export class InterviewInterviewer extends InterviewInterviewerSchema.class {}
InterviewInterviewerSchema.setClass(InterviewInterviewer)
