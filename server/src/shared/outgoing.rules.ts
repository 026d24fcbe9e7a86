/** Why an address that somebody gave does not answer: one stable word each. */
export const outgoingError = [
  'ADDRESS_NOT_ALLOWED',
  'HOST_NOT_FOUND',
  'UNREACHABLE',
  'CERTIFICATE',
  'TIMEOUT',
  'TOO_LARGE',
  'TOO_MANY_REDIRECTS',
] as const

/** Why there is no answer. The message is for the log and holds no address. */
export class OutgoingError extends Error {
  override name = 'OutgoingError'
  constructor(
    readonly code: (typeof outgoingError)[number],
    cause?: unknown,
  ) {
    super(`The call went wrong: ${code}.`, { cause })
  }
}

/** Under which name a service is known, also to those who agree to it: the host, with its port where it is not the usual one. */
export const hostOf = ({ url }: { url: string }): string => new URL(url).host
