/** Chances that a seed decides, the same each time it is given. */
export function makeRandom(seed: number) {
  let state = seed >>> 0
  /** From 0 up to, but not including, 1. Mulberry32: 32 bits of state are plenty for a walk. */
  const random = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(random() * limit)
  const one = <T>(list: readonly T[]): T => list[below(list.length)]!
  /** So many different ones, or as many as there are. */
  const some = <T>(list: readonly T[], count: number): T[] => {
    const left = [...list]
    const chosen: T[] = []
    while (chosen.length < count && left.length > 0) chosen.push(...left.splice(below(left.length), 1))
    return chosen
  }
  const chance = (share: number): boolean => random() < share
  return { random, below, one, some, chance }
}
