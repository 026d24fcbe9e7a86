import { describe, expect, test } from 'vitest'
import { hour, hoursAhead, minute, morningAhead, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { Asker, granted, tellStory, type Candidate } from '../../test/story.ts'
import { until } from '../../test/until.ts'
import { newId } from '../shared/id.ts'
import { placesLeftFor } from './choice.rules.ts'

const house = await openHouse()

const idsOf = (things: { id: string }[]) => things.map(({ id }) => id)
const placesTaken = async (slotId: string) =>
  (await house.database.query<{ places_taken: number }>('select places_taken from slot where id = $1', [slotId]))[0]!
    .places_taken

describe('somebody with a link to choose', () => {
  test('sees who invites them, for what, and the times that are free', async () => {
    const story = await tellStory(house, { name: 'Lindgren & Co' })
    const recruiter = await story.recruiter()
    const ada = await story.chooser({ name: 'Ada', timeZone: 'Asia/Kolkata', language: 'FR' })
    const later = await recruiter.opens({ startsAt: hoursAhead(48), capacity: 3, mode: 'ONSITE', location: 'Room 1' })
    const sooner = await recruiter.opens({ startsAt: hoursAhead(24) })

    expect(await ada.seesChoice()).toMatchObject({
      companyName: 'Lindgren & Co',
      jobTitle: 'Backend Engineer',
      candidateName: 'Ada',
      round: 1,
      timeZone: 'Asia/Kolkata',
      companyTimeZone: 'Europe/Stockholm',
      language: 'FR',
      status: 'OPEN',
      chosen: null,
      held: null,
      waitsFor: [],
    })
    expect(await ada.seesTimes()).toMatchObject([
      { id: sooner.id, placesLeft: 1, durationMinutes: 45, mode: 'PHONE', heldUntil: null, wait: null },
      { id: later.id, placesLeft: 3, mode: 'ONSITE', location: 'Room 1' },
    ])
  })

  test('takes a time: interview, link and email are there as if a recruiter had booked them', async () => {
    const story = await tellStory(house)
    const ada = await story.chooser()
    const slot = await (await story.recruiter()).opens()
    granted(await ada.holds(slot))
    const chosen = granted(await ada.chooses(slot))

    expect(chosen).toMatchObject({ __typename: 'CandidateChoice', status: 'CHOSEN', held: null })
    expect(chosen['chosen']).toMatchObject({ startsAt: slot['startsAt'], mode: 'PHONE' })
    ada.isGiven(chosen['chosen'].link as string)
    expect(await ada.sees()).toMatchObject({ phase: 'EARLY', startsAt: slot['startsAt'] })
    const rows = await house.database.query(
      `select delivery.kind, interview.scheduled_by_id, application.status from interview
        join application on application.id = interview.application_id
        join invitation on invitation.interview_id = interview.id
        join delivery on delivery.invitation_id = invitation.id where application.id = $1`,
      [ada.applicationId],
    )
    expect(rows).toEqual([{ kind: 'INVITATION', scheduled_by_id: null, status: 'INTERVIEW_SCHEDULED' }])
    expect(await placesTaken(slot.id)).toBe(1)
    const audit = await house.database.query(
      "select distinct actor_kind from audit_entry where company_id = $1 and action in ('InterviewScheduled', 'PlaceTaken')",
      [story.companyId],
    )
    expect(audit).toEqual([{ actor_kind: 'CHOOSER' }])
  })

  test('takes one time only, however often they ask', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ada = await story.chooser()
    const [one, other] = [await recruiter.opens(), await recruiter.opens({ startsAt: hoursAhead(48) })]

    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) => ada.chooses(index % 2 ? one : other, `key ${index}`)),
    )

    const kinds = answers.map((answer) => answer.__typename).sort()
    expect(kinds).toEqual([...Array.from({ length: 5 }, () => 'AlreadyChosen'), 'CandidateChoice'])
    expect((await placesTaken(one.id)) + (await placesTaken(other.id))).toBe(1)
    expect(await ada.seesTimes()).toEqual([])
  })

  test('gets the first answer again when the answer was lost on the way', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ada = await story.chooser()
    const slot = await recruiter.opens()
    const [first, again] = [await ada.chooses(slot, 'once'), await ada.chooses(slot, 'once')]
    expect([again.__typename, again['chosen']]).toEqual([first.__typename, first['chosen']])
    const another = await recruiter.opens({ startsAt: hoursAhead(48) })
    expect(await ada.chooses(another, 'once')).toMatchObject({ __typename: 'IdempotencyKeyReused' })
  })

  test('has a place kept for two minutes, during which nobody else gets it', async () => {
    const story = await tellStory(house)
    const [ada, ben] = [await story.chooser(), await story.chooser()]
    const slot = await (await story.recruiter()).opens()
    const now = shifted(hoursAhead(0), 0)
    house.clock.stopAt(now)

    const held = granted(await ada.holds(slot))
    expect(held).toMatchObject({ id: slot.id, placesLeft: 1, heldUntil: shifted(now, 2 * minute).toISOString() })
    expect(await ben.seesTimes()).toEqual([])
    expect(await ben.holds(slot)).toMatchObject({ __typename: 'TimeIsGone', isFull: true })
    expect((await ada.seesChoice())['held']).toMatchObject({ id: slot.id })

    // Whether it is over is the database's clock's decision, to the millisecond, and nobody had to look.
    house.clock.stopAt(shifted(now, 2 * minute - 1))
    expect(await ben.chooses(slot)).toMatchObject({ __typename: 'TimeIsGone' })
    house.clock.stopAt(shifted(now, 2 * minute))
    expect(await ben.seesTimes()).toMatchObject([{ id: slot.id, placesLeft: 1 }])
    expect((await ada.seesChoice())['held']).toBeNull()
    granted(await ben.chooses(slot))
    expect(await ada.chooses(slot)).toMatchObject({ __typename: 'TimeIsGone', isFull: true, alternatives: [] })
  })

  test('who taps another time gives the first one back', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const [ada, ben] = [await story.chooser(), await story.chooser()]
    const [one, other] = [await recruiter.opens(), await recruiter.opens({ startsAt: hoursAhead(48) })]
    granted(await ada.holds(one))
    granted(await ada.holds(other))
    expect(idsOf(await ben.seesTimes())).toEqual([one.id])
    await ada.letsGo()
    await ada.letsGo()
    expect(idsOf(await ben.seesTimes())).toEqual([one.id, other.id])
    expect([await placesTaken(one.id), await placesTaken(other.id)]).toEqual([0, 0])
  })

  test('two who hold places of each other change them without a deadlock', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const [ada, ben] = [await story.chooser(), await story.chooser()]
    const [one, other] = [
      await recruiter.opens({ capacity: 2 }),
      await recruiter.opens({ startsAt: hoursAhead(48), capacity: 2 }),
    ]
    for (let round = 0; round < 8; round++) {
      const answers = await Promise.all(
        round % 2 ? [ada.holds(one), ben.holds(other)] : [ada.holds(other), ben.holds(one)],
      )
      expect(answers.map((answer) => answer.__typename)).toEqual(['BookableSlot', 'BookableSlot'])
    }
    expect([await placesTaken(one.id), await placesTaken(other.id)]).toEqual([1, 1])
  })

  test('two who confirm what they hold at once both have their place, and a third one none', async () => {
    const story = await tellStory(house)
    const slot = await (await story.recruiter()).opens({ capacity: 2 })
    const [ada, ben, carl] = [await story.chooser(), await story.chooser(), await story.chooser()]
    granted(await ada.holds(slot))
    granted(await ben.holds(slot))
    const answers = await Promise.all([carl.chooses(slot), ada.chooses(slot), ben.chooses(slot)])
    expect(answers.map((answer) => answer.__typename)).toEqual(['TimeIsGone', 'CandidateChoice', 'CandidateChoice'])
    expect(await placesTaken(slot.id)).toBe(2)
  })

  test('of many who want the last place one gets it, and the others hear what is still free', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const slot = await recruiter.opens({ startsAt: hoursAhead(48) })
    const others = []
    for (const hours of [24, 72, 96, 120])
      others.push(await recruiter.opens({ startsAt: hoursAhead(hours), capacity: 9 }))
    const [earlier, ...later] = others
    const people: Candidate[] = []
    for (let count = 0; count < 8; count++) people.push(await story.chooser())

    const answers = await Promise.all(people.map((person) => person.chooses(slot)))

    const lost = answers.filter((answer) => answer.__typename === 'TimeIsGone')
    expect(lost).toHaveLength(7)
    for (const answer of lost) expect(idsOf(answer['alternatives'])).toEqual(idsOf(later))
    expect(idsOf([earlier!])).not.toEqual([])
    expect(await placesTaken(slot.id)).toBe(1)
  })
})

