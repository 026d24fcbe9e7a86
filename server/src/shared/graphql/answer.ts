import type { Answer } from '../transaction.ts'
import type { Context } from './context.ts'

/** Descriptions that recur. */
export const says = {
  idempotencyKey:
    'Any text up to 200 characters, chosen by the client. Sent again within 24 hours with the same input it gives the first answer and no second effect; with another input IdempotencyKeyReused.',
}

/**
 * Turns a use case's answer into what the schema shows: the thing itself, read afresh after the commit, or the
 * refusal as it is.
 */
export async function present<A extends Answer, Row extends object>(
  context: Context,
  answer: A,
  kind: A['kind'],
  load: (context: Context, answer: A & { id: string }) => Promise<Row | null>,
): Promise<object> {
  await context.afresh()
  if (answer.kind !== kind) return answer
  const row = await load(context, answer as A & { id: string })
  if (!row) throw new Error(`${kind} was changed but cannot be read.`)
  return { ...row, __typename: kind }
}

/** How a union tells its members apart: refusals carry their type's name as `kind`, things as `__typename`. */
export const byKind = (value: unknown): string =>
  (value as { __typename?: string }).__typename ?? (value as Answer).kind
