import { sql } from 'kysely'
import { z } from 'zod'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { lockOwnNote, noteText, tellOfNote } from './note-rows.ts'

const input = z.object({ noteId: z.string(), text: noteText, idempotencyKey })

/** Its writer puts a note into other words. Where it stands in the answer stays. */
export const makeUpdateAnswerNote = useCase('updateAnswerNote', input, async (tx, { noteId, text }) => {
  const note = await lockOwnNote(tx, noteId)
  if (note.text !== text) {
    tx.write(sql`update answer_note set text = ${text}, changed_at = ${tx.now}
      where company_id = ${tx.companyId} and id = ${noteId}`)
    tellOfNote(tx, note.answerId, 'AnswerNoteChanged')
  }
  return { kind: 'AnswerNote' as const, id: noteId }
})
