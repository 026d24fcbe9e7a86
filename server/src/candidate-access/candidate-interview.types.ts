import { sql } from 'kysely'
import { Arg, Extensions, Field, ID, Int, ObjectType, createUnionType } from 'type-graphql'
import { LanguageEnum } from '../companies/company.types.ts'
import { lateFrom, type ArrivalState } from '../interviews/arrival.rules.ts'
import { ArrivalType, shownArrival, type ArrivalColumns } from '../interviews/arrival.types.ts'
import type { InterviewMode, InterviewStatus, Rsvp } from '../interviews/interview.rules.ts'
import { ChangedBy, InterviewModeEnum, MoveIsNotAllowed, RsvpEnum } from '../interviews/interview.types.ts'
import { unauthenticated } from '../shared/errors.ts'
import { keyHolder } from '../shared/graphql/access.ts'
import { byKind } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { Refusal } from '../shared/graphql/refusal.types.ts'
import { DateTime, TimeZone, URL } from '../shared/graphql/scalars.ts'
import type { Language } from '../shared/language.ts'
import type { Reading } from '../shared/reading.ts'
import { schedulingRulesOf } from '../scheduling/scheduling-rules.ts'
import type { SchedulingRules } from '../scheduling/settings.rules.ts'
import { sameWallClock, whenText } from '../shared/when.ts'
import { admissionPhase, admissionWindow, phaseOf, type AdmissionPhase } from './admission.rules.ts'
import { changeUntil, whyNotChange } from './own-change.rules.ts'

export const AdmissionPhaseEnum = enumOf(
  admissionPhase,
  'AdmissionPhase',
  "What the candidate's page is at this moment.",
  {
    EARLY: 'Before the lobby opens.',
    LOBBY: 'The lobby is open; the candidate may start.',
    LIVE: 'The hour has come, or the candidate is inside.',
    EXPIRED: 'Nobody started while the room let in.',
    CANCELLED: 'The interview was called off.',
    DONE: 'It is over.',
  },
)

const inLanguage = 'In which language; the candidate’s own where left out.'

@Extensions(keyHolder)
@ObjectType({ description: 'The time that an interview had before it was moved.' })
export class FormerTime {
  @Field(() => DateTime, { description: 'When it would have begun.' })
  startsAt!: string

  @Field(() => DateTime, { description: 'When it would have ended.' })
  endsAt!: string

  @Field(() => Boolean, { description: 'Whether the candidate moved it.' })
  movedByCandidate!: boolean

  @Field(() => String, { nullable: true, description: 'Why, in the words of who moved it.' })
  reason!: string | null

  @Field(() => String, { description: "Date, start and end, zone and UTC offset in the candidate's zone." })
  when(
    @Arg('language', () => LanguageEnum, { nullable: true, description: inLanguage }) language?: Language | null,
  ): string {
    const time = { startsAt: new Date(this.startsAt), endsAt: new Date(this.endsAt) }
    return whenText({ ...time, timeZone: this.timeZone, language: language ?? this.language })
  }

  /** Not fields: how `when` says it. */
  timeZone!: string
  language!: Language
}

