import { beforeEach, describe, expect, test } from 'vitest'
import { hour, minute, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory, type Known, type StaffMember, type Story } from '../../test/story.ts'
import { newId } from '../shared/id.ts'
import { Reading } from '../shared/reading.ts'
import { explainRange, nextFreeTimes } from './free-time.rules.ts'
import { choosePanel, membersAt } from './panel.rules.ts'
import { schedulingFacts, type Moving, type SchedulingFacts } from './person-facts.ts'
import type { Stretch } from './stretches.rules.ts'

const house = await openHouse()

// A Monday, the day after Stockholm has put its clocks forward: 09:00 there is 07:00Z, and was 08:00Z the week before.
const monday = new Date('2098-03-31T07:00:00Z')
// Two months earlier, within the horizon of a company that has chosen none.
beforeEach(() => house.clock.stopAt(shifted(monday, -60 * 24 * hour)))

const stretch = (startsAt: Date, minutes: number): Stretch => ({
  startsAt,
  endsAt: shifted(startsAt, minutes * minute),
})

const idsOf = (people: readonly Known[]) => people.map((each) => (typeof each === 'string' ? each : each.id))

/** What the rules are told of some people, as an answer reads it. */
async function factsOf(story: Story, people: readonly Known[], range: Stretch, moving?: Moving) {
  const { database, clock } = house.greenroom
  const reading = new Reading(database, clock, story.companyId)
  try {
    const facts = await schedulingFacts(reading, monday, idsOf(people), range, { moving })
    return { ...facts, statements: reading.statements }
  } finally {
    await reading.close()
  }
}

const calendarOf = ({ calendars }: SchedulingFacts, person: Known) => calendars.get(idsOf([person])[0]!)!

const setsHours = async (person: StaffMember, ...hours: [weekday: string, from: string, to: string][]) =>
  granted(
    await person.does('setWorkingHours', {
      staffMemberId: person.id,
      hours: hours.map(([weekday, from, to]) => ({ weekday, from, to })),
    }),
  )

const isAway = async (person: StaffMember, startsAt: Date, minutes: number) =>
  granted(await person.does('addTimeOff', { staffMemberId: person.id, ...stretch(startsAt, minutes) }))

