import { sql } from 'kysely'
import { Extensions, Field, Float, ID, InputType, Int, ObjectType, createUnionType } from 'type-graphql'
import { InterviewHasNotBegun, InterviewStatusEnum } from '../interviews/interview.types.ts'
import type { InterviewStatus } from '../interviews/interview.rules.ts'
import { CriterionType } from '../kits/kit.types.ts'
import { orToken, staff } from '../shared/graphql/access.ts'
import { byKind, says } from '../shared/graphql/answer.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { connectionOf, type List } from '../shared/graphql/page.ts'
import { IdempotencyKeyReused, InvalidInput, Refusal } from '../shared/graphql/refusal.types.ts'
import { DateTime } from '../shared/graphql/scalars.ts'
import { manyByKey, oneByKey } from '../shared/loader.ts'
import {
  longestWords,
  recommendation,
  scoreBounds,
  type CriterionSummary,
  type Recommendation,
  type Score,
} from './scorecard.rules.ts'

const [lowest, highest] = scoreBounds

export const RecommendationEnum = enumOf(recommendation, 'Recommendation', 'What an interviewer recommends.', {
  STRONG_NO: 'Clearly not.',
  NO: 'Rather not.',
  YES: 'Yes.',
  STRONG_YES: 'Yes, by all means.',
})

@Extensions(orToken(staff, 'READ'))
@ObjectType('Score', { description: 'What a scorecard says by one criterion.' })
export class ScoreType {
  @Field(() => CriterionType, { description: 'By which criterion of the kit that the interview goes by.' })
  criterion!: CriterionType

  @Field(() => Int, {
    nullable: true,
    description: `From ${lowest} to ${highest}, the best; null where none is given.`,
  })
  score!: number | null

  @Field(() => Boolean, { description: 'Whether the interview showed nothing of it, as the interviewer says.' })
  notSeen!: boolean

  @Field(() => String, { nullable: true, description: 'What they saw, in their words.' })
  words!: string | null
}

@Extensions(orToken(staff, 'READ'))
@ObjectType('ScorecardVersion', { description: 'A scorecard as it was saved, or handed in, once.' })
export class ScorecardVersionType {
  @Field(() => ID, { description: 'That of its scorecard, and its number.' })
  id!: string

  @Field(() => Int, { description: 'Which version of its scorecard it is, from 1.' })
  number!: number

  @Field(() => RecommendationEnum, { nullable: true, description: 'Null in a draft that says none yet.' })
  recommendation!: Recommendation | null

  @Field(() => String, { nullable: true, description: 'What the interviewer says of the whole.' })
  words!: string | null

  @Field(() => DateTime, { description: 'When it was saved.' })
  savedAt!: string

  @Field(() => DateTime, { nullable: true, description: 'When it was submitted; null for a draft.' })
  submittedAt!: string | null
}

export const ScorecardVersionConnection = connectionOf(
  'ScorecardVersion',
  () => ScorecardVersionType,
  orToken(staff, 'READ'),
)

@Extensions(orToken(staff, 'READ'))
@ObjectType('Scorecard', {
  description:
    "An interviewer's feedback on one interview. Whoever meets the candidate too reads it once theirs is in.",
})
export class ScorecardType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => Int, { description: 'Rises with each saving. Who saves sends the one they had before them.' })
  revision!: number

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was submitted for the first time; null while there is only a draft.',
  })
  submittedAt!: string | null
}

@Extensions(orToken(staff, 'READ'))
@ObjectType({ description: 'How many recommend the same.' })
export class RecommendationCount {
  @Field(() => RecommendationEnum, { description: 'What.' })
  recommendation!: Recommendation

  @Field(() => Int, { description: 'How many.' })
  count!: number
}

@Extensions(orToken(staff, 'READ'))
@ObjectType('CriterionSummary', { description: 'What several scorecards say by one criterion.' })
export class CriterionSummaryType implements Omit<CriterionSummary, 'criterionId'> {
  @Field(() => CriterionType, { description: 'By which criterion.' })
  criterion!: CriterionType

  @Field(() => Float, { nullable: true, description: 'The mean of the scores; null where none was given.' })
  average!: number | null

  @Field(() => [Int], { description: `How many gave each score, from ${lowest} to ${highest}.` })
  counts!: number[]

  @Field(() => Int, { description: 'How many say that the interview showed nothing of it.' })
  notSeen!: number
}

@Extensions(orToken(staff, 'READ'))
@ObjectType('ScorecardSummary', { description: 'What the scorecards that were submitted say together.' })
export class ScorecardSummaryType {
  @Field(() => Int, { description: 'How many there are.' })
  submitted!: number

