import { z } from 'zod'
import { durationMinutes, interviewerIdsOrNot, line, localTime, meetingUrl, poolsOrNot } from '../shared/input.ts'
import { interviewMode } from '../interviews/interview.rules.ts'
import { weekday } from '../scheduling/working-hours.rules.ts'

/*
 * What a slot, a template and a weekly pattern have in common. What a value means that is left out, the template's or
 * no change, each use case says.
 */

export const capacity = z.int().min(1, 'Must be at least 1.').max(1000, 'Must be at most 1000.')

export const gapMinutes = z.int().min(0, 'Must not be negative.').max(1440, 'Must be at most 24 hours.')

const endOfWindow = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'Is not a time such as 17:00.')

export const windows = z
  .array(
    z.object({
      weekdays: z
        .array(z.enum(weekday))
        .min(1, 'At least one day.')
        .max(7, 'At most seven days.')
        .transform((days) => [...new Set(days)]),
      from: localTime,
      to: endOfWindow,
    }),
  )
  .max(50, 'At most 50 windows.')

/** What is said of how slots are opened. A place that is null is emptied, one that is left out stays undefined. */
export const openingValues = {
  durationMinutes: durationMinutes.nullish(),
  capacity: capacity.nullish(),
  mode: z.enum(interviewMode).nullish(),
  location: line(500).nullish(),
  meetingUrl: meetingUrl.nullish(),
  interviewerIds: interviewerIdsOrNot,
  anyOf: poolsOrNot,
}