@Extensions(keyHolder)
@ObjectType({ description: 'What the holder of an access key may see of their interview.' })
export class CandidateInterview {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => String, { description: 'Who invites.' })
  companyName!: string

  @Field(() => String, { description: 'For which position.' })
  jobTitle!: string

  @Field(() => String, { description: 'Who is invited.' })
  candidateName!: string

  @Field(() => Int, { description: 'Which interview of the application it is, from 1.' })
  round!: number

  @Field(() => InterviewModeEnum, { description: 'How people meet.' })
  mode!: InterviewMode

  @Field(() => DateTime, { description: 'When it begins.' })
  startsAt!: string

  @Field(() => DateTime, { description: 'When it ends.' })
  endsAt!: string

  @Field(() => TimeZone, { description: "The candidate's zone." })
  timeZone!: string

  @Field(() => TimeZone, { description: "The company's zone." })
  companyTimeZone!: string

  @Field(() => LanguageEnum, { description: "The candidate's language." })
  language!: Language

  @Field(() => String, {
    description: "Date, start and end, zone and UTC offset in the candidate's zone, in the words of the email.",
  })
  when(
    @Arg('language', () => LanguageEnum, { nullable: true, description: inLanguage }) language?: Language | null,
  ): string {
    return whenText({ ...this.time, timeZone: this.timeZone, language: language ?? this.language })
  }

  @Field(() => String, {
    nullable: true,
    description: "The same in the company's zone; null where the wall clocks agree.",
  })
  whenAtCompany(
    @Arg('language', () => LanguageEnum, { nullable: true, description: inLanguage }) language?: Language | null,
  ): string | null {
    const { startsAt, endsAt } = this.time
    return sameWallClock(startsAt, endsAt, this.timeZone, this.companyTimeZone)
      ? null
      : whenText({ ...this.time, timeZone: this.companyTimeZone, language: language ?? this.language })
  }

  /** Not a field: the instants that `when` says in words. */
  time!: { startsAt: Date; endsAt: Date }

  @Field(() => String, { nullable: true, description: 'Where people meet.' })
  location!: string | null

  @Field(() => URL, { nullable: true, description: 'Where they meet by video.' })
  meetingUrl!: string | null

  @Field(() => String, { nullable: true, description: 'What the company wants the candidate to know.' })
  notes!: string | null

  @Field(() => String, { nullable: true, description: 'Why it was called off.' })
  cancellationReason!: string | null

  @Field(() => ChangedBy, { nullable: true, description: 'Who called it off; null where nobody did.' })
  cancelledBy!: keyof typeof ChangedBy | null

  @Field(() => AdmissionPhaseEnum, { description: "What the page is, by the server's clock." })
  phase!: AdmissionPhase

  @Field(() => DateTime, { description: 'When the lobby opens.' })
  opensAt!: Date

  @Field(() => DateTime, { description: 'When the room stops letting in; who is inside may finish.' })
  closesAt!: Date

  @Field(() => DateTime, { description: "The server's clock when it answered." })
  serverNow!: Date

  @Field(() => DateTime, {
    description: 'From when on they may say that they are late; that they are here, from the opening of the lobby on.',
  })
  lateFrom!: Date

  @Field(() => ArrivalType, { nullable: true, description: 'What the candidate last said of their coming.' })
  arrival!: ArrivalType | null

  @Field(() => ArrivalType, {
    nullable: true,
    description:
      'What those say who meet the candidate: that one of them is here, or else of who is least late; null where nobody has said anything.',
  })
  interviewersArrival!: ArrivalType | null

  @Field(() => RsvpEnum, { description: "The candidate's answer to the invitation." })
  rsvp!: Rsvp

  @Field(() => Boolean, { description: 'True from the moment the candidate has started until they finish.' })
  started!: boolean

  @Field(() => FormerTime, {
    nullable: true,
    description: 'The time it had before it was last moved; null where it never was.',
  })
  formerTime!: Omit<FormerTime, 'when'> | null

  @Field(() => Boolean, { description: 'Whether the candidate may call it off by themselves now.' })
  mayCancel!: boolean

  @Field(() => Boolean, { description: 'Whether the candidate may move it by themselves now.' })
  mayReschedule!: boolean

  @Field(() => Boolean, {
    description:
      'Whether the company ever lets its candidates call off by themselves; `mayCancel` says whether they may now.',
  })
  candidateMayCancel!: boolean

  @Field(() => Boolean, {
    description: 'The same for moving; `mayReschedule` says whether they may now.',
  })
  candidateMayReschedule!: boolean

  @Field(() => DateTime, { description: 'Until when the candidate may change it, where the company lets them.' })
  changeUntil!: Date

  @Field(() => URL, {
    description: 'The calendar entry as a file (text/calendar). GET with the same Authorization header as this query.',
  })
  calendarUrl!: string

  /** Not a field: whether the page was opened before. */
  wasOpened!: boolean
}

@Extensions(keyHolder)
@ObjectType({ implements: Refusal, description: 'The lobby has not opened yet.' })
export class LinkIsEarly extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return `The lobby opens at ${this.opensAt}.`
  }

  @Field(() => DateTime, { description: 'When it opens.' })
  opensAt!: string
}

@Extensions(keyHolder)
@ObjectType({ implements: Refusal, description: 'The room has stopped letting in.' })
export class LinkHasExpired extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return `The room let in until ${this.closedAt}.`
  }

  @Field(() => DateTime, { description: 'Until when it let in.' })
  closedAt!: string
}

export const StartInterviewResult = createUnionType({
  name: 'StartInterviewResult',
  description: 'What `startInterview` answers: what was asked for, or why not.',
  types: () => [CandidateInterview, LinkIsEarly, LinkHasExpired, MoveIsNotAllowed] as const,
  resolveType: byKind,
})

export const FinishInterviewResult = createUnionType({
  name: 'FinishInterviewResult',
  description: 'What `finishInterview` answers: what was asked for, or why not.',
  types: () => [CandidateInterview, MoveIsNotAllowed] as const,
  resolveType: byKind,
})

