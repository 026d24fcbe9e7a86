import { sql } from 'kysely'
import { z } from 'zod'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { lockOwnNote, tellOfNote } from './note-rows.ts'

const input = z.object({ noteId: z.string(), idempotencyKey })

/** Its writer takes a note back. Nothing of it is kept. */
export const makeRemoveAnswerNote = useCase('removeAnswerNote', input, async (tx, { noteId }) => {
  const { answerId } = await lockOwnNote(tx, noteId)
  tx.write(sql`delete from answer_note where company_id = ${tx.companyId} and id = ${noteId}`)
  tellOfNote(tx, answerId, 'AnswerNoteRemoved')
  return { kind: 'QuestionAnswer' as const, id: answerId }
})
