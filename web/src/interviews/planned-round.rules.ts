import type { ApplicationStatus, InterviewStatus, JobRound_FactsFragment } from '../gql/graphql'
import type { MeetingPlace } from './meeting-place.rules'
import type { PanelDraft } from './panel.rules'

/** What a round says of a meeting, in the shape of the forms. */
export interface PlannedMeeting {
  durationMinutes: number | null
  place: MeetingPlace
  panel: PanelDraft
}

interface Held {
  round: number
  status: InterviewStatus
}

/** What is written where no round says anything. */
export const usualMeeting = (): PlannedMeeting => ({
  durationMinutes: 45,
  place: { mode: 'VIDEO', location: '', meetingUrl: '' },
  panel: { interviewerIds: [], pools: [] },
})

export const meetingOf = (round: JobRound_FactsFragment): PlannedMeeting => ({
  durationMinutes: round.durationMinutes,
  place: { mode: round.mode, location: round.location ?? '', meetingUrl: round.meetingUrl ?? '' },
  panel: {
    interviewerIds: round.interviewers.map(({ id }) => id),
    pools: round.anyOf.map((pool) => pool.map(({ id }) => id)),
  },
})

/** The round after the last one that was completed, as the server counts. */
export const nextRound = (interviews: readonly Held[]): number =>
  Math.max(0, ...interviews.filter(({ status }) => status === 'COMPLETED').map(({ round }) => round)) + 1

/** A pending application may be scheduled, and one between two rounds: an interview is completed and none is ahead. */
export function mayBeScheduled(status: ApplicationStatus, interviews: readonly Pick<Held, 'status'>[]): boolean {
  if (status !== 'INTERVIEW_SCHEDULED') return status === 'PENDING'
  const isLive = (each: Pick<Held, 'status'>) => each.status === 'SCHEDULED' || each.status === 'IN_PROGRESS'
  return interviews.some((each) => each.status === 'COMPLETED') && !interviews.some(isLive)
}

const alike = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/** Of new values those that replace no word of the person: a field still holds what was filled in before. */
export const untouched = <Values extends object>(written: Values, filled: Values, next: Values): Partial<Values> =>
  Object.fromEntries(
    Object.entries(next).filter(([name]) => alike(written[name as keyof Values], filled[name as keyof Values])),
  ) as Partial<Values>

/** The rounds of an application: those its job plans and those it has had beyond them, each with its interviews. */
export function roundsWithInterviews<Interview extends Held>(
  planned: readonly JobRound_FactsFragment[],
  interviews: readonly Interview[],
): { number: number; planned: JobRound_FactsFragment | null; interviews: Interview[] }[] {
  const numbers = new Set([...planned.map(({ number }) => number), ...interviews.map(({ round }) => round)])
  return [...numbers]
    .toSorted((one, other) => one - other)
    .map((number) => ({
      number,
      planned: planned.find((round) => round.number === number) ?? null,
      interviews: interviews.filter(({ round }) => round === number),
    }))
}
