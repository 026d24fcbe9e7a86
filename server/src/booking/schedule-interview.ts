import { z } from 'zod'
import {
  interviewMode,
  whyNoPlace,
  whyNotAt,
  type PlaceRefusal,
  type TimeRefusal,
} from '../interviews/interview.rules.ts'
import { peopleOf } from '../scheduling/panel.rules.ts'
import { schedulingRulesOf } from '../scheduling/scheduling-rules.ts'
import { whyNotAtThisTime, type NoticeRefusal } from '../scheduling/settings.rules.ts'
import { notFound } from '../shared/errors.ts'
import { looksLikeId } from '../shared/id.ts'
import {
  durationMinutes,
  idempotencyKey,
  interviewerIds,
  line,
  meetingUrl,
  optional,
  pools,
  prose,
  startsAt,
  timeZone,
} from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { arrangeInterview } from './arrange-interview.ts'
import { whyNotSchedule, type ApplicationRefusal } from './booking.rules.ts'
import { choosePeople, unlessOverridden, type PanelRefusal } from './choose-people.ts'
import { alreadyScheduled, liveInterviewOf } from './live-interview.ts'
import { lockApplication } from './lock-application.ts'
import { lockPlaces } from './lock-places.ts'
import { occupyTime } from './occupy-time.ts'

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
  anyOf: pools,
  notes: optional(prose(2000)),
  overrideReason: optional(prose(500)),
  idempotencyKey,
})

type ScheduleAnswer =
  { kind: 'Interview'; id: string } | TimeRefusal | PlaceRefusal | ApplicationRefusal | NoticeRefusal | PanelRefusal

const endOf = (values: { startsAt: Date; durationMinutes: number }) =>
  new Date(values.startsAt.getTime() + values.durationMinutes * 60_000)

/** Arranges an interview at a time of its own, without a slot. */
export const makeScheduleInterview = useCase(
  'scheduleInterview',
  input,
  async (tx, values): Promise<ScheduleAnswer> => {
    if (!looksLikeId(values.applicationId)) throw notFound()
    const { notes, mode, location, meetingUrl, overrideReason } = values
    const round = values.round ?? 1
    const meeting = { startsAt: values.startsAt, endsAt: endOf(values) }
    const panel = { all: values.interviewerIds, anyOf: values.anyOf }
    const override = overrideReason !== null
    // Asked together, run one after the other: the locks in the house's order, then what only counts under them.
    const [, application, liveInterview, { rules, timeZone }] = await Promise.all([
      lockPlaces(tx, { slotIds: [], interviewerIds: peopleOf(panel) }),
      lockApplication(tx, values.applicationId),
      liveInterviewOf(tx, values.applicationId, round),
      schedulingRulesOf(tx),
    ])
    const refusal =
      whyNotAt(meeting.startsAt, tx.now) ??
      whyNoPlace(values) ??
      whyNotSchedule(application.status, liveInterview) ??
      unlessOverridden(whyNotAtThisTime(meeting, tx.now, rules), override)
    if (refusal) return refusal
    const people = await choosePeople(tx, panel, meeting, { override })
    if (people.kind !== 'PanelChosen') return people

    const id = arrangeInterview(
      tx,
      application,
      {
        round,
        ...meeting,
        timeZone: values.timeZone ?? timeZone,
        mode,
        location,
        meetingUrl,
        notes,
        overrideReason,
      },
      people.interviewerIds,
    )
    occupyTime(tx, people.interviewerIds, meeting, { interviewId: id }, rules)
    return { kind: 'Interview', id }
  },
  {
    interview_one_live_per_round: async (tx, values) => alreadyScheduled(tx, values.applicationId, values.round ?? 1),
  },
)
