import { expect, test } from 'vitest'
import { readAnalytics, type AnalyticsWish } from '../../test/analytics.ts'
import { chance } from '../../test/chance.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory } from '../../test/story.ts'
import { writeHistory, type PastApplication, type PastEmail, type PastInterview } from '../demo/write-history.ts'
import { applicationStatus } from '../candidates/application.rules.ts'
import { interviewStatus } from '../interviews/interview.rules.ts'
import { deliveryKind, deliveryStatus } from '../mail/delivery.rules.ts'
import { recommendation } from '../scorecards/scorecard.rules.ts'

const house = await openHouse()

/*
 * The same figures by a plain computation: loops over the histories as they were written, dates by the formatter of the
 * browser, percentiles from a sorted list. It shares nothing with the statements but the words.
 */

const dateIn = (timeZone: string) => {
  const formatter = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  return (at: string) => formatter.format(new Date(at))
}

function percentile(values: readonly number[], share: number): number | null {
  if (values.length === 0) return null
  const sorted = values.toSorted((one, other) => one - other)
  const place = share * (sorted.length - 1)
  const below = Math.floor(place)
  const value = sorted[below]! + ((sorted[below + 1] ?? sorted[below]!) - sorted[below]!) * (place - below)
  // As the database rounds: half away from zero.
  return Math.round(value)
}

const lengths = (minutes: readonly number[]) => ({
  count: minutes.length,
  medianMinutes: percentile(minutes, 0.5),
  ninetiethMinutes: percentile(minutes, 0.9),
})

const share = (part: number, whole: number) => (whole === 0 ? null : part / whole)
const minutesFrom = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 60_000

interface Company {
  applications: PastApplication[]
  timeZone: string
}

