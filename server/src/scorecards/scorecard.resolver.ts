import { sql } from 'kysely'
import { Arg, Args, Ctx, Extensions, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql'
import { ApplicationType, type ApplicationRow } from '../candidates/candidate.types.ts'
import {
  StaffMemberType,
  staffMemberById,
  staffMemberColumns,
  type StaffMemberRow,
} from '../companies/company.types.ts'
import { kitOfInterview } from '../interviews/kit-of-interview.ts'
import {
  InterviewConnection,
  InterviewType,
  interviewColumns,
  type InterviewRow,
} from '../interviews/interview.types.ts'
import type { Staff, TokenHolder } from '../shared/actor.ts'
import { forbidden } from '../shared/errors.ts'
import { orToken, recruiting, staff } from '../shared/graphql/access.ts'
import { present } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import { PageArgs, pagesByParent, readPage, toConnection } from '../shared/graphql/page.ts'
import { manyByKey } from '../shared/loader.ts'
import type { Reading } from '../shared/reading.ts'
import type { makeDiscardScorecardDraft } from './discard-scorecard-draft.ts'
import { owesScorecard } from './owing.ts'
import type { makeSaveScorecard } from './save-scorecard.ts'
import { readableBy, recommendation, summaryOf } from './scorecard.rules.ts'
import {
  DiscardScorecardDraftInput,
  DiscardScorecardDraftResult,
  SaveScorecardResult,
  ScorecardInput,
  ScorecardSummaryType,
  ScorecardType,
  ScorecardVersionConnection,
  ScorecardVersionType,
  ScoreType,
  SubmitScorecardResult,
  currentVersions,
  earlierVersions,
  scorecardById,
  scorecardsOfApplication,
  scorecardsOfInterview,
  type ScorecardRow,
  type ScorecardVersionRow,
} from './scorecard.types.ts'
import type { makeSubmitScorecard } from './submit-scorecard.ts'

const historyOfScorecard = pagesByParent(({ companyId }, scorecard, _filter: undefined) =>
  earlierVersions(companyId, scorecard as ReturnType<typeof sql>),
)

/** Who met the candidate and still owes their scorecard, of each interview, by name. */
const missingOfInterview = manyByKey<StaffMemberRow & { interviewId: string }>(
  (reading, ids) =>
    reading.rows(sql`select ${staffMemberColumns}, interview.id as "interviewId" from interview
      join interview_interviewer held on held.company_id = interview.company_id and held.interview_id = interview.id
      join staff_member on staff_member.company_id = held.company_id and staff_member.id = held.interviewer_id
      where interview.company_id = ${reading.companyId} and interview.id = any(${ids})
        and ${owesScorecard(sql`staff_member.id`)}
      order by staff_member.name, staff_member.id`),
  (row) => row.interviewId,
)

/** Who works for the company and asks, or a program of it. The rules let nobody else come here. */
function theReader({ actor }: Context): Staff | TokenHolder {
  if (actor.kind !== 'STAFF' && actor.kind !== 'TOKEN') throw forbidden()
  return actor
}

/** The scorecards of an interview that whoever asks may read: a blind reader finds none. */
async function readableScorecards(context: Context, interviewId: string): Promise<ScorecardRow[]> {
  const cards = await scorecardsOfInterview(context.reading).load(interviewId)
  return readableBy(
    theReader(context),
    cards.map((card) => ({ ...card, isSubmitted: card.submittedAt !== null })),
  )
}

const counted = async (reading: Reading, { id }: ScorecardRow): Promise<ScorecardVersionRow | null> =>
  (await currentVersions(reading).load(id)).find((version) => version.submittedAt) ?? null

/** What scorecards say together, by the criteria of the kits that their interviews go by. */
async function summarise(
  reading: Reading,
  cards: readonly ScorecardRow[],
  interviewIds: readonly string[] = [],
): Promise<ScorecardSummaryType> {
  const [versions, kits] = await Promise.all([
    Promise.all(cards.map((card) => counted(reading, card))),
    Promise.all(
      [...new Set([...interviewIds, ...cards.map((card) => card.interviewId)])].map((id) =>
        kitOfInterview(reading).load(id),
      ),
    ),
  ])
  // Of several versions of a kit the later one tells how a criterion is called by now.
  const criteria = new Map(
    kits.flatMap((kit) => (kit?.criteria ?? []).map((each, index) => [each.id, { ...each, position: index + 1 }])),
  )
  const summary = summaryOf(
    versions.flatMap((version) => (version ? [version] : [])),
    [...criteria.keys()],
  )
  return {
    submitted: summary.submitted,
    recommendations: recommendation.map((each) => ({
      recommendation: each,
      count: summary.recommendations[each],
    })),
    criteria: summary.criteria.flatMap(({ criterionId, ...scores }) => {
      const criterion = criteria.get(criterionId)
      return criterion ? [{ criterion, ...scores }] : []
    }),
  }
}

@Resolver(() => InterviewType)
export class ScorecardsOfInterviewResolver {
  @FieldResolver(() => [ScorecardType], {
    description:
      'The scorecards that were submitted, by the names of their writers. Who only interviews gets them once their own is in, and none before.',
  })
  scorecards(@Ctx() context: Context, @Root() { id }: InterviewRow) {
    return readableScorecards(context, id)
  }

  @Extensions(staff)
  @FieldResolver(() => ScorecardType, {
    nullable: true,
    description: 'That of whoever asks, draft or submitted; null where they have written nothing.',
  })
  async ownScorecard(@Ctx() context: Context, @Root() { id }: InterviewRow) {
    const { id: reader } = theReader(context)
    const cards = await scorecardsOfInterview(context.reading).load(id)
    return cards.find(({ authorId }) => authorId === reader) ?? null
  }

  @FieldResolver(() => [StaffMemberType], {
    description: 'Who met the candidate and owes their scorecard: nobody before it was held, or once it is decided.',
  })
  missingScorecards(@Ctx() { reading }: Context, @Root() { id }: InterviewRow) {
    return missingOfInterview(reading).load(id)
  }

  @FieldResolver(() => ScorecardSummaryType, {
    nullable: true,
    description: 'What they say together; null for who only interviews and has not submitted their own.',
  })
  async scorecardSummary(@Ctx() context: Context, @Root() { id }: InterviewRow) {
    const cards = await readableScorecards(context, id)
    const reader = theReader(context)
    return cards.length === 0 && reader.kind === 'STAFF' && reader.role === 'INTERVIEWER'
      ? null
      : summarise(context.reading, cards, [id])
  }
}

@Resolver(() => ApplicationType)
export class ScorecardsOfApplicationResolver {
  @Extensions(orToken(recruiting, 'READ'))
  @FieldResolver(() => ScorecardSummaryType, {
    description: 'What the scorecards of all its interviews say together, for the decision.',
  })
  async scorecardSummary(@Ctx() { reading }: Context, @Root() { id }: ApplicationRow) {
    return summarise(reading, await scorecardsOfApplication(reading).load(id))
  }
}

@Resolver(() => ScorecardType)
export class ScorecardResolver {
  constructor(
    private readonly scorecards: {
      saveScorecard: ReturnType<typeof makeSaveScorecard>
      submitScorecard: ReturnType<typeof makeSubmitScorecard>
      discardScorecardDraft: ReturnType<typeof makeDiscardScorecardDraft>
    },
  ) {}

  @Extensions(staff)
  @Query(() => InterviewConnection, {
    description:
      'Interviews of which whoever asks owes their scorecard, the one that has waited longest first: held, undecided, and theirs is not in.',
  })
  async owedScorecards(@Ctx() { reading, actor }: Context, @Args(() => PageArgs) page: PageArgs) {
    return toConnection(
      await readPage(
        reading,
        {
          select: interviewColumns,
          from: sql`interview
            join interview_interviewer mine on mine.company_id = interview.company_id
              and mine.interview_id = interview.id and mine.interviewer_id = ${actor.id}`,
          where: [sql`interview.company_id = ${reading.companyId}`, owesScorecard(sql`${actor.id}`)],
          order: [
            { column: sql`interview.starts_at`, cast: 'timestamptz' },
            { column: sql`interview.id`, cast: 'uuid' },
          ],
        },
        page,
      ),
    )
  }

  @FieldResolver(() => StaffMemberType, { description: 'Who wrote it.' })
  author(@Ctx() { reading }: Context, @Root() { authorId }: ScorecardRow) {
    return staffMemberById(reading).load(authorId)
  }

  @FieldResolver(() => ScorecardVersionType, {
    nullable: true,
    description: 'What counts: the version that was submitted last. Null while there is only a draft.',
  })
  submitted(@Ctx() { reading }: Context, @Root() card: ScorecardRow) {
    return counted(reading, card)
  }

  @Extensions(staff)
  @FieldResolver(() => ScorecardVersionType, {
    nullable: true,
    description: 'What its writer has not submitted yet; null where there is nothing, and to everybody else.',
  })
  async draft(@Ctx() { reading, actor }: Context, @Root() { id, authorId }: ScorecardRow) {
    if (actor.id !== authorId) return null
    return (await currentVersions(reading).load(id)).find((version) => !version.submittedAt) ?? null
  }

  @FieldResolver(() => ScorecardVersionConnection, {
    description: 'What was submitted before and corrected since, the newest first.',
  })
  async history(@Ctx() { reading }: Context, @Root() { id }: ScorecardRow, @Args(() => PageArgs) page: PageArgs) {
    return toConnection(await historyOfScorecard(reading, id, page, undefined))
  }

  @Extensions(staff)
  @Mutation(() => SaveScorecardResult, {
    description: 'Keeps what an interviewer has written so far as a draft, which nobody else sees.',
  })
  async saveScorecard(@Ctx() context: Context, @Arg('input', () => ScorecardInput) input: ScorecardInput) {
    return present(context, await this.scorecards.saveScorecard(context.actor, input), 'Scorecard', theScorecard)
  }

  @Extensions(staff)
  @Mutation(() => SubmitScorecardResult, {
    description:
      'Hands a scorecard in; handed in again it is corrected, and what it said before stays in its history. The others’ can be read from then on.',
  })
  async submitScorecard(@Ctx() context: Context, @Arg('input', () => ScorecardInput) input: ScorecardInput) {
    return present(context, await this.scorecards.submitScorecard(context.actor, input), 'Scorecard', theScorecard)
  }

  @Extensions(staff)
  @Mutation(() => DiscardScorecardDraftResult, {
    description: 'Throws away what an interviewer has written since they submitted, or all of it where they never did.',
  })
  async discardScorecardDraft(
    @Ctx() context: Context,
    @Arg('input', () => DiscardScorecardDraftInput) input: DiscardScorecardDraftInput,
  ) {
    const answer = await this.scorecards.discardScorecardDraft(context.actor, input)
    return present(context, answer, 'Scorecard', theScorecard)
  }
}

const theScorecard = ({ reading }: Context, { id }: { id: string }) => scorecardById(reading).load(id)

@Resolver(() => ScorecardVersionType)
export class ScorecardVersionResolver {
  @FieldResolver(() => [ScoreType], { description: 'What it says by criterion, in the order of the kit.' })
  async scores(@Ctx() { reading }: Context, @Root() { interviewId, scores }: ScorecardVersionRow) {
    const kit = await kitOfInterview(reading).load(interviewId)
    return (kit?.criteria ?? []).flatMap((criterion, index) => {
      const said = scores.find(({ criterionId }) => criterionId === criterion.id)
      return said ? [{ ...said, criterion: { ...criterion, position: index + 1 } }] : []
    })
  }
}
