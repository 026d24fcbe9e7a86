import { Arg, Ctx, Extensions, FieldResolver, Int, Mutation, Resolver, Root } from 'type-graphql'
import {
  CandidateInterview,
  ownInterview,
  readCandidateInterview,
  type CandidateInterviewRow,
} from '../candidate-access/candidate-interview.types.ts'
import { QuestionType, type QuestionRow } from '../candidate-access/question.types.ts'
import { InterviewType, interviewById, type InterviewRow } from '../interviews/interview.types.ts'
import { keyHolder, orToken, recruiting, staff } from '../shared/graphql/access.ts'
import { present } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import { DateTime, URL } from '../shared/graphql/scalars.ts'
import type { makeAnswerInText } from './answer-in-text.ts'
import type { makeBeginAnswer } from './begin-answer.ts'
import type { makeEndAnswer } from './end-answer.ts'
import { proposalsOfInterview } from './follow-up.types.ts'
import type { makeGoToNextQuestion } from './go-to-next-question.ts'
import { readAsked } from './read-asked.ts'
import type { MediaLink } from './media-link.ts'
import {
  AnswerInTextInput,
  AnswerInTextResult,
  BeginAnswerInput,
  BeginAnswerResult,
  EndAnswerInput,
  EndAnswerResult,
  GoToNextQuestionInput,
  GoToNextQuestionResult,
  RemoveAnswersInput,
  RemoveAnswersResult,
  QuestionAnswerType,
  RoomProgressType,
  roomOfInterview,
  takeById,
  takesOfInterview,
} from './question-answer.types.ts'
import type { makeRemoveAnswers } from './remove-answers.ts'
import { askedNow, followUpToAsk, isUnsent, takesLeft } from './room.rules.ts'
import { roomOf, takeOf, type TakeRow } from './take-rows.ts'

const readTake = ({ reading }: Context, { id }: { id: string }) => takeById(reading).load(id)
const readInterview = ({ reading }: Context, { id }: { id: string }) => readCandidateInterview(reading, id)

@Resolver(() => CandidateInterview)
export class RoomResolver {
  constructor(
    private readonly room: {
      beginAnswer: ReturnType<typeof makeBeginAnswer>
      endAnswer: ReturnType<typeof makeEndAnswer>
      answerInText: ReturnType<typeof makeAnswerInText>
      goToNextQuestion: ReturnType<typeof makeGoToNextQuestion>
    },
  ) {}

  @FieldResolver(() => QuestionType, {
    nullable: true,
    description:
      'The question to answer now: the first one that the candidate has not gone on from. Null outside a started SELF_GUIDED interview, where its kit asks none, and when all are gone through.',
  })
  async question(
    @Ctx() { reading }: Context,
    @Root() { id, language }: CandidateInterviewRow,
  ): Promise<QuestionRow | null> {
    const [asked, takes] = await Promise.all([readAsked(reading, id), takesOfInterview(reading).load(id)])
    if (!asked) return null
    const { question, position, room, kitLanguage, ownLanguage } = asked
    const followed = room.questions.findIndex(({ id }) => id === question.followUpTo)
    return {
      id: question.id,
      position,
      preparationSeconds: question.prepareSeconds,
      answerSeconds: question.answerSeconds,
      retakes: question.retakes,
      takesLeft: takesLeft(question, takes.map(takeOf)),
      texts: question.texts,
      voices: question.voices,
      language,
      ownLanguage,
      followUpTo:
        followed < 0
          ? null
          : {
              id: room.questions[followed]!.id,
              position: followed + 1,
              texts: room.questions[followed]!.texts,
              language,
              ownLanguage: kitLanguage,
            },
    }
  }

  @FieldResolver(() => Int, {
    description:
      'How many questions the interview has by now: those of its kit, and the follow-ups that were asked. 0 outside SELF_GUIDED.',
  })
  async questionCount(@Ctx() { reading }: Context, @Root() { id, mode }: CandidateInterviewRow): Promise<number> {
    if (mode !== 'SELF_GUIDED') return 0
    return (await roomOfInterview(reading).load(id))?.questions?.length ?? 0
  }

