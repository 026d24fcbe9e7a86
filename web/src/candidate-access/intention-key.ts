import { newIdempotencyKey } from '../shared/keys'

/**
 * Keys for what a person may press again: the same intention has the same key until the server has answered it, so that
 * an answer that was lost on the way is given again and nothing is done twice.
 */
export function keepIntentionKey() {
  let kept: { intention: string; key: string } | null = null
  return {
    /** The key of what is about to be sent. */
    keyFor(input: object): string {
      const intention = JSON.stringify(input)
      if (kept?.intention !== intention) kept = { intention, key: newIdempotencyKey() }
      return kept.key
    },
    /** The server has answered: whatever comes next is another intention. */
    settle() {
      kept = null
    },
  }
}
