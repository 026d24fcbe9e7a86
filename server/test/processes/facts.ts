import { setTimeout as pause } from 'node:timers/promises'

/**
 * Waits until something is true, and gives it back. Looks often and gives up with the fact's own words, so that a
 * failing story says what never came.
 * @param look what is truthy once the fact is there; what it throws meanwhile is kept for the message
 * @param patience milliseconds after which the fact will not come any more, on a loaded machine
 */
export async function until<T>(
  fact: string,
  look: () => Promise<T> | T,
  patience = 60_000,
): Promise<Exclude<T, undefined | null | false | 0 | ''>> {
  const deadline = Date.now() + patience
  let trouble: unknown
  for (;;) {
    try {
      const found = await look()
      if (found) return found as Exclude<T, undefined | null | false | 0 | ''>
      trouble = undefined
    } catch (error) {
      trouble = error
    }
    if (Date.now() > deadline) throw new Error(`It did not come true: ${fact}`, { cause: trouble })
    await pause(20)
  }
}

/** Chance that can be repeated: the same seed gives the same story. */
export interface Chance {
  readonly seed: number
  /** 0 up to, but not including, 1. */
  next(): number
  /** A whole number from 0 up to, but not including, `end`. */
  below(end: number): number
  oneOf<T>(things: readonly T[]): T
  shuffled<T>(things: readonly T[]): T[]
}

/** Takes the seed from SEED where one is given, and prints the one it takes. */
export function chance(story: string): Chance {
  const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))
  console.info(`${story}: SEED=${seed}`)
  let state = seed >>> 0
  // Mulberry32: small, and good enough to choose victims.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (end: number) => Math.floor(next() * end)
  return {
    seed,
    next,
    below,
    oneOf: (things) => things[below(things.length)]!,
    shuffled(things) {
      const left = [...things]
      return things.map(() => left.splice(below(left.length), 1)[0]!)
    },
  }
}

/** How many of each there are, for a look at many answers at once. */
export const tally = (words: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1
  return counts
}
