import { Arg, FieldResolver, Resolver, Root } from 'type-graphql'
import { QuestionType, type QuestionRow } from '../candidate-access/question.types.ts'
import { LanguageEnum } from '../companies/company.types.ts'
import { URL } from '../shared/graphql/scalars.ts'
import type { Language } from '../shared/language.ts'
import { soundPath } from './speech.router.ts'
import type { Speech } from './speech.ts'

@Resolver(() => QuestionType)
export class SpeechOfQuestionResolver {
  constructor(private readonly speech: Pick<Speech, 'isThere'>) {}

  @FieldResolver(() => URL, {
    nullable: true,
    description:
      'Where it is read aloud (audio/wav, audio/mpeg or audio/ogg): the words of `text`. GET with the same Authorization header as this query, while it is the question to answer. Null where nothing on the server speaks: a browser may have a voice of its own.',
  })
  async audioUrl(
    @Root() question: QuestionRow,
    @Arg('language', () => LanguageEnum, {
      nullable: true,
      description: 'In which language; the candidate’s own where left out.',
    })
    language?: Language | null,
  ): Promise<string | null> {
    return (await this.speech.isThere()) ? soundPath(question.id, language ?? question.language) : null
  }
}
