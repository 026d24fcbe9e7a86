import { sql, type RawBuilder } from 'kysely'
import { Extensions, Field, ID, InputType, Int, ObjectType, createUnionType } from 'type-graphql'
import { type StaffMemberRow, staffMemberColumns } from '../companies/company.types.ts'
import type { Actor } from '../shared/actor.ts'
import { orToken, staff } from '../shared/graphql/access.ts'
import { byKind, says } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { connectionOf } from '../shared/graphql/page.ts'
import { IdempotencyKeyReused, InvalidInput, Refusal } from '../shared/graphql/refusal.types.ts'
import { DateTime, TimeZone, URL } from '../shared/graphql/scalars.ts'
import { looksLikeId } from '../shared/id.ts'
import { manyByKey, oneByKey } from '../shared/loader.ts'
import type { ArrivalState } from './arrival.rules.ts'
import type { ArrivalColumns } from './arrival.types.ts'
import {
  interviewMode,
  interviewStatus,
  rsvp,
  type InterviewMode,
  type InterviewStatus,
  type Rsvp,
} from './interview.rules.ts'

export const InterviewStatusEnum = enumOf(interviewStatus, 'InterviewStatus', 'Where an interview is in its life.', {
  SCHEDULED: 'Lies ahead, or its time has come and nobody has started.',
  IN_PROGRESS: 'Has been started.',
  COMPLETED: 'Was held.',
  CANCELLED: 'Was called off.',
  NO_SHOW: 'The candidate did not come.',
  EXPIRED: 'Self-guided, and nobody started while the room let in.',
})

export const InterviewModeEnum = enumOf(interviewMode, 'InterviewMode', 'How people meet.', {
  ONSITE: 'In a room; needs a location.',
  VIDEO: 'By video; needs a meeting URL.',
  PHONE: 'By phone.',
  SELF_GUIDED: 'On the candidate’s own page: the room asks the questions.',
})

export const RsvpEnum = enumOf(
  rsvp,
  'Rsvp',
  "The candidate's answer to the invitation (PARTSTAT, RFC 5545 section 3.2.12).",
  {
    NEEDS_ACTION: 'None yet.',
    ACCEPTED: 'They come.',
    TENTATIVE: 'They may come.',
    DECLINED: 'They do not come; the interview stays until someone acts.',
  },
)

export const ChangedBy = enumOf(
  ['STAFF', 'CANDIDATE', 'TOKEN', 'SYSTEM'],
  'ChangedBy',
  'Who moved an interview, or called it off.',
  {
    STAFF: 'Somebody of the company.',
    CANDIDATE: 'The candidate, on their page.',
    TOKEN: 'A program with an API token of the company.',
    SYSTEM: 'Greenroom itself.',
  },
)

@Extensions(orToken(staff, 'READ'))
@ObjectType('Interview', { description: 'A candidate meets the company, or its questions, at a time.' })
export class InterviewType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => Int, { description: 'Which interview of the application it is, from 1.' })
  round!: number

  @Field(() => InterviewStatusEnum, { description: 'Where it is in its life.' })
  status!: InterviewStatus

  @Field(() => InterviewModeEnum, { description: 'How people meet.' })
  mode!: InterviewMode

  @Field(() => DateTime, { description: 'When it begins.' })
  startsAt!: string

  @Field(() => DateTime, { description: 'When it ends.' })
  endsAt!: string

  @Field(() => Int, { description: 'How long it is, in minutes.' })
  durationMinutes!: number

  @Field(() => TimeZone, { description: 'The zone in which the time was promised.' })
  timeZone!: string

  @Field(() => String, { nullable: true, description: 'Where people meet.' })
  location!: string | null

  @Field(() => URL, { nullable: true, description: 'Where they meet by video.' })
  meetingUrl!: string | null

  @Field(() => String, { nullable: true, description: 'For the candidate: the email and their page show it.' })
  notes!: string | null

  @Field(() => RsvpEnum, { description: "The candidate's answer to the invitation." })
  rsvp!: Rsvp

  @Field(() => DateTime, { nullable: true, description: 'When they answered.' })
  rsvpAt!: string | null

  @Field(() => DateTime, {
    nullable: true,
    description: "When the candidate's page was first opened with its link, by whomever; null before that.",
  })
  pageOpenedAt!: string | null

  @Field(() => String, { nullable: true, description: 'Why it was called off; the candidate reads it too.' })
  cancellationReason!: string | null

  @Field(() => ChangedBy, { nullable: true, description: 'Who called it off; null where nobody did.' })
  cancelledBy!: keyof typeof ChangedBy | null

  @Field(() => DateTime, { nullable: true, description: 'When it was started.' })
  startedAt!: string | null

  @Field(() => DateTime, { nullable: true, description: 'When it was completed, called off, missed or expired.' })
  endedAt!: string | null

  @Field(() => DateTime, { description: 'When it was arranged.' })
  createdAt!: string
}

