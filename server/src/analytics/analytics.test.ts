import { describe, expect, test } from 'vitest'
import { readAnalytics } from '../../test/analytics.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory } from '../../test/story.ts'
import { writeHistory, type PastApplication, type PastInterview } from '../demo/write-history.ts'
import { newId } from '../shared/id.ts'

const house = await openHouse()

/** A company whose history is written, with a recruiter who looks at it. */
async function company(timeZone = 'Europe/Stockholm') {
  const story = await tellStory(house, { timeZone })
  const recruiter = await story.recruiter()
  const job = await recruiter.createsJob('Engineer')
  const past = (...applications: Partial<PastApplication>[]) =>
    writeHistory(
      house.greenroom.database,
      story.companyId,
      applications.map((application) => ({
        jobId: job.id,
        status: 'PENDING',
        createdAt: '2026-01-01T09:00:00Z',
        interviews: [],
        ...application,
      })),
    )
  return { story, recruiter, job, past }
}

const interview = (startsAt: string, more: Partial<PastInterview> = {}): PastInterview => ({
  round: 1,
  status: 'COMPLETED',
  createdAt: '2026-01-02T09:00:00Z',
  startsAt,
  minutes: 45,
  ...more,
})

const november = { from: '2026-11-01', to: '2026-11-30', by: 'MONTH' } as const

