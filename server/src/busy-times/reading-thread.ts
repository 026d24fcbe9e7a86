import { parentPort, workerData } from 'node:worker_threads'
import { NoCalendar, TooComplicated, readBusy, type CalendarTexts } from './read-busy.ts'

/* Runs in a thread of its own, see read-in-thread.ts. */

function read() {
  try {
    return { kind: 'Read', ...readBusy(workerData as CalendarTexts) }
  } catch (error) {
    if (error instanceof NoCalendar) return { kind: 'Failed', code: 'NO_CALENDAR' }
    if (error instanceof TooComplicated) return { kind: 'Failed', code: 'TOO_COMPLICATED' }
    throw error
  }
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort!.postMessage(read())
