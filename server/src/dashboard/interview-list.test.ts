import { beforeAll, describe, expect, test } from 'vitest'
import { hour, hoursAhead, minute, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory, type Candidate, type StaffMember, type Story } from '../../test/story.ts'

const house = await openHouse()

describe('the list of interviews', () => {
  let story: Story
  let recruiter: StaffMember
  let ines: StaffMember
  let rolf: StaffMember
  const ids: Record<string, string> = {}
  const people: Record<string, Candidate> = {}
  const first = hoursAhead(24)
  let nurse: string

  beforeAll(async () => {
    story = await tellStory(house)
    ;[recruiter, ines, rolf] = [await story.recruiter(), await story.interviewer(), await story.anotherRecruiter()]
    nurse = (await recruiter.createsJob('Nurse')).id
    const arrange = async (
      name: string,
      by: StaffMember,
      at: number,
      { email, job, ...wishes }: { email?: null; job?: string; interviewers?: StaffMember[]; round?: number } = {},
    ) => {
      people[name] = await story.applicant({ name, ...(email === null ? { email } : {}), ...(job ? { job } : {}) })
      const startsAt = shifted(first, at * hour)
      const interview = granted(await by.schedules(people[name], { startsAt, ...wishes }))
      ids[name] = interview.id
      people[name].isGiven(interview['candidateLink'])
    }
    await arrange('Cleo', recruiter, 2, { job: nurse, round: 2 })
    await arrange('Ada', recruiter, 0, { interviewers: [ines] })
    await arrange('Ben', rolf, 1, { email: null })
    await arrange('Dina', rolf, 3)
    await people['Ada']!.answers('ACCEPTED')
    await recruiter.cancels(ids['Dina']!)
  })

  const found = async (filter: object, sort?: string) => {
    const { interviews } = await recruiter.reads(
      `query($filter: InterviewFilter, $sort: InterviewSort) {
        interviews(filter: $filter, sort: $sort) { nodes { candidate { name } } totalCount } }`,
      { filter, ...(sort ? { sort } : {}) },
    )
    const names = interviews.nodes.map((node: { candidate: { name: string } }) => node.candidate.name)
    expect(interviews.totalCount).toBe(names.length)
    return names
  }

  test('goes by start, either way', async () => {
    expect(await found({})).toEqual(['Ada', 'Ben', 'Cleo', 'Dina'])
    expect(await found({}, 'STARTS_AT_ASC')).toEqual(['Ada', 'Ben', 'Cleo', 'Dina'])
    expect(await found({}, 'STARTS_AT_DESC')).toEqual(['Dina', 'Cleo', 'Ben', 'Ada'])
  })

  test('goes by candidate, job or status, either way, those of one by start', async () => {
    expect(await found({}, 'CANDIDATE_ASC')).toEqual(['Ada', 'Ben', 'Cleo', 'Dina'])
    expect(await found({}, 'CANDIDATE_DESC')).toEqual(['Dina', 'Cleo', 'Ben', 'Ada'])
    expect(await found({}, 'JOB_ASC')).toEqual(['Ada', 'Ben', 'Dina', 'Cleo'])
    expect(await found({}, 'JOB_DESC')).toEqual(['Cleo', 'Dina', 'Ben', 'Ada'])
    expect(await found({}, 'STATUS_ASC')).toEqual(['Dina', 'Ada', 'Ben', 'Cleo'])
    expect(await found({ search: 'n' }, 'STATUS_DESC')).toEqual(['Cleo', 'Ben', 'Ada', 'Dina'])
  })

  test.each(['CANDIDATE_ASC', 'CANDIDATE_DESC', 'JOB_ASC', 'JOB_DESC', 'STATUS_ASC', 'STATUS_DESC'])(
    'sorted by %s is walked through by its cursors, forth and back',
    async (sort) => {
      const walk = async (forth: boolean) => {
        const names: string[] = []
        for (let cursor: string | null = null, more = true; more;) {
          const { interviews } = await recruiter.reads(
            `query($cursor: String, $sort: InterviewSort) {
              interviews(${forth ? 'first: 1, after' : 'last: 1, before'}: $cursor, sort: $sort) {
                nodes { candidate { name } } pageInfo { hasNextPage hasPreviousPage endCursor } } }`,
            { cursor, sort },
          )
          names.push(interviews.nodes[0].candidate.name)
          cursor = interviews.pageInfo.endCursor
          more = forth ? interviews.pageInfo.hasNextPage : interviews.pageInfo.hasPreviousPage
        }
        return names
      }
      const whole = await found({}, sort)
      expect(await walk(true)).toEqual(whole)
      expect(await walk(false)).toEqual(whole.toReversed())
    },
  )

  test('is filtered by every word of its filter', async () => {
    expect(await found({ round: 2 })).toEqual(['Cleo'])
    expect(await found({ round: 3 })).toEqual([])
    expect(await found({ status: ['CANCELLED'] })).toEqual(['Dina'])
    expect(await found({ status: ['SCHEDULED', 'IN_PROGRESS'] })).toEqual(['Ada', 'Ben', 'Cleo'])
    expect(await found({ status: [] })).toEqual([])
    expect(await found({ startsFrom: shifted(first, hour) })).toEqual(['Ben', 'Cleo', 'Dina'])
    expect(await found({ startsBefore: shifted(first, hour) })).toEqual(['Ada'])
    // They take 45 minutes: the end does not count any more.
    expect(await found({ endsAfter: shifted(first, 45 * minute) })).toEqual(['Ben', 'Cleo', 'Dina'])
    expect(await found({ endsAfter: shifted(first, 44 * minute) })).toEqual(['Ada', 'Ben', 'Cleo', 'Dina'])
    expect(await found({ mode: ['PHONE', 'VIDEO'] })).toEqual(['Ada', 'Ben', 'Cleo', 'Dina'])
    expect(await found({ mode: ['VIDEO'] })).toEqual([])
    expect(await found({ jobId: nurse })).toEqual(['Cleo'])
    expect(await found({ candidateId: people['Ben']!.id })).toEqual(['Ben'])
    expect(await found({ interviewerId: ines.id })).toEqual(['Ada'])
    expect(await found({ scheduledById: rolf.id })).toEqual(['Ben', 'Dina'])
    expect(await found({ emailStatus: ['SKIPPED_NO_ADDRESS'] })).toEqual(['Ben'])
    expect(await found({ emailStatus: ['QUEUED'] })).toEqual(['Ada', 'Cleo', 'Dina'])
    expect(await found({ emailStatus: ['SENT'] })).toEqual([])
    expect(await found({ rsvp: ['ACCEPTED'] })).toEqual(['Ada'])
    expect(await found({ search: 'nUrS' })).toEqual(['Cleo'])
    expect(await found({ search: 'din' })).toEqual(['Dina'])
  })

  test('is filtered by the slot in which somebody has a place, or had one', async () => {
    const slot = await recruiter.opens({ startsAt: shifted(first, 240 * hour), capacity: 2 })
    const eve = await story.applicant({ name: 'Eve' })
    const finn = await story.applicant({ name: 'Finn' })
    await recruiter.books(slot, eve)
    const { interview } = granted(await recruiter.books(slot, finn))
    await recruiter.cancels(interview.id)
    const inSlot = await found({ slotId: slot.id }, 'CANDIDATE_ASC')
    await house.database.query('delete from booking where slot_id = $1', [slot.id])
    expect(inSlot).toEqual(['Eve', 'Finn'])
    expect(await found({ slotId: slot.id })).toEqual([])
    expect(await found({ slotId: 'no id' })).toEqual([])
  })

  test('must fit every part of a filter at once', async () => {
    expect(await found({ scheduledById: rolf.id, status: ['SCHEDULED'] })).toEqual(['Ben'])
    expect(await found({ scheduledById: rolf.id, search: 'Ada' })).toEqual([])
  })
})

