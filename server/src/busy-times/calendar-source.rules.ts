/** How another program's calendar is read. */
export const sourceKind = ['ICS', 'CALDAV'] as const
export type SourceKind = (typeof sourceKind)[number]

/** Why a calendar could not be read: one stable word each, for which the screens have an advice. */
export const sourceError = [
  'ADDRESS_NOT_ALLOWED',
  'HOST_NOT_FOUND',
  'UNREACHABLE',
  'CERTIFICATE',
  'TIMEOUT',
  'TOO_LARGE',
  'TOO_MANY_REDIRECTS',
  'LOGIN_REFUSED',
  'NOT_FOUND',
  'SERVER_ERROR',
  'NO_CALENDAR',
  'TOO_COMPLICATED',
  'CREDENTIALS_LOST',
] as const
export type SourceError = (typeof sourceError)[number]

/** What was strange in a calendar that could be read all the same. */
export const sourceWarning = ['FLOATING_TIME', 'UNKNOWN_ZONE', 'CUT'] as const
export type SourceWarning = (typeof sourceWarning)[number]
