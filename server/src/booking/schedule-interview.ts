import { z } from 'zod'
import { Application } from '../candidates/application.ts'
import { Company } from '../companies/company.ts'
import { lockInterviewers } from '../companies/lock-interviewers.ts'
import {
  interviewMode,
  whyNoPlace,
  whyNotAt,
  type PlaceRefusal,
  type TimeRefusal,
} from '../interviews/interview.rules.ts'
import { findAndLock } from '../shared/find.ts'
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
import { useCase } from '../shared/use-case.ts'
import { arrangeInterview } from './arrange-interview.ts'
import { alreadyScheduled, goneAgain } from './book-slot.ts'
import { whyNotSchedule, type ApplicationRefusal } from './booking.rules.ts'
import { occupyTime, whoIsBusy, type InterviewerIsBusy } from './occupy-time.ts'
import { liveInterviewOf } from './live-interview.ts'

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
    const round = values.round ?? 1
    const meeting = { startsAt: values.startsAt, endsAt: endOf(values) }
    await lockInterviewers(tx, values.interviewerIds)
    const application = await findAndLock(tx, Application, values.applicationId)

    const refusal =
      whyNotAt(meeting.startsAt, tx.now) ??
      whyNoPlace(values) ??
      whyNotSchedule(application.status, await liveInterviewOf(tx, values.applicationId, round)) ??
      (await whoIsBusy(tx, values.interviewerIds, meeting))
    if (refusal) return refusal

    const company = await tx.em.findOneOrFail(Company, tx.companyId)
    const interview = await arrangeInterview(
      tx,
      application,
      {
        round,
        ...meeting,
        timeZone: values.timeZone ?? company.timeZone,
        mode: values.mode,
        location: values.location,
        meetingUrl: values.meetingUrl,
        notes: values.notes,
      },
      values.interviewerIds,
    )
    occupyTime(tx, values.interviewerIds, { interview })
    return { kind: 'Interview', id: interview.id }
  },
  {
    interview_one_live_per_round: async (tx, values) => alreadyScheduled(tx, values.applicationId, values.round ?? 1),
    interviewer_time_no_overlap: async (tx, values) =>
      (await whoIsBusy(tx, values.interviewerIds, { startsAt: values.startsAt, endsAt: endOf(values) })) ??
      goneAgain('interviewer_time_no_overlap'),
  },
)
