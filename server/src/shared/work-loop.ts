import type { Logger } from './log.ts'
import { startLoop, type Loop } from './loop.ts'

/**
 * Looks for work again and again, and does several pieces of it at once.
 * @param claim takes one piece that is due, so that nobody else does it too; null where there is none
 * @param work does it. Where that fails the piece is left as it is, until its lease is over. The signal ends what nobody waits
 *   for when the process ends
 * @param idle how often is looked where nobody wakes it, in milliseconds
 * @param what for the log: what it looks for
 */
export function startWorkLoop<Piece extends object>({
  claim,
  work,
  atOnce,
  idle,
  log,
  what,
}: {
  claim: () => Promise<Piece | null>
  work: (piece: Piece, signal: AbortSignal) => Promise<void>
  atOnce: number
  idle: number
  log: Logger
  what: string
}): Loop {
  const inHand = new Set<Promise<void>>()
  const stopping = new AbortController()
  const loop = startLoop({
    async look(isStopping) {
      while (!isStopping() && inHand.size < atOnce) {
        const piece = await claim()
        if (!piece) return
        const working: Promise<void> = work(piece, stopping.signal)
          .catch((error: unknown) => log.error({ err: error }, `a piece of work could not be done: ${what}`))
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
    what,
  })
  return {
    wake: loop.wake,
    async stop() {
      stopping.abort()
      await loop.stop()
    },
  }
}
