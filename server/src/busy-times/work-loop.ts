import type { Logger } from '../shared/log.ts'
import { startLoop, type Loop } from '../shared/loop.ts'

/**
 * Looks for work again and again, and does several pieces of it at once.
 * @param claim takes one piece that is due, so that nobody else does it too; null where there is none
 * @param idle how often is looked where nobody wakes it, in milliseconds
 */
export function startWorkLoop<Piece>({
  claim,
  work,
  atOnce,
  idle,
  log,
}: {
  claim: () => Promise<Piece | null>
  work: (piece: Piece) => Promise<void>
  atOnce: number
  idle: number
  log: Logger
}): Loop {
  const inHand = new Set<Promise<void>>()
  const loop = startLoop({
    async look(isStopping) {
      while (!isStopping() && inHand.size < atOnce) {
        const piece = await claim()
        if (!piece) return
        const working: Promise<void> = work(piece)
          .catch((error: unknown) => log.error({ err: error }, 'a piece of work could not be done'))
          .finally(() => {
            inHand.delete(working)
            loop.wake()
          })
        inHand.add(working)
      }
    },
    end: () => Promise.all(inHand),
    idle,
    log,
    what: 'work',
  })
  return loop
}
