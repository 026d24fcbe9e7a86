import { Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql'
import { QuestionAnswerType } from '../room/question-answer.types.ts'
import type { TakeRow } from '../room/take-rows.ts'
import { orToken, staff } from '../shared/graphql/access.ts'
import type { Context } from '../shared/graphql/context.ts'
import { TranscriptType, transcriptOfAnswer } from './transcript.types.ts'

@Resolver(() => QuestionAnswerType)
export class TranscriptOfAnswerResolver {
  @Extensions(orToken({ visibleTo: staff.access }, 'READ'))
  @FieldResolver(() => TranscriptType, {
    nullable: true,
    description:
      'What was said, in writing. Null where no service is set or the candidate did not agree to it, for a text, and where the take does not count.',
  })
  transcript(@Ctx() { reading }: Context, @Root() { id }: TakeRow) {
    return transcriptOfAnswer(reading).load(id)
  }
}
