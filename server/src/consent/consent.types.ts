import { Arg, Extensions, Field, ID, InputType, Int, ObjectType, createUnionType } from 'type-graphql'
import { CandidateInterview } from '../candidate-access/candidate-interview.types.ts'
import { LanguageEnum } from '../companies/company.types.ts'
import { MoveIsNotAllowed } from '../interviews/interview.types.ts'
import { keyHolder, orToken, recruiting, staff } from '../shared/graphql/access.ts'
import { byKind, says } from '../shared/graphql/answer.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { IdempotencyKeyReused, InvalidInput, Refusal } from '../shared/graphql/refusal.types.ts'
import { DateTime } from '../shared/graphql/scalars.ts'
import type { Language } from '../shared/language.ts'
import { oneByKey } from '../shared/loader.ts'
import { keptDaysBounds, longestConsentWords, outsideServiceKind, type OutsideService } from './consent.rules.ts'
import { lastConsents, type ConsentRow } from './offered-consent.ts'

const [least, most] = keptDaysBounds
const version = 'By what these words are known; whatever of them changes makes another one.'

@Extensions(orToken(recruiting, 'READ'))
@ObjectType({ description: 'What a company says in one language before it records.' })
export class ConsentWords {
  @Field(() => LanguageEnum, { description: 'In which language.' })
  language!: Language

  @Field(() => String, {
    description: 'With placeholders: `{recorded}`, `{days}`, `{companyName}`. An empty line begins a new paragraph.',
  })
  text!: string

  @Field(() => Boolean, { description: "Whether they are the company's own." })
  isAdapted!: boolean

  @Field(() => String, { description: 'What Greenroom says where the company has no words of its own.' })
  defaultText!: string

  @Field(() => String, { description: 'What candidates read: the text with its values.' })
  shown!: string
}

export const OutsideServiceKindEnum = enumOf(
  outsideServiceKind,
  'OutsideServiceKind',
  'What somebody else’s program is for.',
  {
    TRANSCRIPTION: 'It writes down what is said.',
    FOLLOW_UP: 'It proposes follow-up questions from the words of answers, spoken or written.',
  },
)

@Extensions(orToken({ access: [...keyHolder.access, ...staff.access] }, 'READ'))
@ObjectType('OutsideService', {
  description: 'A program outside of Greenroom that gets what candidates say, and where it runs.',
})
export class OutsideServiceType {
  @Field(() => OutsideServiceKindEnum, { description: 'What it is for.' })
  kind!: OutsideService['kind']

  @Field(() => String, { description: 'Its host, with the port where it is not the usual one.' })
  host!: string
}

@Extensions(orToken(recruiting, 'READ'))
@ObjectType('RoomSettings', {
  description: 'What a company says before it records answers, and what it allows in its rooms.',
})
export class RoomSettingsType {
  @Field(() => ID, { description: 'That of the company.' })
  id!: string

  @Field(() => [ConsentWords], { description: 'Its words of consent, in every language.' })
  words!: ConsentWords[]

  @Field(() => Boolean, { description: 'Whether candidates may answer in writing instead.' })
  allowsText!: boolean

  @Field(() => Boolean, { description: 'Whether picture is recorded with the sound.' })
  recordsVideo!: boolean

  @Field(() => Int, { description: 'For how many days after its interview a recording is kept.' })
  keptDays!: number

  @Field(() => [OutsideServiceType], {
    description:
      'The programs outside of Greenroom that its operator has set, whom the words name; one that asks follow-up questions only to candidates whose kit allows any.',
  })
  services!: readonly OutsideService[]
}

@InputType({ description: 'Words of consent in one language.' })
export class ConsentWordsInput {
  @Field(() => LanguageEnum, { description: 'In which language.' })
  language!: Language

  @Field(() => String, {
    nullable: true,
    description: `Up to ${longestConsentWords} characters, with \`{recorded}\` and \`{days}\` in them; left out, Greenroom's own are said again.`,
  })
  text?: string | null
}

@InputType({ description: 'What `updateRoomSettings` needs. What is left out stays as it is.' })
export class UpdateRoomSettingsInput {
  @Field(() => [ConsentWordsInput], { nullable: true, description: 'Words in some languages, each once at most.' })
  words?: ConsentWordsInput[] | null

  @Field(() => Boolean, { nullable: true, description: 'Whether candidates may answer in writing instead.' })
  allowsText?: boolean | null

  @Field(() => Boolean, { nullable: true, description: 'Whether picture is recorded with the sound.' })
  recordsVideo?: boolean | null