describe('what became of interviews', () => {
  test('is counted in the day on which they begin by the clocks of the company', async () => {
    const { recruiter, past } = await company()
    // The night in which clocks are set back: 25 October 2026 lasts from 22:00 on the 24th to 23:00 on the 25th, in UTC.
    await past(
      { interviews: [interview('2026-10-24T21:59:59.999Z')] },
      { interviews: [interview('2026-10-24T22:00:00Z')] },
      { interviews: [interview('2026-10-25T00:30:00Z')] },
      { interviews: [interview('2026-10-25T01:30:00Z')] },
      { interviews: [interview('2026-10-25T22:59:59.999Z')] },
      { interviews: [interview('2026-10-25T23:00:00Z')] },
    )
    const { interviews, timeZone, startsAt, endsAt } = await readAnalytics(recruiter, {
      from: '2026-10-24',
      to: '2026-10-26',
    })
    expect(timeZone).toBe('Europe/Stockholm')
    expect([startsAt, endsAt]).toEqual(['2026-10-23T22:00:00.000Z', '2026-10-26T23:00:00.000Z'])
    expect(
      interviews.steps.map((step: { from: string; figures: { arranged: number } }) => [
        step.from,
        step.figures.arranged,
      ]),
    ).toEqual([
      ['2026-10-24', 1],
      ['2026-10-25', 4],
      ['2026-10-26', 1],
    ])
  })

  test('is another day in another zone', async () => {
    const { recruiter, past } = await company('Pacific/Auckland')
    await past({ interviews: [interview('2026-10-31T11:30:00Z')] })
    const { interviews } = await readAnalytics(recruiter, november)
    expect(interviews.total.arranged).toBe(1)
    expect((await readAnalytics(recruiter, { from: '2026-10-01', to: '2026-10-31' })).interviews.total.arranged).toBe(0)
  })

  test('counts who came of those who were expected, and not what was called off or lies ahead', async () => {
    const { recruiter, past } = await company()
    const at = '2026-11-10T10:00:00Z'
    await past(
      ...(
        ['COMPLETED', 'COMPLETED', 'COMPLETED', 'NO_SHOW', 'EXPIRED', 'CANCELLED', 'SCHEDULED', 'IN_PROGRESS'] as const
      ).map((status) => ({ interviews: [interview(at, { status })] })),
    )
    const { interviews } = await readAnalytics(recruiter, november)
    expect(interviews.total).toEqual({
      arranged: 8,
      held: 3,
      noShow: 1,
      expired: 1,
      cancelled: 1,
      ahead: 2,
      showUpRate: 0.6,
      moved: 0,
      versions: 1,
    })
  })

  test('counts a time of its own for each move to another time, and none for another slot at the same time', async () => {
    const { recruiter, past } = await company()
    const at = '2026-11-10T10:00:00Z'
    await past(
      { interviews: [interview(at, { moves: [{ at: '2026-01-03T09:00:00Z' }, { at: '2026-01-04T09:00:00Z' }] })] },
      { interviews: [interview(at, { moves: [{ at: '2026-01-03T09:00:00Z', onlySlot: true }] })] },
      { interviews: [interview(at)] },
      { interviews: [interview(at)] },
    )
    const { interviews } = await readAnalytics(recruiter, november)
    expect(interviews.total).toMatchObject({ arranged: 4, moved: 1, versions: 1.5 })
  })

  test('is what the use cases write', async () => {
    const { story, recruiter, job } = await company()
    const stop = (at: string) => house.clock.stopAt(at)
    stop('2026-11-02T08:00:00Z')
    const ines = await story.interviewer('Ines')
    const meet = async (startsAt: string) =>
      granted(
        await recruiter.schedules(await story.applicant({ job }), {
          startsAt: new Date(startsAt),
          interviewers: [ines],
        }),
      )
    const [held, missed, off] = [
      await meet('2026-11-04T09:00:00Z'),
      await meet('2026-11-05T09:00:00Z'),
      await meet('2026-11-06T09:00:00Z'),
    ]
    granted(await recruiter.reschedules(held, { startsAt: new Date('2026-11-04T12:00:00Z') }))
    granted(await recruiter.cancels(off, 'Ill.'))
    stop('2026-11-05T10:00:00Z')
    granted(await recruiter.completes(held))
    granted(await recruiter.marksNoShow(missed))
    granted(await ines.submitsScorecard(held, { recommendation: 'STRONG_YES' }))
    const told = await readAnalytics(recruiter, { from: '2026-11-02', to: '2026-11-08', by: 'WEEK', jobId: job.id })
    expect(told.interviews.total).toEqual({
      arranged: 3,
      held: 1,
      noShow: 1,
      expired: 0,
      cancelled: 1,
      ahead: 0,
      showUpRate: 0.5,
      moved: 1,
      versions: 4 / 3,
    })
    expect(told.load.nodes).toEqual([
      {
        interviewer: { id: ines.id, name: 'Ines' },
        interviews: 2,
        held: 1,
        minutes: 90,
        perWeek: 2,
        busiestWeek: 2,
        limitPerDay: null,
        limitPerWeek: null,
        weeksOverLimit: 0,
      },
    ])
    expect(told.spreadByInterviewer.nodes[0].recommendations).toContainEqual({ recommendation: 'STRONG_YES', count: 1 })
    expect(told.passThrough.nodes).toEqual([
      {
        job: { id: job.id, title: 'Engineer' },
        round: 1,
        entered: 3,
        held: 1,
        wentOn: 0,
        approved: 0,
        rejected: 0,
        withdrawn: 0,
        open: 3,
      },
    ])
  })
})

