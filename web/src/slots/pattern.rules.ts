import type { CreateSlotTemplateInput, OpenSlotsInput, UpdateSlotTemplateInput, Weekday } from '../gql/graphql'
import { placeOf, problemsOfPlace, type MeetingPlace } from '../interviews/meeting-place.rules'
import { panelOf, problemsOfPanel, type PanelDraft } from '../interviews/panel.rules'
import type { Problem } from '../shared/problems'
import { weekdays } from '../shared/time'

/** Hours on the wall, on some days of each week. */
export interface WindowDraft {
  weekdays: Weekday[]
  /** `HH:mm` or empty; 00:00 as an end is that of the day. */
  from: string
  to: string
}

/** What a template keeps of a pattern: everything but its dates, its zone and its job. */
export interface TemplateDraft {
  windows: WindowDraft[]
  durationMinutes: number | null
  gapMinutes: number | null
  capacity: number | null
  place: MeetingPlace
  panel: PanelDraft
}

/** A weekly pattern as far as a person has written it. */
export interface PatternDraft extends TemplateDraft {
  /** `YYYY-MM-DD` or empty. */
  fromDate: string
  toDate: string
  timeZone: string
  jobId: string | null
  evenWhereBusy: boolean
}

export const mostWindows = 50

/** Names of a template's fields on show, and of those of a pattern. */
export const templateFields = [
  'windows',
  'durationMinutes',
  'gapMinutes',
  'capacity',
  'mode',
  'location',
  'meetingUrl',
  'interviewerIds',
  'anyOf',
]

export const usualWindow = (): WindowDraft => ({ weekdays: weekdays.slice(0, 5), from: '09:00', to: '12:00' })

export const usualTemplate = (): TemplateDraft => ({
  windows: [usualWindow()],
  durationMinutes: 45,
  gapMinutes: 0,
  capacity: 1,
  place: { mode: 'VIDEO', location: '', meetingUrl: '' },
  panel: { interviewerIds: [], pools: [] },
})

const endOf = ({ to }: WindowDraft) => (to === '00:00' ? '24:00' : to)

const isWhole = (value: number | null, least: number, most: number) =>
  value !== null && Number.isInteger(value) && value >= least && value <= most

/** What is wrong with some hours, as the code of the words that say it; null where nothing is. */
export function problemOfWindow(window: WindowDraft): string | null {
  if (window.weekdays.length === 0) return 'weekdayMissing'
  if (!window.from || !window.to) return 'hoursMissing'
  return window.from < endOf(window) ? null : 'hoursReversed'
}

/** What keeps a draft from being a template. */
export function problemsOfTemplate(draft: TemplateDraft): Problem[] {
  const window = draft.windows.map(problemOfWindow).find((problem) => problem !== null)
  return [
    ...(window ? [{ name: 'windows', code: window }] : []),
    ...(isWhole(draft.durationMinutes, 5, 1440) ? [] : [{ name: 'durationMinutes', code: 'durationMissing' }]),
    ...(isWhole(draft.gapMinutes, 0, 1440) ? [] : [{ name: 'gapMinutes', code: 'minutesMissing' }]),
    ...(isWhole(draft.capacity, 1, 1000) ? [] : [{ name: 'capacity', code: 'capacityMissing' }]),
    ...problemsOfPlace(draft.place),
    ...problemsOfPanel(draft.panel),
  ]
}

/** What is missing before a preview can be asked for. `today` is a date on the wall of the pattern's zone. */
export function problemsOfPattern(draft: PatternDraft, today: string): Problem[] {
  return [
    ...(draft.fromDate ? [] : [{ name: 'fromDate', code: 'dateMissing' }]),
    ...(draft.toDate ? [] : [{ name: 'toDate', code: 'dateMissing' }]),
    ...(draft.fromDate && draft.toDate && draft.toDate < draft.fromDate
      ? [{ name: 'toDate', code: 'datesReversed' }]
      : []),
    ...(draft.toDate && draft.toDate < today ? [{ name: 'toDate', code: 'timePast' }] : []),
    ...problemsOfTemplate(draft),
  ]
}

const valuesOf = (draft: TemplateDraft) => ({
  windows: draft.windows.map((window) => ({ weekdays: window.weekdays, from: window.from, to: endOf(window) })),
  durationMinutes: draft.durationMinutes!,
  gapMinutes: draft.gapMinutes!,
  capacity: draft.capacity!,
  ...placeOf(draft.place),
  ...panelOf(draft.panel),
})

/** The pattern as the server reads it, for the preview and for opening alike. */
export const patternOf = (draft: PatternDraft): OpenSlotsInput => ({
  fromDate: draft.fromDate,
  toDate: draft.toDate,
  timeZone: draft.timeZone,
  ...valuesOf(draft),
  ...(draft.jobId && { jobId: draft.jobId }),
  ...(draft.evenWhereBusy && { evenWhereBusy: true }),
})

export const templateOf = (draft: TemplateDraft, name: string): CreateSlotTemplateInput => ({
  name,
  ...valuesOf(draft),
})

/** The whole template anew: what it no longer has is emptied. */
export const changedTemplate = (draft: TemplateDraft, name: string): Omit<UpdateSlotTemplateInput, 'templateId'> => ({
  location: null,
  meetingUrl: null,
  anyOf: [],
  ...templateOf(draft, name),
})

interface Template {
  windows: readonly { weekdays: readonly Weekday[]; from: string; to: string }[]
  durationMinutes: number
  gapMinutes: number
  capacity: number
  mode: MeetingPlace['mode']
  location?: string | null | undefined
  meetingUrl?: string | null | undefined
  interviewers: readonly { id: string }[]
  anyOf: readonly (readonly { id: string }[])[]
}

/** What a template says of a pattern; its dates, zone and job stay those of the person. */
export const fromTemplate = (template: Template): Partial<TemplateDraft> => ({
  ...(template.windows.length > 0 && {
    windows: template.windows.map(({ weekdays, from, to }) => ({
      weekdays: [...weekdays],
      from,
      to: to === '24:00' ? '00:00' : to,
    })),
  }),
  durationMinutes: template.durationMinutes,
  gapMinutes: template.gapMinutes,
  capacity: template.capacity,
  place: { mode: template.mode, location: template.location ?? '', meetingUrl: template.meetingUrl ?? '' },
  panel: {
    interviewerIds: template.interviewers.map(({ id }) => id),
    pools: template.anyOf.map((pool) => pool.map(({ id }) => id)),
  },
})