describe('a time is not offered', () => {
  test('that is closed, past, for another job, too soon or too far ahead', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ada = await story.chooser()
    const rules = { minimumNoticeMinutes: 60, bookingHorizonDays: 10 }
    granted(await (await story.admin()).does('updateSchedulingSettings', rules))
    const other = await recruiter.createsJob('Designer')
    const soon = await recruiter.opens({ startsAt: shifted(new Date(), 30 * minute) })
    const fine = await recruiter.opens({ startsAt: hoursAhead(24) })
    const foreign = await recruiter.opens({ startsAt: hoursAhead(24), job: other })
    const own = await recruiter.opens({ startsAt: hoursAhead(25), job: await story.job() })
    const closed = await recruiter.opens({ startsAt: hoursAhead(26) })
    await recruiter.closes(closed)
    const far = await recruiter.opens({ startsAt: hoursAhead(24 * 11) })

    expect(idsOf(await ada.seesTimes({ full: true }))).toEqual(idsOf([fine, own]))
    for (const slot of [soon, closed, far])
      expect(await ada.chooses(slot)).toMatchObject({ __typename: 'TimeIsGone', isFull: false })
    const wish = (slot: { id: string }) => ({ slotId: slot.id })
    for (const mutation of ['holdSlot', 'chooseSlot', 'joinWaitlist'])
      expect(await ada.chooser.failsTo(mutation, wish(foreign))).toBe('NOT_FOUND')
    house.clock.stopAt(fine['startsAt'])
    expect(idsOf(await ada.seesTimes())).not.toContain(fine.id)
    expect(await ada.chooses(fine)).toMatchObject({ __typename: 'TimeIsGone', isFull: false })
  })

  test('whose interviewer meets somebody else then, is away, or meets enough people that day', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ada = await story.chooser()
    const [ines, olof, pia] = [
      await story.interviewer('Ines'),
      await story.interviewer('Olof'),
      await story.interviewer('Pia'),
    ]
    const at = morningAhead(2)
    const withInes = await recruiter.opens({ startsAt: at, interviewers: [ines] })
    const withOlof = await recruiter.opens({ startsAt: at, interviewers: [olof] })
    const withPia = await recruiter.opens({ startsAt: at, interviewers: [pia] })
    expect(idsOf(await ada.seesTimes())).toHaveLength(3)

    granted(await recruiter.schedules(await story.applicant(), { startsAt: at, interviewers: [ines] }))
    const away = { startsAt: shifted(at, -hour), endsAt: shifted(at, hour) }
    granted(await recruiter.does('addTimeOff', { staffMemberId: olof.id, ...away }))
    expect(idsOf(await ada.seesTimes())).toEqual([withPia.id])
    for (const slot of [withInes, withOlof])
      expect(await ada.holds(slot)).toMatchObject({ __typename: 'TimeIsGone', alternatives: [{ id: withPia.id }] })

    granted(await recruiter.does('setInterviewerLimits', { staffMemberId: pia.id, perDay: 1 }))
    granted(await recruiter.schedules(await story.applicant(), { startsAt: shifted(at, hour), interviewers: [pia] }))
    expect(await ada.seesTimes()).toEqual([])
  })

  test('in pages: every free time comes up once, however many are not free between them', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ada = await story.chooser()
    const ines = await story.interviewer()
    const free: string[] = []
    for (let hours = 24; hours < 36; hours++) {
      const busy = hours % 3 !== 0
      const slot = await recruiter.opens({ startsAt: hoursAhead(hours), ...(busy ? { interviewers: [ines] } : {}) })
      if (!busy) free.push(slot.id)
    }
    const all = { startsAt: new Date(), endsAt: hoursAhead(72) }
    granted(await recruiter.does('addTimeOff', { staffMemberId: ines.id, ...all }))

    const query = `query($after: String) { bookableSlots(first: 2, after: $after) {
      totalCount nodes { id } pageInfo { hasNextPage endCursor } } }`
    const seen: string[] = []
    let after: string | null = null
    do {
      const { bookableSlots: page } = await ada.chooser.reads(query, { after })
      expect(page.totalCount).toBe(free.length)
      seen.push(...idsOf(page.nodes))
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
    } while (after)
    expect(seen).toEqual(free)
  })

  test('outside the days that are asked for, as they are in the zone that is named', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    house.clock.stopAt('2027-06-01T00:00:00Z')
    const ada = await story.chooser()
    // 23:30 on the 9th in Stockholm is 03:00 on the 10th in Kolkata.
    await recruiter.opens({ startsAt: new Date('2027-06-09T21:30:00Z') })
    const on = async (date: string, timeZone: string) =>
      idsOf(await ada.seesTimes({ from: date, to: date, timeZone })).length
    expect([await on('2027-06-09', 'Europe/Stockholm'), await on('2027-06-10', 'Europe/Stockholm')]).toEqual([1, 0])
    expect([await on('2027-06-09', 'Asia/Kolkata'), await on('2027-06-10', 'Asia/Kolkata')]).toEqual([0, 1])
    const reversed = '{ bookableSlots(from: "2027-06-10", to: "2027-06-09") { nodes { id } } }'
    expect((await ada.chooser.ask(reversed)).errors![0]!.extensions.code).toBe('BAD_USER_INPUT')
  })
})