describe('the time to schedule', () => {
  test('is that from the application to its first interview, in the period in which that was arranged', async () => {
    const { recruiter, past } = await company()
    const applied = '2026-11-02T09:00:00Z'
    const after = (hours: number) => new Date(Date.parse(applied) + hours * 3_600_000).toISOString()
    const waited = (hours: number, heldAfter: number | null) => ({
      createdAt: applied,
      interviews: [
        interview(heldAfter === null ? after(200) : after(heldAfter), {
          createdAt: after(hours),
          status: heldAfter === null ? ('CANCELLED' as const) : ('COMPLETED' as const),
        }),
      ],
    })
    await past(waited(1, 25), waited(2, null), waited(4, 50), waited(10, 75), {
      // Called off, and arranged again: the first one is what its candidate waited for.
      createdAt: applied,
      interviews: [
        interview(after(30), { createdAt: after(3), status: 'CANCELLED' }),
        interview(after(100), { createdAt: after(31) }),
      ],
    })
    const { timeToSchedule } = await readAnalytics(recruiter, november)
    // Of 1, 2, 3, 4 and 10 hours; the 90th percentile lies six tenths of the way from the fourth to the fifth.
    expect(timeToSchedule.total.untilArranged).toEqual({ count: 5, medianMinutes: 180, ninetiethMinutes: 456 })
    // Of 25, 50, 75 and 100 hours.
    expect(timeToSchedule.total.untilHeld).toEqual({ count: 4, medianMinutes: 3750, ninetiethMinutes: 5550 })
    const december = await readAnalytics(recruiter, { from: '2026-12-01', to: '2026-12-31' })
    expect(december.timeToSchedule.total).toEqual({
      untilArranged: { count: 0, medianMinutes: null, ninetiethMinutes: null },
      untilHeld: { count: 0, medianMinutes: null, ninetiethMinutes: null },
    })
  })

  test('does not count an application again whose first interview was before the period', async () => {
    const { recruiter, past } = await company()
    await past({
      createdAt: '2026-10-01T09:00:00Z',
      interviews: [
        interview('2026-10-10T09:00:00Z', { createdAt: '2026-10-02T09:00:00Z' }),
        interview('2026-11-10T09:00:00Z', { createdAt: '2026-11-02T09:00:00Z', round: 2 }),
      ],
    })
    const { timeToSchedule } = await readAnalytics(recruiter, november)
    expect(timeToSchedule.total.untilArranged.count).toBe(0)
    expect(timeToSchedule.total.untilHeld.count).toBe(0)
    const second = await readAnalytics(recruiter, { ...november, round: 2 })
    expect(second.timeToSchedule.total.untilArranged).toEqual({
      count: 1,
      medianMinutes: 32 * 24 * 60,
      ninetiethMinutes: 32 * 24 * 60,
    })
  })
})

test('answers are counted as they stand, and timed from when the time was settled', async () => {
  const { recruiter, past } = await company()
  const answered = (rsvp: PastInterview['rsvp'], rsvpAt: string | null, more: Partial<PastInterview> = {}) => ({
    interviews: [
      interview('2026-11-20T10:00:00Z', { createdAt: '2026-11-02T10:00:00Z', ...more, rsvp: rsvp!, rsvpAt }),
    ],
  })
  await past(
    answered('ACCEPTED', '2026-11-02T11:00:00Z'),
    // Moved on the 5th, and answered half an hour later; another slot at the same time takes no answer back.
    answered('ACCEPTED', '2026-11-05T10:30:00Z', {
      moves: [{ at: '2026-11-05T10:00:00Z' }, { at: '2026-11-05T12:00:00Z', onlySlot: true }],
    }),
    answered('DECLINED', '2026-11-02T13:00:00Z', { status: 'CANCELLED' }),
    answered('TENTATIVE', '2026-11-02T14:00:00Z'),
    answered('NEEDS_ACTION', null),
  )
  const { answers } = await readAnalytics(recruiter, november)
  expect(answers.total).toEqual({
    asked: 5,
    accepted: 2,
    tentative: 1,
    declined: 1,
    none: 1,
    answerRate: 0.8,
    // Of 30, 60, 180 and 240 minutes.
    answerTime: { count: 4, medianMinutes: 120, ninetiethMinutes: 222 },
  })
})