describe('a list by pages', () => {
  let story: Story
  let recruiter: StaffMember
  let all: string[]
  beforeAll(async () => {
    story = await tellStory(house)
    recruiter = await story.recruiter()
    // Several begin at the same moment: then their ids decide.
    const slots = Array.from({ length: 7 }, (_, index) => ({
      startsAt: shifted(hoursAhead(24), Math.floor(index / 3) * hour).toISOString(),
      durationMinutes: 30,
      mode: 'PHONE',
    }))
    granted(await recruiter.does('createSlots', { slots }))
    const { slots: listed } = await recruiter.reads('{ slots { nodes { id } } }')
    all = listed.nodes.map((slot: { id: string }) => slot.id)
  })

  const page = async (args: string) => {
    const { slots } = await recruiter.reads(`{ slots${args} { totalCount
      edges { cursor node { id } } nodes { id }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`)
    const ids = slots.nodes.map((node: { id: string }) => node.id) as string[]
    expect(slots.edges.map((edge: { node: { id: string } }) => edge.node.id)).toEqual(ids)
    expect(slots.pageInfo.startCursor).toBe(slots.edges[0]?.cursor ?? null)
    expect(slots.pageInfo.endCursor).toBe(slots.edges.at(-1)?.cursor ?? null)
    expect(slots.totalCount).toBe(7)
    return { ids, ...slots.pageInfo } as {
      ids: string[]
      hasNextPage: boolean
      hasPreviousPage: boolean
      startCursor: string
      endCursor: string
    }
  }

  test('is read forwards from cursor to cursor, each item once', async () => {
    const one = await page('(first: 3)')
    const two = await page(`(first: 3, after: "${one.endCursor}")`)
    const three = await page(`(first: 3, after: "${two.endCursor}")`)
    expect([...one.ids, ...two.ids, ...three.ids]).toEqual(all)
    expect([one, two, three].map((each) => [each.hasPreviousPage, each.hasNextPage])).toEqual([
      [false, true],
      [true, true],
      [true, false],
    ])
  })

  test('is read backwards in the same order', async () => {
    const last = await page('(last: 3)')
    const before = await page(`(last: 3, before: "${last.startCursor}")`)
    const first = await page(`(last: 3, before: "${before.startCursor}")`)
    expect([...first.ids, ...before.ids, ...last.ids]).toEqual(all)
    expect([last, before, first].map((each) => [each.hasPreviousPage, each.hasNextPage])).toEqual([
      [true, false],
      [true, true],
      [false, true],
    ])
  })

  test('may lie between two cursors', async () => {
    const { startCursor, endCursor } = await page('(first: 5)')
    expect((await page(`(after: "${startCursor}", before: "${endCursor}")`)).ids).toEqual(all.slice(1, 4))
  })

  test('ends where nothing more is', async () => {
    const { endCursor } = await page('(last: 1)')
    const after = await page(`(after: "${endCursor}")`)
    expect(after).toMatchObject({ ids: [], hasNextPage: false, hasPreviousPage: true, startCursor: null })
    expect((await page('(first: 7)')).hasNextPage).toBe(false)
    expect((await page('(first: 100)')).ids).toEqual(all)
  })

  test('loses and doubles nothing when something comes in between', async () => {
    const one = await page('(first: 4)')
    const early = granted(
      await recruiter.does('createSlots', {
        slots: [{ startsAt: hoursAhead(23).toISOString(), durationMinutes: 30, mode: 'PHONE' }],
      }),
    )['slots'][0]
    const { slots } = await recruiter.reads(`{ slots(first: 10, after: "${one.endCursor}") { nodes { id } } }`)
    expect(slots.nodes.map((slot: { id: string }) => slot.id)).toEqual(all.slice(4))
    await house.database.query('delete from slot where id = $1', [early.id])
  })

  test('under a parent has its own cursors', async () => {
    const ada = await story.applicant()
    const emails = async (args: string) =>
      (
        await recruiter.reads(
          `query($id: ID!) { candidate(id: $id) { interviews${args} { totalCount
          nodes { id } pageInfo { endCursor hasNextPage } } } }`,
          { id: ada.id },
        )
      ).candidate.interviews
    for (const startsAt of [hoursAhead(50), hoursAhead(40), hoursAhead(60)]) {
      const interview = granted(await recruiter.schedules(ada, { startsAt }))
      await recruiter.cancels(interview)
    }
    const one = await emails('(first: 2)')
    const two = await emails(`(first: 2, after: "${one.pageInfo.endCursor}")`)
    expect([one.nodes.length, one.pageInfo.hasNextPage, one.totalCount]).toEqual([2, true, 3])
    expect([two.nodes.length, two.pageInfo.hasNextPage]).toEqual([1, false])
    const { candidate } = await recruiter.reads(
      'query($id: ID!) { candidate(id: $id) { interviews { nodes { id startsAt } } } }',
      { id: ada.id },
    )
    expect([...one.nodes, ...two.nodes].map((node: { id: string }) => node.id)).toEqual(
      candidate.interviews.nodes.map((node: { id: string }) => node.id),
    )
  })
})