describe('the key of a link to choose', () => {
  const asks = (key: string) =>
    new Asker(house, { authorization: `Candidate ${key}` }).ask(
      '{ candidateChoice { id } bookableSlots { nodes { id } } }',
    )

  test('that is unknown, revoked, expired or malformed has one answer, in bytes', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const [ada, ben] = [await story.applicant(), await story.applicant()]
    const revoked = granted(await recruiter.invitesToChoose(ada))
    granted(await recruiter.does('revokeSchedulingLink', { schedulingLinkId: revoked.id }))
    const expiring = granted(await recruiter.invitesToChoose(ben, { expiresInDays: 1 }))
    const keyOf = (url: string) => url.slice(url.lastIndexOf('/') + 1)
    const known = await asks(keyOf(expiring['url']))
    expect(known.errors).toBeUndefined()
    house.clock.stopAt(shifted(expiring['expiresAt'], -1))
    expect((await asks(keyOf(expiring['url']))).errors).toBeUndefined()

    house.clock.stopAt(expiring['expiresAt'])
    const revokedUrl = (await recruiter.invitesToChoose(ada))['url'] as string
    const again = granted(await recruiter.does('revokeSchedulingLink', { schedulingLinkId: revoked.id }))
    expect(again['url']).toBeNull()
    const answers = await Promise.all([keyOf(expiring['url']), keyOf(revokedUrl), 'a'.repeat(52), 'nonsense'].map(asks))
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1)
    expect(answers[0]!.errors![0]!.extensions.code).toBe('UNAUTHENTICATED')
  })

  test('is none of the interview, and the other way round', async () => {
    const story = await tellStory(house)
    const { candidate } = await story.arranged()
    const ada = await story.chooser()
    expect((await ada.chooser.ask('{ candidateInterview { id } }')).errors![0]!.extensions.code).toBe('FORBIDDEN')
    expect((await candidate.holder.ask('{ candidateChoice { id } }')).errors![0]!.extensions.code).toBe('FORBIDDEN')
  })

  test("opens nothing of another company's, nor of another candidate's", async () => {
    const [story, other] = [await tellStory(house), await tellStory(house)]
    const ada = await story.chooser()
    const foreign = await (await other.recruiter()).opens()
    for (const mutation of ['holdSlot', 'chooseSlot', 'joinWaitlist', 'leaveWaitlist'])
      for (const slotId of [foreign.id, newId(), 'nonsense'])
        expect(await ada.chooser.failsTo(mutation, { slotId })).toBe('NOT_FOUND')
    const mine = await (await story.recruiter()).opens({ capacity: 2 })
    granted(await (await story.chooser({ name: 'Secret Person' })).chooses(mine))
    const { body } = await ada.chooser.ask(
      '{ bookableSlots(full: true) { nodes { id placesLeft wait { status } } } candidateChoice { candidateName } }',
    )
    expect(body).toContain('"placesLeft":1')
    expect(body).not.toContain('Secret')
  })

  test('is closed while the application is decided, and says so to its holder', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ada = await story.chooser()
    const slot = await recruiter.opens()
    await recruiter.decides(ada, 'REJECTED', 'Position is filled')
    expect(await ada.seesChoice()).toMatchObject({ status: 'CLOSED', chosen: null })
    expect(await ada.seesTimes()).toEqual([])
    for (const answer of [await ada.holds(slot), await ada.chooses(slot), await ada.waitsFor(slot)])
      expect(answer).toMatchObject({ __typename: 'ChoiceIsClosed' })
  })

  test('leads to the interview that a recruiter arranged meanwhile, and is good again when that is called off', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ada = await story.chooser()
    const slot = await recruiter.opens({ startsAt: hoursAhead(72) })
    granted(await ada.holds(slot))
    const interview = granted(await recruiter.schedules(ada))
    expect(await ada.seesChoice()).toMatchObject({
      status: 'CHOSEN',
      chosen: { link: interview['candidateLink'] },
      held: null,
    })
    expect(await ada.chooses(slot)).toMatchObject({ __typename: 'AlreadyChosen' })
    await recruiter.cancels(interview)
    expect(await ada.seesChoice()).toMatchObject({ status: 'OPEN', chosen: null })
    granted(await ada.chooses(slot))
  })
})

