import { onScopeDispose } from 'vue'

/** So many good news in a row are told one by one. */
const fewEnough = 3
/** News that come closer together than this are one crowd. */
const apart = 3_000

/**
 * Keeps forty emails from being forty toasts: the first few of a crowd are let through, the rest are told once, by their
 * number, when no more come. What needs a hand does not go through it.
 */
export function useCrowd(tellRest: (count: number) => void) {
  let told = 0
  let held = 0
  let over: ReturnType<typeof setTimeout> | undefined
  onScopeDispose(() => clearTimeout(over))

  return {
    /** Whether this one is told by itself. */
    lets(): boolean {
      clearTimeout(over)
      over = setTimeout(() => {
        if (held > 0) tellRest(held)
        told = held = 0
      }, apart)
      if (told < fewEnough) {
        told += 1
        return true
      }
      held += 1
      return false
    },
  }
}
