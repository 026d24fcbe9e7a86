import { Arg, Args, Ctx, Extensions, FieldResolver, Query, Resolver, Root } from 'type-graphql'
import { StaffMemberType, companyById, staffMemberById } from '../companies/company.types.ts'
import { JobType, jobById } from '../jobs/job.types.ts'
import { deliveryKind } from '../mail/delivery.rules.ts'
import { recommendation } from '../scorecards/scorecard.rules.ts'
import { orToken, recruiting } from '../shared/graphql/access.ts'
import type { Context } from '../shared/graphql/context.ts'
import { PageArgs, readPage, toConnection, type List } from '../shared/graphql/page.ts'
import { isInvalid, readInput } from '../shared/input.ts'
import { analyticsInput } from './analytics-input.ts'
import {
  AnalyticsInput,
  AnalyticsResult,
  AnalyticsType,
  AnswerAnalytics,
  CriterionSpreadConnection,
  EmailAnalytics,
  InterviewAnalytics,
  InterviewerLoad,
  InterviewerLoadConnection,
  InterviewerSpread,
  InterviewerSpreadConnection,
  PassThrough,
  PassThroughConnection,
  TimeToScheduleAnalytics,
} from './analytics.types.ts'
import { answerCounts, noAnswers, type AnswerCounts } from './answer-figures.ts'
import { emailCounts, type EmailCount } from './email-figures.ts'
import { answerRate, failureRate, perWeek, showUpRate, summed, versionsPerInterview } from './figures.rules.ts'
import { interviewCounts, noInterviews, type InterviewCounts } from './interview-figures.ts'
import { interviewerLoads, type InterviewerLoadRow } from './interviewer-load.ts'
import { mailFailureReason, reasonOf } from './mail-failure.rules.ts'
import { passThrough } from './pass-through.ts'
import { periodOf, whyNotThisLong, type Period } from './period.ts'
import { prepare, type Scope } from './scope.ts'
import {
  noScores,
  scoresOf,
  spreadByCriterion,
  spreadByInterviewer,
  type InterviewerSpreadRow,
} from './score-spread.ts'
import { noSpan, untilArranged, untilHeld, type Span } from './time-to-schedule.ts'

const toldInterviews = ({ moves, ...counts }: InterviewCounts) => ({
  ...counts,
  showUpRate: showUpRate(counts),
  versions: versionsPerInterview({ ...counts, moves }),
})

const toldAnswers = ({ count, medianMinutes, ninetiethMinutes, ...counts }: Omit<AnswerCounts, 'step'>) => ({
  ...counts,
  none: counts.asked - counts.accepted - counts.tentative - counts.declined,
  answerRate: answerRate(counts),
  answerTime: { count, medianMinutes, ninetiethMinutes },
})

function toldEmails(emails: readonly EmailCount[]) {
  const number = (...statuses: EmailCount['status'][]) =>
    emails.reduce((sum, { status, count }) => sum + (statuses.includes(status) ? count : 0), 0)
  const counts = {
    queued: emails.reduce((sum, { count }) => sum + count, 0),
    sent: number('SENT'),
    bounced: number('BOUNCED'),
    failed: number('FAILED'),
    withoutAddress: number('SKIPPED_NO_ADDRESS'),
    cancelled: number('CANCELLED'),
    waiting: number('QUEUED', 'SENDING'),
  }
  return { ...counts, failureRate: failureRate(counts) }
}

/** Every step of a period with its figures, also those of which nothing was read. */
const byStep = <Figures>({ steps }: Period, figuresOf: (step: number) => Figures) =>
  steps.map(({ from, to }, step) => ({ from, to, figures: figuresOf(step) }))

/** A page of a list that is read from very many rows. */
async function analysedPage<Row, Told>(
  { reading }: Context,
  list: List<Row>,
  page: PageArgs,
  tell: (rows: readonly Row[]) => Promise<readonly Told[]> | readonly Told[],
) {
  const [, found] = await Promise.all([prepare(reading), readPage(reading, list, page)])
  const told = await tell(found.rows.map(({ row }) => row))
  return toConnection({ ...found, rows: found.rows.map(({ cursor }, index) => ({ cursor, row: told[index]! })) })
}

@Resolver(() => AnalyticsType)
export class AnalyticsResolver {
  @Extensions(orToken(recruiting, 'READ'))
  @Query(() => AnalyticsResult, {
    description:
      'How scheduling goes: figures of a period, of the whole company or of a job, a round or an interviewer. docs/analytics.md says of each what is counted and what is left out.',
  })
  async analytics(@Ctx() { reading }: Context, @Arg('input', () => AnalyticsInput) input: AnalyticsInput) {
    const wish = readInput(analyticsInput, input)
    if (isInvalid(wish)) return wish
    const refusal = whyNotThisLong(wish.from, wish.to, wish.by)
    if (refusal) return refusal
    const company = (await companyById(reading).load(reading.companyId))!
    const period = periodOf(wish.from, wish.to, wish.by, company.timeZone)
    const { jobId = null, round = null, interviewerId = null } = wish
    const { from, to, timeZone, startsAt, endsAt } = period
    const scope: Scope = { period, jobId, round, interviewerId }
    return { __typename: 'Analytics', from, to, timeZone, startsAt, endsAt, scope }
  }

  @FieldResolver(() => InterviewAnalytics, { description: 'What became of interviews.' })
  async interviews(@Ctx() { reading }: Context, @Root() { scope }: AnalyticsType) {
    const rows = await interviewCounts(reading, scope)
    return {
      total: toldInterviews(summed(noInterviews, rows)),
      steps: byStep(scope.period, (at) => toldInterviews(rows.find(({ step }) => step === at) ?? noInterviews)),
    }
  }

