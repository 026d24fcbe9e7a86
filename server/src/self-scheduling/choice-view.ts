import { sql } from 'kysely'
import type { ApplicationStatus } from '../candidates/application.rules.ts'
import type { InterviewMode } from '../interviews/interview.rules.ts'
import { unauthenticated } from '../shared/errors.ts'
import type { Context } from '../shared/graphql/context.ts'
import type { Language } from '../shared/language.ts'
import { perReading } from '../shared/loader.ts'

/** What a choose-a-slot link is about. */
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
  applicationStatus: ApplicationStatus
  interview: {
    id: string
    accessKeyVersion: number
    startsAt: string
    endsAt: string
    mode: InterviewMode
  } | null
}

const read = perReading((reading) => {
  let asked: Promise<ChoiceView | null> | undefined
  return (linkId: string) => (asked ??= ask(linkId))

  async function ask(linkId: string): Promise<ChoiceView | null> {
    const [row] = await reading.rows(sql<ChoiceView>`select link.id, link.application_id as "applicationId",
        application.job_id as "jobId", link.round, to_json(link.expires_at) as "expiresAt",
        company.name as "companyName", job.title as "jobTitle", candidate.name as "candidateName",
        candidate.time_zone as "timeZone", company.time_zone as "companyTimeZone", candidate.language,
        application.status as "applicationStatus",
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
    return row ?? null
  }
})

/** The choice of the link that is asked with. The rules let nobody else come here. */
export async function choiceView({ actor, reading }: Context): Promise<ChoiceView> {
  const choice = actor.kind === 'CHOOSER' ? await read(reading)(actor.id) : null
  if (!choice) throw unauthenticated()
  return choice
}