describe('what the rules are told', () => {
  test('of a slot and of an interview is the time they take, and of a slot the same for one booking or many', async () => {
    const story = await tellStory(house)
    const [recruiter, ines] = [await story.recruiter(), await story.interviewer()]
    const slot = await recruiter.opens({ startsAt: monday, durationMinutes: 45, capacity: 2, interviewers: [ines] })
    const empty = calendarOf(await factsOf(story, [ines], stretch(monday, 60)), ines)
    expect(empty.taken).toEqual([])
    for (const candidate of await story.applicants(2)) granted(await recruiter.books(slot, candidate))
    await story.arranged({ startsAt: shifted(monday, hour), durationMinutes: 30, interviewers: [ines] })

    const { taken } = calendarOf(await factsOf(story, [ines], stretch(monday, 60)), ines)
    expect(taken.toSorted((one, other) => one.startsAt.getTime() - other.startsAt.getTime())).toMatchObject([
      { cause: 'SLOT', ...stretch(monday, 45), meetingStartsAt: monday },
      { cause: 'INTERVIEW', ...stretch(shifted(monday, hour), 30), meetingStartsAt: shifted(monday, hour) },
    ])
  })

  test('of a meeting that is being moved leaves out its own time, and nothing else', async () => {
    const story = await tellStory(house)
    const [recruiter, ines] = [await story.recruiter(), await story.interviewer()]
    const slot = await recruiter.opens({ startsAt: monday, durationMinutes: 45, interviewers: [ines] })
    granted(await recruiter.books(slot, await story.applicant()))
    const { interview } = await story.arranged({ startsAt: shifted(monday, hour), interviewers: [ines] })
    const causes = async (moving: Moving) =>
      calendarOf(await factsOf(story, [ines], stretch(monday, 60), moving), ines).taken.map(({ cause }) => cause)
    expect(await causes({ interviewId: interview.id })).toEqual(['SLOT'])
    expect(await causes({ slotId: slot.id })).toEqual(['INTERVIEW'])
    expect((await causes({ slotId: newId() })).toSorted()).toEqual(['INTERVIEW', 'SLOT'])
  })

  test('is what their own calendars say, named by the calendar, and of nobody else', async () => {
    const story = await tellStory(house)
    const [ines, olof] = [await story.interviewer('Ines'), await story.interviewer('Olof')]
    await story.isBusyElsewhere(ines, monday, 30)
    await story.isBusyElsewhere(ines, shifted(monday, 30 * 24 * hour), 30)
    const facts = await factsOf(story, [ines, olof], stretch(monday, 60))
    expect(calendarOf(facts, ines).taken).toEqual([
      {
        cause: 'EXTERNAL_CALENDAR',
        calendar: 'Home',
        ...stretch(monday, 30),
        meetingStartsAt: null,
        personId: ines.id,
      },
    ])
    expect(calendarOf(facts, olof).taken).toEqual([])
  })

  test('are the whole weeks around the range, for the limits of the week', async () => {
    const story = await tellStory(house)
    const ines = await story.interviewer()
    granted(await ines.does('setInterviewerLimits', { staffMemberId: ines.id, perWeek: 2, perDay: 2 }))
    const sunday = new Date('2098-04-06T20:00:00Z')
    const interviews = [shifted(monday, -hour), shifted(sunday, 90 * minute)]
    for (const startsAt of interviews) await story.arranged({ startsAt, durationMinutes: 15, interviewers: [ines] })
    const wednesday = stretch(new Date('2098-04-02T08:00:00Z'), 60)
    const facts = await factsOf(story, [ines], wednesday)
    const { days } = facts.around
    expect([days[0]!.date, days.at(-1)!.date, days.length]).toEqual(['2098-03-31', '2098-04-06', 7])
    const panel = { all: [ines.id], anyOf: [] }
    const byName = { all: { by: 'NAME' }, anyOf: { by: 'RULES' } } as const
    expect(choosePanel(panel, membersAt(panel, facts.calendars, wednesday, facts.around, byName))).toEqual({
      kind: 'PanelIsNotFree',
      inTheWay: [
        {
          pool: null,
          people: [
            {
              id: ines.id,
              refusal: { kind: 'WeeklyLimitReached', interviewerIds: [ines.id], limit: 2, week: '2098-03-31' },
            },
          ],
        },
      ],
    })
  })

  test('are hours on the wall of the company, on both sides of a clock change', async () => {
    const story = await tellStory(house)
    const [ines, olof] = [await story.interviewer('Ines'), await story.interviewer('Olof')]
    await setsHours(ines, ['FRIDAY', '09:00', '12:00'], ['MONDAY', '13:00', '24:00'], ['SUNDAY', '00:00', '04:00'])
    const range = { startsAt: new Date('2098-03-24T00:00:00Z'), endsAt: new Date('2098-04-01T00:00:00Z') }
    const facts = await factsOf(story, [ines, olof], range)
    expect(facts.timeZone).toBe('Europe/Stockholm')
    const told = (person: Known) =>
      calendarOf(facts, person).working.map(
        ({ startsAt, endsAt }) => `${startsAt.toISOString().slice(5, 16)} ${endsAt.toISOString().slice(5, 16)}`,
      )
    expect(told(ines)).toEqual([
      '03-24T12:00 03-24T23:00',
      '03-28T08:00 03-28T11:00',
      // The night in which an hour is skipped.
      '03-29T23:00 03-30T01:00',
      '03-30T01:00 03-30T02:00',
      '03-31T11:00 03-31T22:00',
      '04-04T07:00 04-04T10:00',
      '04-05T22:00 04-06T02:00',
    ])
    // Who has said nothing works the usual hours.
    expect(told(olof)).toHaveLength(10)
    expect(told(olof)).toEqual(
      expect.arrayContaining(['03-28T08:00 03-28T16:00', '03-31T07:00 03-31T15:00', '04-04T07:00 04-04T15:00']),
    )
  })

  test('is time off as taken time, which counts for no limit', async () => {
    const story = await tellStory(house)
    const ines = await story.interviewer()
    // It began long before the weeks that are looked at, and is not over.
    const [begun, minutes] = [shifted(monday, -20 * 24 * hour), 20 * 24 * 60 + 30]
    await isAway(ines, begun, minutes)
    await isAway(ines, shifted(monday, 30 * 24 * hour), 90)
    await isAway(ines, shifted(monday, -30 * 24 * hour), 90)
    expect(calendarOf(await factsOf(story, [ines], stretch(monday, 60)), ines).taken).toMatchObject([
      { cause: 'TIME_OFF', ...stretch(begun, minutes), meetingStartsAt: null },
    ])
  })

  test('is when somebody last met a candidate before the weeks that are looked at', async () => {
    const story = await tellStory(house)
    const [ines, olof] = [await story.interviewer('Ines'), await story.interviewer('Olof')]
    const days = (number: number) => shifted(monday, number * 24 * hour)
    for (const startsAt of [days(-40), days(-20), days(-15)]) await story.arranged({ startsAt, interviewers: [ines] })
    await story.arranged({ startsAt: days(20), interviewers: [olof] })
    const facts = await factsOf(story, [ines, olof], stretch(monday, 60))
    expect(calendarOf(facts, ines).lastMeetingBefore).toEqual(days(-15))
    expect(calendarOf(facts, olof).lastMeetingBefore).toBeNull()
  })

  test('are the rules of the company and the days on which it is closed', async () => {
    const story = await tellStory(house)
    const [recruiter, admin] = [await story.recruiter(), await story.admin()]
    granted(await admin.does('updateSchedulingSettings', { bufferMinutesBefore: 5, minimumNoticeMinutes: 30 }))
    const holiday = { kind: 'HOLIDAY', fromDate: '2098-04-01', toDate: '2098-04-01' }
    granted(await recruiter.does('createBlockedPeriod', { name: 'First of April', ...holiday }))
    const { around } = await factsOf(story, [], stretch(monday, 60))
    expect(around.now).toEqual(monday)
    expect(around.rules).toMatchObject({ bufferMinutesBefore: 5, minimumNoticeMinutes: 30, bookingHorizonDays: 365 })
    expect(around.blocked).toMatchObject([
      { startsAt: new Date('2098-03-31T22:00:00Z'), endsAt: new Date('2098-04-01T22:00:00Z') },
    ])
  })

  test('costs as many statements for many people as for one', async () => {
    const story = await tellStory(house)
    const people = [await story.interviewer('Ines'), await story.interviewer('Olof'), await story.recruiter()]
    expect((await factsOf(story, people.slice(0, 1), stretch(monday, 60))).statements).toBe(4)
    expect(
      (await factsOf(story, people, { startsAt: monday, endsAt: shifted(monday, 90 * 24 * hour) })).statements,
    ).toBe(4)
  })

  test('is the same inside a use case', async () => {
    const story = await tellStory(house)
    const [recruiter, ines] = [await story.recruiter(), await story.interviewer()]
    await story.arranged({ startsAt: monday, interviewers: [ines] })
    await isAway(ines, shifted(monday, 5 * hour), 60)
    const range = stretch(monday, 600)
    const { statements: _statements, ...read } = await factsOf(story, [ines], range)
    const inUseCase: SchedulingFacts[] = []
    await house.greenroom.inTransaction({ name: 'look', actor: recruiter.staff }, async (tx) => {
      inUseCase.push(await schedulingFacts(tx, monday, [ines.id], range))
      return { kind: 'Looked' }
    })
    expect(inUseCase).toEqual([read])
    expect(calendarOf(read, ines).taken).toHaveLength(2)
  })

  test('is nothing of somebody of another company, who has left, or is nobody', async () => {
    const [story, other] = [await tellStory(house), await tellStory(house)]
    const [ines, gone] = [await story.interviewer('Ines'), await story.interviewer('Gone')]
    const foreign = await other.interviewer()
    await house.database.query('update staff_member set active = false where id = $1', [gone.id])
    for (const person of [foreign.id, gone.id, newId(), 'no id at all'])
      await expect(factsOf(story, [ines, person], stretch(monday, 60))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect([...(await factsOf(story, [ines, ines], stretch(monday, 60))).calendars.keys()]).toEqual([ines.id])
  })
})

test('the first free time of a panel is found from what is booked, and the rest is explained', async () => {
  const story = await tellStory(house)
  const recruiter = await story.recruiter()
  const [ines, olof, pia] = [
    await story.interviewer('Ines'),
    await story.interviewer('Olof'),
    await story.interviewer('Pia'),
  ]
  const slot = await recruiter.opens({ startsAt: monday, durationMinutes: 60, interviewers: [ines] })
  granted(await recruiter.books(slot, await story.applicant()))
  await story.arranged({ startsAt: shifted(monday, hour), durationMinutes: 60, interviewers: [olof] })
  await isAway(pia, shifted(monday, -hour), 150)
  const range = stretch(monday, 8 * 60)
  const { calendars, around } = await factsOf(story, [ines, olof, pia], range)
  const panel = { all: [ines.id], anyOf: [[olof.id, pia.id]] }
  const search = { range, durationMinutes: 30 }
  const now = shifted(monday, -24 * hour)
  // Ines is free from 10:00 on; then Olof meets somebody for an hour and Pia is away until 10:30.
  expect(nextFreeTimes(search, panel, calendars, { ...around, now }, 2)).toEqual([
    { ...stretch(shifted(monday, 90 * minute), 30), interviewerIds: [ines.id, pia.id] },
    { ...stretch(shifted(monday, 105 * minute), 30), interviewerIds: [ines.id, pia.id] },
  ])
  const morning = { range: stretch(monday, 90), durationMinutes: 60 }
  const { people, whyNothing } = explainRange(morning, panel, calendars, { ...around, now })
  expect(whyNothing).toEqual({ reason: 'PEOPLE_NEVER_FREE', interviewerIds: [ines.id] })
  expect(Object.fromEntries(people.map(({ id, notFree }) => [id, notFree.map(({ cause }) => cause)]))).toEqual({
    [ines.id]: ['SLOT'],
    [olof.id]: ['INTERVIEW'],
    [pia.id]: ['TIME_OFF'],
  })
})
