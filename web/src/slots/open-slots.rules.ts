import type { CreateSlotsInput } from '../gql/graphql'
import { placeOf, problemsOfPlace, type MeetingPlace } from '../interviews/meeting-place.rules'
import { panelOf, problemsOfPanel, type PanelDraft } from '../interviews/panel.rules'
import { instantOf, problemsOfTime, type LocalTimeDraft } from '../shared/local-time-draft.rules'
import type { Problem } from '../shared/problems'

export interface SlotsDraft {
  time: LocalTimeDraft
  durationMinutes: number | null
  /** How many slots follow one another on the day, back to back. */
  count: number | null
  capacity: number | null
  place: MeetingPlace
  jobId: string | null
  panel: PanelDraft
}

export const mostSlots = 50

const isWhole = (value: number | null, least: number, most: number) =>
  value !== null && Number.isInteger(value) && value >= least && value <= most

/** What is missing or past before the server need be asked. `now` in milliseconds since the epoch. */
export const problemsOfSlots = (draft: SlotsDraft, now: number): Problem[] => [
  ...problemsOfTime(draft.time, now),
  ...(isWhole(draft.durationMinutes, 1, 24 * 60) ? [] : [{ name: 'durationMinutes', code: 'durationMissing' }]),
  ...(isWhole(draft.count, 1, mostSlots)
    ? []
    : [{ name: 'count', code: 'countOutOfBounds', facts: { most: mostSlots } }]),
  ...(isWhole(draft.capacity, 1, Infinity) ? [] : [{ name: 'capacity', code: 'capacityMissing' }]),
  ...problemsOfPlace(draft.place),
  ...problemsOfPanel(draft.panel),
]

/**
 * The slots of the draft, one after another. Minutes are counted on the time line, not on the clock, so that slots of
 * 45 minutes stay 45 minutes long in a night when the clocks change.
 */
export function slotsOf(draft: SlotsDraft): CreateSlotsInput['slots'] {
  const first = Date.parse(instantOf(draft.time)!)
  return Array.from({ length: draft.count! }, (_, index) => ({
    startsAt: new Date(first + index * draft.durationMinutes! * 60_000).toISOString(),
    durationMinutes: draft.durationMinutes!,
    timeZone: draft.time.timeZone,
    capacity: draft.capacity!,
    ...placeOf(draft.place),
    ...(draft.jobId && { jobId: draft.jobId }),
    ...panelOf(draft.panel),
  }))
}
