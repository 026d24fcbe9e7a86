import { expect, test } from 'vitest'
import { openHouse } from '../../test/house.ts'
import { tellStory } from '../../test/story.ts'

const house = await openHouse()

test('a job keeps its questions in their order', async () => {
  const recruiter = await tellStory(house).then((story) => story.recruiter())
  const job = await recruiter.createsJob(' Nurse ', ['Why us?', ' What else?\r\nTake your time. '])
  expect(job).toMatchObject({
    __typename: 'Job',
    title: 'Nurse',
    questions: [
      { position: 1, text: 'Why us?', audioUrl: null },
      { position: 2, text: 'What else?\nTake your time.', audioUrl: null },
    ],
  })
})

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
  ['questions', { questions: Array.from({ length: 51 }, () => ({ text: 'Why?' })) }],
  ['questions.1.text', { questions: [{ text: 'Why?' }, { text: '  ' }] }],
  ['questions.0.text', { questions: [{ text: 'x'.repeat(2001) }] }],
])('with a wrong %s it is refused next to the field', async (path, wrong) => {
  const recruiter = await tellStory(house).then((story) => story.recruiter())
  expect(await recruiter.does('createJob', { title: 'Nurse', ...wrong })).toMatchObject({
    __typename: 'InvalidInput',
    fields: [{ path }],
  })
})