test('emails are counted when they were queued, by kind, by what became of them and by why', async () => {
  const { recruiter, past } = await company()
  const queuedAt = '2026-11-10T10:00:00Z'
  const sent = (count: number) =>
    Array.from({ length: count }, () => ({ kind: 'INVITATION' as const, status: 'SENT' as const, queuedAt }))
  await past(
    {
      interviews: [
        interview('2026-12-10T10:00:00Z', {
          emails: [
            ...sent(5),
            { kind: 'INVITATION', status: 'BOUNCED', queuedAt, errorCode: 'BOUNCED' },
            { kind: 'REMINDER', status: 'FAILED', queuedAt, errorCode: 'SMTP_CONNECT_TIMEOUT' },
            // Tried and waiting again: its code is no failure yet.
            { kind: 'REMINDER', status: 'QUEUED', queuedAt, errorCode: 'SMTP_TRY_LATER' },
            { kind: 'UPDATE', status: 'CANCELLED', queuedAt },
            { kind: 'INVITATION', status: 'SENT', queuedAt: '2026-12-01T10:00:00Z' },
          ],
        }),
      ],
    },
    { emails: [{ kind: 'DECISION', status: 'SKIPPED_NO_ADDRESS', queuedAt }], interviews: [] },
    { emails: [{ kind: 'DECISION', status: 'FAILED', queuedAt, errorCode: 'RECIPIENT_REFUSED' }], interviews: [] },
  )
  const { emails } = await readAnalytics(recruiter, november)
  expect(emails.total).toEqual({
    queued: 11,
    sent: 5,
    bounced: 1,
    failed: 2,
    withoutAddress: 1,
    cancelled: 1,
    waiting: 1,
    failureRate: 0.375,
  })
  const kinds = emails.kinds.map(({ kind, figures }: { kind: string; figures: { queued: number } }) => [
    kind,
    figures.queued,
  ])
  expect(kinds).toEqual([
    ['INVITATION', 6],
    ['UPDATE', 1],
    ['REMINDER', 2],
    ['DECISION', 2],
  ])
  expect(emails.reasons).toEqual([
    { reason: 'ADDRESS', count: 2 },
    { reason: 'SERVER', count: 1 },
  ])
  const ofRound = await readAnalytics(recruiter, { ...november, round: 1 })
  expect(ofRound.emails.total.queued).toBe(9)
})

test('the load counts whom an interviewer meets, week by week, against their limits', async () => {
  const { story, recruiter, past } = await company()
  const [ines, olof, idle] = [
    await story.interviewer('Ines'),
    await story.interviewer('Olof'),
    await story.interviewer('Idle'),
  ]
  granted(await recruiter.does('setInterviewerLimits', { staffMemberId: ines.id, perWeek: 2 }))
  granted(await recruiter.does('setInterviewerLimits', { staffMemberId: idle.id, perDay: 2 }))
  const both = [ines.id, olof.id]
  await past(
    // The week from 2 to 8 November: three of Ines, of which one on the edge of Monday in Stockholm.
    { interviews: [interview('2026-11-01T23:00:00Z', { interviewerIds: [ines.id] })] },
    { interviews: [interview('2026-11-03T10:00:00Z', { interviewerIds: both, minutes: 60, status: 'NO_SHOW' })] },
    { interviews: [interview('2026-11-08T22:59:00Z', { interviewerIds: [ines.id], status: 'SCHEDULED' })] },
    { interviews: [interview('2026-11-04T10:00:00Z', { interviewerIds: [ines.id], status: 'CANCELLED' })] },
    // The week after it.
    { interviews: [interview('2026-11-08T23:00:00Z', { interviewerIds: [ines.id] })] },
  )
  const { load } = await readAnalytics(recruiter, { from: '2026-11-02', to: '2026-11-15' })
  expect(load).toEqual({
    totalCount: 2,
    nodes: [
      {
        interviewer: { id: ines.id, name: 'Ines' },
        interviews: 4,
        held: 2,
        minutes: 195,
        perWeek: 2,
        busiestWeek: 3,
        limitPerDay: null,
        limitPerWeek: 2,
        weeksOverLimit: 1,
      },
      {
        interviewer: { id: olof.id, name: 'Olof' },
        interviews: 1,
        held: 0,
        minutes: 60,
        perWeek: 0.5,
        busiestWeek: 1,
        limitPerDay: null,
        limitPerWeek: null,
        weeksOverLimit: 0,
      },
    ],
  })
  const oneOnly = await readAnalytics(recruiter, { from: '2026-11-02', to: '2026-11-15', interviewerId: olof.id })
  expect(oneOnly.load.nodes.map((node: { interviewer: { id: string } }) => node.interviewer.id)).toEqual([olof.id])
})

