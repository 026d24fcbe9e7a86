import type { Reading } from '../shared/reading.ts'
import { roomOfInterview } from './question-answer.types.ts'
import { askedNow } from './room.rules.ts'
import { roomOf } from './take-rows.ts'

/** The question that a candidate has to answer now, with the language in which it is always written; null where none is asked. */
export async function readAsked(reading: Reading, interviewId: string) {
  const row = await roomOfInterview(reading).load(interviewId)
  if (!row?.kitLanguage) return null
  const room = roomOf(row)
  const asked = askedNow(room)
  return (
    asked && { ...asked, room, kitLanguage: row.kitLanguage, ownLanguage: asked.question.language ?? row.kitLanguage }
  )
}
