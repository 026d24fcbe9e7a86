import { z } from 'zod'
import { newId } from '../shared/id.ts'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { latestSecond, whyNotNote, type NoteRefusal } from './answer-note.rules.ts'
import { lockAnswer, noteText, tellOfNote } from './note-rows.ts'

const input = z.object({
  answerId: z.string(),
  atSeconds: z
    .number()
    .min(0, 'Must not be negative.')
    .max(latestSecond, `Must be at most ${latestSecond}.`)
    .nullish()
    .transform((given) => given ?? null),
  text: noteText,
  idempotencyKey,
})

/** Somebody of the company remarks on an answer that counts, at a second of it or on the whole. */
export const makeAddAnswerNote = useCase(
  'addAnswerNote',
  input,
  async (tx, { answerId, atSeconds, text }): Promise<NoteRefusal | { kind: 'AnswerNote'; id: string }> => {
    const answer = await lockAnswer(tx, answerId)
    const refusal = whyNotNote(answer, atSeconds)
    if (refusal) return refusal
    const id = newId()
    tx.insert('answer_note', {
      company_id: tx.companyId,
      id,
      answer_id: answerId,
      author_id: answer.authorId,
      at_milliseconds: atSeconds === null ? null : Math.round(atSeconds * 1000),
      text,
      created_at: tx.now,
      changed_at: null,
    })
    tellOfNote(tx, answerId, 'AnswerNoteAdded')
    return { kind: 'AnswerNote', id }
  },
)
