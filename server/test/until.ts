import { setTimeout as pause } from 'node:timers/promises'

const patience = 20_000
const lookEvery = 10

/**
 * Waits for a fact, never for a number of milliseconds.
 * @param look gives the fact, or anything falsy while it is not there yet
 * @param what the fact in words, for the error where it does not come in 20 seconds
 */
export async function until<Fact>(
  look: () => Fact | Promise<Fact>,
  what: string | (() => string),
): Promise<NonNullable<Fact>> {
  const end = performance.now() + patience
  for (;;) {
    const fact = await look()
    if (fact) return fact
    if (performance.now() > end) throw new Error(`It never came true: ${typeof what === 'string' ? what : what()}`)
    await pause(lookEvery)
  }
}