describe('scores', () => {
  test('are those of scorecards as they were submitted last; what is a draft tells nobody anything', async () => {
    const { story, recruiter, past } = await company()
    const [ines, olof] = [await story.interviewer('Ines'), await story.interviewer('Olof')]
    const kit = granted(await recruiter.writesKit({ name: 'Talk', criteria: ['Calm', 'Kind'] }))
    const [calm, kind] = kit['version'].criteria.map(({ id }: { id: string }) => id) as [string, string]
    const at = '2026-11-10T10:00:00Z'
    await past(
      {
        interviews: [
          interview(at, {
            scorecards: [
              {
                authorId: ines.id,
                versions: [
                  { submitted: true, recommendation: 'NO', scores: { [calm]: 1, [kind]: 1 } },
                  { submitted: true, recommendation: 'YES', scores: { [calm]: 4, [kind]: 'NOT_SEEN' } },
                  { submitted: false, recommendation: 'STRONG_NO', scores: { [calm]: 1 } },
                ],
              },
              { authorId: olof.id, versions: [{ submitted: false, recommendation: 'YES', scores: { [calm]: 5 } }] },
            ],
          }),
        ],
      },
      {
        interviews: [
          interview(at, {
            scorecards: [
              {
                authorId: ines.id,
                versions: [{ submitted: true, recommendation: 'STRONG_YES', scores: { [calm]: 2, [kind]: 3 } }],
              },
            ],
          }),
        ],
      },
    )
    const { spreadByInterviewer, spreadByCriterion } = await readAnalytics(recruiter, november)
    expect(spreadByInterviewer).toEqual({
      totalCount: 1,
      nodes: [
        {
          interviewer: { id: ines.id },
          scorecards: 2,
          recommendations: [
            { recommendation: 'STRONG_NO', count: 0 },
            { recommendation: 'NO', count: 0 },
            { recommendation: 'YES', count: 1 },
            { recommendation: 'STRONG_YES', count: 1 },
          ],
          scores: { scored: 3, counts: [0, 1, 1, 1, 0], average: 3, deviation: Math.sqrt(2 / 3) },
        },
      ],
    })
    expect(spreadByCriterion.nodes).toEqual([
      {
        criterionId: calm,
        name: 'Calm',
        kitName: 'Talk',
        notSeen: 0,
        scores: { scored: 2, counts: [0, 1, 0, 1, 0], average: 3, deviation: 1 },
      },
      {
        criterionId: kind,
        name: 'Kind',
        kitName: 'Talk',
        notSeen: 1,
        scores: { scored: 1, counts: [0, 0, 1, 0, 0], average: 3, deviation: 0 },
      },
    ])
  })
})

test('pass-through counts applications, by job and round, and how far they came by now', async () => {
  const { recruiter, job, past } = await company()
  const other = await recruiter.createsJob('Architect')
  const at = '2026-11-10T10:00:00Z'
  await past(
    { status: 'REJECTED', interviews: [interview(at)] },
    // Missed, and held the second time: one application.
    { status: 'PENDING', interviews: [interview(at, { status: 'NO_SHOW' }), interview('2026-11-12T10:00:00Z')] },
    { status: 'APPROVED', interviews: [interview(at), interview('2026-12-01T10:00:00Z', { round: 2 })] },
    { status: 'WITHDRAWN', interviews: [interview(at, { status: 'CANCELLED' })] },
    { status: 'APPROVED', interviews: [interview('2026-10-10T10:00:00Z'), interview(at, { round: 2 })] },
    { jobId: other.id, status: 'INTERVIEW_SCHEDULED', interviews: [interview(at, { status: 'SCHEDULED' })] },
  )
  const { passThrough } = await readAnalytics(recruiter, november)
  const none = { wentOn: 0, approved: 0, rejected: 0, withdrawn: 0, open: 0 }
  expect(passThrough).toEqual({
    totalCount: 3,
    nodes: [
      { job: { id: other.id, title: 'Architect' }, round: 1, entered: 1, held: 0, ...none, open: 1 },
      {
        job: { id: job.id, title: 'Engineer' },
        round: 1,
        entered: 4,
        held: 3,
        wentOn: 1,
        approved: 0,
        rejected: 1,
        withdrawn: 1,
        open: 1,
      },
      { job: { id: job.id, title: 'Engineer' }, round: 2, entered: 1, held: 1, ...none, approved: 1 },
    ],
  })
  const ofJob = await readAnalytics(recruiter, { ...november, jobId: other.id })
  expect(ofJob.passThrough.nodes.map((node: { job: { title: string } }) => node.job.title)).toEqual(['Architect'])
})

