import { Arg, FieldResolver, Resolver, Root } from 'type-graphql'
import { QuestionType, type QuestionRow } from '../candidate-access/question.types.ts'
import { LanguageEnum } from '../companies/company.types.ts'
import { wordsIn } from '../kits/kit.rules.ts'
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
      'Where it is read aloud (audio/wav, audio/mpeg, audio/ogg, audio/webm or audio/mp4): the words of `text`, in the voice of a person where one has recorded them. GET with the same Authorization header as this query, while it is the question to answer. Null where nobody has and nothing on the server speaks: a browser may have a voice of its own.',
  })
  async audioUrl(
    @Root() question: QuestionRow,
    @Arg('language', () => LanguageEnum, {
      nullable: true,
      description: 'In which language; the candidate’s own where left out.',
    })
    language?: Language | null,
  ): Promise<string | null> {
    const wished = language ?? question.language
    const { language: spoken } = wordsIn(question.texts, wished, question.ownLanguage)
    const isHeard = question.voices?.[spoken] !== undefined || (await this.speech.isThere())
    return isHeard ? soundPath(question.id, wished) : null
  }
}