interface Row {
  id: string
  companyName: string
  jobTitle: string
  candidateName: string
  round: number
  mode: InterviewMode
  status: InterviewStatus
  startsAt: Date
  endsAt: Date
  timeZone: string
  companyTimeZone: string
  language: Language
  location: string | null
  meetingUrl: string | null
  notes: string | null
  cancellationReason: string | null
  cancelledBy: keyof typeof ChangedBy | null
  rsvp: Rsvp
  opensBefore: number
  closesAfter: number
  wasOpened: boolean
  candidateArrival: ArrivalState | null
  lateMinutes: number | null
  saidAt: string | null
  interviewersSaid: ArrivalColumns | null
  formerTime: Pick<FormerTime, 'startsAt' | 'endsAt' | 'movedByCandidate' | 'reason'> | null
}

/** The candidate's view of an interview, with the rules of its company; null where there is none. */
export async function readCandidateInterview(
  reading: Reading,
  interviewId: string,
): Promise<CandidateInterviewRow | null> {
  const [row] = await reading.rows(sql<Omit<Row, 'startsAt' | 'endsAt'> & { startsAt: string; endsAt: string }>`
    select interview.id, company.name as "companyName", job.title as "jobTitle", candidate.name as "candidateName",
      interview.round, interview.mode, interview.status, interview.rsvp,
      interview.page_opened_at is not null as "wasOpened",
      to_json(interview.starts_at) as "startsAt", to_json(interview.ends_at) as "endsAt",
      candidate.time_zone as "timeZone", company.time_zone as "companyTimeZone", candidate.language,
      interview.location, interview.meeting_url as "meetingUrl", interview.notes,
      interview.candidate_arrival as "candidateArrival", interview.candidate_late_minutes as "lateMinutes",
      interview.candidate_arrival_at as "saidAt",
      (select json_build_object('state', held.arrival, 'lateMinutes', held.late_minutes, 'saidAt', held.arrival_at)
        from interview_interviewer held
        where held.company_id = interview.company_id and held.interview_id = interview.id and held.arrival is not null
        order by held.arrival, held.late_minutes, held.arrival_at limit 1) as "interviewersSaid",
      interview.cancellation_reason as "cancellationReason", interview.cancelled_by_kind as "cancelledBy",
      company.admission_opens_minutes_before as "opensBefore", company.admission_closes_minutes_after as "closesAfter",
      (select json_build_object('startsAt', from_starts_at, 'endsAt', from_ends_at,
          'movedByCandidate', actor_kind = 'CANDIDATE', 'reason', reason)
        from interview_move move where move.company_id = interview.company_id and move.interview_id = interview.id
          and (from_starts_at, from_ends_at) <> (to_starts_at, to_ends_at)
        order by at desc, id desc limit 1) as "formerTime"
    from interview
    join company on company.id = interview.company_id
    join application on application.company_id = interview.company_id and application.id = interview.application_id
    join candidate on candidate.company_id = interview.company_id and candidate.id = application.candidate_id
    join job on job.company_id = interview.company_id and job.id = application.job_id
    where interview.company_id = ${reading.companyId} and interview.id = ${interviewId}`)
  if (!row) return null
  const [now, { rules }] = await Promise.all([reading.now(), schedulingRulesOf(reading)])
  return candidateView({ ...row, startsAt: new Date(row.startsAt), endsAt: new Date(row.endsAt) }, rules, now)
}

/** What the type is made from: its plain fields. */
export type CandidateInterviewRow = Omit<CandidateInterview, 'when' | 'whenAtCompany'>

function candidateView(row: Row, rules: SchedulingRules, now: Date): CandidateInterviewRow {
  const { startsAt, endsAt } = row
  const { lateMinutes, saidAt } = row
  const company = { admissionOpensMinutesBefore: row.opensBefore, admissionClosesMinutesAfter: row.closesAfter }
  const window = admissionWindow(startsAt, company, lateMinutes)
  const started = row.status === 'IN_PROGRESS'
  return {
    ...row,
    ...window,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    time: { startsAt, endsAt },
    phase: phaseOf(row, window, now),
    lateFrom: lateFrom(startsAt, window.opensAt),
    arrival: shownArrival(startsAt, { state: row.candidateArrival, lateMinutes, saidAt }),
    interviewersArrival: row.interviewersSaid && shownArrival(startsAt, row.interviewersSaid),
    serverNow: now,
    started,
    formerTime: row.formerTime && { ...row.formerTime, timeZone: row.timeZone, language: row.language },
    mayCancel: !whyNotChange(row, 'CANCEL', rules, now),
    mayReschedule: !whyNotChange(row, 'RESCHEDULE', rules, now),
    candidateMayCancel: rules.candidateMayCancel,
    candidateMayReschedule: rules.candidateMayReschedule,
    changeUntil: changeUntil(startsAt, rules),
    calendarUrl: '/api/interview/calendar.ics',
  }
}

/** The interview that the key opens. The rules let nobody else come here. */
export function ownInterview({ actor }: Context): string {
  if (actor.kind !== 'CANDIDATE') throw unauthenticated()
  return actor.id
}
