import type { Reading } from '../shared/reading.ts'
import { roomOfInterview } from './question-answer.types.ts'
import { askedNow } from './room.rules.ts'
import { roomOf } from './take-rows.ts'

/** The question that a candidate has to answer now, with the language of its kit; null where none is asked. */
export async function readAsked(reading: Reading, interviewId: string) {
  const row = await roomOfInterview(reading).load(interviewId)
  const asked = row && askedNow(roomOf(row))
  return asked && row.kitLanguage ? { ...asked, kitLanguage: row.kitLanguage } : null
}
