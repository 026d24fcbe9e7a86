import { newIdempotencyKey } from '../shared/keys'

/**
 * Sends what a person may press again: the same intention has the same key until the server has answered it, so that an
 * answer that was lost on the way is given again and nothing is done twice. Whatever comes after an answer is another
 * intention, a refusal included.
 */
export function keepIntentionKeys() {
  const kept = new Map<string, string>()
  return async <Wanted extends object, Said>(
    wanted: Wanted,
    send: (input: Wanted & { idempotencyKey: string }) => Promise<Said>,
  ): Promise<Said> => {
    const intention = JSON.stringify(wanted)
    const idempotencyKey = kept.get(intention) ?? newIdempotencyKey()
    kept.set(intention, idempotencyKey)
    const said = await send({ ...wanted, idempotencyKey })
    kept.delete(intention)
    return said
  }
}
