import { describe, expect, test } from 'vitest'
import { hoursAhead } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory } from '../../test/story.ts'

const house = await openHouse()

const emailsOf = async (applicationId: string) =>
  (
    await house.database.query<{ kind: string; status: string }>(
      'select kind, status from delivery where application_id = $1 and candidate_id is not null order by queued_at, id',
      [applicationId],
    )
  ).map(({ kind, status }) => `${kind} ${status}`)

describe('a candidate who withdraws', () => {
  test('has no interview any more: it is called off with its email, its place is free and the reason stays inside', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const slot = await recruiter.opens({ capacity: 2 })
    const [ada, ben] = [await story.applicant({ name: 'Ada' }), await story.applicant({ name: 'Ben' })]
    const { interview } = granted(await recruiter.books(slot, ada))
    granted(await recruiter.books(slot, ben))

    expect(await recruiter.withdraws(ada, { reason: 'Found another job.' })).toMatchObject({
      __typename: 'Application',
      id: ada.applicationId,
      status: 'WITHDRAWN',
      decisionReason: 'Found another job.',
      decidedBy: { id: recruiter.staff.id },
    })
    const query = 'query($id: ID!) { interview(id: $id) { status cancellationReason } }'
    expect((await recruiter.reads(query, { id: interview.id })).interview).toEqual({
      status: 'CANCELLED',
      cancellationReason: null,
    })
    expect(await emailsOf(ada.applicationId)).toEqual(['INVITATION CANCELLED', 'CANCELLATION QUEUED'])
    expect(await recruiter.reads(`{ slots { nodes { placesTaken } } }`)).toEqual({
      slots: { nodes: [{ placesTaken: 1 }] },
    })
    const trail = await house.database.query(
      'select actor_id, entity_id, fields from audit_entry where company_id = $1 and action = $2',
      [story.companyId, 'ApplicationWithdrawn'],
    )
    expect(trail).toEqual([
      { actor_id: recruiter.staff.id, entity_id: ada.applicationId, fields: ['status', 'decisionReason'] },
    ])
  })

  test.each(['APPROVED', 'REJECTED'] as const)('after being %s has nothing to withdraw', async (decision) => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ada = await story.applicant()
    granted(await recruiter.decides(ada, decision, 'As agreed.'))
    expect(await recruiter.withdraws(ada)).toEqual({
      __typename: 'ApplicationIsDecided',
      message: `This application is ${decision} already.`,
      status: decision,
    })
  })

  test('is not scheduled, decided or withdrawn again, and may apply anew', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ada = await story.applicant()
    granted(await recruiter.withdraws(ada))
    const refused = [
      await recruiter.withdraws(ada),
      await recruiter.decides(ada, 'APPROVED', 'Yet.'),
      await recruiter.schedules(ada),
    ]
    expect(refused.map(({ __typename, status }) => [__typename, status])).toEqual([
      ['ApplicationIsDecided', 'WITHDRAWN'],
      ['ApplicationIsDecided', 'WITHDRAWN'],
      ['ApplicationIsNotPending', 'WITHDRAWN'],
    ])
    const again = { candidateId: ada.id, jobId: (await story.job()).id }
    const answers = await Promise.all([1, 2, 3].map(() => recruiter.does('createApplication', again)))
    expect(answers.map(({ __typename }) => __typename).toSorted()).toEqual([
      'Application',
      'ApplicationAlreadyExists',
      'ApplicationAlreadyExists',
    ])
  })

  test('holds no place and waits for none, and the next who waits gets it', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const held = await recruiter.opens({ startsAt: hoursAhead(48) })
    const full = await recruiter.opens({ startsAt: hoursAhead(72) })
    granted(await recruiter.books(full, await story.applicant()))
    const ada = await story.chooser({ name: 'Ada' })
    granted(await ada.waitsFor(full))
    granted(await ada.holds(held))

    granted(await recruiter.withdraws(ada))

    const waits = await house.database.query('select status from waitlist_entry where application_id = $1', [
      ada.applicationId,
    ])
    expect(waits).toEqual([{ status: 'WITHDRAWN' }])
    granted(await recruiter.books(held, await story.applicant({ name: 'Ben' })))
  })

  test('at the moment their interview is arranged leaves none behind, however the two meet', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    for (let round = 0; round < 5; round++) {
      const ada = await story.applicant()
      const slot = await recruiter.opens({ startsAt: hoursAhead(48 + round) })
      const [withdrawn] = await Promise.all([recruiter.withdraws(ada), recruiter.books(slot, ada)])
      expect(withdrawn.__typename).toBe('Application')
      const [left] = await house.database.query(
        `select application.status, slot.places_taken,
            (select count(*)::int from interview where application_id = application.id and status = 'SCHEDULED') as live
          from application, slot where application.id = $1 and slot.id = $2`,
        [ada.applicationId, slot.id],
      )
      expect(left).toEqual({ status: 'WITHDRAWN', places_taken: 0, live: 0 })
    }
  })

  test('is noted by recruiters alone, and of another company nobody is found', async () => {
    const [story, other] = [await tellStory(house), await tellStory(house)]
    const ada = await story.applicant()
    const input = { applicationId: ada.applicationId }
    expect(await (await story.interviewer()).failsTo('withdrawApplication', input)).toBe('FORBIDDEN')
    expect(await (await other.recruiter()).failsTo('withdrawApplication', input)).toBe('NOT_FOUND')
    expect(await (await other.recruiter()).failsTo('withdrawApplication', { applicationId: 'none' })).toBe('NOT_FOUND')
  })
})