  @FieldResolver(() => Boolean, {
    description:
      'Whether all questions are gone through, and a follow-up question has come since: `goToNextQuestion` without a `questionId` asks it, and `finishInterview` leaves it unasked. `candidateInterviewChanged` tells when it comes; nobody has to wait for it.',
  })
  async offersFollowUp(@Ctx() { reading }: Context, @Root() { id }: CandidateInterviewRow): Promise<boolean> {
    const row = await roomOfInterview(reading).load(id)
    if (row?.status !== 'IN_PROGRESS' || askedNow(roomOf(row))) return false
    const [takes, proposals] = await Promise.all([
      takesOfInterview(reading).load(id),
      proposalsOfInterview(reading).load(id),
    ])
    return followUpToAsk(roomOf(row), takes.map(takeOf), proposals, null) !== null
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description:
      'Since when this question has been asked, by the database’s clock; a reload does not begin its time anew. Null where none is asked.',
  })
  async askedAt(@Ctx() { reading }: Context, @Root() { id }: CandidateInterviewRow): Promise<Date | null> {
    return (await readAsked(reading, id))?.askedAt ?? null
  }

  @FieldResolver(() => [QuestionAnswerType], {
    description: 'Every take of every question, the oldest first. Those with an `uploadUrl` wait for bytes.',
  })
  answers(@Ctx() { reading }: Context, @Root() { id }: CandidateInterviewRow) {
    return takesOfInterview(reading).load(id)
  }

  @Extensions(keyHolder)
  @Mutation(() => BeginAnswerResult, {
    description:
      'Begins a take of the question that is asked. Its bytes are sent to its `uploadUrl` while they are recorded. A take of which nothing comes uses up none of those that the question allows.',
  })
  async beginAnswer(@Ctx() context: Context, @Arg('input', () => BeginAnswerInput) input: BeginAnswerInput) {
    const answer = await this.room.beginAnswer(context.actor, { ...input, interviewId: ownInterview(context) })
    return present(context, answer, 'QuestionAnswer', readTake)
  }

  @Extensions(keyHolder)
  @Mutation(() => EndAnswerResult, {
    description:
      'Ends a take, and says how many bytes it has and what they add up to; those that are missing may come for 24 hours after the interview was held. Told again, it changes nothing.',
  })
  async endAnswer(@Ctx() context: Context, @Arg('input', () => EndAnswerInput) input: EndAnswerInput) {
    const answer = await this.room.endAnswer(context.actor, { ...input, interviewId: ownInterview(context) })
    return present(context, answer, 'QuestionAnswer', readTake)
  }

  @Extensions(keyHolder)
  @Mutation(() => AnswerInTextResult, {
    description:
      'Answers the question that is asked in writing. Sent again before going on, it is written anew and stays one take.',
  })
  async answerInText(@Ctx() context: Context, @Arg('input', () => AnswerInTextInput) input: AnswerInTextInput) {
    const answer = await this.room.answerInText(context.actor, { ...input, interviewId: ownInterview(context) })
    return present(context, answer, 'QuestionAnswer', readTake)
  }

  @Extensions(keyHolder)
  @Mutation(() => GoToNextQuestionResult, {
    description:
      'Goes on from the question that is asked, with or without an answer; there is no way back. What is being recorded ends as it is. A follow-up question that is ready by then comes next. After the last one `question` is null.',
  })
  async goToNextQuestion(
    @Ctx() context: Context,
    @Arg('input', () => GoToNextQuestionInput) input: GoToNextQuestionInput,
  ) {
    const answer = await this.room.goToNextQuestion(context.actor, { ...input, interviewId: ownInterview(context) })
    return present(context, answer, 'CandidateInterview', readInterview)
  }
}

