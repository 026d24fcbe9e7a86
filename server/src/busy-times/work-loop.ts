import type { Logger } from '../shared/log.ts'

export interface WorkLoop {
  /** Something was committed: there may be work. */
  wake(): void
  /** Begins nothing more and waits for what is under way. */
  stop(): Promise<void>
}

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
}): WorkLoop {
  const inHand = new Set<Promise<void>>()
  let stopping = false
  let wakeUp: () => void = () => {}

  async function look(): Promise<void> {
    while (!stopping && inHand.size < atOnce) {
      const piece = await claim()
      if (!piece) return
      const working: Promise<void> = work(piece)
        .catch((error: unknown) => log.error({ err: error }, 'a piece of work could not be done'))
        .finally(() => {
          inHand.delete(working)
          wakeUp()
        })
      inHand.add(working)
    }
  }

  async function run(): Promise<void> {
    while (!stopping) {
      const woken = new Promise<void>((resolve) => (wakeUp = resolve))
      const timer = setTimeout(() => wakeUp(), idle)
      await look().catch((error: unknown) => log.warn({ err: error }, 'the worker cannot look for work'))
      await woken
      clearTimeout(timer)
    }
    await Promise.all(inHand)
  }

  const running = run()
  return {
    wake: () => wakeUp(),
    async stop() {
      stopping = true
      wakeUp()
      await running
    },
  }
}
