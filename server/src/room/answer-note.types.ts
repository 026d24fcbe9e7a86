import { sql, type RawBuilder } from 'kysely'
import { Extensions, Field, Float, ID, InputType, ObjectType, createUnionType } from 'type-graphql'
import { orToken, staff } from '../shared/graphql/access.ts'
import { byKind, says } from '../shared/graphql/answer.ts'
import { connectionOf, type List } from '../shared/graphql/page.ts'
import { IdempotencyKeyReused, InvalidInput, Refusal } from '../shared/graphql/refusal.types.ts'
import { DateTime } from '../shared/graphql/scalars.ts'
import { oneByKey } from '../shared/loader.ts'
import { longestNote } from './answer-note.rules.ts'
import { AnswerStatusEnum, QuestionAnswerType } from './question-answer.types.ts'
import type { AnswerStatus } from './room.rules.ts'

@Extensions(orToken(staff, 'READ'))
@ObjectType('AnswerNote', {
  description:
    'What somebody of the company remarked on an answer. Candidates never see it, and who meets the candidate too sees it once their own scorecard is in.',
})
export class AnswerNoteType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => Float, {
    nullable: true,
    description: 'Where in the recording, in seconds from its start; null where it is about the whole answer.',
  })
  atSeconds!: number | null

  @Field(() => String, { description: 'What it says.' })
  text!: string

  @Field(() => DateTime, { description: 'When it was written.' })
  createdAt!: string

  @Field(() => DateTime, { nullable: true, description: 'When its words were changed last; null where never.' })
  changedAt!: string | null
}

export const AnswerNoteConnection = connectionOf('AnswerNote', () => AnswerNoteType, orToken(staff, 'READ'))

@InputType({ description: 'What `addAnswerNote` needs.' })
export class AddAnswerNoteInput {
  @Field(() => ID, { description: 'On which answer: a take that is KEPT.' })
  answerId!: string

  @Field(() => Float, {
    nullable: true,
    description:
      'Where in the recording, in seconds from its start, kept to the millisecond; left out for the whole answer, and for a written one.',
  })
  atSeconds?: number | null

  @Field(() => String, { description: `What it says, 1 to ${longestNote} characters.` })
  text!: string

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `updateAnswerNote` needs.' })
export class UpdateAnswerNoteInput {
  @Field(() => ID, { description: 'Which note: one of whoever asks.' })
  noteId!: string

  @Field(() => String, { description: `What it is to say, 1 to ${longestNote} characters.` })
  text!: string

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `removeAnswerNote` needs.' })
export class RemoveAnswerNoteInput {
  @Field(() => ID, { description: 'Which note: one of whoever asks.' })
  noteId!: string

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@Extensions(staff)
@ObjectType({ implements: Refusal, description: 'Nothing is remarked on a take that does not count.' })
export class AnswerDoesNotCount extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return `This take is ${this.status}: it is not the answer that counts.`
  }

  @Field(() => AnswerStatusEnum, { description: 'Where it is.' })
  status!: AnswerStatus
}

export const AddAnswerNoteResult = createUnionType({
  name: 'AddAnswerNoteResult',
  description: 'What `addAnswerNote` answers: the note, or why there is none.',
  types: () => [AnswerNoteType, AnswerDoesNotCount, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export const UpdateAnswerNoteResult = createUnionType({
  name: 'UpdateAnswerNoteResult',
  description: 'What `updateAnswerNote` answers: the note, or why it is as it was.',
  types: () => [AnswerNoteType, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export const RemoveAnswerNoteResult = createUnionType({
  name: 'RemoveAnswerNoteResult',
  description: 'What `removeAnswerNote` answers: the take without the note, or why it is still there.',
  types: () => [QuestionAnswerType, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export interface AnswerNoteRow {
  id: string
  answerId: string
  authorId: string
  atMilliseconds: number | null
  text: string
  createdAt: string
  changedAt: string | null
}

const noteColumns = sql<AnswerNoteRow>`note.id, note.answer_id as "answerId", note.author_id as "authorId",
  note.at_milliseconds as "atMilliseconds", note.text, to_json(note.created_at) as "createdAt",
  to_json(note.changed_at) as "changedAt"`

/** For ids that come from a use case: whoever asks has just written it. */
export const noteById = oneByKey<AnswerNoteRow>(
  (reading, ids) =>
    reading.rows(sql`select ${noteColumns} from answer_note note
      where note.company_id = ${reading.companyId} and note.id = any(${ids})`),
  (row) => row.id,
)

/**
 * The notes on an answer: those on the whole of it first, then in the order of the recording.
 * @param authorId whose notes alone; null for everybody's
 */
export const notesOf = (
  companyId: string,
  answer: RawBuilder<unknown>,
  authorId: string | null,
): List<AnswerNoteRow> => ({
  select: noteColumns,
  from: sql`answer_note note`,
  where: [
    sql`note.company_id = ${companyId}`,
    sql`note.answer_id = ${answer}`,
    ...(authorId === null ? [] : [sql`note.author_id = ${authorId}`]),
  ],
  order: [
    { column: sql`coalesce(note.at_milliseconds, -1)`, cast: 'integer' },
    { column: sql`note.id`, cast: 'uuid' },
  ],
})
