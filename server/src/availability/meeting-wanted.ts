import { sql } from 'kysely'
import { nextRound } from '../booking/booking.rules.ts'
import { whatMoves } from '../booking/what-moves.ts'
import { panelOf, roundsOfJob } from '../interviews/planned-round.ts'
import { jobById } from '../jobs/job.types.ts'
import { canEverFill, type Panel } from '../scheduling/panel.rules.ts'
import type { Moving } from '../scheduling/person-facts.ts'
import { notFound } from '../shared/errors.ts'
import { looksLikeId } from '../shared/id.ts'
import type { Reading } from '../shared/reading.ts'
import { invalidInput, type InvalidInput } from '../shared/refusals.ts'
import type { AvailabilityWish } from './availability-input.ts'

export interface MeetingWanted {
  kind: 'MeetingWanted'
  panel: Panel
  durationMinutes: number
  /** What is given back for it, and so is not in its way. */
  moving?: Moving | undefined
}

/**
 * With whom and how long a meeting is looked for: as is said, else as the job plans its round. Where neither people nor
 * pools are named, the round brings both.
 * @throws NOT_FOUND for an application, a job or an interview that is none of this company
 */
export async function meetingWanted(reading: Reading, wish: AvailabilityWish): Promise<MeetingWanted | InvalidInput> {
  const [planned, moving] = await Promise.all([plannedRound(reading, wish), givenBack(reading, wish)])
  const durationMinutes = wish.durationMinutes ?? planned?.durationMinutes
  if (!durationMinutes)
    return invalidInput({ path: 'durationMinutes', message: 'Say it, or name a job that plans this round.' })
  const asked = wish.interviewerIds ?? wish.anyOf
  const panel = asked
    ? { all: wish.interviewerIds ?? [], anyOf: wish.anyOf ?? [] }
    : planned
      ? panelOf(planned)
      : { all: [], anyOf: [] }
  if (!canEverFill(panel))
    return invalidInput({
      path: 'anyOf',
      message: 'These are too few people for so many pools: each pool needs somebody else.',
    })
  return { kind: 'MeetingWanted', panel, durationMinutes, moving }
}

async function givenBack(reading: Reading, { movedInterviewId }: AvailabilityWish): Promise<Moving | undefined> {
  if (movedInterviewId == null) return undefined
  const moved = await whatMoves(reading, movedInterviewId)
  if (!moved) throw notFound()
  return moved.moving
}

async function plannedRound(reading: Reading, { applicationId, jobId, round }: AvailabilityWish) {
  if (applicationId == null && jobId == null) return null
  const { job, number } =
    applicationId == null
      ? { job: jobId!, number: round ?? 1 }
      : await nextRoundOf(reading, applicationId).then((next) => ({ job: next.jobId, number: round ?? next.number }))
  if (!looksLikeId(job) || !(await jobById(reading).load(job))) throw notFound()
  return (await roundsOfJob(reading).load(job)).find((each) => each.number === number) ?? null
}

async function nextRoundOf(reading: Reading, applicationId: string): Promise<{ jobId: string; number: number }> {
  if (!looksLikeId(applicationId)) throw notFound()
  const [found] = await reading.rows(sql<{ jobId: string; completed: number[] }>`
    select job_id as "jobId", array(select round from interview where interview.company_id = application.company_id
      and interview.application_id = application.id and interview.status = 'COMPLETED') as completed
    from application where company_id = ${reading.companyId} and id = ${applicationId}`)
  if (!found) throw notFound()
  return { jobId: found.jobId, number: nextRound(found.completed) }
}
