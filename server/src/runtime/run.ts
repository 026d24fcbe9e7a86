import process from 'node:process'
import { ConfigError } from '../config.ts'
import type { Logger } from '../shared/log.ts'
import { leave } from './leave.ts'

/** How long a process may take to end once it was asked to, in milliseconds. */
const patience = 4500
/** The same while it starts: a database of its own that is being made has to be there before it can be ended. */
const patienceAtStart = 15_000

interface Running {
  log: Logger
  stop: () => Promise<void>
}

/** Names what would outlive this process: how to end it, as soon as it is there. */
type Outliving = (begun: Promise<() => Promise<void>>) => void

/**
 * Runs a process until it is asked to end: says what is wrong with the settings in words, ends everything in order at
 * Ctrl-C or SIGTERM, and gives up the process where its state is in doubt, so that another one can serve.
 * @param start starts everything and returns how to stop it. What would outlive this process it names the moment it is
 *   begun: somebody may not wait for the rest
 */
export async function run(start: (outlives: Outliving) => Promise<Running>): Promise<void> {
  let running: Running | undefined
  const outliving: Promise<(() => Promise<void>) | null>[] = []
  let ending = false

  const end = async (code: number) => {
    if (ending) return
    ending = true
    setTimeout(() => process.exit(code || 1), running ? patience : patienceAtStart).unref()
    try {
      if (running) await running.stop()
      else for (const begun of outliving) await (await begun)?.()
    } catch (error) {
      console.error(error)
      code ||= 1
    }
    await leave(code)
  }
  process.on('SIGINT', () => void end(0))
  process.on('SIGTERM', () => void end(0))
  const inDoubt = (error: unknown) => {
    if (running) running.log.fatal({ err: error }, 'an error that nothing caught: this process ends')
    else if (!ending) console.error(error)
    void end(1)
  }
  process.on('uncaughtException', inDoubt)
  process.on('unhandledRejection', inDoubt)

  try {
    const started = await start((begun) => outliving.push(begun.catch(() => null)))
    if (!ending) running = started
  } catch (error) {
    // What fails at the end had its database taken away.
    if (ending) return
    console.error(inWords(error))
    await end(1)
  }
}

/** What the operator can mend is said in words; anything else comes with its stack. */
function inWords(error: unknown): unknown {
  if (error instanceof ConfigError) return error.message
  const { code, syscall, port } = error as { code?: unknown; syscall?: unknown; port?: unknown }
  if (code === 'EADDRINUSE' && syscall === 'listen')
    return new ConfigError([{ name: 'PORT', message: `is taken: ${String(port)}. Choose another one.` }]).message
  return error
}