describe('live', () => {
  test('the holder hears of places at times they may see, and of no others', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const [ada, ben] = [await story.chooser(), await story.chooser()]
    const slot = await recruiter.opens({ capacity: 2 })
    const foreign = await recruiter.opens({ job: await recruiter.createsJob('Designer') })
    const ears = ada.chooser.listens()
    await ears.opened()
    const heard = ears.to(
      `subscription($after: String) { bookableSlotChanged(after: $after) { cursor slotId slot { id placesLeft } } }`,
      { after: await house.cursor() },
    )
    await recruiter.closes(foreign)
    granted(await ben.chooses(slot))
    await heard.hears('that one place is left', (data) => data.bookableSlotChanged.slot?.placesLeft === 1)
    await recruiter.closes(slot)
    await heard.hears('that it is gone', (data) => data.bookableSlotChanged.slot === null)
    expect(new Set(heard.heard.map(({ data }) => data.bookableSlotChanged.slotId))).toEqual(new Set([slot.id]))
    await ears.close()
  })

  test('a socket ends when the link is revoked', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ada = await story.applicant()
    const link = granted(await recruiter.invitesToChoose(ada))
    ada.mayChoose(link['url'])
    const ears = ada.chooser.listens()
    await ears.opened()
    ears.to('subscription { bookableSlotChanged { slotId } }')
    granted(await recruiter.does('revokeSchedulingLink', { schedulingLinkId: link.id }))
    let over = false
    void ears.closed().then(() => (over = true))
    // Rights are read again with an event once they were believed for a second.
    await until('the socket to be closed', async () => {
      if (!over) await recruiter.opens()
      return over
    })
  })
})

