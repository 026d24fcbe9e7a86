import type { Logger } from './log.ts'

export interface Loop {
  /** Something was committed: there may be work. */
  wake(): void
  /** Begins nothing more and waits for what is under way. */
  stop(): Promise<void>
}

/**
 * Looks for work again and again: when it is woken, and by itself now and then, since a call may be lost. A look that
 * fails is the next one's work.
 * @param look does what there is to do; `isStopping` says whether to begin something more
 * @param end what is to be waited for after the last look
 * @param idle how often is looked where nobody wakes it, in milliseconds
 * @param what for the log: what it looks for
 */
export function startLoop({
  look,
  end = () => {},
  idle,
  log,
  what,
}: {
  look: (isStopping: () => boolean) => Promise<void>
  end?: () => Promise<unknown> | void
  idle: number
  log: Logger
  what: string
}): Loop {
  let stopping = false
  let wakeUp: () => void = () => {}

  async function run(): Promise<void> {
    while (!stopping) {
      // Who is woken while it looks looks again.
      const woken = new Promise<void>((resolve) => (wakeUp = resolve))
      const timer = setTimeout(() => wakeUp(), idle)
      await look(() => stopping).catch((error: unknown) =>
        log.warn({ err: error }, `the worker cannot look for ${what}`),
      )
      await woken
      clearTimeout(timer)
    }
    await end()
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
