import { describe, expect, test } from 'vitest'
import { hour, hoursAhead, minute, shifted } from '../../test/clock.ts'
import type { Answer } from '../../test/documents.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory, type StaffMember } from '../../test/story.ts'

const house = await openHouse()

const plans = async (recruiter: StaffMember, input: object): Promise<Answer> =>
  (
    await recruiter.reads(
      `query($input: RescheduleInterviewInput!) { plan: planReschedule(input: $input) {
        __typename
        ... on ReschedulePlan {
          before { startsAt endsAt slot { id } }
          after { startsAt endsAt timeZone location slot { id } interviewers { name } }
          emails { kind status recipientName to subject text }
        }
        ... on InterviewerIsBusy { interviewers { name } nextFreeAt }
        ... on MinimumNotice { earliest }
        ... on MoveIsNotAllowed { status }
        ... on InvalidInput { fields { path } }
      } }`,
      { input },
    )
  ).plan

/** Everything of a company that a move could write. */
const dump = (companyId: string) =>
  Promise.all(
    ['slot', 'interview', 'booking', 'interviewer_time', 'interview_move', 'delivery', 'audit_entry', 'live_event'].map(
      (table) => house.database.query(`select * from ${table} where company_id = $1 order by id`, [companyId]),
    ),
  )

describe('a move that is only looked at', () => {
  test('tells time, length and each email as they would be, and leaves nothing behind', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ines = await story.interviewer('Ines')
    const ada = await story.applicant({ name: 'Ada', language: 'SV', timeZone: 'Europe/Stockholm' })
    const at = hoursAhead(48)
    const { id } = granted(await recruiter.schedules(ada, { startsAt: at, interviewers: [ines] }))
    const before = await dump(story.companyId)

    const clock = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Stockholm', timeStyle: 'short' })
    const wish = { interviewId: id, startsAt: shifted(at, 2 * hour), durationMinutes: 90, reason: 'A meeting came up.' }
    const plan = await plans(recruiter, wish)

    expect(plan).toMatchObject({
      __typename: 'ReschedulePlan',
      before: { startsAt: at.toISOString(), endsAt: shifted(at, 45 * minute).toISOString() },
      after: {
        startsAt: shifted(at, 2 * hour).toISOString(),
        endsAt: shifted(at, 3 * hour + 30 * minute).toISOString(),
        interviewers: [{ name: 'Ines' }],
      },
    })
    expect(plan['emails']).toMatchObject([
      {
        status: 'QUEUED',
        recipientName: 'Ada',
        to: ada.email,
        text: expect.stringContaining(clock.format(shifted(at, 2 * hour))),
      },
      { status: 'QUEUED', recipientName: 'Ines' },
    ])
    expect(await dump(story.companyId)).toEqual(before)

    // What was told comes true.
    granted(await recruiter.does('rescheduleInterview', wish))
    const { interview } = await recruiter.reads('query($id: ID!) { interview(id: $id) { startsAt endsAt } }', { id })
    expect(interview).toEqual({
      startsAt: (plan['after'] as Answer)['startsAt'],
      endsAt: (plan['after'] as Answer)['endsAt'],
    })
  })

  test('is refused as the move would be, with the next free time', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ines = await story.interviewer('Ines')
    const at = hoursAhead(48)
    const arrange = async (name: string, startsAt: Date) =>
      granted(await recruiter.schedules(await story.applicant({ name }), { startsAt, interviewers: [ines] })).id
    const first = await arrange('Ada', at)
    await arrange('Ben', shifted(at, 2 * hour))
    const called = await arrange('Cleo', shifted(at, 6 * hour))
    await recruiter.cancels(called)
    const before = await dump(story.companyId)

    expect(await plans(recruiter, { interviewId: first, startsAt: shifted(at, 2 * hour) })).toMatchObject({
      __typename: 'InterviewerIsBusy',
      interviewers: [{ name: 'Ines' }],
      nextFreeAt: expect.any(String),
    })
    expect(await plans(recruiter, { interviewId: called, startsAt: at })).toEqual({
      __typename: 'MoveIsNotAllowed',
      status: 'CANCELLED',
    })
    expect(await plans(recruiter, { interviewId: first, startsAt: hoursAhead(-1) })).toEqual({
      __typename: 'TimeIsPast',
    })
    expect(await plans(recruiter, { interviewId: first, durationMinutes: 4 })).toEqual({
      __typename: 'InvalidInput',
      fields: [{ path: 'durationMinutes' }],
    })
    expect(await dump(story.companyId)).toEqual(before)
  })

  test('of nothing, of nobody or of somebody else is not found', async () => {
    const [ours, theirs] = [await tellStory(house), await tellStory(house)]
    const recruiter = await ours.recruiter()
    const stranger = await theirs.recruiter()
    const { id } = granted(await recruiter.schedules(await ours.applicant(), { startsAt: hoursAhead(48) }))
    const query = 'query($input: RescheduleInterviewInput!) { planReschedule(input: $input) { __typename } }'
    for (const [who, interviewId] of [
      [recruiter, 'nothing'],
      [stranger, id],
    ] as const)
      expect((await who.ask(query, { input: { interviewId, durationMinutes: 60 } })).errors).toMatchObject([
        { extensions: { code: 'NOT_FOUND' } },
      ])
  })
})