  @Field(() => Int, {
    nullable: true,
    description: `For how many days after its interview a recording is kept, ${least} to ${most}.`,
  })
  keptDays?: number | null

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

export const UpdateRoomSettingsResult = createUnionType({
  name: 'UpdateRoomSettingsResult',
  description: 'What `updateRoomSettings` answers: what was asked for, or why not.',
  types: () => [RoomSettingsType, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

@Extensions(keyHolder)
@ObjectType('Consent', { description: 'What a candidate is asked to agree to before anything is recorded.' })
export class ConsentType {
  @Field(() => String, { description: version })
  version!: string

  @Field(() => String, {
    description:
      'The words: what is recorded, who hears it, for how long it is kept. An empty line begins a paragraph.',
  })
  text(
    @Arg('language', () => LanguageEnum, {
      nullable: true,
      description: 'In which language; the candidate’s own where left out.',
    })
    language?: Language | null,
  ): string {
    return this.texts[language ?? this.language]
  }

  @Field(() => Boolean, { description: 'Whether one may answer in writing instead; that needs no consent.' })
  allowsText!: boolean

  @Field(() => Boolean, { description: 'Whether picture is recorded with the sound; else sound alone.' })
  recordsVideo!: boolean

  @Field(() => Int, { description: 'For how many days after the interview a recording is kept.' })
  keptDays!: number

  @Field(() => [OutsideServiceType], { description: 'Who gets what is said besides the company; the words say so.' })
  services!: readonly OutsideService[]

  /** Not fields: what `text` chooses from. */
  texts!: Readonly<Record<Language, string>>
  language!: Language
}

@Extensions(orToken({ access: [...keyHolder.access, ...staff.access] }, 'READ'))
@ObjectType('GivenConsent', { description: 'That a candidate agreed to be recorded, and to what.' })
export class GivenConsentType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => String, { description: 'Which words they were: `Consent.version` at that time.' })
  version!: string

  @Field(() => LanguageEnum, { description: 'In which language they were read.' })
  language!: Language

  @Field(() => String, { description: 'What was read and agreed to, whatever the company says by now.' })
  text!: string

  @Field(() => Boolean, { description: 'Whether that was picture with the sound, or sound alone.' })
  recordsVideo!: boolean

  @Field(() => Int, { description: 'For how many days after the interview it was said to be kept.' })
  keptDays!: number

  @Field(() => [OutsideServiceType], { description: 'Who it said gets what is said besides the company.' })
  services!: OutsideService[]

  @Field(() => DateTime, { name: 'at', description: 'When it was given.' })
  givenAt!: string

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was withdrawn: nothing was recorded from then on. Null while it stands.',
  })
  withdrawnAt!: string | null
}

@InputType({ description: 'What `giveConsent` needs.' })
export class GiveConsentInput {
  @Field(() => String, { description: '`Consent.version` of the words that were read.' })
  version!: string

  @Field(() => LanguageEnum, {
    nullable: true,
    description: 'In which language they were read; the candidate’s own where left out.',
  })
  language?: Language | null

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `withdrawConsent` needs.' })
export class WithdrawConsentInput {
  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@Extensions(keyHolder)
@ObjectType({ implements: Refusal, description: 'Other words are said by now than those that were read.' })
export class ConsentHasChanged extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'What is asked for has changed: read it again.'
  }
}

@Extensions(keyHolder)
@ObjectType({
  implements: Refusal,
  description: 'The candidate has not agreed to be recorded, or not with picture, or has taken it back.',
})
export class ConsentIsMissing extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'Nothing is recorded without consent.'
  }
}

@Extensions(keyHolder)
@ObjectType({ implements: Refusal, description: 'The company takes no answers in writing.' })
export class TextIsNotAllowed extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'The company takes no answers in writing.'
  }
}

export const GiveConsentResult = createUnionType({
  name: 'GiveConsentResult',
  description: 'What `giveConsent` answers: what was asked for, or why not.',
  types: () => [CandidateInterview, ConsentHasChanged, MoveIsNotAllowed, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export const WithdrawConsentResult = createUnionType({
  name: 'WithdrawConsentResult',
  description: 'What `withdrawConsent` answers: what was asked for, or why not.',
  types: () => [CandidateInterview, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

/** The last consent given in each interview. */
export const consentOfInterview = oneByKey<ConsentRow>(
  (reading, interviewIds) => reading.rows(lastConsents(reading.companyId, interviewIds)),
  (row) => row.interviewId,
)