describe('places that are left', () => {
  test('are the same for the list, which filters in SQL, and for the rule that decides', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ada = await story.chooser()
    const others = await story.applicants(4)
    const add = (sql: string, ...values: unknown[]) => house.database.query(sql, [story.companyId, ...values])
    for (const [capacity, over, foreign, own, before, after] of [
      [1, 0, 0, 0, 0, 0],
      [2, 1, 1, 0, 0, 0],
      [2, 0, 1, 1, 0, 0],
      [3, 1, 1, 0, 1, 0],
      [3, 0, 1, 0, 2, 2],
      [3, 1, 1, 1, 2, 0],
      [4, 0, 2, 0, 1, 1],
    ] as const) {
      const slot = await recruiter.opens({ capacity })
      const hold = (candidate: Candidate, expires: string) =>
        add(
          `insert into slot_hold (company_id, id, slot_id, application_id, expires_at)
            values ($1, gen_random_uuid(), $2, $3, now() + $4::interval)`,
          slot.id,
          candidate.applicationId,
          expires,
        )
      const wait = (candidate: Candidate, asked: string) =>
        add(
          `insert into waitlist_entry (company_id, id, slot_id, application_id, round, created_at)
            values ($1, gen_random_uuid(), $2, $3, 1, now() + $4::interval)`,
          slot.id,
          candidate.applicationId,
          asked,
        )
      for (let count = 0; count < over; count++) await hold(others[count]!, '-1 second')
      for (let count = 0; count < foreign; count++) await hold(others[2 + count]!, '1 hour')
      for (let count = 0; count < own; count++) await hold(ada, '1 hour')
      if (after > 0) await wait(ada, '0 seconds')
      for (let count = 0; count < before; count++) await wait(others[count]!, '-1 minute')
      for (let count = 0; count < after; count++) await wait(others[3 - count]!, '1 minute')
      const placesTaken = over + foreign + own
      await add('update slot set places_taken = $3 where company_id = $1 and id = $2', slot.id, placesTaken)

      const seen = (await ada.seesTimes({ full: true })).find(({ id }) => id === slot.id)
      expect(seen!['placesLeft']).toBe(placesLeftFor({ capacity, placesTaken, held: over + own, ahead: before }, own))
      await add('delete from slot_hold where company_id = $1')
    }
  })

  test.each([
    [{ capacity: 1, placesTaken: 0, held: 0, ahead: 0 }, 0, 1],
    [{ capacity: 1, placesTaken: 1, held: 0, ahead: 0 }, 0, 0],
    // Held by themselves, or held by nobody any more.
    [{ capacity: 1, placesTaken: 1, held: 1, ahead: 0 }, 0, 1],
    // Those who wait come first, also before anything was offered to them.
    [{ capacity: 3, placesTaken: 2, held: 0, ahead: 1 }, 0, 0],
    [{ capacity: 3, placesTaken: 1, held: 0, ahead: 1 }, 0, 1],
    [{ capacity: 3, placesTaken: 3, held: 0, ahead: 2 }, 0, 0],
    // What they hold is theirs, whoever waits.
    [{ capacity: 3, placesTaken: 3, held: 1, ahead: 2 }, 1, 1],
  ])('of %j, of which %i is held by them: %i', (facts, own, left) => {
    expect(placesLeftFor(facts, own)).toBe(left)
  })
})
