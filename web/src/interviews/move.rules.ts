import type { InterviewMode, RescheduleInterviewInput } from '../gql/graphql'
import { instantOf, problemsOfTime, type LocalTimeDraft } from '../shared/local-time-draft.rules'
import type { Problem } from '../shared/problems'
import { placeOf, problemsOfPlace, type MeetingPlace } from './meeting-place.rules'
import { panelOf, problemsOfPanel, type PanelDraft } from './panel.rules'

/** An interview as it is before it moves. */
export interface Meeting {
  startsAt: string
  durationMinutes: number
  timeZone: string
  mode: InterviewMode
  location?: string | null | undefined
  meetingUrl?: string | null | undefined
  interviewers: readonly { id: string }[]
}

/** Where it is to go: into a slot, or to a time, place and people of its own. */
export interface MoveDraft {
  way: 'slot' | 'time'
  slotId: string | null
  time: LocalTimeDraft
  durationMinutes: number | null
  place: MeetingPlace
  panel: PanelDraft
}

export const placeBefore = ({ mode, location, meetingUrl }: Meeting): MeetingPlace => ({
  mode,
  location: location ?? '',
  meetingUrl: meetingUrl ?? '',
})

const sameInstant = (one: string | null, other: string) => one !== null && Date.parse(one) === Date.parse(other)

/**
 * What the server is told: only what changes. An interview in a slot leaves it for a time or people of its own, and
 * would leave it for nothing if its old time were sent along with a new place.
 */
export function destinationOf(
  draft: MoveDraft,
  before: Meeting,
): Omit<RescheduleInterviewInput, 'interviewId' | 'reason' | 'overrideReason' | 'idempotencyKey'> {
  if (draft.way === 'slot') return { slotId: draft.slotId! }
  const startsAt = instantOf(draft.time)
  const place = placeOf(draft.place)
  const placeIsNew = JSON.stringify(place) !== JSON.stringify(placeOf(placeBefore(before)))
  const panel = panelOf(draft.panel)
  const sameIds = String(panel.interviewerIds.toSorted()) === String(before.interviewers.map(({ id }) => id).toSorted())
  return {
    ...(startsAt !== null && !sameInstant(startsAt, before.startsAt) && { startsAt }),
    ...(draft.durationMinutes !== before.durationMinutes && { durationMinutes: draft.durationMinutes }),
    ...(draft.time.timeZone !== before.timeZone && { timeZone: draft.time.timeZone }),
    ...(placeIsNew && place),
    ...((!sameIds || panel.anyOf) && panel),
  }
}

/** What is missing, past or unchanged before the server need be asked. `now` in milliseconds since the epoch. */
export function problemsOfMove(draft: MoveDraft, before: Meeting, now: number): Problem[] {
  if (draft.way === 'slot') return draft.slotId ? [] : [{ name: 'slotId', code: 'slotMissing' }]
  const timeStays = sameInstant(instantOf(draft.time), before.startsAt)
  const problems = [
    // Where only place or people change, the time may have come already.
    ...(timeStays ? [] : problemsOfTime(draft.time, now)),
    ...(draft.durationMinutes && draft.durationMinutes > 0
      ? []
      : [{ name: 'durationMinutes', code: 'durationMissing' }]),
    ...problemsOfPlace(draft.place),
    ...problemsOfPanel(draft.panel),
  ]
  if (problems.length > 0) return problems
  return Object.keys(destinationOf(draft, before)).length > 0 ? [] : [{ name: 'startsAt', code: 'nothingChanged' }]
}
