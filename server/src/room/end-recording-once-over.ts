import type { Reaction } from '../shared/transaction.ts'
import { endRecording } from './take-rows.ts'

/** When an interview was held, by whomever's word, nothing is being recorded in it any more. */
export const endRecordingOnceOver: Reaction = (tx, event) => {
  if (event.name === 'InterviewCompleted') endRecording(tx, event.about.id)
}
