import { afterAll, describe, expect, test } from 'vitest'
import { day, hour, minute, shifted } from '../../test/clock.ts'
import { countingProxy, type CountingProxy } from '../../test/counting-proxy.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory, type StaffMember } from '../../test/story.ts'
import { newId } from '../shared/id.ts'

let proxy: CountingProxy
const house = await openHouse({ databaseVia: async (url) => (proxy = await countingProxy(url)).url })
afterAll(() => proxy.close())

/** A Monday in winter, early in the morning; Stockholm's clocks show one hour more. */
const monday = '2027-03-01T05:00:00Z'
const at = (time: string, date = '2027-03-01') => new Date(`${date}T${time}:00Z`)

const freeTimes = `query($input: AvailabilityInput!, $first: Int, $after: String) {
  freeTimes(input: $input, first: $first, after: $after) {
    __typename
    ... on FreeTimeConnection {
      totalCount nodes { startsAt endsAt date interviewers { id name } } pageInfo { hasNextPage endCursor } }
    ... on InvalidInput { fields { path message } } } }`

const explanation = `query($input: AvailabilityInput!) {
  explainAvailability(input: $input) {
    __typename
    ... on AvailabilityExplained {
      durationMinutes earliest latest everybody { cause startsAt endsAt }
      people { interviewer { name } pools everFree isCut longestFreeMinutes notFree { cause startsAt endsAt } }
      firstFree { startsAt } whyNothing { reason causes pools interviewers { name } } }
    ... on InvalidInput { fields { path message } } } }`

interface Free {
  startsAt: string
  interviewers: { name: string }[]
}
interface FreePage {
  totalCount: number
  nodes: Free[]
  pageInfo: { hasNextPage: boolean; endCursor: string }
}

const finds = async (who: StaffMember, input: object, page: object = {}): Promise<FreePage> =>
  (await who.reads(freeTimes, { input, ...page })).freeTimes as FreePage
const explains = async (who: StaffMember, input: object) =>
  (await who.reads(explanation, { input })).explainAvailability
const starts = ({ nodes }: FreePage) => nodes.map(({ startsAt }) => startsAt.slice(5, 16))

async function office() {
  const story = await tellStory(house, { timeZone: 'Europe/Stockholm' })
  const recruiter = await story.recruiter()
  house.clock.stopAt(monday)
  return { story, recruiter, ines: await story.interviewer('Inès'), olof: await story.interviewer('Olof') }
}

/** Works at these hours on every day of the week. */
const worksDaily = async (who: StaffMember, from: string, to: string) => {
  const weekdays = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY']
  const hours = weekdays.map((weekday) => ({ weekday, from, to }))
  granted(await who.does('setWorkingHours', { staffMemberId: who.id, hours }))
}