export const InterviewConnection = connectionOf('Interview', () => InterviewType, orToken(staff, 'READ'))

@InputType({ description: 'What `completeInterview` needs.' })
export class CompleteInterviewInput {
  @Field(() => ID, { description: 'Which one.' })
  interviewId!: string

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

const ofWhich = 'Which of several the input is wrong in, such as `slots.3`; null where it has only one.'

@Extensions(orToken({ access: [...staff.access, 'CANDIDATE'] }, 'READ'))
@ObjectType({ implements: Refusal, description: 'The time lies in the past.' })
export class TimeIsPast extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return `${this.startsAt} is past; it is ${this.now} now.`
  }

  @Field(() => DateTime, { description: 'The time that was asked for.' })
  startsAt!: string

  @Field(() => DateTime, { description: "The server's clock." })
  now!: string

  @Field(() => String, { nullable: true, description: ofWhich })
  path?: string | null
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({ implements: Refusal, description: 'ONSITE needs a location.' })
export class LocationIsMissing extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'An interview on site needs a location.'
  }

  @Field(() => String, { nullable: true, description: ofWhich })
  path?: string | null
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({ implements: Refusal, description: 'VIDEO needs a meeting URL.' })
export class MeetingUrlIsMissing extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'An interview by video needs a meeting URL.'
  }

  @Field(() => String, { nullable: true, description: ofWhich })
  path?: string | null
}

@Extensions(orToken({ access: [...staff.access, 'CANDIDATE'] }, 'READ'))
@ObjectType({ implements: Refusal, description: 'The interview cannot make this move from where it is.' })
export class MoveIsNotAllowed extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return `An interview that is ${this.status} cannot make this move.`
  }

  @Field(() => InterviewStatusEnum, { description: 'Where it is.' })
  status!: InterviewStatus
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({ implements: Refusal, description: 'It lies ahead: nobody can know yet whether it is held or missed.' })
export class InterviewHasNotBegun extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return `This interview begins at ${this.startsAt}.`
  }

  @Field(() => DateTime, { description: 'When it begins.' })
  startsAt!: string
}

@Extensions(orToken({ access: [...staff.access, 'CANDIDATE'] }, 'READ'))
@ObjectType({ implements: Refusal, description: 'It is held, called off, missed or expired.' })
export class InterviewIsOver extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'This interview is over.'
  }

  @Field(() => InterviewStatusEnum, { description: 'Where it is.' })
  status!: InterviewStatus
}

