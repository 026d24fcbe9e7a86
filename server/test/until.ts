import { setTimeout as pause } from 'node:timers/promises'

/** How soon is looked again, in milliseconds, at the least and at the most. */
const [soonest, latest] = [10, 100]

/**
 * Waits for a fact, never for a number of milliseconds, and gives it back. A failing story says what never came.
 * @param fact the fact in words, for the error where it does not come
 * @param look gives the fact, or anything falsy while it is not there yet; what it throws meanwhile is the error's cause
 * @param patience milliseconds after which the fact will not come any more, on a loaded machine
 */
export async function until<Fact>(
  fact: string | (() => string),
  look: () => Fact | Promise<Fact>,
  patience = 45_000,
): Promise<Exclude<Fact, undefined | null | false | 0 | ''>> {
  const began = performance.now()
  let trouble: unknown
  for (;;) {
    try {
      const found = await look()
      if (found) return found as Exclude<Fact, undefined | null | false | 0 | ''>
      trouble = undefined
    } catch (error) {
      trouble = error
    }
    const waited = performance.now() - began
    if (waited > patience)
      throw new Error(`It never came true: ${typeof fact === 'string' ? fact : fact()}`, { cause: trouble })
    // What has taken long already may take a little longer; looking takes from what is waited for the machine it needs.
    await pause(Math.min(Math.max(soonest, waited / 10), latest))
  }
}
