/** Chance that can be repeated: the same seed gives the same story. */
export interface Chance {
  readonly seed: number
  /** 0 up to, but not including, 1. */
  next(): number
  /** A whole number from 0 up to, but not including, `end`. */
  below(end: number): number
  oneOf<T>(things: readonly T[]): T
  /** So many different ones, or as many as there are. */
  some<T>(things: readonly T[], count: number): T[]
  shuffled<T>(things: readonly T[]): T[]
  /** True in this share of cases, 0 to 1. */
  isLucky(share: number): boolean
}

/** Takes the seed from SEED where one is given, and prints the one it takes. */
export function chance(story: string): Chance {
  const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))
  console.info(`${story}: SEED=${seed}`)
  let state = seed >>> 0
  // Mulberry32: 32 bits of state are plenty for a story.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (end: number) => Math.floor(next() * end)
  const some = <T>(things: readonly T[], count: number): T[] => {
    const left = [...things]
    return Array.from({ length: Math.min(count, left.length) }, () => left.splice(below(left.length), 1)[0]!)
  }
  return {
    seed,
    next,
    below,
    oneOf: (things) => things[below(things.length)]!,
    some,
    shuffled: (things) => some(things, things.length),
    isLucky: (share) => next() < share,
  }
}
