/**
 * A failure that the world may know by its code. Everything else that is thrown becomes INTERNAL, with its cause in
 * the log only.
 */
export class KnownFailure extends Error {
  constructor(
    readonly code: 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND' | 'BAD_USER_INPUT' | 'RATE_LIMITED',
    message: string,
  ) {
    super(message)
    this.name = code
  }
}

/** The one answer to an id that does not exist, belongs to another company or is no id at all. */
export const notFound = () => new KnownFailure('NOT_FOUND', 'There is nothing with this id.')

export const unauthenticated = () =>
  new KnownFailure('UNAUTHENTICATED', 'Sign in first, or open your personal link again.')

export const forbidden = () => new KnownFailure('FORBIDDEN', 'Your role does not allow this.')

/** For a program: its token is good and has not this scope; none where no token at all may have it. */
export const scopeIsMissing = (scope: string | undefined) =>
  new KnownFailure(
    'FORBIDDEN',
    scope ? `This needs an API token with the scope ${scope}.` : 'This is for people who are signed in.',
  )

interface DriverError {
  code?: string
  constraint?: string
  cause?: unknown
  previous?: unknown
}

/** The SQLSTATE of a database error, however deep the ORM has wrapped it. */
export const sqlState = (error: unknown): string | undefined => {
  const { code, cause, previous } = (error ?? {}) as DriverError
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return code
  const inner = cause ?? previous
  return inner && inner !== error ? sqlState(inner) : undefined
}

/** The name of the constraint that a database error is about. */
export const violatedConstraint = (error: unknown): string | undefined => {
  const { constraint, cause, previous } = (error ?? {}) as DriverError
  if (constraint) return constraint
  const inner = cause ?? previous
  return inner && inner !== error ? violatedConstraint(inner) : undefined
}

/**
 * How often the same work may well succeed when it is done again. After a serialization failure, a deadlock or a lock
 * timeout three times: what is in the way then stays there. What was changed meanwhile lets others get on each time, so
 * a crowd around one interview comes through, one after the other. What pointed to something that was merged into
 * another thing at that moment finds that other one when it looks again.
 */
export const worthRepeating = (error: unknown): number => {
  if (error instanceof ChangedMeanwhile) return 12
  return ['40001', '40P01', '55P03', '23503'].includes(sqlState(error) ?? '') || isUnseenOverlap(error) ? 3 : 0
}

/**
 * An overlap that only an exclusion constraint saw. Done again, the rules see it too and refuse it by its name; but under
 * the locks they should have seen it at once, so whoever takes care of Greenroom is to hear of it.
 */
export const isUnseenOverlap = (error: unknown): boolean => sqlState(error) === '23P01'

/**
 * What was read before the locks is no longer true under them. It is told as what it is, a serialization failure, and
 * the whole use case is done again.
 */
export class ChangedMeanwhile extends Error {
  readonly code = '40001'

  constructor() {
    super('What was read before the locks had changed under them.')
  }
}

/** Refused only because an earlier statement of the same transaction failed. */
export const isAfterFailure = (error: unknown): boolean => sqlState(error) === '25P02'
