import { sql } from 'kysely'
import { z } from 'zod'
import { lockInterviewers } from '../companies/lock-interviewers.ts'
import {
  interviewMode,
  whyNoPlace,
  whyNotAt,
  type PlaceRefusal,
  type TimeRefusal,
} from '../interviews/interview.rules.ts'
import { notFound } from '../shared/errors.ts'
import { looksLikeId } from '../shared/id.ts'
import {
  durationMinutes,
  idempotencyKey,
  interviewerIds,
  line,
  meetingUrl,
  optional,
  prose,
  startsAt,
  timeZone,
} from '../shared/input.ts'
import { useCase, type Transaction } from '../shared/use-case.ts'
import { arrangeInterview } from './arrange-interview.ts'
import { alreadyScheduled, goneAgain } from './book-slot.ts'
import { whyNotSchedule, type ApplicationRefusal } from './booking.rules.ts'
import { liveInterviewOf } from './live-interview.ts'
import { lockApplication } from './lock-application.ts'
import { occupyTime, whoIsBusy, type InterviewerIsBusy } from './occupy-time.ts'

const input = z.object({
  applicationId: z.string(),
  round: z.int().min(1, 'Must be at least 1.').max(50, 'Must be at most 50.').nullish(),
  startsAt,
  durationMinutes,
  timeZone: optional(timeZone),
  mode: z.enum(interviewMode),
  location: optional(line(500)),
  meetingUrl: optional(meetingUrl),
  interviewerIds,
  notes: optional(prose(2000)),
  idempotencyKey,
})

type ScheduleAnswer =
  { kind: 'Interview'; id: string } | TimeRefusal | PlaceRefusal | ApplicationRefusal | InterviewerIsBusy

const endOf = (values: { startsAt: Date; durationMinutes: number }) =>
  new Date(values.startsAt.getTime() + values.durationMinutes * 60_000)

/** Arranges an interview at a time of its own, without a slot. */
export const makeScheduleInterview = useCase(
  'scheduleInterview',
  input,
  async (tx, values): Promise<ScheduleAnswer> => {
    if (!looksLikeId(values.applicationId)) throw notFound()
    const { interviewerIds, notes, mode, location, meetingUrl } = values
    const round = values.round ?? 1
    const meeting = { startsAt: values.startsAt, endsAt: endOf(values) }
    // Asked together, run one after the other: the locks in the house's order, then what only counts under them.
    const [, application, liveInterview, busy, companyZone] = await Promise.all([
      lockInterviewers(tx, interviewerIds),
      lockApplication(tx, values.applicationId),
      liveInterviewOf(tx, values.applicationId, round),
      whoIsBusy(tx, interviewerIds, meeting),
      timeZoneOfCompany(tx),
    ])
    const refusal =
      whyNotAt(meeting.startsAt, tx.now) ??
      whyNoPlace(values) ??
      whyNotSchedule(application.status, liveInterview) ??
      busy
    if (refusal) return refusal

    const timeZone = values.timeZone ?? companyZone
    const arrangement = { round, ...meeting, timeZone, mode, location, meetingUrl, notes }
    const id = arrangeInterview(tx, application, arrangement, interviewerIds)
    occupyTime(tx, interviewerIds, meeting, { interviewId: id })
    return { kind: 'Interview', id }
  },
  {
    interview_one_live_per_round: async (tx, values) => alreadyScheduled(tx, values.applicationId, values.round ?? 1),
    interviewer_time_no_overlap: async (tx, values) =>
      (await whoIsBusy(tx, values.interviewerIds, { startsAt: values.startsAt, endsAt: endOf(values) })) ??
      goneAgain('interviewer_time_no_overlap'),
  },
)

async function timeZoneOfCompany(tx: Transaction): Promise<string> {
  const [company] = await tx.rows(sql<{ timeZone: string }>`select time_zone as "timeZone" from company
    where id = ${tx.companyId}`)
  return company!.timeZone
}
