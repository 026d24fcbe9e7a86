import { beforeEach, describe, expect, test } from 'vitest'
import { hour, hoursAhead, shifted } from '../../test/clock.ts'
import { everythingBehind, promisedSchema } from '../../test/documents.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory, type StaffMember, type Story } from '../../test/story.ts'

const house = await openHouse()
// The day of these stories lies in the year after this one.
beforeEach(() => house.clock.stopAt('2026-11-08T08:00:00Z'))

/** A Tuesday far ahead, at a time that everybody of these stories works at. */
const tuesday = '2027-03-23T09:00:00Z'

async function threeWhoMeet(story: Story): Promise<[StaffMember, StaffMember, StaffMember]> {
  return [await story.interviewer('Inès'), await story.interviewer('Olof'), await story.interviewer('Maja')]
}
const names = (people: { name: string }[]) => people.map(({ name }) => name)
const ids = (people: readonly StaffMember[]) => people.map(({ id }) => id)
const namesOfPools = (pools: { name: string }[][]) => pools.map(names)

describe('a slot with a pool', () => {
  test('is met by whom its first booking chooses, who meets least, and the second keeps them', async () => {
    const story = await tellStory(house, { timeZone: 'Europe/Stockholm' })
    const recruiter = await story.recruiter()
    const [ines, olof, maja] = await threeWhoMeet(story)
    const others = await story.applicants(5)
    // In this week Inès meets two and Olof one; Maja is away.
    const at = (hours: number) => shifted(tuesday, hours * hour)
    granted(await recruiter.schedules(others[0]!, { startsAt: at(2), interviewers: [ines] }))
    granted(await recruiter.schedules(others[1]!, { startsAt: at(4), interviewers: [ines] }))
    granted(await recruiter.schedules(others[2]!, { startsAt: at(2), interviewers: [olof] }))
    granted(await recruiter.does('addTimeOff', { staffMemberId: maja.id, startsAt: at(-2), endsAt: at(5) }))

    const slot = await recruiter.opens({
      startsAt: new Date(tuesday),
      capacity: 2,
      anyOf: [ids([ines, olof, maja])],
    })
    expect([names(slot['interviewers']), namesOfPools(slot['anyOf'])]).toEqual([[], [['Inès', 'Maja', 'Olof']]])

    const first = granted(await recruiter.books(slot, others[3]!))
    expect(names(first['interview'].interviewers)).toEqual(['Olof'])
    // Now Olof meets as many as Inès, and more than anybody else could: he is kept all the same.
    granted(await recruiter.schedules(await story.applicant(), { startsAt: at(24), interviewers: [olof] }))
    const second = granted(await recruiter.books(slot, others[4]!))
    expect(names(second['interview'].interviewers)).toEqual(['Olof'])
  })

  test('of which nobody has time is refused, with why for each of them', async () => {
    const story = await tellStory(house, { timeZone: 'Europe/Stockholm' })
    const recruiter = await story.recruiter()
    const [ines, olof] = await threeWhoMeet(story)
    const [ada, ben] = await story.applicants(2)
    const startsAt = new Date(tuesday)
    const slot = await recruiter.opens({ startsAt, anyOf: [ids([ines, olof])] })
    granted(await recruiter.schedules(ada!, { startsAt, interviewers: [ines] }))
    granted(await recruiter.does('addTimeOff', { staffMemberId: olof.id, startsAt, endsAt: shifted(startsAt, hour) }))
    const refusal = await recruiter.books(slot, ben!)
    expect(refusal.__typename).toBe('PanelIsNotFree')
    expect(
      (refusal['inTheWay'] as { pool: number; reason: string; interviewer: { name: string } }[])
        .map(({ pool, reason, interviewer }) => `${pool} ${interviewer.name} ${reason}`)
        .sort(),
    ).toEqual(['1 Inès InterviewerIsBusy', '1 Olof InterviewerIsAway'])
  })

  test('taken by two at once is met by one person, in both interviews the same', async () => {
    const story = await tellStory(house, { timeZone: 'Europe/Stockholm' })
    const recruiter = await story.recruiter()
    const people = await threeWhoMeet(story)
    const slot = await recruiter.opens({ startsAt: new Date(tuesday), capacity: 3, anyOf: [ids(people)] })
    const answers = await Promise.all((await story.applicants(3)).map((candidate) => recruiter.books(slot, candidate)))
    const met = answers.map((answer) => names(granted(answer)['interview'].interviewers).join())
    expect(new Set(met).size).toBe(1)
    const rows = await house.database.query('select 1 from interviewer_time where slot_id = $1', [slot.id])
    expect(rows).toHaveLength(1)
  })

  test('is found by each person whom it may be met by', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const [ines, olof, maja] = await threeWhoMeet(story)
    const slot = await recruiter.opens({ interviewers: [ines], anyOf: [[olof.id]] })
    const foundBy = async (person: StaffMember) =>
      (
        await recruiter.reads('query($id: ID!) { slots(filter: { interviewerId: $id }) { nodes { id } } }', {
          id: person.id,
        })
      ).slots.nodes
    expect([await foundBy(ines), await foundBy(olof), await foundBy(maja)]).toEqual([
      [{ id: slot.id }],
      [{ id: slot.id }],
      [],
    ])
  })

  test('whose pools too few people share is not opened, by hand, by pattern or by template', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const [ines] = await threeWhoMeet(story)
    const anyOf = [[ines.id], [ines.id]]
    const refused = (path: string) => ({
      __typename: 'InvalidInput',
      fields: [{ path, message: expect.stringContaining('too few people') as string }],
    })
    const slot = { startsAt: hoursAhead(24), durationMinutes: 30, mode: 'PHONE', anyOf }
    expect(await recruiter.does('createSlots', { slots: [slot] })).toMatchObject(refused('slots.0.anyOf'))
    const windows = [{ weekdays: ['MONDAY'], from: '09:00', to: '10:00' }]
    const pattern = { fromDate: '2027-03-22', toDate: '2027-03-22', durationMinutes: 30, mode: 'PHONE', windows, anyOf }
    expect(await recruiter.does('openSlots', pattern)).toMatchObject(refused('anyOf'))
    const template = { name: 'Pools', durationMinutes: 30, mode: 'PHONE', anyOf }
    expect(await recruiter.does('createSlotTemplate', template)).toMatchObject(refused('anyOf'))
  })
})