export const CompleteInterviewResult = createUnionType({
  name: 'CompleteInterviewResult',
  description: 'What `completeInterview` answers: what was asked for, or why not.',
  types: () => [InterviewType, MoveIsNotAllowed, InterviewHasNotBegun, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export interface InterviewRow {
  id: string
  applicationId: string
  candidateId: string
  jobId: string
  round: number
  status: InterviewStatus
  mode: InterviewMode
  startsAt: string
  endsAt: string
  durationMinutes: number
  timeZone: string
  location: string | null
  meetingUrl: string | null
  notes: string | null
  rsvp: Rsvp
  rsvpAt: string | null
  pageOpenedAt: string | null
  candidateArrivalState: ArrivalState | null
  candidateLateMinutes: number | null
  candidateArrivalAt: string | null
  accessKeyVersion: number
  scheduledById: string | null
  cancellationReason: string | null
  cancelledBy: keyof typeof ChangedBy | null
  cancelledById: string | null
  startedAt: string | null
  endedAt: string | null
  createdAt: string
}

const ofApplication = (column: 'candidate_id' | 'job_id') => sql`(select ${sql.ref(column)} from application
  where application.company_id = interview.company_id and application.id = interview.application_id)`

// Candidate and job are read with the row, because almost everyone goes on to them: they are loaded one trip sooner.
export const interviewColumns = sql<InterviewRow>`interview.id, interview.application_id as "applicationId",
  ${ofApplication('candidate_id')} as "candidateId", ${ofApplication('job_id')} as "jobId",
  interview.round, interview.status, interview.mode, interview.starts_at as "startsAt", interview.ends_at as "endsAt",
  (extract(epoch from interview.ends_at - interview.starts_at) / 60)::integer as "durationMinutes",
  interview.time_zone as "timeZone", interview.location, interview.meeting_url as "meetingUrl", interview.notes,
  interview.rsvp, interview.rsvp_at as "rsvpAt",
  interview.candidate_arrival as "candidateArrivalState", interview.candidate_late_minutes as "candidateLateMinutes",
  interview.candidate_arrival_at as "candidateArrivalAt",
  interview.page_opened_at as "pageOpenedAt", interview.access_key_version as "accessKeyVersion",
  interview.scheduled_by_id as "scheduledById", interview.cancellation_reason as "cancellationReason",
  interview.cancelled_by_kind as "cancelledBy", interview.cancelled_by_id as "cancelledById",
  interview.started_at as "startedAt", interview.ended_at as "endedAt", interview.created_at as "createdAt"`

/** Conditions on what this person may see: interviewers see the interviews they are assigned to. */
export const visibleInterviews = (actor: Actor): RawBuilder<unknown>[] =>
  actor.kind === 'STAFF' && actor.role === 'INTERVIEWER'
    ? [
        sql`exists (select from interview_interviewer mine where mine.company_id = interview.company_id
          and mine.interview_id = interview.id and mine.interviewer_id = ${actor.id})`,
      ]
    : []

/** An interview by an id that somebody sent; null where there is none that they may see. */
export async function visibleInterview({ reading, actor }: Context, id: string): Promise<InterviewRow | null> {
  if (!looksLikeId(id)) return null
  const [found] = await reading.rows(sql<InterviewRow>`select ${interviewColumns} from interview
    where ${sql.join([sql`interview.company_id = ${reading.companyId}`, sql`interview.id = ${id}`, ...visibleInterviews(actor)], sql` and `)}`)
  return found ?? null
}

/** For ids that come from rows this person may see already. For ids that they sent, see `visibleInterview`. */
export const interviewById = oneByKey<InterviewRow>(
  (reading, ids) =>
    reading.rows(sql`select ${interviewColumns} from interview
      where company_id = ${reading.companyId} and id = any(${ids})`),
  (row) => row.id,
)

/** Those who meet the candidate and have said something of their coming: who is here first, then who is least late. */
export const arrivalsOfInterview = manyByKey<StaffMemberRow & ArrivalColumns & { interviewId: string }>(
  (reading, ids) =>
    reading.rows(sql`select ${staffMemberColumns}, held.interview_id as "interviewId", held.arrival as state,
        held.late_minutes as "lateMinutes", held.arrival_at as "saidAt"
      from interview_interviewer held
      join staff_member on staff_member.company_id = held.company_id and staff_member.id = held.interviewer_id
      where held.company_id = ${reading.companyId} and held.interview_id = any(${ids}) and held.arrival is not null
      order by held.arrival, held.late_minutes, held.arrival_at, held.interviewer_id`),
  (row) => row.interviewId,
)

export const interviewersOfInterview = manyByKey<StaffMemberRow & { interviewId: string }>(
  (reading, ids) =>
    reading.rows(sql`select ${staffMemberColumns}, held.interview_id as "interviewId" from interview_interviewer held
      join staff_member on staff_member.company_id = held.company_id and staff_member.id = held.interviewer_id
      where held.company_id = ${reading.companyId} and held.interview_id = any(${ids}) order by staff_member.name, staff_member.id`),
  (row) => row.interviewId,
)
