import { z } from 'zod'
import { localDate } from '../shared/input.ts'
import { stepLength } from './period.ts'

/** For which period, by what, and of what figures are asked. */
export const analyticsInput = z
  .object({
    from: localDate,
    to: localDate,
    by: z.enum(stepLength),
    jobId: z.string().nullish(),
    round: z.int().min(1, 'Must be at least 1.').max(50, 'Must be at most 50.').nullish(),
    interviewerId: z.string().nullish(),
  })
  .superRefine(({ from, to }, { addIssue }) => {
    if (to < from) addIssue({ code: 'custom', path: ['to'], message: 'Must not be before its first day.' })
  })
