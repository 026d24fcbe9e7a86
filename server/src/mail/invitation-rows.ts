import { sql } from 'kysely'

/*
 * An invitation is the candidate's or that of one who meets them, called its guest here: what is read of its recipient
 * comes from two tables, in every statement in the same way.
 */

/** An invitation with its interview, and whom and what that is about. */
export const invitationWithMeeting = sql`invitation
  join interview on interview.company_id = invitation.company_id and interview.id = invitation.interview_id
  join application on application.company_id = interview.company_id and application.id = interview.application_id
  join candidate on candidate.company_id = application.company_id and candidate.id = application.candidate_id
  join job on job.company_id = application.company_id and job.id = application.job_id
  join company on company.id = interview.company_id
  left join staff_member guest
    on guest.company_id = invitation.company_id and guest.id = invitation.staff_member_id
  left join interview_interviewer own on own.company_id = interview.company_id
    and own.interview_id = interview.id and own.interviewer_id = invitation.staff_member_id`

/**
 * Which version of the recipient's answer link works. The candidate's ends together with their personal link; that one is
 * given anew says nothing of those who meet them.
 */
export const itsAnswerVersion = sql<number>`case when invitation.staff_member_id is null
  then interview.access_key_version else 1 end`

/** What the recipient answered. */
export const itsRsvp = sql`case when invitation.staff_member_id is null then interview.rsvp
  else coalesce(own.rsvp, 'NEEDS_ACTION') end`

export const itsRecipientName = sql`coalesce(guest.name, candidate.name)`

/** Who works here has their own, or the company's. */
export const itsLanguage = sql`case when guest.id is null then candidate.language
  else coalesce(guest.language, company.language) end`

/** By whose clocks the recipient reads; a device is not known by who writes to it. */
export const itsTimeZone = sql`case when guest.id is null then candidate.time_zone
  else coalesce(guest.time_zone, company.time_zone) end`
