import { describe, expect, test } from 'vitest'
import { hoursAhead, shifted, day, hour, minute } from '../../test/clock.ts'
import type { Answer } from '../../test/documents.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory, type StaffMember } from '../../test/story.ts'
import { newId } from '../shared/id.ts'

const house = await openHouse()

const state = '{ status startsAt endsAt slot { id } interviewers { name } }'
const changes = `{ isDone changes { interview { id startsAt } before ${state} after ${state}
  emails { kind status recipientName to subject text leavesAt }
  refusal { __typename ... on MoveIsNotAllowed { status } ... on InterviewerIsBusy { interviewers { name } nextFreeAt } } } }`

const plans = async (recruiter: StaffMember, input: object): Promise<Answer> =>
  (
    await recruiter.reads(
      `query($input: ChangeInterviewsInput!) { plan: planInterviewChanges(input: $input) {
        __typename ... on InterviewChanges ${changes} ... on InvalidInput { fields { path } } } }`,
      { input },
    )
  ).plan

const changing = `mutation($input: ChangeInterviewsInput!, $key: String) {
  change: changeInterviews(input: $input, idempotencyKey: $key) {
    __typename ... on InterviewChanges ${changes} ... on InvalidInput { fields { path } } } }`

const changesAll = async (recruiter: StaffMember, input: object, key?: string): Promise<Answer> =>
  (await recruiter.reads(changing, { input, key: key ?? null })).change

/** Everything of a company that a change could write. */
const dump = (companyId: string) =>
  Promise.all(
    [
      'slot',
      'interview',
      'booking',
      'application',
      'interviewer_time',
      'interview_move',
      'invitation',
      'delivery',
      'audit_entry',
      'live_event',
    ].map((table) => house.database.query(`select * from ${table} where company_id = $1 order by id`, [companyId])),
  )

const refusals = (answer: Answer) =>
  (answer['changes'] as Answer[]).map(({ refusal }) => (refusal as Answer | null)?.__typename ?? 'done')

const startsOf = (answer: Answer) => (answer['changes'] as Answer[]).map(({ after }) => after?.startsAt ?? null)

describe('a dry run of changes', () => {
  test('tells each effect, each refusal and each email, and leaves nothing behind', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ines = await story.interviewer('Ines')
    const ada = await story.applicant({ name: 'Ada', language: 'SV', timeZone: 'Europe/Stockholm' })
    const gosta = await story.applicant({ name: 'Gösta', email: null })
    const eva = await story.applicant({ name: 'Eva' })
    const at = hoursAhead(48)
    const first = granted(await recruiter.schedules(ada, { startsAt: at, interviewers: [ines] }))
    const second = granted(await recruiter.schedules(gosta, { startsAt: shifted(at, hour), interviewers: [ines] }))
    const third = granted(await recruiter.schedules(eva, { startsAt: shifted(at, 2 * hour) }))
    await recruiter.cancels(third)
    const before = await dump(story.companyId)

    const input = { interviewIds: [first.id, second.id, third.id], minutes: 60, reason: 'A meeting came up.' }
    const plan = await plans(recruiter, input)

    expect(plan).toMatchObject({
      __typename: 'InterviewChanges',
      isDone: false,
      changes: [
        {
          interview: { id: first.id, startsAt: at.toISOString() },
          before: { startsAt: at.toISOString(), interviewers: [{ name: 'Ines' }], slot: null },
          after: { startsAt: shifted(at, hour).toISOString(), endsAt: shifted(at, hour + 45 * minute).toISOString() },
          refusal: null,
          emails: [
            { kind: 'INVITATION', status: 'QUEUED', recipientName: 'Ada', to: ada.email },
            { kind: 'INVITATION', status: 'QUEUED', recipientName: 'Ines', to: ines.email },
          ],
        },
        {
          after: { startsAt: shifted(at, 2 * hour).toISOString() },
          refusal: null,
          emails: [
            { status: 'SKIPPED_NO_ADDRESS', to: null, subject: null, text: null, leavesAt: null },
            { status: 'QUEUED', to: ines.email, text: expect.stringContaining('Gösta') },
          ],
        },
        {
          before: { status: 'CANCELLED' },
          after: null,
          refusal: { __typename: 'MoveIsNotAllowed', status: 'CANCELLED' },
          emails: [],
        },
      ],
    })
    const [email] = plan['changes'][0].emails
    expect(email.subject).toContain('Backend Engineer')
    expect(email.text).toContain('Ada')
    expect(email.text).toMatch(/Hej/)
    // No row of the outbox, the audit trail or the live view either: nobody hears of what was only tried.
    expect(await dump(story.companyId)).toEqual(before)
    // What was shown is what is done.
    const done = await changesAll(recruiter, input)
    expect(done).toMatchObject({ __typename: 'InterviewChanges', isDone: true })
    expect(refusals(done)).toEqual(refusals(plan))
    expect(startsOf(done)).toEqual(startsOf(plan))
  })

  test('shows the update that somebody gets who knows the old time', async () => {
    const story = await tellStory(house)
    const { recruiter, interview } = await story.arranged({ startsAt: hoursAhead(48) })
    await house.database.query(
      `update invitation set told_starts_at = interview.starts_at, told_ends_at = interview.ends_at,
         told_address = 'told@candidates.test' from interview
       where interview.id = invitation.interview_id and interview.id = $1`,
      [interview.id],
    )
    const plan = await plans(recruiter, { interviewIds: [interview.id], days: 1, reason: 'Ines is ill.' })
    expect(plan['changes'][0].emails).toMatchObject([{ kind: 'UPDATE', text: expect.stringContaining('Ines is ill.') }])
    const cancelling = await plans(recruiter, {
      interviewIds: [interview.id],
      cancel: true,
      reason: 'The job is filled.',
    })
    expect(cancelling['changes'][0]).toMatchObject({
      after: { status: 'CANCELLED' },
      emails: [{ kind: 'CANCELLATION', text: expect.stringContaining('The job is filled.') }],
    })
  })
})

