import { z } from 'zod'
import { durationMinutes, interviewerIdsOrNot, optional, poolsOrNot, startsAt, timeZone } from '../shared/input.ts'
import { dayMs } from '../scheduling/stretches.rules.ts'

/** For how many days free times are looked for, and how much is explained at once: an answer is to stay readable. */
export const mostDays = { freeTimes: 90, explainAvailability: 31 } as const
/** Of how many people an explanation tells, and how many stretches of each. */
export const mostPeopleExplained = 50
export const mostStretches = 200

/** For whom, with whom and when a meeting is looked for. @param days the longest range */
export const availabilityInput = (days: number) =>
  z
    .object({
      applicationId: z.string().nullish(),
      jobId: z.string().nullish(),
      round: z.int().min(1, 'Must be at least 1.').max(50, 'Must be at most 50.').nullish(),
      interviewerIds: interviewerIdsOrNot,
      anyOf: poolsOrNot,
      durationMinutes: durationMinutes.nullish(),
      movedInterviewId: z.string().nullish(),
      from: startsAt,
      to: startsAt,
      timeZone: optional(timeZone),
    })
    .superRefine(({ applicationId, jobId, round, from, to }, { addIssue }) => {
      const problem = (path: string, message: string) => addIssue({ code: 'custom', path: [path], message })
      if (to <= from) problem('to', 'Must be later than its beginning.')
      else if (to.getTime() - from.getTime() > days * dayMs)
        problem('to', `Must be within ${days} days of its beginning.`)
      if (applicationId != null && jobId != null) problem('jobId', 'Name the application or the job, not both.')
      if (round != null && applicationId == null && jobId == null)
        problem('round', 'A round is one of a job: name the application or the job too.')
    })

export type AvailabilityWish = z.output<ReturnType<typeof availabilityInput>>
