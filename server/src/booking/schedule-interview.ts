import { sql } from 'kysely'
import { z } from 'zod'
import {
  interviewMode,
  whyNoPlace,
  whyNotAt,
  type PlaceRefusal,
  type TimeRefusal,
} from '../interviews/interview.rules.ts'
import { panelOf, plannedRoundColumns, type PlannedRound } from '../interviews/planned-round.ts'
import { peopleOf } from '../scheduling/panel.rules.ts'
import { schedulingRulesOf } from '../scheduling/scheduling-rules.ts'
import { whyNotAtThisTime, type NoticeRefusal } from '../scheduling/settings.rules.ts'
import { minuteMs } from '../scheduling/stretches.rules.ts'
import { ChangedMeanwhile, notFound } from '../shared/errors.ts'
import { looksLikeId } from '../shared/id.ts'
import {
  durationMinutes,
  idempotencyKey,
  interviewerIdsOrNot,
  line,
  meetingUrl,
  optional,
  poolsOrNot,
  prose,
  startsAt,
  timeZone,
} from '../shared/input.ts'
import { invalidInput, type InvalidInput } from '../shared/refusals.ts'
import { useCase, type Transaction } from '../shared/use-case.ts'
import { arrangeInterview } from './arrange-interview.ts'
import { whyNotSchedule, type ApplicationRefusal } from './booking.rules.ts'
import { choosePeople, unlessOverridden, type PanelRefusal } from './choose-people.ts'
import { lockApplication } from './lock-applications.ts'
import { lockPlaces } from '../slots/lock-places.ts'
import { occupyTime } from './occupy-time.ts'
import { alreadyScheduled, roundsOf } from './rounds-of.ts'

const input = z.object({
  applicationId: z.string(),
  round: z.int().min(1, 'Must be at least 1.').max(50, 'Must be at most 50.').nullish(),
  startsAt,
  durationMinutes: durationMinutes.nullish(),
  timeZone: optional(timeZone),
  mode: z.enum(interviewMode).nullish(),
  location: optional(line(500)),
  meetingUrl: optional(meetingUrl),
  interviewerIds: interviewerIdsOrNot,
  anyOf: poolsOrNot,
  notes: optional(prose(2000)),
  overrideReason: optional(prose(500)),
  idempotencyKey,
})

type ScheduleAnswer =
  | { kind: 'Interview'; id: string }
  | TimeRefusal
  | PlaceRefusal
  | ApplicationRefusal
  | NoticeRefusal
  | PanelRefusal
  | InvalidInput

/** Arranges an interview at a time of its own, without a slot. What is left out comes from the round of the job. */
export const makeScheduleInterview = useCase(
  'scheduleInterview',
  input,
  async (tx, wish): Promise<ScheduleAnswer> => {
    if (!looksLikeId(wish.applicationId)) throw notFound()
    const override = wish.overrideReason !== null
    const planned = await plannedRound(tx, wish.applicationId, wish.round)
    const durationMinutes = wish.durationMinutes ?? planned?.durationMinutes
    const mode = wish.mode ?? planned?.mode
    if (!durationMinutes || !mode) return invalidInput(...notSaid({ durationMinutes, mode }))
    // The round's place belongs to the round's way: who meets in the office has no use for the link of a call.
    const usual = planned && mode === planned.mode ? planned : { location: null, meetingUrl: null }
    const place = {
      mode,
      location: wish.location ?? usual.location,
      meetingUrl: wish.meetingUrl ?? usual.meetingUrl,
    }
    const { startsAt } = wish
    const meeting = { startsAt, endsAt: new Date(startsAt.getTime() + durationMinutes * minuteMs) }
    const asked = wish.interviewerIds ?? wish.anyOf
    const panel = asked
      ? { all: wish.interviewerIds ?? [], anyOf: wish.anyOf ?? [] }
      : (planned?.panel ?? { all: [], anyOf: [] })
    // Asked together, run one after the other: the locks in the house's order, then what only counts under them.
    const [, application, { round, liveInterviewId, betweenRounds }, { rules, timeZone }] = await Promise.all([
      lockPlaces(tx, { slotIds: [], interviewerIds: peopleOf(panel) }),
      lockApplication(tx, wish.applicationId),
      roundsOf(tx, wish.applicationId, wish.round),
      schedulingRulesOf(tx),
    ])
    if (planned && planned.round !== round) throw new ChangedMeanwhile()
    const refusal =
      whyNotAt(startsAt, tx.now) ??
      whyNoPlace(place) ??
      whyNotSchedule(application.status, liveInterviewId, betweenRounds) ??
      unlessOverridden(whyNotAtThisTime(meeting, tx.now, rules), override)
    if (refusal) return refusal
    const people = await choosePeople(tx, panel, meeting, { rules, override })
    if (people.kind !== 'PanelChosen') return people

    const id = arrangeInterview(
      tx,
      application,
      {
        round,
        ...meeting,
        ...place,
        timeZone: wish.timeZone ?? timeZone,
        notes: wish.notes,
        overrideReason: wish.overrideReason,
      },
      people.interviewerIds,
    )
    occupyTime(tx, people.interviewerIds, meeting, { interviewId: id }, rules)
    return { kind: 'Interview', id }
  },
  {
    interview_one_live_per_round: async (tx, { applicationId, round }) => alreadyScheduled(tx, applicationId, round),
  },
)

/** What the job plans for this round of the application, or null where it plans nothing. @throws NOT_FOUND */
async function plannedRound(tx: Transaction, applicationId: string, wished: number | null | undefined) {
  const { round } = await roundsOf(tx, applicationId, wished)
  const [planned] = await tx.rows(sql<PlannedRound | Record<keyof PlannedRound, null>>`select ${plannedRoundColumns}
    from application left join job_round on job_round.company_id = application.company_id
      and job_round.job_id = application.job_id and job_round.number = ${round}
    where application.company_id = ${tx.companyId} and application.id = ${applicationId}`)
  if (!planned) throw notFound()
  return planned.jobId === null ? null : { ...planned, round, panel: panelOf(planned) }
}

const notSaid = (values: Record<string, unknown>) =>
  Object.entries(values)
    .filter(([, value]) => !value)
    .map(([path]) => ({ path, message: 'Is needed: the job plans nothing for this round.' }))
