import type { SourceError } from './calendar-source.rules.ts'

/** Why a calendar could not be read or written. */
export class SourceFailure extends Error {
  override name = 'SourceFailure'
  constructor(
    readonly code: SourceError,
    cause?: unknown,
  ) {
    super(`The calendar could not be reached or understood: ${code}.`, { cause })
  }
}

/** What the status of an HTTP answer that is no success means for a calendar. */
export function codeOfStatus(status: number | undefined): SourceError {
  if (status === 401 || status === 403) return 'LOGIN_REFUSED'
  if (status === 404 || status === 410) return 'NOT_FOUND'
  return 'SERVER_ERROR'
}

/** The value of an Authorization header (RFC 7617). */
export const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`
