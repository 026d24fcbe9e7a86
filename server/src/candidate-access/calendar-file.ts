import { sql } from 'kysely'
import { downloadEvent } from '../calendar/calendar-event.ts'
import type { Context } from '../shared/graphql/context.ts'
import { whenText } from '../shared/when.ts'
import { interviewById } from '../interviews/interview.types.ts'
import { readCandidateInterview } from './candidate-interview.types.ts'
import type { CandidateLink } from './candidate-link.ts'

/** The interview as a calendar file that the candidate adds by hand, with the UID of the invitation. */
export async function calendarFileOf(context: Context, candidateLink: CandidateLink): Promise<string | null> {
  try {
    const { reading, actor } = context
    if (actor.kind !== 'CANDIDATE') return null
    const view = await readCandidateInterview(reading, actor.id)
    const interview = await interviewById(reading).load(actor.id)
    const [invitation] = await reading.rows(sql<{ uid: string; sequence: number; createdAt: string }>`
      select calendar_uid as uid, sequence, to_json(created_at) as "createdAt" from invitation
      where company_id = ${reading.companyId} and interview_id = ${actor.id}
        and candidate_id is not null and ended_at is null`)
    if (!view || !interview || !invitation) return null
    const link = candidateLink(interview)
    return downloadEvent({
      uid: invitation.uid,
      sequence: invitation.sequence,
      stamp: await reading.now(),
      createdAt: new Date(invitation.createdAt),
      lastModifiedAt: new Date(invitation.createdAt),
      startsAt: new Date(view.startsAt),
      endsAt: new Date(view.endsAt),
      summary: `${view.jobTitle} – ${view.companyName}`,
      location: view.location ?? view.meetingUrl,
      description: [
        whenText({ ...view.time, timeZone: view.timeZone, language: view.language }),
        view.location,
        view.meetingUrl,
        view.notes,
        link,
      ]
        .filter(Boolean)
        .join('\n'),
      url: link,
    })
  } finally {
    await context.close()
  }
}
