import { Worker } from 'node:worker_threads'
import type { SourceError } from './calendar-source.rules.ts'
import type { BusyTimes, CalendarTexts } from './read-busy.ts'

export type ReadAnswer = ({ kind: 'Read' } & BusyTimes) | { kind: 'Failed'; code: SourceError }

/**
 * Reads calendars in a thread of its own. Anybody may write anything into a calendar, also what takes a program hours or
 * all memory; here it costs one thread, which is ended.
 * @param milliseconds after which it is ended
 */
export function readInThread(calendar: CalendarTexts, milliseconds = 10_000): Promise<ReadAnswer> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./reading-thread.ts', import.meta.url), {
      workerData: calendar,
      // Node alone runs these few files, where it can; the loader of the process would take longer to start than they do.
      execArgv: process.features.typescript ? [] : process.execArgv,
      resourceLimits: { maxOldGenerationSizeMb: 256 },
    })
    const end = (answer: ReadAnswer) => {
      clearTimeout(timer)
      resolve(answer)
      void thread.terminate()
    }
    const timer = setTimeout(() => end({ kind: 'Failed', code: 'TOO_COMPLICATED' }), milliseconds)
    thread.on('message', end)
    thread.on('error', (error: Error & { code?: string }) => {
      clearTimeout(timer)
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve({ kind: 'Failed', code: 'TOO_COMPLICATED' })
      else reject(error)
    })
  })
}