test("another company's history is in no figure, and its ids leave nothing", async () => {
  const [mine, theirs] = [await company(), await company()]
  const olof = await theirs.story.interviewer('Olof')
  const kit = granted(await theirs.recruiter.writesKit({ criteria: ['Calm'] }))
  const at = '2026-11-10T10:00:00Z'
  const scores = { [kit['version'].criteria[0].id]: 5 }
  await theirs.past({
    createdAt: '2026-11-01T10:00:00Z',
    interviews: [
      interview(at, {
        interviewerIds: [olof.id],
        createdAt: '2026-11-02T10:00:00Z',
        emails: [{ kind: 'INVITATION', status: 'SENT', queuedAt: at }],
        scorecards: [{ authorId: olof.id, versions: [{ submitted: true, recommendation: 'YES', scores }] }],
      }),
    ],
  })
  const nothing = await readAnalytics(mine.recruiter, november)
  expect(JSON.stringify(nothing)).not.toContain(olof.id)
  expect([
    nothing.interviews.total.arranged,
    nothing.emails.total.queued,
    nothing.timeToSchedule.total.untilArranged.count,
  ]).toEqual([0, 0, 0])
  for (const list of ['load', 'spreadByInterviewer', 'spreadByCriterion', 'passThrough'])
    expect(nothing[list]).toEqual({ totalCount: 0, nodes: [] })
  expect((await readAnalytics(theirs.recruiter, november)).load.totalCount).toBe(1)
  await mine.past({ interviews: [interview(at)] })
  for (const foreign of [
    { jobId: theirs.job.id },
    { interviewerId: olof.id },
    { jobId: newId() },
    { jobId: 'nothing' },
  ])
    expect((await readAnalytics(mine.recruiter, { ...november, ...foreign })).interviews.total.arranged).toBe(0)
})

describe('asking', () => {
  test('for a period that is too long is refused with how long it may be', async () => {
    const { recruiter } = await company()
    expect(await readAnalytics(recruiter, { from: '2026-01-01', to: '2026-12-31', by: 'DAY' })).toEqual({
      __typename: 'PeriodIsTooLong',
      message: 'A period by DAY has at most 92 days; this one has 365.',
      days: 365,
      mostDays: 92,
      by: 'DAY',
    })
  })

  test('for what is no period is refused field by field', async () => {
    const { recruiter } = await company()
    expect(await readAnalytics(recruiter, { from: '2026-11-30', to: '2026-11-01' })).toEqual({
      __typename: 'InvalidInput',
      fields: [{ path: 'to', message: 'Must not be before its first day.' }],
    })
    const { fields } = await readAnalytics(recruiter, { from: '2026-02-30', to: '2026-11-01', round: 0 })
    expect(fields.map(({ path }: { path: string }) => path)).toEqual(['from', 'round'])
  })

  test('is nothing for those who only interview', async () => {
    const { story } = await company()
    const { errors } = await (
      await story.interviewer()
    ).ask('query ($input: AnalyticsInput!) { analytics(input: $input) { __typename } }', {
      input: november,
    })
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN')
  })

  test('for a list gives it page by page, also where many have the same number', async () => {
    const { story, recruiter, past } = await company()
    const people = [await story.interviewer('A'), await story.interviewer('B'), await story.interviewer('C')]
    await past(
      ...people.map(({ id }) => ({ interviews: [interview('2026-11-10T10:00:00Z', { interviewerIds: [id] })] })),
    )
    const page = async (after: string | null) =>
      (
        await recruiter.reads(
          `query ($input: AnalyticsInput!, $after: String) { analytics(input: $input) { ... on Analytics {
            load(first: 2, after: $after) { nodes { interviewer { id } } pageInfo { hasNextPage endCursor } } } } }`,
          { input: november, after },
        )
      ).analytics.load
    const first = await page(null)
    const second = await page(first.pageInfo.endCursor)
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false])
    const seen = [...first.nodes, ...second.nodes].map((node) => node.interviewer.id)
    expect(seen.toSorted()).toEqual(people.map(({ id }) => id).toSorted())
  })
})
