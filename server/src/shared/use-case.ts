import type { z } from 'zod'
import type { Actor } from './actor.ts'
import { isInvalid, readInput } from './input.ts'
import type { InvalidInput } from './refusals.ts'
import type { Answer, IdempotencyKeyReused, InTransaction, Transaction } from './transaction.ts'

/** What a use case is made from. */
export interface Tools {
  inTransaction: InTransaction
}

export type { Actor, IdempotencyKeyReused, Transaction }

/** The part of an input that every mutation has. */
interface Repeatable {
  idempotencyKey?: string | null
}

/** What is wished for: the input without the key, which says nothing of it. */
type Wish<Schema extends z.ZodObject> = Omit<z.output<Schema>, keyof Repeatable>

/**
 * A use case with an input: read by its rules first, then done in one transaction, once per idempotency key.
 */
export const useCase =
  <Schema extends z.ZodObject, A extends Answer>(
    name: string,
    schema: Schema,
    work: (tx: Transaction, input: Wish<Schema>) => Promise<A>,
    onViolation: Record<string, (tx: Transaction, input: Wish<Schema>) => Promise<A>> = {},
  ) =>
  ({ inTransaction }: Tools) =>
  async (actor: Actor, rawInput: z.input<Schema>): Promise<A | InvalidInput | IdempotencyKeyReused> => {
    const input = readInput(schema, rawInput)
    if (isInvalid(input)) return input
    const { idempotencyKey, ...wish } = input as z.output<Schema> & Repeatable
    return inTransaction<A>(
      {
        name,
        actor,
        input: wish,
        idempotencyKey,
        onViolation: Object.fromEntries(
          Object.entries(onViolation).map(([constraint, refuse]) => [
            constraint,
            (tx: Transaction) => refuse(tx, wish),
          ]),
        ),
      },
      (tx) => work(tx, wish),
    )
  }