  @Field(() => [RecommendationCount], { description: 'Each recommendation, from the clearest no to the clearest yes.' })
  recommendations!: RecommendationCount[]

  @Field(() => [CriterionSummaryType], { description: 'Each criterion, in the order of the kit.' })
  criteria!: CriterionSummaryType[]
}

@InputType({ description: 'What is said by one criterion.' })
export class ScoreInput {
  @Field(() => ID, { description: 'By which criterion.' })
  criterionId!: string

  @Field(() => Int, { nullable: true, description: `From ${lowest} to ${highest}, the best; left out for none.` })
  score?: number | null

  @Field(() => Boolean, { nullable: true, description: 'That the interview showed nothing of it; no score then.' })
  notSeen?: boolean | null

  @Field(() => String, { nullable: true, description: `Up to ${longestWords} characters.` })
  words?: string | null
}

@InputType({ description: 'What `saveScorecard` and `submitScorecard` need: all that the scorecard is to say.' })
export class ScorecardInput {
  @Field(() => ID, { description: 'Of which interview.' })
  interviewId!: string

  @Field(() => Int, {
    description:
      'The revision that was before whoever wrote this, 0 where there was none: nothing newer is overwritten.',
  })
  revision!: number

  @Field(() => RecommendationEnum, { nullable: true, description: 'A draft may have none.' })
  recommendation?: Recommendation | null

  @Field(() => String, { nullable: true, description: `Of the whole, up to ${longestWords} characters.` })
  words?: string | null

  @Field(() => [ScoreInput], { description: 'By criterion of the kit, each once at most.' })
  scores!: ScoreInput[]

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `discardScorecardDraft` needs.' })
export class DiscardScorecardDraftInput {
  @Field(() => ID, { description: 'Of which interview.' })
  interviewId!: string

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@Extensions(staff)
@ObjectType({ implements: Refusal, description: 'It was called off, missed, or nobody came.' })
export class InterviewWasNotHeld extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return `This interview is ${this.status}: there is nothing to give feedback on.`
  }

  @Field(() => InterviewStatusEnum, { description: 'Where it is.' })
  status!: InterviewStatus
}

@Extensions(staff)
@ObjectType({ implements: Refusal, description: 'Who asks is not one of those who meet the candidate.' })
export class NotOnThePanel extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'Only those who meet the candidate write a scorecard of the interview.'
  }
}

@Extensions(staff)
@ObjectType({ implements: Refusal, description: 'The kit that the interview goes by has no such criterion.' })
export class CriterionIsNotInKit extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'This interview is not judged by this criterion.'
  }

  @Field(() => ID, { description: 'Which criterion.' })
  criterionId!: string
}

@Extensions(staff)
@ObjectType({ implements: Refusal, description: 'Something is missing that a scorecard needs to be submitted.' })
export class ScorecardIsIncomplete extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    const parts = [
      ...(this.lacksRecommendation ? ['a recommendation'] : []),
      ...(this.criterionIds.length > 0 ? [`a score by ${this.criterionIds.length} of its criteria`] : []),
    ]
    return `This scorecard lacks ${parts.join(' and ')}.`
  }

  @Field(() => Boolean, { description: 'Whether it says no recommendation.' })
  lacksRecommendation!: boolean

  @Field(() => [ID], { description: 'The criteria that must be scored and are not, in the order of the kit.' })
  criterionIds!: string[]
}

@Extensions(staff)
@ObjectType({
  implements: Refusal,
  description: 'It was saved meanwhile, in another window or on another device. Read it again before you overwrite it.',
})
export class ScorecardHasChanged extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'This scorecard was saved meanwhile in another window or on another device.'
  }

  @Field(() => Int, { description: 'The revision that it has by now.' })
  revision!: number
}

const refusals = [
  InterviewHasNotBegun,
  InterviewWasNotHeld,
  NotOnThePanel,
  CriterionIsNotInKit,
  ScorecardHasChanged,
  InvalidInput,
  IdempotencyKeyReused,
] as const

export const SaveScorecardResult = createUnionType({
  name: 'SaveScorecardResult',
  description: 'What `saveScorecard` answers: the scorecard with its draft, or why nothing was saved.',
  types: () => [ScorecardType, ...refusals] as const,
  resolveType: byKind,
})

export const SubmitScorecardResult = createUnionType({
  name: 'SubmitScorecardResult',
  description: 'What `submitScorecard` answers: the scorecard, or why it was not submitted.',
  types: () => [ScorecardType, ScorecardIsIncomplete, ...refusals] as const,
  resolveType: byKind,
})

