import { Arg, Args, Ctx, Extensions, FieldResolver, Float, Mutation, Resolver, Root } from 'type-graphql'
import { StaffMemberType, staffMemberById } from '../companies/company.types.ts'
import { readsOthers } from '../scorecards/scorecard.rules.ts'
import { scorecardsOfInterview } from '../scorecards/scorecard.types.ts'
import { orToken, staff } from '../shared/graphql/access.ts'
import { present } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import { PageArgs, pagesByParent, toConnection } from '../shared/graphql/page.ts'
import type { makeAddAnswerNote } from './add-answer-note.ts'
import {
  AddAnswerNoteInput,
  AddAnswerNoteResult,
  AnswerNoteConnection,
  AnswerNoteType,
  RemoveAnswerNoteInput,
  RemoveAnswerNoteResult,
  UpdateAnswerNoteInput,
  UpdateAnswerNoteResult,
  noteById,
  notesOf,
  type AnswerNoteRow,
} from './answer-note.types.ts'
import { QuestionAnswerType, takeById } from './question-answer.types.ts'
import type { makeRemoveAnswerNote } from './remove-answer-note.ts'
import type { TakeRow } from './take-rows.ts'
import type { makeUpdateAnswerNote } from './update-answer-note.ts'

const notesOfAnswer = pagesByParent(({ companyId }, answer, { authorId }: { authorId: string | null }) =>
  notesOf(companyId, answer, authorId),
)

const readNote = ({ reading }: Context, { id }: { id: string }) => noteById(reading).load(id)
const readTake = ({ reading }: Context, { id }: { id: string }) => takeById(reading).load(id)

@Resolver(() => AnswerNoteType)
export class AnswerNoteResolver {
  constructor(
    private readonly notes: {
      addAnswerNote: ReturnType<typeof makeAddAnswerNote>
      updateAnswerNote: ReturnType<typeof makeUpdateAnswerNote>
      removeAnswerNote: ReturnType<typeof makeRemoveAnswerNote>
    },
  ) {}

  @FieldResolver(() => Float, {
    nullable: true,
    description: 'Where in the recording, in seconds from its start; null where it is about the whole answer.',
  })
  atSeconds(@Root() { atMilliseconds }: AnswerNoteRow): number | null {
    return atMilliseconds === null ? null : atMilliseconds / 1000
  }

  @FieldResolver(() => StaffMemberType, { description: 'Who wrote it, and alone may change or remove it.' })
  author(@Ctx() { reading }: Context, @Root() { authorId }: AnswerNoteRow) {
    return staffMemberById(reading).load(authorId)
  }

  @FieldResolver(() => QuestionAnswerType, { description: 'On which answer.' })
  answer(@Ctx() { reading }: Context, @Root() { answerId }: AnswerNoteRow) {
    return takeById(reading).load(answerId)
  }

  @Extensions(staff)
  @Mutation(() => AddAnswerNoteResult, {
    description: 'Remarks on an answer that counts, at a second of the recording or on the whole.',
  })
  async addAnswerNote(@Ctx() context: Context, @Arg('input', () => AddAnswerNoteInput) input: AddAnswerNoteInput) {
    return present(context, await this.notes.addAnswerNote(context.actor, input), 'AnswerNote', readNote)
  }

  @Extensions(staff)
  @Mutation(() => UpdateAnswerNoteResult, { description: 'Puts a note of whoever asks into other words.' })
  async updateAnswerNote(
    @Ctx() context: Context,
    @Arg('input', () => UpdateAnswerNoteInput) input: UpdateAnswerNoteInput,
  ) {
    return present(context, await this.notes.updateAnswerNote(context.actor, input), 'AnswerNote', readNote)
  }

  @Extensions(staff)
  @Mutation(() => RemoveAnswerNoteResult, { description: 'Takes a note of whoever asks back.' })
  async removeAnswerNote(
    @Ctx() context: Context,
    @Arg('input', () => RemoveAnswerNoteInput) input: RemoveAnswerNoteInput,
  ) {
    return present(context, await this.notes.removeAnswerNote(context.actor, input), 'QuestionAnswer', readTake)
  }
}

@Resolver(() => QuestionAnswerType)
export class NotesOfAnswerResolver {
  @Extensions(orToken({ visibleTo: staff.access }, 'READ'))
  @FieldResolver(() => AnswerNoteConnection, {
    nullable: true,
    description:
      'What was remarked on it: on the whole first, then in the order of the recording. Who only interviews gets their own, and those of the others once their own scorecard of the interview is in. Null to candidates.',
  })
  async notes(
    @Ctx() { reading, actor }: Context,
    @Root() { id, interviewId }: TakeRow,
    @Args(() => PageArgs) page: PageArgs,
  ) {
    if (actor.kind !== 'STAFF' && actor.kind !== 'TOKEN') return null
    const cards = await scorecardsOfInterview(reading).load(interviewId)
    const isOpen = readsOthers(
      actor,
      cards.map(({ authorId, submittedAt }) => ({ authorId, isSubmitted: submittedAt !== null })),
    )
    return toConnection(await notesOfAnswer(reading, id, page, { authorId: isOpen ? null : actor.id }))
  }
}
