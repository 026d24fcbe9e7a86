import { z } from 'zod'
import { languageOf, line, optional, prose } from '../shared/input.ts'
import { mostFollowUps, usualQuestion } from './kit.rules.ts'

const seconds = (min: number, max: number) =>
  z.int().min(min, `Must be at least ${min} seconds.`).max(max, `Must be at most ${max} seconds.`)

const texts = z
  .array(
    z.object({
      language: languageOf,
      text: prose(2000).pipe(z.string().min(1, 'Must not be empty.')),
      voiceId: optional(z.string()),
    }),
  )
  .refine(
    (given) => new Set(given.map((each) => each.language)).size === given.length,
    'Each language has one text at most.',
  )

const question = z.object({
  questionId: optional(z.string()),
  texts,
  prepareSeconds: seconds(0, 600)
    .nullish()
    .transform((given) => given ?? usualQuestion.prepareSeconds),
  answerSeconds: seconds(10, 1800)
    .nullish()
    .transform((given) => given ?? usualQuestion.answerSeconds),
  retakes: z
    .int()
    .min(0, 'Must not be negative.')
    .max(10, 'Must be at most 10.')
    .nullish()
    .transform((given) => given ?? usualQuestion.retakes),
  maxFollowUps: z
    .int()
    .min(0, 'Must not be negative.')
    .max(mostFollowUps, `Must be at most ${mostFollowUps}.`)
    .nullish()
    .transform((given) => given ?? 0),
})

const criterion = z.object({
  criterionId: optional(z.string()),
  name: line(200),
  lookFor: optional(prose(2000)),
  mustBeScored: z
    .boolean()
    .nullish()
    .transform((given) => given ?? false),
})

/** What a kit is to be. */
export const kitValues = {
  name: line(200),
  language: languageOf,
  questions: z.array(question).max(50, 'At most 50 questions.'),
  criteria: z.array(criterion).max(30, 'At most 30 criteria.'),
}

export type GivenContent = Pick<z.output<z.ZodObject<typeof kitValues>>, 'language' | 'questions' | 'criteria'>