describe('the free times of a panel', () => {
  test('are where everybody of it works and has time, and one of them can be booked', async () => {
    const { story, recruiter, ines, olof } = await office()
    await worksDaily(ines, '09:00', '12:00')
    const [ada, ben] = await story.applicants(2)
    // 11:00 to 11:30 in Stockholm.
    granted(await recruiter.schedules(ada!, { startsAt: at('10:00'), durationMinutes: 30, interviewers: [olof] }))
    const input = {
      interviewerIds: [ines.id, olof.id],
      durationMinutes: 60,
      from: at('05:00'),
      to: at('05:00', '2027-03-02'),
    }
    const found = await finds(recruiter, input)
    expect(starts(found)).toEqual(['03-01T08:00', '03-01T08:15', '03-01T08:30', '03-01T08:45', '03-01T09:00'])
    expect(found).toMatchObject({ totalCount: 5, pageInfo: { hasNextPage: false } })
    expect(found.nodes[0]).toMatchObject({ date: '2027-03-01', endsAt: '2027-03-01T09:00:00.000Z' })

    const [first] = found.nodes
    const wish = { startsAt: new Date(first!.startsAt), durationMinutes: 60, interviewers: [ines, olof] }
    granted(await recruiter.schedules(ben!, wish))
    expect(starts(await finds(recruiter, input))).toEqual(['03-01T09:00'])
  })

  test('name who of a pool would come now', async () => {
    const { story, recruiter, ines, olof } = await office()
    granted(await recruiter.schedules(await story.applicant(), { startsAt: at('12:00'), interviewers: [ines] }))
    const input = {
      anyOf: [[ines.id, olof.id]],
      durationMinutes: 30,
      from: at('08:00'),
      to: at('08:30'),
    }
    const { nodes } = await finds(recruiter, input)
    expect(nodes.map(({ interviewers }) => interviewers.map(({ name }) => name))).toEqual([['Olof']])
  })

  test('leave a meeting that is to be moved out of its own way, and its slot where nobody else comes', async () => {
    const { story, recruiter, ines } = await office()
    const [ada, ben, cleo] = await story.applicants(3)
    const own = granted(
      await recruiter.schedules(ada!, { startsAt: at('10:00'), durationMinutes: 60, interviewers: [ines] }),
    )
    const wishes = { capacity: 2, startsAt: at('12:00'), durationMinutes: 60, interviewers: [ines] }
    const slot = await recruiter.opens(wishes)
    const { interview: booked } = granted(await recruiter.books(slot, ben!))
    const input = (movedInterviewId?: string) => ({
      interviewerIds: [ines.id],
      durationMinutes: 60,
      from: at('10:00'),
      to: at('13:00'),
      ...(movedInterviewId ? { movedInterviewId } : {}),
    })
    const free = async (movedInterviewId?: string) => starts(await finds(recruiter, input(movedInterviewId)))
    expect(await free()).toEqual(['03-01T11:00'])
    const around = ['03-01T10:00', '03-01T10:15', '03-01T10:30', '03-01T10:45', '03-01T11:00']
    expect(await free(own.id)).toEqual(around)
    expect(await explains(recruiter, input(own.id))).toMatchObject({
      people: [{ notFree: [{ cause: 'SLOT', startsAt: '2027-03-01T12:00:00.000Z' }] }],
    })
    const later = ['03-01T11:00', '03-01T11:15', '03-01T11:30', '03-01T11:45', '03-01T12:00']
    expect(await free(booked.id)).toEqual(later)
    granted(await recruiter.books(slot, cleo!))
    expect(await free(booked.id)).toEqual(['03-01T11:00'])
    const { errors } = await recruiter.ask(freeTimes, { input: input(newId()) })
    expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND')
  })

  test('need no more than an application, whose job plans the next round', async () => {
    const { story, recruiter, ines, olof } = await office()
    const { id: jobId } = await story.job()
    granted(
      await recruiter.does('setJobRounds', {
        jobId,
        rounds: [
          { name: 'First talk', durationMinutes: 30, mode: 'PHONE', anyOf: [[olof.id]] },
          { name: 'Second talk', durationMinutes: 180, mode: 'PHONE', interviewerIds: [ines.id] },
        ],
      }),
    )
    const candidate = await story.applicant()
    const { applicationId } = candidate
    const range = { from: at('12:00'), to: at('16:00') }
    const people = ({ nodes }: FreePage) => [
      ...new Set(nodes.flatMap((free) => free.interviewers.map((each) => each.name))),
    ]
    const first = await finds(recruiter, { applicationId, ...range })
    expect([people(first), first.totalCount]).toEqual([['Olof'], 15])
    expect(await finds(recruiter, { jobId, ...range })).toEqual(first)
    const second = await finds(recruiter, { jobId, round: 2, ...range })
    expect([people(second), starts(second)[0], second.totalCount]).toEqual([['Inès'], '03-01T12:00', 5])
    // Once the first round is completed, the second is the next one.
    const interview = granted(await recruiter.schedules(candidate, { startsAt: at('06:00'), interviewers: [olof] }))
    house.clock.stopAt(at('07:00'))
    granted(await recruiter.completes(interview))
    expect(await finds(recruiter, { applicationId, ...range })).toEqual(second)
    // What is said goes before the plan.
    expect((await finds(recruiter, { applicationId, durationMinutes: 240, ...range })).totalCount).toBe(1)
  })

  test('are the same page by page as all at once, over any number of weeks, and none is lost between two looks', async () => {
    const { recruiter, ines } = await office()
    await worksDaily(ines, '00:00', '24:00')
    // Longer than the first look of a week, and every start but the last ones is free.
    const days = 20
    const begins = shifted(monday, 15 * minute)
    const input = {
      interviewerIds: [ines.id],
      durationMinutes: 120,
      from: begins,
      to: shifted(begins, days * day),
    }
    const expected = Array.from({ length: days * 96 - 7 }, (_, step) =>
      shifted(begins, step * 15 * minute).toISOString(),
    )
    const found: string[] = []
    let after: string | null = null
    do {
      const page: FreePage = await finds(recruiter, input, { first: 100, after })
      expect(page.totalCount).toBe(expected.length)
      found.push(...page.nodes.map(({ startsAt }) => startsAt))
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
    } while (after)
    expect(found).toEqual(expected)
  })

  test('far ahead are found in few looks, however many people are asked about', async () => {
    const { story, recruiter, ines, olof } = await office()
    for (const each of [ines, olof])
      granted(
        await recruiter.does('addTimeOff', {
          staffMemberId: each.id,
          startsAt: monday,
          endsAt: shifted(monday, 60 * day),
        }),
      )
    const input = { durationMinutes: 30, from: monday, to: shifted(monday, 90 * day) }
    const statementsFor = async (people: readonly StaffMember[]) => {
      proxy.reset()
      const first = await recruiter.reads(
        'query($input: AvailabilityInput!) { freeTimes(input: $input, first: 1) { ... on FreeTimeConnection { nodes { startsAt } } } }',
        { input: { ...input, anyOf: [people.map(({ id }) => id)] } },
      )
      expect(first.freeTimes.nodes).toEqual([{ startsAt: '2027-04-30T07:00:00.000Z' }])
      return proxy.statements().filter((text) => /from interviewer_time taken/.test(text)).length
    }
    const few = await statementsFor([ines])
    // A week, two, four, eight: sixty days are within four looks.
    expect(few).toBe(4)
    const more = await Promise.all(Array.from({ length: 4 }, (_, index) => story.interviewer(`Person ${index}`)))
    for (const each of more)
      granted(
        await recruiter.does('addTimeOff', {
          staffMemberId: each.id,
          startsAt: monday,
          endsAt: shifted(monday, 60 * day),
        }),
      )
    expect(await statementsFor([ines, olof, ...more])).toBe(few)
  })

  test('are told on the dates of the zone that is asked for', async () => {
    const { recruiter, ines } = await office()
    await worksDaily(ines, '23:00', '24:00')
    const input = { interviewerIds: [ines.id], durationMinutes: 60, from: at('20:00'), to: at('23:30') }
    const dates = async (timeZone: string | null) =>
      (await finds(recruiter, { ...input, timeZone })).nodes.map((free) => (free as Free & { date: string }).date)
    expect([await dates(null), await dates('Asia/Tokyo')]).toEqual([['2027-03-01'], ['2027-03-02']])
  })
})

