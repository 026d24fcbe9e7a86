import { sql } from 'kysely'
import { z } from 'zod'
import { notFound } from '../shared/errors.ts'
import { looksLikeId } from '../shared/id.ts'
import { prose } from '../shared/input.ts'
import type { Actor, Transaction } from '../shared/use-case.ts'
import { longestNote } from './answer-note.rules.ts'
import type { AnswerKind, AnswerStatus } from './room.rules.ts'

/** The words of a note. */
export const noteText = prose(longestNote).pipe(z.string().min(1, 'Must not be empty.'))

type Staff = Extract<Actor, { kind: 'STAFF' }>

/** Who works for the company and acts. The access rules let nobody else come here. */
function theAuthor({ actor }: Transaction): Staff {
  if (actor.kind !== 'STAFF') throw notFound()
  return actor
}

/** Whether somebody may see the interview of rows that are called `question_answer`: who only interviews sees theirs. */
const isSeenBy = (actor: Staff) =>
  actor.role === 'INTERVIEWER'
    ? sql`exists (select from interview_interviewer mine where mine.company_id = question_answer.company_id
        and mine.interview_id = question_answer.interview_id and mine.interviewer_id = ${actor.id})`
    : sql`true`

/** An answer on which somebody wants to remark. It stays as it is until the transaction ends. @throws NOT_FOUND */
export async function lockAnswer(tx: Transaction, answerId: string) {
  const author = theAuthor(tx)
  if (!looksLikeId(answerId)) throw notFound()
  const [answer] = await tx.rows(sql<{
    kind: AnswerKind
    status: AnswerStatus
    durationSeconds: number | null
  }>`select kind, status, duration_seconds as "durationSeconds" from question_answer
    where company_id = ${tx.companyId} and id = ${answerId} and ${isSeenBy(author)} for share`)
  if (!answer) throw notFound()
  return { ...answer, authorId: author.id }
}

/**
 * A note that who acts has written, of an interview that they may see still; nobody else changes it meanwhile.
 * @throws NOT_FOUND also for a note of somebody else
 */
export async function lockOwnNote(tx: Transaction, noteId: string): Promise<{ answerId: string; text: string }> {
  const author = theAuthor(tx)
  if (!looksLikeId(noteId)) throw notFound()
  const [note] = await tx.rows(sql<{ answerId: string; text: string }>`select answer_id as "answerId", answer_note.text
    from answer_note join question_answer on question_answer.company_id = answer_note.company_id
      and question_answer.id = answer_note.answer_id
    where answer_note.company_id = ${tx.companyId} and answer_note.id = ${noteId}
      and answer_note.author_id = ${author.id} and ${isSeenBy(author)} for update of answer_note`)
  if (!note) throw notFound()
  return note
}

/** Tells those who listen to the answers, and the audit trail, which gets no word of it. */
export const tellOfNote = (
  tx: Transaction,
  answerId: string,
  name: 'AnswerNoteAdded' | 'AnswerNoteChanged' | 'AnswerNoteRemoved',
): void => tx.record({ name, about: { type: 'QuestionAnswer', id: answerId }, fields: ['notes'] })
