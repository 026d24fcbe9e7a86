import { sql } from 'kysely'
import { whatMoves } from '../booking/what-moves.ts'
import { isBetweenRounds } from '../candidates/between-rounds.ts'
import type { ApplicationStatus } from '../candidates/application.rules.ts'
import { readCandidateInterview } from '../candidate-access/candidate-interview.types.ts'
import type { InterviewMode } from '../interviews/interview.rules.ts'
import type { Moving } from '../scheduling/person-facts.ts'
import { unauthenticated } from '../shared/errors.ts'
import type { Context } from '../shared/graphql/context.ts'
import type { Language } from '../shared/language.ts'
import { perReading } from '../shared/loader.ts'
import { statusOfChoice, type ChoiceStatus } from './choice.rules.ts'

/** What somebody may choose a time for: a round by a choose-a-slot link, or another time for their interview. */
export interface ChoiceView {
  id: string
  applicationId: string
  jobId: string
  round: number
  expiresAt: string
  companyName: string
  jobTitle: string
  candidateName: string
  timeZone: string
  companyTimeZone: string
  language: Language
  /** Whether a time may be chosen now. */
  status: ChoiceStatus
  /** The slot of the interview that is to be moved: it is no other time. */
  currentSlotId: string | null
  /** What is given up with it: the time of its people, unless others have a place in its slot. */
  moving: Moving | undefined
  interview: {
    id: string
    accessKeyVersion: number
    startsAt: string
    endsAt: string
    mode: InterviewMode
  } | null
}

type Found = Omit<ChoiceView, 'status' | 'moving'> & { applicationStatus: ApplicationStatus; betweenRounds: boolean }

const ofLink = perReading((reading) => {
  let asked: Promise<ChoiceView | null> | undefined
  return (linkId: string) => (asked ??= ask(linkId))

  async function ask(linkId: string): Promise<ChoiceView | null> {
    const [row] = await reading.rows(sql<Found>`select link.id, link.application_id as "applicationId",
        application.job_id as "jobId", link.round, to_json(link.expires_at) as "expiresAt",
        company.name as "companyName", job.title as "jobTitle", candidate.name as "candidateName",
        candidate.time_zone as "timeZone", company.time_zone as "companyTimeZone", candidate.language,
        application.status as "applicationStatus", null as "currentSlotId",
        ${isBetweenRounds(sql`link.company_id`, sql`link.application_id`)} as "betweenRounds",
        (select json_build_object('id', interview.id, 'accessKeyVersion', interview.access_key_version,
            'startsAt', interview.starts_at, 'endsAt', interview.ends_at, 'mode', interview.mode)
          from interview where interview.company_id = link.company_id and interview.round = link.round
            and interview.application_id = link.application_id and interview.status in ('SCHEDULED', 'IN_PROGRESS')
        ) as interview
      from scheduling_link link
      join company on company.id = link.company_id
      join application on application.company_id = link.company_id and application.id = link.application_id
      join candidate on candidate.company_id = link.company_id and candidate.id = application.candidate_id
      join job on job.company_id = link.company_id and job.id = application.job_id
      where link.company_id = ${reading.companyId} and link.id = ${linkId}`)
    if (!row) return null
    const { applicationStatus, betweenRounds, ...view } = row
    return {
      ...view,
      moving: undefined,
      status: statusOfChoice(applicationStatus, view.interview !== null, betweenRounds),
    }
  }
})

/** Who holds the key of an interview chooses another time for it, as long as the company lets them. */
const ofInterview = perReading((reading) => {
  let asked: Promise<ChoiceView | null> | undefined
  return (interviewId: string) => (asked ??= ask(interviewId))

  async function ask(interviewId: string): Promise<ChoiceView | null> {
    const [view, place] = await Promise.all([
      readCandidateInterview(reading, interviewId),
      whatMoves(reading, interviewId),
    ])
    if (!view || !place) return null
    const { id, round, companyName, jobTitle, candidateName, timeZone, companyTimeZone, language, startsAt } = view
    const status = view.mayReschedule ? 'OPEN' : 'CLOSED'
    const names = { companyName, jobTitle, candidateName, timeZone, companyTimeZone, language }
    return { ...place, ...names, id, round, status, expiresAt: startsAt, interview: null }
  }
})

/** What the asker may choose a time for. The rules let nobody else come here. */
export async function choiceView({ actor, reading }: Context): Promise<ChoiceView> {
  const choice =
    actor.kind === 'CHOOSER'
      ? await ofLink(reading)(actor.id)
      : actor.kind === 'CANDIDATE'
        ? await ofInterview(reading)(actor.id)
        : null
  if (!choice) throw unauthenticated()
  return choice
}
