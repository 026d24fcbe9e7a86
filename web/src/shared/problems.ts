import { passwordLength } from './password-length'
import type { Refusal } from './refusals'

/** Something to mend before the server is asked: the form's field and the key of its words under `problems`. */
export interface Problem {
  name: string
  code: string
  facts?: Record<string, string | number>
}

/** What a refusal says: the form's field it belongs to (null: the whole form), the key of its words and its facts. */
export interface Complaint {
  field: string | null
  key: string
  facts: Record<string, string | number>
  /** Facts that are instants; they are shown in a zone. */
  instants?: Record<string, string>
  /** Facts that are dates on the wall, `YYYY-MM-DD`. */
  dates?: Record<string, string>
  /** What stands in the way, one by one. */
  causes?: { key: string; facts: Record<string, string | number> }[]
}

/** Which field a refusal is about, by the names of the inputs; the forms name their fields alike. */
const fieldOf: Partial<Record<Refusal['__typename'], string>> = {
  TimeIsPast: 'startsAt',
  MinimumNotice: 'startsAt',
  BeyondHorizon: 'startsAt',
  LocationIsMissing: 'location',
  MeetingUrlIsMissing: 'meetingUrl',
  InterviewerIsBusy: 'interviewerIds',
  InterviewerIsAway: 'interviewerIds',
  BusyElsewhere: 'interviewerIds',
  DailyLimitReached: 'interviewerIds',
  WeeklyLimitReached: 'interviewerIds',
  PanelIsNotFree: 'anyOf',
  SlotIsFull: 'slotId',
  SlotIsClosed: 'slotId',
  SlotHasStarted: 'slotId',
  ApplicationIsNotPending: 'applicationId',
  AlreadyScheduled: 'applicationId',
  SlotIsForAnotherJob: 'applicationId',
  CapacityIsTooSmall: 'capacity',
  SlotTemplateAlreadyExists: 'name',
  SavedViewAlreadyExists: 'name',
  KitAlreadyExists: 'name',
  CandidateAlreadyExists: 'email',
  ApplicationAlreadyExists: 'jobId',
  DecisionNeedsReason: 'reason',
  PasswordIsWeak: 'password',
  WrongCredentials: 'password',
  PasswordIsWrong: 'current',
  CodeIsWrong: 'code',
  PersonIsHere: 'email',
  TokenNameIsTaken: 'name',
  TokenEndIsPast: 'expiresAt',
  TokenEndIsTooFar: 'expiresAt',
}

/**
 * `slots.0.capacity` and `input.capacity` are both the field `capacity`; `anyOf.1.0` is `anyOf`. Of rounds, questions and
 * criteria a form shows several at once, and each keeps its own fields: `rounds.1.anyOf.0` is `rounds.1.anyOf`.
 * `access.url` is `url`.
 */
export function fieldOfPath(path: string): string {
  const steps = path.split('.').filter((step) => step !== 'input')
  if (steps[0] === 'access') return steps[1] ?? 'url'
  if (steps.length > 1 && ['rounds', 'questions', 'criteria'].includes(steps[0]!)) return steps.slice(0, 3).join('.')
  return (steps[0] === 'slots' && steps.length > 2 ? steps[2] : steps[0]) ?? ''
}

export function complaintsOf(refusal: Refusal): Complaint[] {
  if (refusal.__typename === 'InvalidInput') {
    return refusal.fields.map(({ path, message }) => ({
      field: fieldOfPath(path),
      key: 'refusals.InvalidInput',
      facts: { message },
    }))
  }
  return [
    {
      field: fieldOf[refusal.__typename] ?? null,
      key: `refusals.${refusal.__typename}`,
      facts: {},
      ...factsOf(refusal),
    },
  ]
}

const namesOf = (people: readonly { name: string }[]) => people.map(({ name }) => name).join(', ')

function factsOf(refusal: Refusal): Partial<Complaint> {
  switch (refusal.__typename) {
    case 'SlotIsFull':
      return { facts: { capacity: refusal.capacity } }
    case 'SlotIsForAnotherJob':
      return { facts: { job: refusal.slotJob.title } }
    case 'CapacityIsTooSmall':
      return { facts: { taken: refusal.placesTaken } }
    case 'KitAlreadyExists':
    case 'KitIsArchived':
      return { facts: { name: refusal.kit.name } }
    case 'SlotTemplateAlreadyExists':
      return { facts: { name: refusal.template.name } }
    case 'SavedViewAlreadyExists':
      return { facts: { name: refusal.viewName } }
    case 'TooManySavedViews':
      return { facts: { most: refusal.most } }
    case 'TokenNameIsTaken':
      return { facts: { name: refusal.tokenName } }
    case 'TokenEndIsTooFar':
      return { instants: { latest: refusal.tokenLatest } }
    case 'TooManyTokens':
      return { facts: { limit: refusal.tokenLimit } }
    case 'InterviewerIsBusy':
    case 'BusyElsewhere':
      return { facts: { names: namesOf(refusal.interviewers) } }
    case 'InterviewerIsAway':
      return { facts: { names: namesOf(refusal.interviewers) }, instants: { until: refusal.until } }
    case 'DailyLimitReached':
      return {
        facts: { names: namesOf(refusal.interviewers), limit: refusal.limit },
        dates: { date: refusal.date },
      }
    case 'WeeklyLimitReached':
      return {
        facts: { names: namesOf(refusal.interviewers), limit: refusal.limit },
        dates: { week: refusal.week },
      }
    case 'PanelIsNotFree':
      return {
        causes: refusal.inTheWay.map(({ interviewer, reason }) => ({
          key: `inTheWay.${reason}`,
          facts: { name: interviewer.name },
        })),
      }
    case 'LogoIsUnusable':
      return { key: `logoProblems.${refusal.logoProblem}` }
    case 'PersonMeetsCandidates':
      return { facts: { count: refusal.count } }
    case 'PasswordIsWeak':
      return { key: `passwordWeaknesses.${refusal.weakness}`, facts: passwordLength }
    case 'MinimumNotice':
      return { instants: { earliest: refusal.earliest } }
    case 'BeyondHorizon':
      return { instants: { latest: refusal.latest } }
    default:
      return {}
  }
}

const step = 5 * 60_000

/**
 * The time a refusal offers instead, as an instant, or null. Ends of notice and horizon fall on any second; people
 * meet on a step of five minutes inside of them.
 */
export function timeInstead(refusal: Refusal): { kind: 'nextFree' | 'earliest' | 'latest'; instant: string } | null {
  if ('nextFreeAt' in refusal) return refusal.nextFreeAt ? { kind: 'nextFree', instant: refusal.nextFreeAt } : null
  const rounded = (instant: string, round: (value: number) => number) =>
    new Date(round(Date.parse(instant) / step) * step).toISOString()
  if (refusal.__typename === 'MinimumNotice') return { kind: 'earliest', instant: rounded(refusal.earliest, Math.ceil) }
  if (refusal.__typename === 'BeyondHorizon') return { kind: 'latest', instant: rounded(refusal.latest, Math.floor) }
  return null
}
