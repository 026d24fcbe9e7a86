import type { InterviewMode } from '../interviews/interview.rules.ts'
import { canEverFill } from '../scheduling/panel.rules.ts'
import type { PatternWindow } from './weekly-pattern.rules.ts'

/** What a template gives to the slots that are opened from it. */
export interface TemplateValues {
  durationMinutes: number
  gapMinutes: number
  capacity: number
  mode: InterviewMode
  location: string | null
  meetingUrl: string | null
  windows: readonly PatternWindow[]
  /** Who comes: all of these people, and any one of each pool. */
  interviewerIds: readonly string[]
  anyOf: readonly (readonly string[])[]
}

/** What is said besides, or instead. Undefined and null say nothing, but a place that is null is none. */
export interface GivenValues {
  durationMinutes?: number | null | undefined
  gapMinutes?: number | null | undefined
  capacity?: number | null | undefined
  mode?: InterviewMode | null | undefined
  location?: string | null | undefined
  meetingUrl?: string | null | undefined
  windows?: readonly PatternWindow[] | null | undefined
  interviewerIds?: readonly string[] | null | undefined
  anyOf?: readonly (readonly string[])[] | null | undefined
}

/**
 * How slots are opened: as is said, else as the template says, else as usual. A place belongs to its mode: who asks for
 * another mode than the template's does not get the template's place.
 * @returns the values, or the names of those that nobody has said
 */
export function openingFrom(
  given: GivenValues,
  template: TemplateValues | null,
): { missing: readonly ('durationMinutes' | 'mode')[] } | (TemplateValues & { missing?: never }) {
  const durationMinutes = given.durationMinutes ?? template?.durationMinutes
  const mode = given.mode ?? template?.mode
  if (durationMinutes === undefined || mode === undefined)
    return {
      missing: [
        ...(durationMinutes === undefined ? (['durationMinutes'] as const) : []),
        ...(mode === undefined ? (['mode'] as const) : []),
      ],
    }
  const place = template?.mode === mode ? template : null
  return {
    durationMinutes,
    mode,
    gapMinutes: given.gapMinutes ?? template?.gapMinutes ?? 0,
    capacity: given.capacity ?? template?.capacity ?? 1,
    location: given.location === undefined ? (place?.location ?? null) : given.location,
    meetingUrl: given.meetingUrl === undefined ? (place?.meetingUrl ?? null) : given.meetingUrl,
    windows: given.windows ?? template?.windows ?? [],
    interviewerIds: given.interviewerIds ?? template?.interviewerIds ?? [],
    anyOf: given.anyOf ?? template?.anyOf ?? [],
  }
}

/** What to tell about a value that is missing. */
export const notSaid = (path: string) => ({ path, message: 'Say it, or name a template that does.' })

/** What is wrong with pools that nobody could ever fill, even if everybody were free. */
export const whyNoPools = (
  { interviewerIds, anyOf }: Pick<TemplateValues, 'interviewerIds' | 'anyOf'>,
  path = 'anyOf',
): { path: string; message: string }[] =>
  canEverFill({ all: interviewerIds, anyOf })
    ? []
    : [{ path, message: 'These are too few people for so many pools: each pool needs somebody else.' }]
