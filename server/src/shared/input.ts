import { z } from 'zod'
import { language } from './language.ts'
import type { InvalidInput } from './refusals.ts'

/*
 * Bounds of what a person may write. Control characters never belong in it: they would break a mail header or a
 * calendar line, and a NUL byte even the database.
 */

// oxlint-disable-next-line no-control-regex -- it is here to keep them out
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u0080-\u009f\u2028\u2029]/
// oxlint-disable-next-line no-control-regex -- the same
const controlOrBreak = /[\u0000-\u001f\u007f\u0080-\u009f\u2028\u2029]/

const wellFormed = (text: string) => text.isWellFormed()

/** One line, such as a name. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'Must not be empty.')
    .max(max, `Must not be longer than ${max} characters.`)
    .refine(wellFormed, 'Is not valid Unicode.')
    .refine((text) => !controlOrBreak.test(text), 'Must not have line breaks or control characters.')

/** Several lines, such as notes. */
export const prose = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `Must not be longer than ${max} characters.`)
    .refine(wellFormed, 'Is not valid Unicode.')
    .refine((text) => !control.test(text), 'Must not have control characters.')
    .transform((text) => text.replaceAll('\r\n', '\n').replaceAll('\r', '\n'))

/** A value that may be left out; left out, null and empty are the same. */
export const optional = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value || null)

export const email = z
  .string()
  .trim()
  .max(254, 'Must not be longer than 254 characters.')
  .pipe(z.email('Is not an email address.'))

export const phone = line(40).regex(/^[+0-9 ()./-]+$/, 'Is not a phone number.')

/** Where the candidate meets by video: https only, so that no link of ours runs a script or leaks in the clear. */
export const meetingUrl = z
  .string()
  .trim()
  .max(2000, 'Must not be longer than 2000 characters.')
  // A web address has none of these (RFC 3986 section 2); the parser would forgive them, a mail header would not.
  .refine((text) => text.isWellFormed() && !/[\s<>"]/.test(text) && !controlOrBreak.test(text), 'Is not a web address.')
  .pipe(z.url({ protocol: /^https$/, error: 'Must be a link that begins with https://.' }))
  // In a link other letters than those of ASCII are written at length: nine signs for one of Chinese.
  .refine(
    (text) => !URL.canParse(text) || new URL(text).href.length <= 2000,
    'Must not be longer than 2000 characters.',
  )

export const timeZone = z.string().refine(isTimeZone, 'Is not a time zone such as Europe/Stockholm.')

export const languageOf = z.enum(language)

export const durationMinutes = z.int().min(5, 'Must be at least 5 minutes.').max(1440, 'Must be at most 24 hours.')

/** Far enough for any plan, near enough that every calendar program can hold it. */
const latest = Date.UTC(2100, 0, 1)

export const startsAt = z.date().refine((date) => date.getTime() < latest, 'Must be before the year 2100.')

/** A local date by ISO 8601. The years are those of any plan. */
export const localDate = z
  .string()
  .regex(/^20\d\d-\d\d-\d\d$/, { error: 'Is not a date such as 2027-03-28.', abort: true })
  .refine((text) => {
    const read = new Date(`${text}T00:00Z`)
    return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(text)
  }, 'There is no such date.')

/** A local time of day by ISO 8601, to the minute. */
export const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Is not a time such as 09:30.')

export const idempotencyKey = optional(line(200))

/** Each once; null where nothing was said, which is not the same as nobody. */
export const interviewerIdsOrNot = z
  .array(z.string())
  .max(20, 'At most 20 interviewers.')
  .nullish()
  .transform((ids) => (ids ? [...new Set(ids)] : null))

/** The same; nobody where nothing was said. */
export const interviewerIds = interviewerIdsOrNot.transform((ids) => ids ?? [])

/** From each of these groups any one person; null where nothing was said. */
export const poolsOrNot = z
  .array(z.array(z.string()).min(1, 'At least one person.').max(20, 'At most 20 people.'))
  .max(10, 'At most 10 groups.')
  .nullish()
  .transform((groups) => groups?.map((ids) => [...new Set(ids)]) ?? null)

/**
 * Reads an input by its rules.
 * @returns the clean values, or the refusal that names each field that is wrong
 */
export function readInput<T extends z.ZodType>(schema: T, input: unknown): z.output<T> | InvalidInput {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  return {
    kind: 'InvalidInput',
    fields: result.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
  }
}

export const isInvalid = (value: unknown): value is InvalidInput =>
  (value as { kind?: unknown } | null)?.kind === 'InvalidInput'

function isTimeZone(name: string): boolean {
  // An offset such as +02:00 is accepted by Intl, but knows nothing of the next clock change.
  if (!/^[A-Za-z]/.test(name) || name.length > 60) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
