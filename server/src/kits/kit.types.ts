import { sql } from 'kysely'
import { Extensions, Field, Float, ID, InputType, Int, ObjectType, createUnionType } from 'type-graphql'
import { LanguageEnum } from '../companies/company.types.ts'
import { orToken, recruiting, staff } from '../shared/graphql/access.ts'
import { byKind, says } from '../shared/graphql/answer.ts'
import { connectionOf } from '../shared/graphql/page.ts'
import { IdempotencyKeyReused, InvalidInput, Refusal } from '../shared/graphql/refusal.types.ts'
import { DateTime } from '../shared/graphql/scalars.ts'
import type { Language } from '../shared/language.ts'
import { oneByKey } from '../shared/loader.ts'

@Extensions(orToken(staff, 'READ'))
@ObjectType('Kit', {
  description: 'The questions and the criteria of a round, under a name. Every saving is a version of its own.',
})
export class KitType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => String, { description: 'What it is called; candidates do not read it.' })
  name!: string

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was archived: rounds that have it keep it, and no other may choose it. Null while they may.',
  })
  archivedAt!: string | null

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: string
}

export const KitConnection = connectionOf('Kit', () => KitType, orToken(staff, 'READ'))

@Extensions(orToken(staff, 'READ'))
@ObjectType({ description: 'A text in one language.' })
export class QuestionText {
  @Field(() => LanguageEnum, { description: 'In which language.' })
  language!: Language

  @Field(() => String, { description: 'What is asked.' })
  text!: string

  /** Not a field: which one `voice` shows. */
  voiceId!: string | null
}

@Extensions(orToken(staff, 'READ'))
@ObjectType('QuestionVoice', {
  description: 'A question in the voice of somebody of the company: exactly its words, in one language.',
})
export class QuestionVoiceType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => Float, { nullable: true, description: 'How long it is, in seconds; null where nobody told.' })
  durationSeconds!: number | null

  @Field(() => DateTime, { description: 'When it was recorded.' })
  recordedAt!: string
}

@Extensions(orToken(staff, 'READ'))
@ObjectType('KitQuestion', { description: 'One question of a version of a kit.' })
export class KitQuestionType {
  @Field(() => ID, { description: 'Its id; the same in every version that has it.' })
  id!: string

  @Field(() => Int, { description: 'Its place among the questions, from 1.' })
  position!: number

  @Field(() => [QuestionText], {
    description:
      'What is asked: in the language of the version first, then in the others in which it was written. A candidate gets it in theirs, or else in the first.',
  })
  texts!: QuestionText[]

  @Field(() => Int, { description: 'How long a candidate may prepare, in seconds; 0 where they answer at once.' })
  prepareSeconds!: number

  @Field(() => Int, { description: 'How long an answer may be, in seconds.' })
  answerSeconds!: number

  @Field(() => Int, { description: 'How often a candidate may answer it anew.' })
  retakes!: number

  @Field(() => Int, {
    description:
      'How many follow-up questions a program outside of Greenroom may ask after its answer, follow-ups of follow-ups included, 0–2. None are asked where the operator has set no such service, or the candidate has not agreed to it.',
  })
  maxFollowUps!: number
}

@Extensions(orToken(staff, 'READ'))
@ObjectType('Criterion', {
  description: 'One thing by which interviewers judge, of a version of a kit. Candidates never see it.',
})
export class CriterionType {
  @Field(() => ID, { description: 'Its id; the same in every version that has it.' })
  id!: string

  @Field(() => Int, { description: 'Its place among the criteria, from 1.' })
  position!: number

  @Field(() => String, { description: 'What it is called.' })
  name!: string

  @Field(() => String, { nullable: true, description: 'What to look for.' })
  lookFor!: string | null

  @Field(() => Boolean, { description: "Whether an interviewer's feedback has to score it." })
  mustBeScored!: boolean
}

@Extensions(orToken(staff, 'READ'))
@ObjectType('KitVersion', { description: 'What a kit was from one saving to the next; it never changes.' })
export class KitVersionType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => Int, { description: 'Which version of its kit it is, from 1.' })
  number!: number

  @Field(() => LanguageEnum, { description: 'In which language every question is written.' })
  language!: Language

  @Field(() => DateTime, { description: 'When it was saved.' })
  createdAt!: string
}

@InputType({ description: 'A text in one language.' })
export class QuestionTextInput {
  @Field(() => LanguageEnum, { description: 'In which language.' })
  language!: Language

  @Field(() => String, { description: 'What is asked, up to 2000 characters.' })
  text!: string

  @Field(() => ID, {
    nullable: true,
    description:
      'Which recording speaks exactly these words: an id that `POST /api/kits/voice` gave, or one that these words have already. InvalidInput beside it where there is no such one, or where it was saved with other words.',
  })
  voiceId?: string | null
}

