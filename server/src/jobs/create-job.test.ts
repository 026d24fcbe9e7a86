import { expect, test } from 'vitest'
import { openHouse } from '../../test/house.ts'
import { tellStory } from '../../test/story.ts'

const house = await openHouse()

test('jobs are listed by title and found by part of it', async () => {
  const recruiter = await tellStory(house).then((story) => story.recruiter())
  for (const title of ['Nurse', 'Engineer', 'Night nurse']) await recruiter.createsJob(title)
  const { all, some } = await recruiter.reads(
    '{ all: jobs { nodes { title } } some: jobs(search: "NURSE") { nodes { title } totalCount } }',
  )
  expect(all.nodes.map((job: { title: string }) => job.title)).toEqual(['Engineer', 'Night nurse', 'Nurse'])
  expect(some).toEqual({ nodes: [{ title: 'Night nurse' }, { title: 'Nurse' }], totalCount: 2 })
})

test.each([
  ['title', { title: '' }],
  ['title', { title: 'x'.repeat(201) }],
])('with a wrong %s it is refused next to the field', async (path, wrong) => {
  const recruiter = await tellStory(house).then((story) => story.recruiter())
  expect(await recruiter.does('createJob', wrong)).toMatchObject({
    __typename: 'InvalidInput',
    fields: [{ path }],
  })
})
