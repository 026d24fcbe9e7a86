import process from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'

/** How long V8's compilers get to finish what they have begun, in milliseconds. */
const patience = 100

/**
 * Ends this process. V8 compiles on threads of its own, and one of those may ask the main thread to collect garbage: a
 * main thread that is in `process.exit` waits for that thread and never collects, so that both wait for ever (one in a
 * hundred commands did). Nothing new is compiled from here on, and what is under way may finish first.
 */
export async function leave(code: number): Promise<never> {
  for (const flag of ['--no-opt', '--no-maglev', '--no-sparkplug']) setFlagsFromString(flag)
  await pause(patience)
  process.exit(code)
}
