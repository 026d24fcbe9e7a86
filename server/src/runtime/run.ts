import process from 'node:process'
import { ConfigError } from '../config.ts'
import type { Logger } from '../shared/log.ts'
import { leave } from './leave.ts'

/** How long a process may take to end once it was asked to, in milliseconds. */
const patience = 4500

/**
 * Runs a process until it is asked to end: says what is wrong with the settings in words, ends everything in order at
 * Ctrl-C or SIGTERM, and gives up the process where its state is in doubt, so that another one can serve.
 * @param start starts everything and returns how to stop it
 */
export async function run(start: () => Promise<{ log: Logger; stop: () => Promise<void> }>): Promise<void> {
  let running: { log: Logger; stop: () => Promise<void> } | undefined
  let ending = false

  const end = async (code: number) => {
    if (ending) return
    ending = true
    setTimeout(() => process.exit(code || 1), patience).unref()
    try {
      await running?.stop()
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
    else console.error(error)
    void end(1)
  }
  process.on('uncaughtException', inDoubt)
  process.on('unhandledRejection', inDoubt)

  try {
    running = await start()
    if (ending) await running.stop()
  } catch (error) {
    console.error(inWords(error))
    process.exit(1)
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