@Resolver(() => QuestionAnswerType)
export class QuestionAnswerResolver {
  constructor(private readonly mediaLink: MediaLink) {}

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'What was written; null for what was spoken, and once it was removed. The company reads the answer that counts and no other.',
  })
  text(@Ctx() { actor }: Context, @Root() { text, status }: TakeRow): string | null {
    if (status === 'REMOVED') return null
    return actor.kind === 'CANDIDATE' || status === 'KEPT' ? text : null
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description: 'When it was removed, having been kept for as long as it was to be; null before.',
  })
  removedAt(@Root() { status, settledAt }: TakeRow): string | null {
    return status === 'REMOVED' ? settledAt : null
  }

  @Extensions({ visibleTo: keyHolder.access })
  @FieldResolver(() => URL, {
    nullable: true,
    description:
      'Where its missing bytes go, by tus 1.0 (https://tus.io/protocols/resumable-upload) with the same Authorization header as this query: HEAD tells from where on, PATCH brings at most 8 MiB. Null where none are missing.',
  })
  uploadUrl(@Root() row: TakeRow): string | null {
    return isUnsent(takeOf(row)) ? `/api/interview/uploads/${row.id}` : null
  }

  @Extensions({ visibleTo: keyHolder.access })
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The tab of the browser in which it was recorded, as `beginAnswer` was told: a page that was loaded anew knows by it what it had begun itself. Null for a text.',
  })
  page(@Root() { page }: TakeRow): string | null {
    return page
  }

  @Extensions(orToken({ visibleTo: staff.access }, 'READ'))
  @FieldResolver(() => URL, {
    nullable: true,
    description:
      'Where the recording can be fetched for ten minutes, in ranges (RFC 9110 section 14): ask again when it is to be played. Null where it does not count, and for a text.',
  })
  async mediaUrl(@Ctx() { reading }: Context, @Root() { id, kind, status }: TakeRow): Promise<string | null> {
    return status === 'KEPT' && kind !== 'TEXT' ? this.mediaLink(id, await reading.now()) : null
  }
}

@Resolver(() => InterviewType)
export class QuestionAnswersOfInterviewResolver {
  constructor(private readonly room: { removeAnswers: ReturnType<typeof makeRemoveAnswers> }) {}

  @FieldResolver(() => [QuestionAnswerType], {
    description:
      'What the candidate answered in the room: every take, the oldest first. Those that are KEPT are the answers.',
  })
  questionAnswers(@Ctx() { reading }: Context, @Root() { id }: InterviewRow) {
    return takesOfInterview(reading).load(id)
  }

  @Extensions(recruiting)
  @Mutation(() => RemoveAnswersResult, {
    description:
      'Removes everything that a candidate said or wrote in the room of an interview that was held, before its time is over: because they want it gone. It does not come back.',
  })
  async removeAnswers(@Ctx() context: Context, @Arg('input', () => RemoveAnswersInput) input: RemoveAnswersInput) {
    const answer = await this.room.removeAnswers(context.actor, input)
    return present(context, answer, 'Interview', ({ reading }, { id }) => interviewById(reading).load(id))
  }
}

@Resolver(() => InterviewType)
export class ProgressOfInterviewResolver {
  @FieldResolver(() => RoomProgressType, {
    nullable: true,
    description:
      'How far the candidate is with the questions. Null outside a started SELF_GUIDED interview, and where its kit asks none.',
  })
  async roomProgress(
    @Ctx() { reading }: Context,
    @Root() { id, mode, status }: InterviewRow,
  ): Promise<RoomProgressType | null> {
    if (mode !== 'SELF_GUIDED' || status !== 'IN_PROGRESS') return null
    const row = await roomOfInterview(reading).load(id)
    const room = row && roomOf(row)
    if (!room || room.questions.length === 0) return null
    const asked = askedNow(room)
    return {
      questionPosition: asked?.position ?? null,
      questionCount: room.questions.length,
      askedAt: asked?.askedAt ?? null,
    }
  }
}