describe('why nothing is offered', () => {
  test('is told person by person, with the stretches that are in the way', async () => {
    const { story, recruiter, ines, olof } = await office()
    granted(await recruiter.schedules(await story.applicant(), { startsAt: at('08:00'), interviewers: [ines] }))
    granted(await recruiter.does('addTimeOff', { staffMemberId: olof.id, startsAt: at('09:00'), endsAt: at('16:00') }))
    // Stockholm works from 08:00 to 16:00 UTC.
    const input = { interviewerIds: [ines.id, olof.id], durationMinutes: 60, from: at('07:00'), to: at('17:00') }
    expect(await explains(recruiter, input)).toEqual({
      __typename: 'AvailabilityExplained',
      durationMinutes: 60,
      earliest: '2027-03-01T05:00:00.000Z',
      latest: expect.any(String),
      everybody: [],
      people: [
        {
          interviewer: { name: 'Inès' },
          pools: [],
          everFree: true,
          isCut: false,
          longestFreeMinutes: 435,
          notFree: [
            { cause: 'OUTSIDE_WORKING_HOURS', startsAt: at('07:00').toISOString(), endsAt: at('08:00').toISOString() },
            { cause: 'INTERVIEW', startsAt: at('08:00').toISOString(), endsAt: at('08:45').toISOString() },
            { cause: 'OUTSIDE_WORKING_HOURS', startsAt: at('16:00').toISOString(), endsAt: at('17:00').toISOString() },
          ],
        },
        {
          interviewer: { name: 'Olof' },
          pools: [],
          everFree: true,
          isCut: false,
          longestFreeMinutes: 60,
          notFree: [
            { cause: 'OUTSIDE_WORKING_HOURS', startsAt: at('07:00').toISOString(), endsAt: at('08:00').toISOString() },
            { cause: 'TIME_OFF', startsAt: at('09:00').toISOString(), endsAt: at('16:00').toISOString() },
            { cause: 'OUTSIDE_WORKING_HOURS', startsAt: at('16:00').toISOString(), endsAt: at('17:00').toISOString() },
          ],
        },
      ],
      firstFree: null,
      whyNothing: { reason: 'NEVER_TOGETHER', causes: [], pools: [], interviewers: [] },
    })
    expect((await finds(recruiter, input)).totalCount).toBe(0)
    const alone = await explains(recruiter, { ...input, interviewerIds: [ines.id] })
    expect([alone.firstFree, alone.whyNothing]).toEqual([{ startsAt: at('08:45').toISOString() }, null])
  })

  test('names who is never free, which pools are not filled, and what holds for everybody', async () => {
    const { story, recruiter, ines, olof } = await office()
    granted(await recruiter.does('addTimeOff', { staffMemberId: olof.id, startsAt: at('06:00'), endsAt: at('18:00') }))
    const range = { durationMinutes: 60, from: at('07:00'), to: at('17:00') }
    const why = async (more: object) => (await explains(recruiter, { ...range, ...more })).whyNothing
    expect(await why({ interviewerIds: [ines.id, olof.id] })).toMatchObject({
      reason: 'PEOPLE_NEVER_FREE',
      interviewers: [{ name: 'Olof' }],
    })
    expect(await why({ anyOf: [[ines.id], [olof.id]] })).toMatchObject({ reason: 'POOLS_NEVER_FREE', pools: [2] })
    const { people } = await explains(recruiter, { ...range, interviewerIds: [ines.id], anyOf: [[ines.id, olof.id]] })
    expect(people.map((each: { pools: number[] }) => each.pools)).toEqual([[], [1]])
    await recruiter.does('createBlockedPeriod', {
      name: 'Move',
      kind: 'BLOCKED',
      startsAt: at('06:00'),
      endsAt: at('20:00'),
    })
    expect(await why({ interviewerIds: [ines.id] })).toMatchObject({ reason: 'CLOSED', causes: ['BLOCKED_PERIOD'] })
    granted(await (await story.admin()).does('updateSchedulingSettings', { bookingHorizonDays: 1 }))
    const later = { from: at('07:00', '2027-03-10'), to: at('17:00', '2027-03-10'), interviewerIds: [ines.id] }
    expect(await why(later)).toMatchObject({ reason: 'CLOSED', causes: ['HORIZON'] })
    // Notice and horizon are told where they are, however far from the range that is.
    granted(await (await story.admin()).does('updateSchedulingSettings', { minimumNoticeMinutes: 120 }))
    expect(await explains(recruiter, { ...later, durationMinutes: 60 })).toMatchObject({
      earliest: '2027-03-01T07:00:00.000Z',
      latest: '2027-03-02T05:00:00.000Z',
    })
  })

  test('is cut where it would be too long to read, and says so', async () => {
    const { recruiter, ines } = await office()
    const hours = Array.from({ length: 10 }, (_, index) => ({ from: `${10 + index}:00`, to: `${10 + index}:30` }))
    const weekdays = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY']
    granted(
      await ines.does('setWorkingHours', {
        staffMemberId: ines.id,
        hours: weekdays.flatMap((weekday) => hours.map((each) => ({ weekday, ...each }))),
      }),
    )
    const input = { interviewerIds: [ines.id], durationMinutes: 30, from: monday, to: shifted(monday, 31 * day) }
    const [person] = (await explains(recruiter, input)).people
    expect([person.notFree.length, person.isCut]).toEqual([200, true])
  })
})

