import type { InterviewMode, UpdateSlotInput } from '../gql/graphql'
import { placeOf, problemsOfPlace, type MeetingPlace } from '../interviews/meeting-place.rules'
import { instantOf, problemsOfTime, type LocalTimeDraft } from '../shared/local-time-draft.rules'
import type { Problem } from '../shared/problems'

export interface SlotBefore {
  startsAt: string
  durationMinutes: number
  timeZone: string
  capacity: number
  placesTaken: number
  mode: InterviewMode
  location?: string | null | undefined
  meetingUrl?: string | null | undefined
}

export interface SlotDraft {
  time: LocalTimeDraft
  durationMinutes: number | null
  capacity: number | null
  place: MeetingPlace
}

/** Time and place are promised to whoever has a place. */
export const isPromised = ({ placesTaken }: SlotBefore) => placesTaken > 0

const isWhole = (value: number | null, least: number, most: number) =>
  value !== null && Number.isInteger(value) && value >= least && value <= most

/** What is missing or cannot be before the server need be asked. `now` in milliseconds since the epoch. */
export function problemsOfChange(draft: SlotDraft, before: SlotBefore, now: number): Problem[] {
  const capacity: Problem[] = !isWhole(draft.capacity, 1, 1000)
    ? [{ name: 'capacity', code: 'capacityMissing' }]
    : draft.capacity! < before.placesTaken
      ? [{ name: 'capacity', code: 'capacityBelowTaken', facts: { taken: before.placesTaken } }]
      : []
  if (isPromised(before)) return capacity
  return [
    ...problemsOfTime(draft.time, now),
    ...(isWhole(draft.durationMinutes, 5, 1440) ? [] : [{ name: 'durationMinutes', code: 'durationMissing' }]),
    ...capacity,
    ...problemsOfPlace(draft.place),
  ]
}

/** Only what changes: what is left out stays, also where somebody else has changed it meanwhile. */
export function changesOf(draft: SlotDraft, before: SlotBefore): Omit<UpdateSlotInput, 'slotId' | 'idempotencyKey'> {
  const capacity = draft.capacity !== before.capacity && { capacity: draft.capacity }
  if (isPromised(before)) return { ...capacity }
  const startsAt = instantOf(draft.time)
  const { mode: _, ...place } = placeOf(draft.place)
  return {
    ...capacity,
    ...(startsAt && Date.parse(startsAt) !== Date.parse(before.startsAt) && { startsAt }),
    ...(draft.durationMinutes !== before.durationMinutes && { durationMinutes: draft.durationMinutes }),
    ...(draft.time.timeZone !== before.timeZone && { timeZone: draft.time.timeZone }),
    ...('location' in place && place.location !== before.location && { location: place.location }),
    ...('meetingUrl' in place && place.meetingUrl !== before.meetingUrl && { meetingUrl: place.meetingUrl }),
  }
}
