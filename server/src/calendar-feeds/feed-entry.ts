import { sql, type RawBuilder } from 'kysely'
import type { FeedEntry } from '../calendar/calendar-event.ts'
import type { InterviewMode } from '../interviews/interview.rules.ts'
import type { Language } from '../shared/language.ts'
import { feedUid } from './feed-uid.ts'
import { feedWords } from './feed-words.ts'

/** An interview as one staff member has it in their calendar. */
export interface EntryRow {
  id: string
  mode: InterviewMode
  round: number
  startsAt: string
  endsAt: string
  location: string | null
  meetingUrl: string | null
  createdAt: string
  updatedAt: string
  candidateName: string
  jobTitle: string
  interviewers: string[]
  /** Whether the reader attends it. */
  isOwn: boolean
  /** Of the reader's own invitation. */
  uid: string | null
  sequence: number | null
}

/** Whether somebody attends an interview, as SQL. */
export const isAttendedBy = (staffMemberId: RawBuilder<unknown>) => sql<boolean>`exists (
  select from interview_interviewer own where own.company_id = interview.company_id
    and own.interview_id = interview.id and own.interviewer_id = ${staffMemberId})`

/** Columns of `EntryRow`, over `entriesFrom` of the same reader. */
export const entryColumns = (staffMemberId: RawBuilder<unknown>) => sql<EntryRow>`interview.id, interview.mode,
  interview.round, to_json(interview.starts_at) as "startsAt", to_json(interview.ends_at) as "endsAt",
  interview.location, interview.meeting_url as "meetingUrl", to_json(interview.created_at) as "createdAt",
  to_json(interview.updated_at) as "updatedAt", candidate.name as "candidateName", job.title as "jobTitle",
  ${isAttendedBy(staffMemberId)} as "isOwn", invitation.calendar_uid as uid, invitation.sequence,
  (select coalesce(json_agg(person.name order by person.name), '[]') from interview_interviewer held
    join staff_member person on person.company_id = held.company_id and person.id = held.interviewer_id
    where held.company_id = interview.company_id and held.interview_id = interview.id) as interviewers`

/** Interviews with what one reader's calendar says of them. */
export const entriesFrom = (staffMemberId: RawBuilder<unknown>) => sql`interview
  join application on application.company_id = interview.company_id and application.id = interview.application_id
  join candidate on candidate.company_id = application.company_id and candidate.id = application.candidate_id
  join job on job.company_id = application.company_id and job.id = application.job_id
  left join invitation on invitation.company_id = interview.company_id and invitation.interview_id = interview.id
    and invitation.staff_member_id = ${staffMemberId} and invitation.ended_at is null`

export interface EntryTools {
  /** The address of an interview in the dashboard. */
  interviewPage: (interviewId: string) => string
  /** Domain of our calendar events' UIDs. */
  domain: string
}

/** What a calendar says of an interview: everything, or nothing but when. */
export function entryOf(
  interview: EntryRow,
  { language, busyOnly }: { language: Language; busyOnly: boolean },
  { interviewPage, domain }: EntryTools,
): FeedEntry {
  const words = feedWords[language]
  const updatedAt = new Date(interview.updatedAt)
  const when = {
    uid: interview.uid ?? feedUid(interview.id, domain),
    sequence: interview.sequence ?? 0,
    // Not the moment of this answer: an answer that says the same is the same.
    stamp: updatedAt,
    createdAt: new Date(interview.createdAt),
    lastModifiedAt: updatedAt,
    startsAt: new Date(interview.startsAt),
    endsAt: new Date(interview.endsAt),
  }
  if (busyOnly) return { ...when, summary: words.busy, location: null, description: null, url: null, takesTime: true }
  const { interviewers, location, meetingUrl } = interview
  const url = interviewPage(interview.id)
  return {
    ...when,
    summary: words.summary(interview.candidateName, interview.jobTitle),
    location: location ?? meetingUrl,
    description: [
      `${words.round(interview.round)}, ${words.mode[interview.mode]}`,
      ...(interviewers.length > 0 ? [words.withWhom(interviewers.join(', '))] : []),
      ...(meetingUrl ? [meetingUrl] : []),
      url,
    ].join('\n'),
    url,
    takesTime: interview.isOwn,
  }
}