function plainly({ applications, timeZone }: Company, wish: AnalyticsWish) {
  const dateOf = dateIn(timeZone)
  const isIn = (at: string) => dateOf(at) >= wish.from && dateOf(at) <= wish.to
  const isOfScope = (application: PastApplication, each: PastInterview) =>
    (wish.jobId == null || application.jobId === wish.jobId) &&
    (wish.round == null || each.round === wish.round) &&
    (wish.interviewerId == null || !!each.interviewerIds?.includes(wish.interviewerId))
  const all = applications.flatMap((application) =>
    application.interviews.filter((each) => isOfScope(application, each)).map((each) => ({ application, each })),
  )
  const counted = all.filter(({ each }) => isIn(each.startsAt))
  const ofStatus = (...statuses: PastInterview['status'][]) =>
    counted.filter(({ each }) => statuses.includes(each.status)).length
  const timesMoved = counted.map(({ each }) => (each.moves ?? []).filter(({ onlySlot }) => !onlySlot).length)
  const moves = timesMoved.reduce((sum, times) => sum + times, 0)
  const [held, noShow, expired] = [ofStatus('COMPLETED'), ofStatus('NO_SHOW'), ofStatus('EXPIRED')]

  const firstOf = (column: 'createdAt' | 'startsAt', condition: (each: PastInterview) => boolean) =>
    [...Map.groupBy(all, ({ application }) => application)].flatMap(([application, some]) => {
      const times = some
        .map(({ each }) => each)
        .filter(condition)
        .map((each) => each[column])
      const first = times.toSorted((one, other) => Date.parse(one) - Date.parse(other))[0]
      return first && isIn(first) ? [minutesFrom(application.createdAt, first)] : []
    })

  const answered = counted.filter(({ each }) => each.rsvp !== 'NEEDS_ACTION')
  const answerTimes = answered.map(({ each }) => {
    const moved = (each.moves ?? []).filter(({ onlySlot }) => !onlySlot).map(({ at }) => at)
    return minutesFrom([each.createdAt, ...moved].toSorted().at(-1)!, each.rsvpAt!)
  })
  const said = (rsvp: PastInterview['rsvp']) => counted.filter(({ each }) => each.rsvp === rsvp).length

  const emails = applications.flatMap((application) => {
    const own = wish.round == null && wish.interviewerId == null ? (application.emails ?? []) : []
    const aboutInterviews = application.interviews
      .filter((each) => isOfScope({ ...application, jobId: application.jobId }, each))
      .flatMap((each) => each.emails ?? [])
    return wish.jobId == null || application.jobId === wish.jobId ? [...own, ...aboutInterviews] : []
  })
  const queued = emails.filter(({ queuedAt }) => isIn(queuedAt))
  const emailsOf = (...statuses: PastEmail['status'][]) =>
    queued.filter(({ status }) => statuses.includes(status)).length
  const [sent, bounced, failed] = [emailsOf('SENT'), emailsOf('BOUNCED'), emailsOf('FAILED')]

  const days = (Date.parse(wish.to) - Date.parse(wish.from)) / 86_400_000 + 1
  const mondayOf = (date: string) => {
    const at = new Date(`${date}T00:00Z`)
    at.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7))
    return at.toISOString().slice(0, 10)
  }
  const meetings = counted
    .filter(({ each }) => each.status !== 'CANCELLED')
    .flatMap(({ each }) => (each.interviewerIds ?? []).map((interviewerId) => ({ interviewerId, each })))
    .filter(({ interviewerId }) => wish.interviewerId == null || interviewerId === wish.interviewerId)
  const load = [...Map.groupBy(meetings, ({ interviewerId }) => interviewerId)].map(([id, some]) => {
    const weeks = [...Map.groupBy(some, ({ each }) => mondayOf(dateOf(each.startsAt))).values()].map(
      (week) => week.length,
    )
    return {
      id,
      interviews: some.length,
      held: some.filter(({ each }) => each.status === 'COMPLETED').length,
      minutes: some.reduce((sum, { each }) => sum + each.minutes, 0),
      perWeek: (some.length * 7) / days,
      busiestWeek: Math.max(...weeks),
      weeksOverLimit: weeks.filter((count) => count > 1).length,
    }
  })

  const cards = counted
    .flatMap(({ each }) => each.scorecards ?? [])
    .filter(({ authorId }) => wish.interviewerId == null || authorId === wish.interviewerId)
    .flatMap(({ authorId, versions }) => {
      const last = versions.findLast(({ submitted }) => submitted)
      return last ? [{ authorId, ...last }] : []
    })
  const spread = (given: readonly number[]) => {
    const average = given.length === 0 ? null : given.reduce((sum, score) => sum + score, 0) / given.length
    return {
      counts: [1, 2, 3, 4, 5].map((score) => given.filter((each) => each === score).length),
      average,
      deviation:
        average === null
          ? null
          : Math.sqrt(given.reduce((sum, score) => sum + (score - average) ** 2, 0) / given.length),
    }
  }
  const numbers = (scores: (number | 'NOT_SEEN')[]) => scores.filter((score) => typeof score === 'number')
  const byAuthor = [...Map.groupBy(cards, ({ authorId }) => authorId)].map(([id, some]) => ({
    id,
    scorecards: some.length,
    recommendations: recommendation.map((word) => some.filter((card) => card.recommendation === word).length),
    ...spread(numbers(some.flatMap(({ scores }) => Object.values(scores)))),
  }))
  const saidOf = Map.groupBy(
    cards.flatMap(({ scores }) => Object.entries(scores)),
    ([criterionId]) => criterionId,
  )
  const byCriterion = [...saidOf].map(([id, some]) => ({
    id,
    notSeen: some.filter(([, score]) => score === 'NOT_SEEN').length,
    ...spread(numbers(some.map(([, score]) => score))),
  }))

  const entered = Map.groupBy(counted, ({ application, each }) => JSON.stringify([application.jobId, each.round]))
  const passThrough = [...entered].map(([key, some]) => {
    const [jobId, round] = JSON.parse(key) as [string, number]
    const passed = [...Map.groupBy(some, ({ application }) => application)]
    const wentOn = (application: PastApplication) => application.interviews.some((each) => each.round > round)
    const decided = (...statuses: PastApplication['status'][]) =>
      passed.filter(([application]) => !wentOn(application) && statuses.includes(application.status)).length
    return {
      id: jobId,
      round,
      entered: passed.length,
      held: passed.filter(([, interviews]) => interviews.some(({ each }) => each.status === 'COMPLETED')).length,
      wentOn: passed.filter(([application]) => wentOn(application)).length,
      approved: decided('APPROVED'),
      rejected: decided('REJECTED'),
      withdrawn: decided('WITHDRAWN'),
      open: decided('PENDING', 'INTERVIEW_SCHEDULED'),
    }
  })

  return {
    interviews: {
      arranged: counted.length,
      held,
      noShow,
      expired,
      cancelled: ofStatus('CANCELLED'),
      ahead: ofStatus('SCHEDULED', 'IN_PROGRESS'),
      showUpRate: share(held, held + noShow + expired),
      moved: timesMoved.filter((times) => times > 0).length,
      versions: counted.length === 0 ? null : 1 + moves / counted.length,
    },
    timeToSchedule: {
      untilArranged: lengths(firstOf('createdAt', () => true)),
      untilHeld: lengths(firstOf('startsAt', ({ status }) => status === 'COMPLETED')),
    },
    answers: {
      asked: counted.length,
      accepted: said('ACCEPTED'),
      tentative: said('TENTATIVE'),
      declined: said('DECLINED'),
      none: said('NEEDS_ACTION'),
      answerRate: share(answered.length, counted.length),
      answerTime: lengths(answerTimes),
    },
    emails: {
      queued: queued.length,
      sent,
      bounced,
      failed,
      withoutAddress: emailsOf('SKIPPED_NO_ADDRESS'),
      cancelled: emailsOf('CANCELLED'),
      waiting: emailsOf('QUEUED', 'SENDING'),
      failureRate: share(bounced + failed, sent + bounced + failed),
    },
    load: byId(load),
    byAuthor: byId(byAuthor),
    byCriterion: byId(byCriterion),
    passThrough: byId(passThrough),
  }
}

