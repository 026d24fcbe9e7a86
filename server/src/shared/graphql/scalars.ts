import { GraphQLError, GraphQLScalarType, Kind } from 'graphql'
import { GraphQLDateTime } from 'graphql-scalars'

/** Text of Postgres (`2026-11-21 11:22:39.28976+00`, session in UTC) or a Date as ISO 8601 with milliseconds. */
export function isoText(value: string | Date): string {
  if (value instanceof Date) return value.toISOString()
  if (value[10] === 'T') return new Date(value).toISOString()
  const fraction = /\.(\d+)/.exec(value)?.[1] ?? ''
  return `${value.slice(0, 10)}T${value.slice(11, 19)}.${fraction.slice(0, 3).padEnd(3, '0')}Z`
}

export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description:
    'An instant by ISO 8601 (RFC 3339 section 5.6) such as `2026-11-24T09:00:00.000Z`. Answers are in UTC; input may carry any offset, but must carry one.',
  specifiedByURL: 'https://datatracker.ietf.org/doc/html/rfc3339#section-5.6',
  serialize: (value) => isoText(value as string | Date),
  parseValue: (value) => GraphQLDateTime.parseValue(value),
  parseLiteral: (node, variables) => GraphQLDateTime.parseLiteral(node, variables),
})

/** A text with a name: the use case checks it and refuses next to the field, which a scalar's error could not. */
const namedText = (name: string, description: string, specifiedByURL?: string) => {
  const parse = (value: unknown): string => {
    if (typeof value !== 'string') throw new GraphQLError(`${name} must be a string.`)
    return value
  }
  return new GraphQLScalarType<string, string>({
    name,
    description,
    specifiedByURL: specifiedByURL ?? null,
    serialize: (value) => String(value),
    parseValue: parse,
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : null),
  })
}

export const EmailAddress = namedText(
  'EmailAddress',
  'An email address (RFC 5321 section 4.1.2) such as `ada@example.com`. A wrong one in an input is answered by InvalidInput.',
  'https://datatracker.ietf.org/doc/html/rfc5321#section-4.1.2',
)

export const TimeZone = namedText(
  'TimeZone',
  'The name of an IANA time zone such as `Europe/Stockholm`; an offset is none. A wrong one in an input is answered by InvalidInput.',
  'https://www.iana.org/time-zones',
)

export const URL = namedText(
  'URL',
  'An absolute web address (RFC 3986). A wrong one in an input is answered by InvalidInput.',
  'https://datatracker.ietf.org/doc/html/rfc3986',
)

export const LocalDate = namedText(
  'LocalDate',
  'A date on the wall by ISO 8601 such as `2027-03-28`, of the years 2000 to 2099. A wrong one in an input is answered by InvalidInput.',
  'https://datatracker.ietf.org/doc/html/rfc3339#section-5.6',
)

export const LocalTime = namedText(
  'LocalTime',
  'A time on the wall by ISO 8601, to the minute, such as `09:30`. A wrong one in an input is answered by InvalidInput.',
  'https://datatracker.ietf.org/doc/html/rfc3339#section-5.6',
)