describe('a question that cannot be right', () => {
  const from = monday
  const to = shifted(monday, day)
  const base = { interviewerIds: [], durationMinutes: 30, from, to }

  test.each<[string, object, string]>([
    ['a range the wrong way round', { from: to, to: from }, 'to'],
    ['an empty range', { to: from }, 'to'],
    ['more than 90 days', { to: shifted(monday, 90 * day + 1) }, 'to'],
    ['a zone that is none', { timeZone: 'Europe/Atlantis' }, 'timeZone'],
    ['no length', { durationMinutes: null }, 'durationMinutes'],
    ['a length of nothing', { durationMinutes: 0 }, 'durationMinutes'],
    ['a round of no job', { round: 2 }, 'round'],
    ['an application and a job', { applicationId: newId(), jobId: newId() }, 'jobId'],
    ['an empty pool', { anyOf: [[]] }, 'anyOf.0'],
  ])('is refused next to its field: %s', async (_, wrong, path) => {
    const { recruiter } = await office()
    for (const query of [freeTimes, explanation]) {
      const data = await recruiter.reads(query, { input: { ...base, ...wrong } })
      const answer = data.freeTimes ?? data.explainAvailability
      expect([answer.__typename, answer.fields?.[0]?.path]).toEqual(['InvalidInput', path])
    }
  })

  test('is refused for two pools that one person would have to sit in', async () => {
    const { recruiter, ines } = await office()
    const data = await recruiter.reads(freeTimes, { input: { ...base, anyOf: [[ines.id], [ines.id]] } })
    expect(data.freeTimes.fields[0].path).toBe('anyOf')
  })

  test('is refused where more is to be explained than one can read, or what is over', async () => {
    const { recruiter } = await office()
    const long = { ...base, to: shifted(monday, 31 * day + 1) }
    expect((await explains(recruiter, long)).fields[0].path).toBe('to')
    const over = { ...base, from: shifted(monday, -2 * day), to: shifted(monday, -day) }
    expect((await explains(recruiter, over)).fields[0].path).toBe('to')
    expect((await finds(recruiter, over)).nodes).toEqual([])
    const crowd = { ...base, anyOf: [17, 17, 17].map((size) => Array.from({ length: size }, () => newId())) }
    expect((await explains(recruiter, crowd)).fields[0].path).toBe('anyOf')
  })

  test('ends in a failure with a name for a cursor and a page size that are none', async () => {
    const { recruiter } = await office()
    for (const page of [{ after: 'nonsense' }, { first: 0 }, { first: 101 }]) {
      const { errors } = await recruiter.ask(freeTimes, { input: base, ...page })
      expect(errors?.map((error) => error.extensions.code)).toEqual(['BAD_USER_INPUT'])
    }
  })

  test('tells nothing of somebody who has left, also where no time is left to look at', async () => {
    const { recruiter, ines } = await office()
    await house.database.query('update staff_member set active = false where id = $1', [ines.id])
    for (const range of [
      { from, to },
      { from: shifted(monday, -2 * hour), to: shifted(monday, -hour) },
    ]) {
      const { errors } = await recruiter.ask(freeTimes, { input: { ...base, ...range, interviewerIds: [ines.id] } })
      expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND')
    }
  })
})
