import { z } from 'zod'
import { idempotencyKey, optional, prose } from '../shared/input.ts'
import { longestWords, recommendation, scoreBounds } from './scorecard.rules.ts'

const [lowest, highest] = scoreBounds

const score = z
  .object({
    criterionId: z.string(),
    score: z
      .int()
      .min(lowest, `Must be from ${lowest} to ${highest}.`)
      .max(highest, `Must be from ${lowest} to ${highest}.`)
      .nullish()
      .transform((given) => given ?? null),
    notSeen: z
      .boolean()
      .nullish()
      .transform((given) => given ?? false),
    words: optional(prose(longestWords)),
  })
  .refine(({ score, notSeen }) => score === null || !notSeen, {
    path: ['notSeen'],
    message: 'What was not seen has no score.',
  })

/** What a scorecard is to say, and what its writer had before them. */
export const scorecardInput = z.object({
  interviewId: z.string(),
  revision: z.int().min(0, 'Must not be negative.'),
  recommendation: z
    .enum(recommendation)
    .nullish()
    .transform((given) => given ?? null),
  words: optional(prose(longestWords)),
  scores: z
    .array(score)
    .max(30, 'At most 30 criteria.')
    .refine((given) => new Set(given.map(({ criterionId }) => criterionId)).size === given.length, {
      message: 'Each criterion once.',
    }),
  idempotencyKey,
})