test('somebody of a pool who has left is asked no more', async () => {
  const story = await tellStory(house, { timeZone: 'Europe/Stockholm' })
  const recruiter = await story.recruiter()
  const [ines, olof] = await threeWhoMeet(story)
  const slot = await recruiter.opens({ startsAt: new Date(tuesday), capacity: 2, anyOf: [ids([ines, olof])] })
  await house.database.query('update staff_member set active = false where id = $1', [olof.id])
  const { interview } = granted(await recruiter.books(slot, await story.applicant()))
  expect(names(interview.interviewers)).toEqual(['Inès'])
})

describe('a pattern with a pool', () => {
  const previewDocument = `query($input: OpenSlotsInput!) {
    previewSlots(input: $input) ${everythingBehind(promisedSchema.getQueryType()!.getFields()['previewSlots']!, { depth: 3 })} }`

  test('opens slots where somebody of it can come, and tells where nobody can', async () => {
    const story = await tellStory(house, { timeZone: 'Europe/Stockholm' })
    const recruiter = await story.recruiter()
    const [ines, olof, maja] = await threeWhoMeet(story)
    const template = granted(
      await recruiter.does('createSlotTemplate', {
        name: 'Any of two',
        durationMinutes: 60,
        mode: 'PHONE',
        windows: [{ weekdays: ['TUESDAY', 'SATURDAY'], from: '10:00', to: '12:00' }],
        anyOf: [ids([ines, olof])],
      }),
    )
    expect(namesOfPools(template['anyOf'])).toEqual([['Inès', 'Olof']])
    // The first hour on Tuesday is 10:00 in Stockholm: Inès has it given away, and then both.
    const [ada, ben] = await story.applicants(2)
    granted(
      await recruiter.schedules(ada!, { startsAt: new Date(tuesday), interviewers: [ines], durationMinutes: 120 }),
    )
    const input = { templateId: template.id, fromDate: '2027-03-23', toDate: '2027-03-27' }
    const preview = async () =>
      ((await recruiter.reads(previewDocument, { input })).previewSlots.proposals as Record<string, unknown>[]).map(
        (slot) => [`${String(slot['date'])} ${String(slot['time'])}`, ...(slot['remarks'] as string[])].join(' '),
      )
    // Saturday is nobody's working day.
    expect(await preview()).toEqual([
      '2027-03-23 10:00',
      '2027-03-23 11:00',
      '2027-03-27 10:00 POOL_IS_NOT_FREE',
      '2027-03-27 11:00 POOL_IS_NOT_FREE',
    ])
    granted(await recruiter.schedules(ben!, { startsAt: new Date(tuesday), interviewers: [olof] }))
    expect((await preview())[0]).toBe('2027-03-23 10:00 POOL_IS_NOT_FREE')

    const opened = await recruiter.does('openSlots', input)
    expect(opened['plan']['madeCount']).toBe(1)
    expect(namesOfPools(opened['plan']['anyOf'])).toEqual([['Inès', 'Olof']])
    expect(namesOfPools(opened['slots'][0]['anyOf'])).toEqual([['Inès', 'Olof']])
    // The same again is there already; with another pool it is another slot.
    expect((await preview())[1]).toBe('2027-03-23 11:00 DUPLICATE')
    const other = await recruiter.does('openSlots', { ...input, anyOf: [ids([maja])] })
    expect(other['plan']['madeCount']).toBe(2)
  })

  test('starts from a template whose pools can be changed and emptied, without those who have left', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const [ines, olof, maja] = await threeWhoMeet(story)
    const { id: templateId } = granted(
      await recruiter.does('createSlotTemplate', {
        name: 'Pools',
        durationMinutes: 30,
        mode: 'PHONE',
        anyOf: [ids([ines, olof]), ids([maja])],
      }),
    )
    await house.database.query('update staff_member set active = false where id = $1', [maja.id])
    const slot = { startsAt: hoursAhead(24), templateId }
    const opened = granted(await recruiter.does('createSlots', { slots: [slot] }))
    expect(namesOfPools(opened['slots'][0].anyOf)).toEqual([['Inès', 'Olof']])
    const changed = await recruiter.does('updateSlotTemplate', { templateId, anyOf: [ids([olof])] })
    expect(namesOfPools(changed['anyOf'])).toEqual([['Olof']])
    const untouched = await recruiter.does('updateSlotTemplate', { templateId, capacity: 2 })
    expect(namesOfPools(untouched['anyOf'])).toEqual([['Olof']])
    const emptied = await recruiter.does('updateSlotTemplate', { templateId, anyOf: [] })
    expect(emptied['anyOf']).toEqual([])
    expect((await recruiter.does('deleteSlotTemplate', { templateId })).__typename).toBe('SlotTemplateDeleted')
  })
})