const byId = <Row extends { id: string; round?: number }>(rows: Row[]) =>
  rows.toSorted((one, other) => (`${one.id}${one.round ?? ''}` < `${other.id}${other.round ?? ''}` ? -1 : 1))

/* oxlint-disable typescript/no-explicit-any -- what the schema answers is any in the stories */
/** What the server says, in the shape of the plain computation. */
const asTold = (told: any) => ({
  interviews: told.interviews.total,
  timeToSchedule: told.timeToSchedule.total,
  answers: told.answers.total,
  emails: told.emails.total,
  load: byId(
    told.load.nodes.map(({ interviewer, limitPerDay: _day, limitPerWeek: _week, ...row }: any) => ({
      id: interviewer.id,
      ...row,
    })),
  ),
  byAuthor: byId(
    told.spreadByInterviewer.nodes.map(({ interviewer, scorecards, recommendations, scores }: any) => ({
      id: interviewer.id,
      scorecards,
      recommendations: recommendations.map(({ count }: any) => count),
      counts: scores.counts,
      average: scores.average,
      deviation: scores.deviation,
    })),
  ),
  byCriterion: byId(
    told.spreadByCriterion.nodes.map(({ criterionId, notSeen, scores }: any) => ({
      id: criterionId,
      notSeen,
      counts: scores.counts,
      average: scores.average,
      deviation: scores.deviation,
    })),
  ),
  passThrough: byId(told.passThrough.nodes.map(({ job, ...row }: any) => ({ id: job.id, ...row }))),
})
/* oxlint-enable typescript/no-explicit-any */

/** Numbers that were computed in another order may differ in their last digit. */
const rounded = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_key, each) => (typeof each === 'number' ? Number(each.toFixed(9)) : each)))

