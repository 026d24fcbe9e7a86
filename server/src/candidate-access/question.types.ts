import { Arg, Extensions, Field, ID, Int, ObjectType } from 'type-graphql'
import { LanguageEnum } from '../companies/company.types.ts'
import { wordsIn, type KitQuestion } from '../kits/kit.rules.ts'
import { keyHolder } from '../shared/graphql/access.ts'
import type { Language } from '../shared/language.ts'

const inLanguage = 'In which language; the candidate’s own where left out.'

@Extensions(keyHolder)
@ObjectType('FollowedQuestion', { description: 'The question of the kit that a follow-up question goes back to.' })
export class FollowedQuestionType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => Int, { description: 'Its place among the questions, from 1.' })
  position!: number

  @Field(() => String, { description: 'What was asked; in the language of its kit where it has no text in the other.' })
  text(
    @Arg('language', () => LanguageEnum, { nullable: true, description: inLanguage }) language?: Language | null,
  ): string {
    return wordsIn(this.texts, language ?? this.language, this.ownLanguage).text
  }

  /** Not fields: what `text` chooses from. */
  texts!: KitQuestion['texts']
  language!: Language
  ownLanguage!: Language
}

@Extensions(keyHolder)
@ObjectType('Question', { description: 'One question of a self-guided interview.' })
export class QuestionType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => Int, { description: 'Its place among the questions that are asked, from 1.' })
  position!: number

  @Field(() => FollowedQuestionType, {
    nullable: true,
    description:
      'Where it is a follow-up, which a program has proposed and nobody of the company has read: the question whose answer it goes back to, not always the one before it. Null for a question of the kit.',
  })
  followUpTo!: Omit<FollowedQuestionType, 'text'> | null

  @Field(() => String, {
    description:
      'What is asked; in the language of its kit where it has no text in the other, and a follow-up in the one in which it was written.',
  })
  text(
    @Arg('language', () => LanguageEnum, { nullable: true, description: inLanguage }) language?: Language | null,
  ): string {
    return wordsIn(this.texts, language ?? this.language, this.ownLanguage).text
  }

  @Field(() => LanguageEnum, {
    description: 'In which language `text` is for the same `language`: whoever reads it aloud needs to know.',
  })
  textLanguage(
    @Arg('language', () => LanguageEnum, { nullable: true, description: inLanguage }) language?: Language | null,
  ): Language {
    return wordsIn(this.texts, language ?? this.language, this.ownLanguage).language
  }

  @Field(() => Int, { description: 'How many seconds one may prepare before answering; 0 where one answers at once.' })
  preparationSeconds!: number

  @Field(() => Int, { description: 'How many seconds an answer may take.' })
  answerSeconds!: number

  @Field(() => Int, { description: 'How often it may be answered anew.' })
  retakes!: number

  @Field(() => Int, {
    description: 'How many takes are left, the first one included; what was lost or never came uses up none.',
  })
  takesLeft!: number

  /** Not fields: what `text` and `audioUrl` choose from. */
  texts!: KitQuestion['texts']
  voices!: KitQuestion['voices'] | undefined
  language!: Language
  ownLanguage!: Language
}

/** What the type is made from: its plain fields. */
export type QuestionRow = Omit<QuestionType, 'text' | 'textLanguage'>