@InputType({ description: 'One question.' })
export class KitQuestionInput {
  @Field(() => ID, {
    nullable: true,
    description: 'Which question of the version before it is; left out for a new one.',
  })
  questionId?: string | null

  @Field(() => [QuestionTextInput], {
    description: 'What is asked, once per language at most and in the language of the kit at least.',
  })
  texts!: QuestionTextInput[]

  @Field(() => Int, { nullable: true, description: 'Time to prepare, 0–600 seconds; 30 where left out.' })
  prepareSeconds?: number | null

  @Field(() => Int, { nullable: true, description: 'Time to answer, 10–1800 seconds; 120 where left out.' })
  answerSeconds?: number | null

  @Field(() => Int, { nullable: true, description: 'How often it may be answered anew, 0–10; once where left out.' })
  retakes?: number | null

  @Field(() => Int, {
    nullable: true,
    description: 'How many follow-up questions may be asked after its answer, 0–2; none where left out.',
  })
  maxFollowUps?: number | null
}

@InputType({ description: 'One criterion.' })
export class CriterionInput {
  @Field(() => ID, {
    nullable: true,
    description: 'Which criterion of the version before it is; left out for a new one.',
  })
  criterionId?: string | null

  @Field(() => String, { description: 'What it is called, up to 200 characters.' })
  name!: string

  @Field(() => String, { nullable: true, description: 'What to look for, up to 2000 characters.' })
  lookFor?: string | null

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether an interviewer's feedback has to score it; usually not.",
  })
  mustBeScored?: boolean | null
}

@InputType({ description: 'What `createKit` needs. There is a question or a criterion at least.' })
export class CreateKitInput {
  @Field(() => String, { description: 'What it is called, up to 200 characters; once per company.' })
  name!: string

  @Field(() => LanguageEnum, { description: 'In which language every question is written.' })
  language!: Language

  @Field(() => [KitQuestionInput], { description: 'What is asked, in this order; at most 50.' })
  questions!: KitQuestionInput[]

  @Field(() => [CriterionInput], { description: 'By what interviewers judge, in this order; at most 30.' })
  criteria!: CriterionInput[]

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@Extensions(recruiting)
@ObjectType({ implements: Refusal, description: 'Another kit of the company has this name, letter case aside.' })
export class KitAlreadyExists extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'Another kit has this name already.'
  }

  /** Not a field: which one `kit` shows. */
  kitId!: string
}

@Extensions(recruiting)
@ObjectType({
  implements: Refusal,
  description: 'The kit is archived: nobody changes it, and no other round may choose it.',
})
export class KitIsArchived extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'This kit is archived.'
  }

  /** Not a field: which one `kit` shows. */
  kitId!: string
}

export const CreateKitResult = createUnionType({
  name: 'CreateKitResult',
  description: 'What `createKit` answers: what was asked for, or why not.',
  types: () => [KitType, KitAlreadyExists, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

@Extensions(recruiting)
@ObjectType({ implements: Refusal, description: 'Somebody saved it after the version that was edited.' })
export class KitHasChanged extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'Somebody has saved another version of this kit.'
  }

  /** Not a field: which one `kit` shows. */
  kitId!: string
}

@InputType({ description: 'What `updateKit` needs: all that the kit is to be.' })
export class UpdateKitInput extends CreateKitInput {
  @Field(() => ID, { description: 'Which one.' })
  kitId!: string

  @Field(() => Int, { description: 'The number of the version that was edited. A newer one is not overwritten.' })
  version!: number
}

@InputType({ description: 'What `archiveKit` needs.' })
export class ArchiveKitInput {
  @Field(() => ID, { description: 'Which one.' })
  kitId!: string

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `restoreKit` needs.' })
export class RestoreKitInput extends ArchiveKitInput {}

export const UpdateKitResult = createUnionType({
  name: 'UpdateKitResult',
  description: 'What `updateKit` answers: what was asked for, or why not.',
  types: () => [KitType, KitAlreadyExists, KitHasChanged, KitIsArchived, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export const ArchiveKitResult = createUnionType({
  name: 'ArchiveKitResult',
  description: 'What `archiveKit` answers: what was asked for, or why not.',
  types: () => [KitType, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export const RestoreKitResult = createUnionType({
  name: 'RestoreKitResult',
  description: 'What `restoreKit` answers: what was asked for, or why not.',
  types: () => [KitType, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export interface KitRow {
  id: string
  name: string
  archivedAt: string | null
  createdAt: string
}

export const kitColumns = sql<KitRow>`kit.id, kit.name, kit.archived_at as "archivedAt", kit.created_at as "createdAt"`

export const kitById = oneByKey<KitRow>(
  (reading, ids) =>
    reading.rows(sql`select ${kitColumns} from kit where company_id = ${reading.companyId} and id = any(${ids})`),
  (row) => row.id,
)