  @FieldResolver(() => TimeToScheduleAnalytics, { description: 'How long candidates wait for an interview.' })
  async timeToSchedule(@Ctx() { reading }: Context, @Root() { scope }: AnalyticsType) {
    const [arranged, held] = await Promise.all([untilArranged(reading, scope), untilHeld(reading, scope)])
    const of = (rows: readonly (Span & { step: number | null })[], at: number | null) =>
      rows.find(({ step }) => step === at) ?? noSpan
    const figures = (at: number | null) => ({ untilArranged: of(arranged, at), untilHeld: of(held, at) })
    return { total: figures(null), steps: byStep(scope.period, figures) }
  }

  @FieldResolver(() => AnswerAnalytics, { description: 'What candidates answer to their invitations.' })
  async answers(@Ctx() { reading }: Context, @Root() { scope }: AnalyticsType) {
    const rows = await answerCounts(reading, scope)
    const figures = (at: number | null) => toldAnswers(rows.find(({ step }) => step === at) ?? noAnswers)
    return { total: figures(null), steps: byStep(scope.period, figures) }
  }

  @FieldResolver(() => EmailAnalytics, { description: 'What became of emails.' })
  async emails(@Ctx() { reading }: Context, @Root() { scope }: AnalyticsType) {
    const rows = await emailCounts(reading, scope)
    const steps = Map.groupBy(rows, ({ step }) => step)
    const kinds = Map.groupBy(rows, ({ kind }) => kind)
    const failed = rows.filter(({ status }) => status === 'BOUNCED' || status === 'FAILED')
    const reasons = Map.groupBy(failed, ({ errorCode }) => reasonOf(errorCode))
    return {
      total: toldEmails(rows),
      steps: byStep(scope.period, (at) => toldEmails(steps.get(at) ?? [])),
      kinds: deliveryKind.flatMap((kind) => {
        const some = kinds.get(kind)
        return some ? [{ kind, figures: toldEmails(some) }] : []
      }),
      reasons: mailFailureReason.flatMap((reason) => {
        const some = reasons.get(reason)
        return some ? [{ reason, count: some.reduce((sum, { count }) => sum + count, 0) }] : []
      }),
    }
  }

  @FieldResolver(() => InterviewerLoadConnection, {
    description: 'How much each interviewer meets candidates, who has the most first; who has none is not in.',
  })
  load(@Ctx() context: Context, @Root() { scope }: AnalyticsType, @Args(() => PageArgs) page: PageArgs) {
    const { days } = scope.period
    return analysedPage(context, interviewerLoads(context.reading.companyId, scope), page, (rows) =>
      rows.map((row) => ({ ...row, perWeek: perWeek(row.interviews, days) })),
    )
  }

  @FieldResolver(() => InterviewerSpreadConnection, {
    description: 'How each interviewer scores and recommends, who has submitted the most scorecards first.',
  })
  spreadByInterviewer(@Ctx() context: Context, @Root() { scope }: AnalyticsType, @Args(() => PageArgs) page: PageArgs) {
    const { reading } = context
    return analysedPage(context, spreadByInterviewer(reading.companyId, scope), page, async (rows) => {
      const ids = rows.map(({ interviewerId }) => interviewerId)
      const scores = new Map((await scoresOf(reading, scope, ids)).map((row) => [row.interviewerId, row]))
      return rows.map((row) => ({
        ...row,
        recommendations: recommendation.map((each, index) => ({
          recommendation: each,
          count: row.recommendations[index]!,
        })),
        scores: scores.get(row.interviewerId) ?? noScores,
      }))
    })
  }

  @FieldResolver(() => CriterionSpreadConnection, {
    description: 'How each criterion is scored, the one with the most scores first.',
  })
  spreadByCriterion(@Ctx() context: Context, @Root() { scope }: AnalyticsType, @Args(() => PageArgs) page: PageArgs) {
    return analysedPage(context, spreadByCriterion(context.reading.companyId, scope), page, (rows) =>
      rows.map(({ scored, counts, average, deviation, ...row }) => ({
        ...row,
        scores: { scored, counts, average, deviation },
      })),
    )
  }

  @FieldResolver(() => PassThroughConnection, {
    description: 'How far applications come, by job and round: jobs by their titles, rounds in their order.',
  })
  passThrough(@Ctx() context: Context, @Root() { scope }: AnalyticsType, @Args(() => PageArgs) page: PageArgs) {
    return analysedPage(context, passThrough(context.reading.companyId, scope), page, (rows) => rows)
  }
}

@Resolver(() => InterviewerLoad)
export class InterviewerLoadResolver {
  @FieldResolver(() => StaffMemberType, { description: 'Who.' })
  interviewer(@Ctx() { reading }: Context, @Root() { interviewerId }: InterviewerLoadRow) {
    return staffMemberById(reading).load(interviewerId)
  }
}

@Resolver(() => InterviewerSpread)
export class InterviewerSpreadResolver {
  @FieldResolver(() => StaffMemberType, { description: 'Who.' })
  interviewer(@Ctx() { reading }: Context, @Root() { interviewerId }: InterviewerSpreadRow) {
    return staffMemberById(reading).load(interviewerId)
  }
}

@Resolver(() => PassThrough)
export class PassThroughResolver {
  @FieldResolver(() => JobType, { description: 'Of which job.' })
  job(@Ctx() { reading }: Context, @Root() { jobId }: PassThrough) {
    return jobById(reading).load(jobId)
  }
}

export const analyticsResolvers = [
  AnalyticsResolver,
  InterviewerLoadResolver,
  InterviewerSpreadResolver,
  PassThroughResolver,
]
