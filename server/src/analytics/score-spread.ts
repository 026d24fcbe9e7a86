import { sql, type RawBuilder } from 'kysely'
import { recommendation, scoreBounds } from '../scorecards/scorecard.rules.ts'
import { idOrNobody } from '../shared/id.ts'
import type { List } from '../shared/graphql/page.ts'
import type { Reading } from '../shared/reading.ts'
import { analyse, beginsInPeriod, type Scope } from './scope.ts'

const [lowest, highest] = scoreBounds
const scores = Array.from({ length: highest - lowest + 1 }, (_, index) => lowest + index)

/** How scores are spread. */
export interface SpreadColumns {
  /** How many scores were given. */
  scored: number
  /** How many gave each score, from the lowest. */
  counts: number[]
  average: number | null
  /** Of the scores that were given, not of a sample of more (population); null of none. */
  deviation: number | null
}

export const noScores: SpreadColumns = { scored: 0, counts: scores.map(() => 0), average: null, deviation: null }

export interface InterviewerSpreadRow {
  interviewerId: string
  scorecards: number
  /** How many recommend each, from the clearest no. */
  recommendations: number[]
}

export interface CriterionSpreadRow extends SpreadColumns {
  criterionId: string
  /** What it is called in the newest version of the kit that has it. */
  name: string
  kitName: string
  notSeen: number
}

/**
 * What the scorecards of the period's interviews say by now: of each the version that was submitted last. Drafts are
 * their writer's alone. Whoever asks runs the hiring, and reads what was submitted (see `readableBy`).
 */
const submittedOf = (companyId: string, scope: Scope): RawBuilder<unknown> => sql`interview
  join scorecard on scorecard.company_id = interview.company_id and scorecard.interview_id = interview.id
    and scorecard.submitted_at is not null
    ${scope.interviewerId === null ? sql`` : sql`and scorecard.author_id = ${idOrNobody(scope.interviewerId)}`}
  join scorecard_version version on version.company_id = scorecard.company_id and version.scorecard_id = scorecard.id
    and version.submitted_at is not null
    and not exists (select from scorecard_version later where later.company_id = version.company_id
      and later.scorecard_id = version.scorecard_id and later.number > version.number
      -- Follows from the line before. Few scorecards have a second version, and only those are looked at.
      and later.number > 1 and later.submitted_at is not null)`

const saidIn = sql`scorecard_score said on said.company_id = version.company_id
  and said.scorecard_id = version.scorecard_id and said.number = version.number`

const spread = sql`count(said.score)::integer as scored,
  array[${sql.join(scores.map((score) => sql`count(*) filter (where said.score = ${score})::integer`))}] as counts,
  avg(said.score)::float as average, stddev_pop(said.score)::float as deviation`

/** How each interviewer recommends, who has handed in the most scorecards first. */
export const spreadByInterviewer = (companyId: string, scope: Scope): List<InterviewerSpreadRow> => ({
  select: sql<InterviewerSpreadRow>`spread.author_id as "interviewerId", spread.scorecards, spread.recommendations`,
  from: sql`(select scorecard.author_id, count(*)::integer as scorecards,
        array[${sql.join(
          recommendation.map((each) => sql`count(*) filter (where version.recommendation = ${each})::integer`),
        )}] as recommendations
      from ${submittedOf(companyId, scope)} where ${beginsInPeriod(companyId, scope)}
      group by scorecard.author_id) spread`,
  where: [],
  order: [
    { column: sql`spread.scorecards`, cast: 'integer' },
    { column: sql`spread.author_id`, cast: 'uuid' },
  ],
  descending: true,
})

/** How the interviewers of a page score: those of a whole company would be read for the few that are shown. */
export const scoresOf = (
  reading: Reading,
  scope: Scope,
  interviewerIds: readonly string[],
): Promise<(SpreadColumns & { interviewerId: string })[]> =>
  analyse(
    reading,
    sql`select scorecard.author_id as "interviewerId", ${spread}
      from ${submittedOf(reading.companyId, scope)} join ${saidIn}
      where ${beginsInPeriod(reading.companyId, scope)} and scorecard.author_id = any(${interviewerIds}::uuid[])
      group by scorecard.author_id`,
  )

/** How each criterion is scored, the one that is scored most first. */
export const spreadByCriterion = (companyId: string, scope: Scope): List<CriterionSpreadRow> => ({
  select: sql<CriterionSpreadRow>`spread.criterion_id as "criterionId", named.name, named.kit_name as "kitName", spread.not_seen as "notSeen",
    spread.scored, spread.counts, spread.average, spread.deviation`,
  from: sql`(select said.criterion_id, count(*) filter (where said.not_seen)::integer as not_seen, ${spread}
      from ${submittedOf(companyId, scope)} join ${saidIn} where ${beginsInPeriod(companyId, scope)}
      group by said.criterion_id
      having count(said.score) > 0 or bool_or(said.not_seen)) spread
    join (select distinct on (criterion ->> 'id') (criterion ->> 'id')::uuid as id, criterion ->> 'name' as name,
          kit.name as kit_name
        from kit_version join kit on kit.company_id = kit_version.company_id and kit.id = kit_version.kit_id
        cross join jsonb_array_elements(kit_version.criteria) criterion
        where kit_version.company_id = ${companyId}
        order by criterion ->> 'id', kit_version.number desc) named on named.id = spread.criterion_id`,
  where: [],
  order: [
    { column: sql`spread.scored`, cast: 'integer' },
    { column: sql`spread.criterion_id`, cast: 'uuid' },
  ],
  descending: true,
})