test('whatever happened, the figures are those of a plain computation', { timeout: 240_000 }, async () => {
  const luck = chance('figures of random histories')
  const hour = 3_600_000
  for (let turn = 0; turn < 6; turn++) {
    const timeZone = luck.oneOf(['Europe/Stockholm', 'America/Santiago', 'Pacific/Auckland', 'Asia/Kolkata'])
    const story = await tellStory(house, { timeZone })
    const recruiter = await story.recruiter()
    const jobs = [await recruiter.createsJob('A'), await recruiter.createsJob('B')]
    const people = [await story.interviewer('A'), await story.interviewer('B'), await story.interviewer('C')]
    for (const { id } of people)
      granted(await recruiter.does('setInterviewerLimits', { staffMemberId: id, perWeek: 1 }))
    const kit = granted(await recruiter.writesKit({ criteria: ['Calm', 'Kind'] }))
    const criteria = kit['version'].criteria.map(({ id }: { id: string }) => id) as string[]
    // Around the nights in which clocks are changed; often to the very hour at which a day begins somewhere.
    const begin = Date.parse(
      luck.oneOf(['2026-03-20T00:00Z', '2026-09-01T00:00Z', '2026-10-20T00:00Z', '2026-03-30T00:00Z']),
    )
    const instant = () => new Date(begin + luck.below(24 * 14) * hour - luck.below(2)).toISOString()
    const after = (at: string, hours: number) =>
      new Date(Date.parse(at) + (1 + luck.below(hours * 60)) * 60_000).toISOString()
    const email = (): PastEmail => {
      const status = luck.oneOf(deliveryStatus)
      return { kind: luck.oneOf(deliveryKind.slice(0, 4)), status, queuedAt: instant() }
    }
    const interview = (round: number, live: Set<number>): PastInterview => {
      const wished = luck.oneOf(interviewStatus)
      const isLive = wished === 'SCHEDULED' || wished === 'IN_PROGRESS'
      const status = isLive && live.has(round) ? 'CANCELLED' : wished
      if (isLive) live.add(round)
      const createdAt = instant()
      const moves = Array.from({ length: luck.below(3) }, () => ({
        at: after(createdAt, 20),
        onlySlot: luck.isLucky(0.3),
      }))
      const rsvp = luck.oneOf(['NEEDS_ACTION', 'ACCEPTED', 'DECLINED', 'TENTATIVE'] as const)
      const interviewerIds = luck.some(people, luck.below(3)).map(({ id }) => id)
      return {
        round,
        status,
        createdAt,
        startsAt: instant(),
        minutes: luck.oneOf([30, 45, 60]),
        rsvp,
        rsvpAt: rsvp === 'NEEDS_ACTION' ? null : after(after(createdAt, 20), 40),
        interviewerIds,
        moves,
        emails: Array.from({ length: luck.below(3) }, () => ({ ...email(), kind: 'INVITATION' as const })),
        scorecards: interviewerIds
          .filter(() => luck.isLucky(0.7))
          .map((authorId) => ({
            authorId,
            versions: Array.from({ length: 1 + luck.below(3) }, () => ({
              submitted: luck.isLucky(0.6),
              recommendation: luck.oneOf(recommendation),
              scores: Object.fromEntries(
                luck
                  .some(criteria, luck.below(3))
                  .map((id) => [id, luck.isLucky(0.2) ? ('NOT_SEEN' as const) : 1 + luck.below(5)]),
              ),
            })),
          })),
      }
    }
    const applications = Array.from({ length: 40 }, (): PastApplication => {
      const live = new Set<number>()
      return {
        jobId: luck.oneOf(jobs).id,
        status: luck.oneOf(applicationStatus),
        createdAt: new Date(begin - luck.below(240) * hour).toISOString(),
        interviews: Array.from({ length: luck.below(4) }, () => interview(1 + luck.below(3), live)),
        emails: luck.isLucky(0.3) ? [{ ...email(), kind: 'DECISION' }] : [],
      }
    })
    for (const application of applications)
      for (const each of application.interviews)
        for (const card of each.scorecards ?? []) {
          // Only the last version may be a draft.
          const last = card.versions.length - 1
          card.versions = card.versions.map((version, index) =>
            index < last ? { ...version, submitted: true } : version,
          )
        }
    await writeHistory(house.greenroom.database, story.companyId, applications)
    for (let asked = 0; asked < 6; asked++) {
      const dates = [0, 1].map(() => new Date(begin + luck.below(14) * 24 * hour).toISOString().slice(0, 10)).toSorted()
      const wish: AnalyticsWish = {
        from: dates[0]!,
        to: dates[1]!,
        by: luck.oneOf(['DAY', 'WEEK', 'MONTH'] as const),
        jobId: luck.isLucky(0.3) ? luck.oneOf(jobs).id : null,
        round: luck.isLucky(0.3) ? 1 + luck.below(3) : null,
        interviewerId: luck.isLucky(0.3) ? luck.oneOf(people).id : null,
      }
      const told = await readAnalytics(recruiter, wish)
      expect(rounded(asTold(told)), JSON.stringify({ timeZone, ...wish })).toEqual(
        rounded(plainly({ applications, timeZone }, wish)),
      )
      // The steps are the period, day by day.
      for (const part of ['interviews', 'emails']) {
        const counted = part === 'interviews' ? 'arranged' : 'queued'
        const steps = told[part].steps as { from: string; to: string; figures: Record<string, number> }[]
        expect(steps.reduce((sum, { figures }) => sum + figures[counted]!, 0)).toBe(told[part].total[counted])
        for (const { from, to, figures } of steps.slice(0, 3)) {
          const plain = plainly({ applications, timeZone }, { ...wish, from, to })
          expect(figures[counted], `${from}…${to}`).toBe(
            part === 'interviews' ? plain.interviews.arranged : plain.emails.queued,
          )
        }
      }
    }
  }
})
