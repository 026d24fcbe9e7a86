import type { MeetingPlace } from './meeting-place.rules'
import { problemsOfPlace } from './meeting-place.rules'
import { problemsOfPanel, type PanelDraft } from './panel.rules'
import { problemsOfTime, type LocalTimeDraft } from '../shared/local-time-draft.rules'
import type { Problem } from '../shared/problems'

export interface ScheduleDraft {
  applicationId: string | null
  time: LocalTimeDraft
  durationMinutes: number | null
  place: MeetingPlace
  panel: PanelDraft
}

/** What is missing or past before the server need be asked. `now` in milliseconds since the epoch. */
export const problemsOfSchedule = (draft: ScheduleDraft, now: number): Problem[] => [
  ...(draft.applicationId ? [] : [{ name: 'applicationId', code: 'applicationMissing' }]),
  ...problemsOfTime(draft.time, now),
  ...(draft.durationMinutes && draft.durationMinutes > 0 ? [] : [{ name: 'durationMinutes', code: 'durationMissing' }]),
  ...problemsOfPlace(draft.place),
  ...problemsOfPanel(draft.panel),
]