export const DiscardScorecardDraftResult = createUnionType({
  name: 'DiscardScorecardDraftResult',
  description: 'What `discardScorecardDraft` answers: the scorecard without its draft, or why it is still there.',
  types: () =>
    [
      ScorecardType,
      InterviewHasNotBegun,
      InterviewWasNotHeld,
      NotOnThePanel,
      InvalidInput,
      IdempotencyKeyReused,
    ] as const,
  resolveType: byKind,
})

export interface ScorecardRow {
  id: string
  interviewId: string
  authorId: string
  revision: number
  submittedAt: string | null
}

export interface ScorecardVersionRow {
  id: string
  scorecardId: string
  interviewId: string
  number: number
  recommendation: Recommendation | null
  words: string | null
  savedAt: string
  submittedAt: string | null
  scores: Score[]
}

const scorecardColumns = sql<ScorecardRow>`scorecard.id, scorecard.interview_id as "interviewId",
  scorecard.author_id as "authorId", scorecard.revision, scorecard.submitted_at as "submittedAt"`

const versionColumns = sql<ScorecardVersionRow>`version.scorecard_id || '.' || version.number as id,
  version.scorecard_id as "scorecardId", scorecard.interview_id as "interviewId", version.number,
  version.recommendation, version.words, version.saved_at as "savedAt", version.submitted_at as "submittedAt",
  (select coalesce(json_agg(json_build_object('criterionId', said.criterion_id, 'score', said.score,
      'notSeen', said.not_seen, 'words', said.words)), '[]')
    from scorecard_score said where said.company_id = version.company_id
      and said.scorecard_id = version.scorecard_id and said.number = version.number) as scores`

const fromVersion = sql`scorecard_version version
  join scorecard on scorecard.company_id = version.company_id and scorecard.id = version.scorecard_id`

/** For ids that come from rows this person may see already. */
export const scorecardById = oneByKey<ScorecardRow>(
  (reading, ids) =>
    reading.rows(sql`select ${scorecardColumns} from scorecard
      where company_id = ${reading.companyId} and id = any(${ids})`),
  (row) => row.id,
)

/** Every scorecard of each interview, drafts too: who may read them is said by `readableBy`. */
export const scorecardsOfInterview = manyByKey<ScorecardRow>(
  (reading, ids) =>
    reading.rows(sql`select ${scorecardColumns} from scorecard
      join staff_member on staff_member.company_id = scorecard.company_id and staff_member.id = scorecard.author_id
      where scorecard.company_id = ${reading.companyId} and scorecard.interview_id = any(${ids})
      order by staff_member.name, staff_member.id`),
  (row) => row.interviewId,
)

/** Of each scorecard the draft, if there is one, and the version that counts, if any was submitted. */
export const currentVersions = manyByKey<ScorecardVersionRow>(
  (reading, ids) =>
    reading.rows(sql`select distinct on (version.scorecard_id, version.submitted_at is null) ${versionColumns}
      from ${fromVersion}
      where version.company_id = ${reading.companyId} and version.scorecard_id = any(${ids})
      order by version.scorecard_id, version.submitted_at is null, version.number desc`),
  (row) => row.scorecardId,
)

/** The versions that counted before the one that does now, the newest first. */
export const earlierVersions = (companyId: string, where: ReturnType<typeof sql>): List<ScorecardVersionRow> => ({
  select: versionColumns,
  from: fromVersion,
  where: [
    sql`version.company_id = ${companyId}`,
    sql`version.scorecard_id = ${where}`,
    sql`version.submitted_at is not null`,
    sql`exists (select from scorecard_version later where later.company_id = version.company_id
      and later.scorecard_id = version.scorecard_id and later.number > version.number
      and later.submitted_at is not null)`,
  ],
  order: [{ column: sql`version.number`, cast: 'integer' }],
  descending: true,
})

/** The interviews of each application that have scorecards. */
export const scorecardsOfApplication = manyByKey<ScorecardRow & { applicationId: string }>(
  (reading, ids) =>
    reading.rows(sql`select ${scorecardColumns}, interview.application_id as "applicationId" from scorecard
      join interview on interview.company_id = scorecard.company_id and interview.id = scorecard.interview_id
      where scorecard.company_id = ${reading.companyId} and interview.application_id = any(${ids})
        and scorecard.submitted_at is not null
      order by interview.round, interview.starts_at, scorecard.id`),
  (row) => row.applicationId,
)
