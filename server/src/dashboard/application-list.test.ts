import { beforeAll, describe, expect, test } from 'vitest'
import { hoursAhead } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory, type StaffMember } from '../../test/story.ts'

const house = await openHouse()

describe('the list of applications', () => {
  let recruiter: StaffMember
  let rolf: StaffMember
  const madeAt: Record<string, string> = {}

  beforeAll(async () => {
    const story = await tellStory(house)
    recruiter = await story.recruiter()
    rolf = await story.anotherRecruiter()
    const nurse = await recruiter.createsJob('Nurse')
    const ada = await story.applicant({ name: 'Ada' })
    const cleo = await story.applicant({ name: 'Cleo', job: nurse })
    const ben = await story.applicant({ name: 'Ben' })
    await story.applicant({ name: 'Dina' })
    granted(await recruiter.schedules(ada, { startsAt: hoursAhead(48) }))
    granted(await recruiter.cancels(granted(await rolf.schedules(cleo, { startsAt: hoursAhead(48) }))))
    // The one that was arranged last counts, though it comes first.
    granted(await recruiter.cancels(granted(await recruiter.schedules(ben, { startsAt: hoursAhead(90) }))))
    granted(await rolf.schedules(ben, { startsAt: hoursAhead(60) }))
    const { applications } = await recruiter.reads('{ applications { nodes { createdAt candidate { name } } } }')
    for (const { createdAt, candidate } of applications.nodes) madeAt[candidate.name] = createdAt
  })

  const found = async (filter: object, sort?: string) => {
    const { applications } = await recruiter.reads(
      `query($filter: ApplicationFilter, $sort: ApplicationSort) {
        applications(filter: $filter, sort: $sort) { nodes { candidate { name } } totalCount } }`,
      { filter, ...(sort ? { sort } : {}) },
    )
    const names = applications.nodes.map((node: { candidate: { name: string } }) => node.candidate.name)
    expect(applications.totalCount).toBe(names.length)
    return names
  }

  test('goes by when they were made, by the name of the candidate or the title of the job, either way', async () => {
    expect(await found({})).toEqual(['Dina', 'Ben', 'Cleo', 'Ada'])
    expect(await found({}, 'NEWEST')).toEqual(['Dina', 'Ben', 'Cleo', 'Ada'])
    expect(await found({}, 'OLDEST')).toEqual(['Ada', 'Cleo', 'Ben', 'Dina'])
    expect(await found({}, 'CANDIDATE_ASC')).toEqual(['Ada', 'Ben', 'Cleo', 'Dina'])
    expect(await found({}, 'CANDIDATE_DESC')).toEqual(['Dina', 'Cleo', 'Ben', 'Ada'])
    expect((await found({}, 'JOB_ASC')).at(-1)).toBe('Cleo')
    expect((await found({}, 'JOB_DESC'))[0]).toBe('Cleo')
  })

  test.each(['OLDEST', 'CANDIDATE_DESC', 'JOB_ASC'])('by %s has every one on exactly one page', async (sort) => {
    const names: string[] = []
    for (let after: string | null = null; ;) {
      const {
        applications,
      }: {
        applications: {
          nodes: { candidate: { name: string } }[]
          pageInfo: { hasNextPage: boolean; endCursor: string }
        }
      } = await recruiter.reads(
        `query($sort: ApplicationSort, $after: String) { applications(first: 1, after: $after, sort: $sort) {
            nodes { candidate { name } } pageInfo { hasNextPage endCursor } } }`,
        { sort, after },
      )
      names.push(...applications.nodes.map(({ candidate }) => candidate.name))
      if (!applications.pageInfo.hasNextPage) break
      after = applications.pageInfo.endCursor
    }
    expect(names).toEqual(await found({}, sort))
  })

  test('is narrowed down by the latest interview, and by whether there ever was one', async () => {
    expect(await found({ latestInterview: ['SCHEDULED'] })).toEqual(['Ben', 'Ada'])
    expect(await found({ latestInterview: ['CANCELLED'] })).toEqual(['Cleo'])
    expect(await found({ latestInterview: [] })).toEqual([])
    expect(await found({ hasInterview: false })).toEqual(['Dina'])
    expect(await found({ hasInterview: true })).toEqual(['Ben', 'Cleo', 'Ada'])
  })

  test('is narrowed down by who arranged an interview', async () => {
    expect(await found({ scheduledById: rolf.staff.id })).toEqual(['Ben', 'Cleo'])
    expect(await found({ scheduledById: recruiter.staff.id })).toEqual(['Ben', 'Ada'])
    expect(await found({ scheduledById: 'nobody' })).toEqual([])
  })

  test('is narrowed down by when they were made: from an instant on, and before one', async () => {
    expect(await found({ createdFrom: madeAt['Ben'] })).toEqual(['Dina', 'Ben'])
    expect(await found({ createdBefore: madeAt['Ben'] })).toEqual(['Cleo', 'Ada'])
    expect(await found({ createdFrom: madeAt['Ben'], createdBefore: madeAt['Ben'] })).toEqual([])
  })
})
