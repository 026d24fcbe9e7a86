import { Arg, Ctx, Extensions, Mutation, Query, Resolver } from 'type-graphql'
import { LanguageEnum } from '../companies/company.types.ts'
import { adminOnly, orToken, recruiting } from '../shared/graphql/access.ts'
import { present } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import { language as languages, type Language } from '../shared/language.ts'
import { EmailWordsType, UpdateEmailWordsInput, UpdateEmailWordsResult } from './email-words.types.ts'
import { readAdaptedWords, wordsOf, type AdaptedWords } from './mail-style.ts'
import { mailTexts, ownWords } from './mail-texts.ts'
import { mailOccasion, placeholdersOf, requiredIn, type MailOccasion } from './mail-words.rules.ts'
import type { makeUpdateEmailWords } from './update-email-words.ts'

@Resolver(() => EmailWordsType)
export class EmailWordsResolver {
  constructor(private readonly mail: { updateEmailWords: ReturnType<typeof makeUpdateEmailWords> }) {}

  @Extensions(orToken(recruiting, 'READ'))
  @Query(() => [EmailWordsType], {
    description: 'What each email says where a company may choose: one for each email in each language.',
  })
  async emailWords(
    @Ctx() { reading }: Context,
    @Arg('language', () => LanguageEnum, { nullable: true, description: 'In this language only.' })
    language?: Language | null,
  ): Promise<EmailWordsType[]> {
    const adapted = await readAdaptedWords(reading)
    return mailOccasion.flatMap((occasion) =>
      languages.filter((each) => language == null || each === language).map((each) => shown(adapted, occasion, each)),
    )
  }

  @Extensions(orToken(adminOnly, 'ADMIN'))
  @Mutation(() => UpdateEmailWordsResult, {
    description:
      "Makes the words of an email the company's own, or ours again where they are left out. Emails that leave from now on say them.",
  })
  async updateEmailWords(
    @Ctx() context: Context,
    @Arg('input', () => UpdateEmailWordsInput) input: UpdateEmailWordsInput,
  ) {
    const answer = await this.mail.updateEmailWords(context.actor, input)
    return present(context, answer, 'EmailWords', async ({ reading }) =>
      shown(await readAdaptedWords(reading), input.occasion, input.language),
    )
  }
}

function shown(words: readonly AdaptedWords[], occasion: MailOccasion, language: Language): EmailWordsType {
  const ours = ownWords(mailTexts[language], occasion)
  const said = wordsOf({ words }, language, occasion)
  return {
    id: `${occasion}:${language}`,
    occasion,
    language,
    ...said,
    isAdapted: words.some((each) => each.occasion === occasion && each.language === language),
    defaultSubject: ours.subject,
    defaultIntro: ours.intro,
    placeholders: placeholdersOf(occasion).map((name) => ({
      name,
      requiredInSubject: requiredIn(occasion, 'subject').includes(name),
    })),
  }
}