describe('changing several interviews', () => {
  test('moves a row of back-to-back meetings of one person later, and earlier', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ines = await story.interviewer()
    const at = hoursAhead(48)
    const ids: string[] = []
    for (const [place, candidate] of (await story.applicants(4)).entries())
      ids.push(
        granted(
          await recruiter.schedules(candidate, {
            startsAt: shifted(at, place * 45 * minute),
            interviewers: [ines],
          }),
        ).id,
      )
    const later = await changesAll(recruiter, { interviewIds: ids, minutes: 45 })
    expect(refusals(later)).toEqual(['done', 'done', 'done', 'done'])
    const earlier = await changesAll(recruiter, { interviewIds: ids, days: -1, minutes: 15 })
    expect(refusals(earlier)).toEqual(['done', 'done', 'done', 'done'])
    expect(startsOf(earlier)[3]).toBe(shifted(at, 4 * 45 * minute - day + 15 * minute).toISOString())
  })

  test('does what is possible, and says of the rest what is in the way', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const [ines, ivar] = [await story.interviewer('Ines'), await story.interviewer('Ivar')]
    const at = hoursAhead(48)
    const [ada, ben, eva, finn] = await story.applicants(4)
    const free = granted(await recruiter.schedules(ada!, { startsAt: at, interviewers: [ines] }))
    const busy = granted(await recruiter.schedules(ben!, { startsAt: shifted(at, hour), interviewers: [ines] }))
    const alone = granted(await recruiter.schedules(finn!, { startsAt: at }))
    granted(await recruiter.schedules(eva!, { startsAt: shifted(at, hour), interviewers: [ivar] }))

    const input = {
      interviewIds: [free.id, busy.id, alone.id],
      insteadOfId: ines.id,
      interviewerId: ivar.id,
    }
    const plan = await plans(recruiter, input)
    const done = await changesAll(recruiter, input)

    for (const answer of [plan, done]) {
      expect(refusals(answer)).toEqual(['done', 'InterviewerIsBusy', 'InterviewerDoesNotMeet'])
      expect(answer['changes'][0].after.interviewers).toMatchObject([{ name: 'Ivar' }])
      expect(answer['changes'][1].refusal).toMatchObject({ interviewers: [{ name: 'Ivar' }] })
    }
  })

  test('hands the interviews of somebody over to whoever of several is free', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const [ines, ivar, ilse] = [
      await story.interviewer('Ines'),
      await story.interviewer('Ivar'),
      await story.interviewer('Ilse'),
    ]
    const olga = await story.interviewer('Olga')
    house.clock.stopAt(new Date('2098-03-01T09:00:00Z'))
    // A Monday at ten in Stockholm.
    const at = new Date('2098-03-10T09:00:00Z')
    const [ada, ben, eva, finn, gun] = await story.applicants(5)
    const meets = async (candidate: typeof ada, startsAt: Date, interviewers: StaffMember[]) =>
      granted(await recruiter.schedules(candidate!, { startsAt, interviewers })).id
    const first = await meets(ada, at, [ines, olga])
    const second = await meets(ben, shifted(at, hour), [ines])
    const nobodyIsFree = await meets(gun, shifted(at, 2 * hour), [ines])
    await meets(eva, at, [ivar])
    await meets(finn, shifted(at, 2 * hour), [ivar, ilse])
    const input = {
      interviewIds: [first, second, nobodyIsFree],
      insteadOfId: ines.id,
      oneOfIds: [ivar.id, ilse.id],
    }
    const before = await dump(story.companyId)
    const plan = await plans(recruiter, input)
    expect(await dump(story.companyId)).toEqual(before)
    const done = await changesAll(recruiter, input)
    for (const answer of [plan, done]) {
      expect(refusals(answer)).toEqual(['done', 'done', 'PanelIsNotFree'])
      const people = (answer['changes'] as Answer[]).map(({ after }) =>
        after?.interviewers.map(({ name }: { name: string }) => name).sort(),
      )
      // Ivar is taken at the first time, and meets as much as Ilse does then.
      expect(people[0]).toEqual(['Ilse', 'Olga'])
      expect([['Ilse'], ['Ivar']]).toContainEqual(people[1])
      expect(startsOf(answer).slice(0, 2)).toEqual([at.toISOString(), shifted(at, hour).toISOString()])
    }
    // Whoever is replaced and whoever comes are written to; the candidate's own appointment is the same.
    const emails = plan['changes'][0].emails as Answer[]
    expect(emails.map(({ to }) => to)).toContain(ilse.email)

    for (const wrong of [
      { ...input, interviewerId: ivar.id },
      { ...input, oneOfIds: [] },
      { ...input, oneOfIds: [ivar.id, ines.id] },
      { interviewIds: [first], oneOfIds: [ivar.id] },
    ])
      expect((await plans(recruiter, wrong)).__typename).toBe('InvalidInput')
    const { errors } = await recruiter.ask(changing, { input: { ...input, oneOfIds: [ivar.id, newId()] } })
    expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND')
  })

  test('finds the order of a chain of full slots, whatever order it is given in', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const at = hoursAhead(48)
    const slots: Answer[] = []
    for (let place = 0; place < 4; place++)
      slots.push(await recruiter.opens({ startsAt: shifted(at, place * hour), capacity: 1 }))
    const people = await story.applicants(3)
    const ids: string[] = []
    for (const [place, person] of people.entries())
      ids.push(granted(await recruiter.books(slots[place]!, person))['interview'].id as string)

    const input = { interviewIds: ids, slotIds: slots.slice(1).map(({ id }) => id), pairwise: true }
    const plan = await plans(recruiter, input)
    const done = await changesAll(recruiter, input)

    for (const answer of [plan, done]) {
      expect(refusals(answer)).toEqual(['done', 'done', 'done'])
      expect((answer['changes'] as Answer[]).map(({ after }) => after.slot.id)).toEqual(input.slotIds)
    }
    expect(await house.database.query('select places_taken from slot where id = $1', [slots[0]!.id])).toEqual([
      { places_taken: 0 },
    ])
  })

  test('fills slots in the order of their start, and tells who is left over', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ids: string[] = []
    for (const [place, person] of (await story.applicants(4)).entries())
      ids.push(granted(await recruiter.schedules(person, { startsAt: hoursAhead(48 + place) })).id)
    const late = await recruiter.opens({ startsAt: hoursAhead(97), capacity: 2 })
    const early = await recruiter.opens({ startsAt: hoursAhead(96), capacity: 1 })

    const done = await changesAll(recruiter, { interviewIds: ids.toReversed(), slotIds: [late.id, early.id] })

    expect(refusals(done)).toEqual(['NoSlotIsLeft', 'done', 'done', 'done'])
    const slots = (done['changes'] as Answer[]).map(({ after }) => after?.slot.id)
    expect(slots).toEqual([undefined, late.id, late.id, early.id])
  })

  test('keeps the time of day over a change of the clocks, and refuses one that the clocks jump over', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const year = new Date().getUTCFullYear() + 1
    // The last Sunday in March.
    const change = new Date(Date.UTC(year, 2, 31))
    change.setUTCDate(31 - change.getUTCDay())
    house.clock.stopAt(shifted(change, -20 * day))
    const saturday = shifted(change, -day)
    const [ada, ben] = await story.applicants(2)
    // 09:00 and 02:30 in Stockholm, in winter.
    const morning = granted(await recruiter.schedules(ada!, { startsAt: shifted(saturday, 8 * hour) }))
    const night = granted(await recruiter.schedules(ben!, { startsAt: shifted(saturday, 1.5 * hour) }))

    const done = await changesAll(recruiter, { interviewIds: [morning.id, night.id], days: 1 })

    expect(refusals(done)).toEqual(['done', 'TimeDoesNotExist'])
    expect(startsOf(done)[0]).toBe(shifted(change, 7 * hour).toISOString())
  })

  test('cancels with a reason, and the places are free', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const slot = await recruiter.opens({ capacity: 2, interviewers: [await story.interviewer()] })
    const ids: string[] = []
    for (const person of await story.applicants(2))
      ids.push(granted(await recruiter.books(slot, person))['interview'].id as string)

    const done = await changesAll(recruiter, { interviewIds: ids, cancel: true, reason: 'The job is filled.' })

    expect(refusals(done)).toEqual(['done', 'done'])
    const kept = await house.database.query(
      `select status, cancellation_reason as reason from interview where company_id = $1`,
      [story.companyId],
    )
    expect(kept).toEqual(ids.map(() => ({ status: 'CANCELLED', reason: 'The job is filled.' })))
    expect(await house.database.query('select id from interviewer_time where slot_id = $1', [slot.id])).toEqual([])
  })

  test('asked again with its key gives the first answer, also ten times at once, and is done once', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ids: string[] = []
    const at = hoursAhead(48)
    for (const person of await story.applicants(3))
      ids.push(granted(await recruiter.schedules(person, { startsAt: at })).id)
    const input = { interviewIds: ids, minutes: 30 }

    const answers = await Promise.all(Array.from({ length: 10 }, () => changesAll(recruiter, input, 'twice')))
    await recruiter.cancels(ids[0]!)
    answers.push(await changesAll(recruiter, input, 'twice'))

    const seen = answers.map((answer) => JSON.stringify([refusals(answer), startsOf(answer)]))
    expect(new Set(seen).size).toBe(1)
    expect(startsOf(answers[0]!)).toEqual(Array(3).fill(shifted(at, 30 * minute).toISOString()))
    const [{ moves }] = (await house.database.query(
      'select count(*)::int as moves from interview_move where company_id = $1',
      [story.companyId],
    )) as [{ moves: number }]
    expect(moves).toBe(3)
    const other = await changesAll(recruiter, { ...input, minutes: 31 }, 'twice')
    expect(other.__typename).toBe('IdempotencyKeyReused')
  })

  test('that asks for nothing, for two things or for one interview twice is refused', async () => {
    const story = await tellStory(house)
    const { recruiter, interview } = await story.arranged()
    const interviewIds = [interview.id]
    for (const wrong of [
      { interviewIds },
      { interviewIds, days: 0 },
      { interviewIds, days: 1, cancel: true },
      { interviewIds, days: 1000 },
      { interviewIds: [], days: 1 },
      { interviewIds: [interview.id, interview.id], days: 1 },
      { interviewIds, insteadOfId: recruiter.id, interviewerId: recruiter.id },
      { interviewIds: Array.from({ length: 201 }, () => interview.id), days: 1 },
    ]) {
      expect((await plans(recruiter, wrong)).__typename).toBe('InvalidInput')
      expect((await changesAll(recruiter, wrong)).__typename).toBe('InvalidInput')
    }
  })

  test('leaves alone what is over', async () => {
    const story = await tellStory(house)
    const { recruiter, interview } = await story.arranged({ startsAt: hoursAhead(48) })
    house.clock.stopAt(hoursAhead(49))
    granted(await recruiter.completes(interview))
    const done = await changesAll(recruiter, { interviewIds: [interview.id], cancel: true })
    expect(done['changes'][0].refusal).toMatchObject({ __typename: 'MoveIsNotAllowed', status: 'COMPLETED' })
  })
})
