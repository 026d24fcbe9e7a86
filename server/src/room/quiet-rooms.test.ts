import { describe, expect, test } from 'vitest'
import { hoursAhead, minute, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { someRecording, tus } from '../../test/recording.ts'
import { granted, tellStory, type Candidate } from '../../test/story.ts'
import { system } from '../shared/actor.ts'

const house = await openHouse()
const startsAt = hoursAhead(24)
const at = (minutes: number) => house.clock.stopAt(shifted(startsAt, minutes * minute))

/** Somebody who came five minutes late to an interview of half an hour with two questions. */
async function someoneInside() {
  const story = await tellStory(house)
  await (await story.recruiter()).plansToAsk(await story.job(), ['What are you proud of?', 'And now?'])
  const { interview, candidate, recruiter } = await story.arranged({
    mode: 'SELF_GUIDED',
    startsAt,
    durationMinutes: 30,
  })
  at(5)
  granted(await candidate.consents())
  const { question } = granted(await candidate.starts())
  const closes = async () =>
    (await house.greenroom.useCases.completeQuietInterview(system(story.companyId), { interviewId: interview.id })).kind
  return { story, interview, candidate, recruiter, question, closes }
}

/** The page sends the first bytes of a take. */
const sends = (candidate: Candidate, take: { id: string }, body: Buffer) =>
  tus(house, {
    path: `/api/interview/uploads/${take.id}`,
    authorization: candidate.holder.headers['authorization']!,
    offset: 0,
    body,
  })

describe('an interview that nobody finished', () => {
  test('is over an hour after the last that was heard of its candidate, with the answers that are there', async () => {
    const { story, interview, candidate, recruiter, question, closes } = await someoneInside()
    at(20)
    granted(await candidate.writes(question, 'That I began.'))
    granted(await candidate.goesOnFrom(question))
    at(79)
    expect(await closes()).toBe('RoomIsNotQuiet')
    at(80)
    expect(await closes()).toBe('Completed')
    expect(await closes()).toBe('RoomIsNotQuiet')

    const { phase } = await candidate.sees()
    expect(phase).toBe('DONE')
    const read = await recruiter.reads(
      `query($id: ID!) { interview(id: $id) { status endedAt questionAnswers { text status } } }`,
      { id: interview.id },
    )
    expect(read.interview).toEqual({
      status: 'COMPLETED',
      endedAt: shifted(startsAt, 80 * minute).toISOString(),
      questionAnswers: [{ text: 'That I began.', status: 'KEPT' }],
    })
    const trail = await house.database.query<{ actor: string }>(
      `select actor_kind as actor from audit_entry
        where company_id = $1 and entity_id = $2 and action = 'InterviewCompleted'`,
      [story.companyId, interview.id],
    )
    expect(trail).toEqual([{ actor: 'SYSTEM' }])
  })

  test('goes on as long as its planned time does, however quiet it is', async () => {
    const story = await tellStory(house)
    const { interview, candidate } = await story.arranged({ mode: 'SELF_GUIDED', startsAt, durationMinutes: 120 })
    at(5)
    granted(await candidate.starts())
    const closes = async () =>
      (await house.greenroom.useCases.completeQuietInterview(system(story.companyId), { interviewId: interview.id }))
        .kind
    at(124)
    expect(await closes()).toBe('RoomIsNotQuiet')
    at(125)
    expect(await closes()).toBe('Completed')
  })

  test.each([
    {
      what: 'a take was begun',
      act: async ({ candidate, question }: Awaited<ReturnType<typeof someoneInside>>) => {
        granted(await candidate.begins(question, { kind: 'AUDIO' }))
      },
    },
    {
      what: 'another question was reached',
      act: async ({ candidate, question }: Awaited<ReturnType<typeof someoneInside>>) => {
        granted(await candidate.goesOnFrom(question))
      },
    },
  ])('goes on for an hour after $what', async ({ act }) => {
    const inside = await someoneInside()
    at(64)
    await act(inside)
    at(123)
    expect(await inside.closes()).toBe('RoomIsNotQuiet')
    at(124)
    expect(await inside.closes()).toBe('Completed')
  })

  test('goes on for an hour after bytes came, also of a take that was begun long before', async () => {
    const { candidate, question, closes } = await someoneInside()
    const take = granted(await candidate.begins(question, { kind: 'AUDIO' }))
    at(64)
    expect(await sends(candidate, take, someRecording(1000))).toMatchObject({ status: 204 })
    at(123)
    expect(await closes()).toBe('RoomIsNotQuiet')
    at(124)
    expect(await closes()).toBe('Completed')
    // What is missing may still come.
    const { candidateInterview } = await candidate.holder.reads(
      '{ candidateInterview { answers { status uploadUrl } } }',
    )
    expect(candidateInterview.answers).toEqual([{ status: 'SENDING', uploadUrl: expect.any(String) }])
  })

  test('that people hold with each other waits for their word', async () => {
    const story = await tellStory(house)
    const { interview, candidate } = await story.arranged({ mode: 'PHONE', startsAt, durationMinutes: 30 })
    at(0)
    granted(await candidate.starts())
    at(24 * 60)
    const { completeQuietInterview } = house.greenroom.useCases
    expect(await completeQuietInterview(system(story.companyId), { interviewId: interview.id })).toEqual({
      kind: 'RoomIsNotQuiet',
    })
  })
})
