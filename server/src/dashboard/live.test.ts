import pg from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { hoursAhead } from '../../test/clock.ts'
import type { Answer } from '../../test/documents.ts'
import { openHouse, type Instance } from '../../test/house.ts'
import type { Subscribed } from '../../test/live.ts'
import { granted, tellStory, type Asker, type Story } from '../../test/story.ts'
import { until } from '../../test/until.ts'
import { newId } from '../shared/id.ts'

const house = await openHouse({ worker: true })
const neighbour: Instance = await house.openAnother()

const subscriptions = {
  emailSent: `cursor delivery { id kind status errorCode hint recipientAddress interview { id } }`,
  interviewStatusChanged: `cursor interview { id status startsAt candidate { name email } candidateLink }`,
  slotChanged: `cursor slot { id status placesTaken }`,
  invitationAnswered: `cursor interview { id rsvp status }`,
  jobChanged: `cursor job { id title rounds { name } }`,
  kitChanged: `cursor kit { id name archivedAt version { number } }`,
  personChanged: `cursor person { id name role isActive joinEmail { status } }`,
  candidateInterviewChanged: `cursor candidateInterview { id phase rsvp started startsAt formerTime { startsAt movedByCandidate } }`,
}

/** Listens from this moment on, so that nothing is missed between asking and being heard. */
async function watching(
  asker: Asker,
  name: keyof typeof subscriptions,
  { at, after }: { at?: Instance; after?: string } = {},
): Promise<Subscribed> {
  const ears = asker.listens(at ? { at } : {})
  await ears.opened()
  return ears.to(`subscription($after: String) { ${name}(after: $after) { ${subscriptions[name]} } }`, {
    after: after ?? (await house.cursor()),
  })
}

const events = (subscribed: Subscribed, name: keyof typeof subscriptions) =>
  subscribed.heard.map((event) => event.data?.[name])

/** Ends what a test listens to: something that everybody hears comes after all that they should not hear. */
async function andThen(story: Story, subscribed: Subscribed): Promise<void> {
  const recruiter = await story.recruiter()
  const slot = await recruiter.opens()
  await subscribed.hears('the last slot', (data) => data.slotChanged.slot.id === slot.id)
}

describe.each([
  ['the instance that did it', () => house as Instance],
  ['another instance', () => neighbour],
])('at %s', (_, instance) => {
  test('the recruiter hears of an interview from its arrangement to its end', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const ada = await story.applicant({ name: 'Ada' })
    const heard = await watching(recruiter, 'interviewStatusChanged', { at: instance() })

    const interview = granted(await recruiter.schedules(ada))
    await recruiter.cancels(interview)

    await heard.hears('the cancellation', (data) => data.interviewStatusChanged.interview.status === 'CANCELLED')
    expect(events(heard, 'interviewStatusChanged').at(-1)).toEqual({
      cursor: expect.stringMatching(/^\d+\.\d+$/),
      interview: {
        id: interview.id,
        status: 'CANCELLED',
        startsAt: hoursAhead(24).toISOString(),
        candidate: { name: 'Ada', email: ada.email },
        candidateLink: expect.stringContaining('/interview/'),
      },
    })
  })

  test('the recruiter and the candidate’s own page hear of a move, with the time it has now', async () => {
    const story = await tellStory(house)
    const { recruiter, candidate, interview } = await story.arranged()
    const forRecruiter = await watching(recruiter, 'interviewStatusChanged', { at: instance() })
    const forCandidate = await watching(candidate.holder, 'candidateInterviewChanged', { at: instance() })

    granted(await recruiter.reschedules(interview, { startsAt: hoursAhead(72) }))

    const startsAt = hoursAhead(72).toISOString()
    const moved = await forRecruiter.hears(
      'the move',
      (data) => data.interviewStatusChanged.interview.id === interview.id,
    )
    expect(moved.interviewStatusChanged.interview).toMatchObject({ status: 'SCHEDULED', startsAt })
    const told = await forCandidate.hears('the move')
    expect(told.candidateInterviewChanged.candidateInterview).toMatchObject({
      id: interview.id,
      startsAt,
      formerTime: { startsAt: expect.stringMatching(/^\d/), movedByCandidate: false },
    })
  })

  test('the recruiter hears of an email until it is sent, and of one that has nowhere to go', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const heard = await watching(recruiter, 'emailSent', { at: instance() })
    const { interview, candidate } = await story.arranged()
    const silent = await story.arranged({ email: null, startsAt: hoursAhead(48) })

    const sent = await heard.hears('the sent email', (data) => data.emailSent.delivery.status === 'SENT')
    expect(sent.emailSent.delivery).toMatchObject({
      kind: 'INVITATION',
      recipientAddress: candidate.email,
      interview: { id: interview.id },
    })
    const skipped = await heard.hears(
      'the skipped one',
      (data) => data.emailSent.delivery.status === 'SKIPPED_NO_ADDRESS',
    )
    expect(skipped.emailSent.delivery.interview.id).toBe(silent.interview.id)
  })

  test('the recruiter hears of every place that is taken and freed', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const slot = await recruiter.opens({ capacity: 2 })
    const [ada, ben] = await story.applicants(2)
    const heard = await watching(recruiter, 'slotChanged', { at: instance() })
    const now = (what: string, wanted: object) =>
      heard.hears(what, (data) => {
        const { id, status, placesTaken } = data.slotChanged.slot
        return JSON.stringify({ id, status, placesTaken }) === JSON.stringify({ id: slot.id, ...wanted })
      })

    const first = granted(await recruiter.books(slot, ada!))
    await now('one place taken', { status: 'OPEN', placesTaken: 1 })
    granted(await recruiter.books(slot, ben!))
    await now('the slot full', { status: 'FULL', placesTaken: 2 })
    await recruiter.cancels(first['interview'])
    await recruiter.closes(slot)
    await now('the slot closed', { status: 'CLOSED', placesTaken: 1 })
  })

  test('everybody hears of kits, recruiters of jobs, admins of people, as each of them is by then', async () => {
    const story = await tellStory(house)
    const [recruiter, admin, ines] = [await story.recruiter(), await story.admin(), await story.interviewer('Ines')]
    const kits = await watching(ines, 'kitChanged', { at: instance() })
    const jobs = await watching(recruiter, 'jobChanged', { at: instance() })
    const people = await watching(admin, 'personChanged', { at: instance() })

    const kit = granted(await recruiter.writesKit({ name: 'Talk' }))
    await kits.hears('the kit', ({ kitChanged }) => kitChanged.kit.version.number === 1)
    const questions = [{ texts: [{ language: 'EN', text: 'Why?' }] }]
    const said = { kitId: kit.id, version: 1, name: 'Long talk', language: 'EN', questions, criteria: [] }
    granted(await recruiter.does('updateKit', said))
    await kits.hears('its version', ({ kitChanged }) => kitChanged.kit.version.number === 2)
    granted(await recruiter.does('archiveKit', { kitId: kit.id }))
    await kits.hears('that it is archived', ({ kitChanged }) => kitChanged.kit.archivedAt !== null)
    granted(await recruiter.does('restoreKit', { kitId: kit.id }))
    await until('all of it', () => kits.heard.length === 4)
    expect(events(kits, 'kitChanged').at(-1)).toMatchObject({
      kit: { id: kit.id, name: 'Long talk', archivedAt: null },
    })

    const job = await recruiter.createsJob('Nurse')
    await jobs.hears('the job', ({ jobChanged }) => jobChanged.job.title === 'Nurse')
    granted(await recruiter.plansToAsk(job, ['Why?']))
    await jobs.hears('its rounds', ({ jobChanged }) => jobChanged.job.rounds.length === 1)

    const wish = { name: 'Nova', email: `${newId()}@staff.test`, role: 'RECRUITER' }
    const { id: staffMemberId } = granted(await admin.does('addPerson', wish))
    const whoIs = (what: string, is: (person: Answer) => boolean) =>
      people.hears(what, ({ personChanged: { person } }) => person.id === staffMemberId && is(person))
    await whoIs('that the email has left by which they join', ({ joinEmail }) => joinEmail?.['status'] === 'SENT')
    granted(await admin.does('changeRole', { staffMemberId, role: 'INTERVIEWER' }))
    await whoIs('what they may do', ({ role }) => role === 'INTERVIEWER')
    granted(await admin.does('deactivatePerson', { staffMemberId }))
    await whoIs('that they left', ({ isActive }) => isActive === false)
    granted(await admin.does('reactivatePerson', { staffMemberId }))
    await whoIs('that they are back', ({ isActive }) => isActive === true)
  })

  test('an answer reaches the recruiter and the candidate’s own page', async () => {
    const story = await tellStory(house)
    const { recruiter, candidate, interview } = await story.arranged({ mode: 'SELF_GUIDED' })
    const stranger = await story.arranged({ startsAt: hoursAhead(48) })
    const forRecruiter = await watching(recruiter, 'invitationAnswered', { at: instance() })
    const forCandidate = await watching(candidate.holder, 'candidateInterviewChanged', { at: instance() })
    const forStranger = await watching(stranger.candidate.holder, 'candidateInterviewChanged', { at: instance() })

    await candidate.answers('TENTATIVE')
    await recruiter.cancels(interview)

    const answered = await forRecruiter.hears('the answer')
    expect(answered.invitationAnswered.interview).toMatchObject({ id: interview.id, rsvp: 'TENTATIVE' })
    const last = await forCandidate.hears(
      'the cancellation',
      (data) => data.candidateInterviewChanged.candidateInterview.phase === 'CANCELLED',
    )
    expect(last.candidateInterviewChanged.candidateInterview).toMatchObject({ id: interview.id, rsvp: 'TENTATIVE' })

    await stranger.candidate.answers('ACCEPTED')
    await forStranger.hears('their own answer')
    expect(events(forStranger, 'candidateInterviewChanged').map((event) => event.candidateInterview.id)).toEqual([
      stranger.interview.id,
    ])
  })
})

/** The numbers of the events that a listener is told who comes back with a cursor. */
async function missedSince(story: Story, recruiter: Asker, cursor: string): Promise<number[]> {
  const back = await watching(recruiter, 'slotChanged', { after: cursor })
  await andThen(story, back)
  return events(back, 'slotChanged')
    .map((event) => Number(event.cursor.split('.')[1]))
    .slice(0, -1)
}

describe('an event', () => {
  test('is not told to another company', async () => {
    const [one, other] = [await tellStory(house), await tellStory(house)]
    const [ann, bob] = [await one.recruiter(), await other.recruiter()]
    const forBob = await watching(bob, 'slotChanged')
    const mine = await ann.opens()
    await ann.closes(mine)
    await andThen(other, forBob)
    expect(JSON.stringify(forBob.heard)).not.toContain(mine.id)
    expect(forBob.heard).toHaveLength(1)
  })

  test('is not told to an interviewer who does not attend, nor more than they may see to one who does', async () => {
    const story = await tellStory(house)
    const [ines, olof] = [await story.interviewer('Inès'), await story.interviewer('Olof')]
    const recruiter = await story.recruiter()
    const forInes = await watching(ines, 'interviewStatusChanged')
    const emailsForOlof = await watching(olof, 'emailSent')
    const ada = await story.applicant({ name: 'Ada' })

    const foreign = granted(await recruiter.schedules(ada, { interviewers: [olof] }))
    const ben = await story.applicant({ name: 'Ben' })
    const own = granted(await recruiter.schedules(ben, { interviewers: [ines] }))

    await forInes.hears('their interview')
    expect(events(forInes, 'interviewStatusChanged')).toEqual([
      {
        cursor: expect.any(String),
        interview: {
          id: own.id,
          status: 'SCHEDULED',
          startsAt: hoursAhead(24).toISOString(),
          candidate: { name: 'Ben', email: null },
          candidateLink: null,
        },
      },
    ])
    const email = await emailsForOlof.hears('the email of theirs', (data) => data.emailSent.delivery.status === 'SENT')
    expect(email.emailSent.delivery).toMatchObject({ interview: { id: foreign.id }, recipientAddress: null })
    expect(JSON.stringify(emailsForOlof.heard)).not.toContain(own.id)
  })

  test('is read with the rights that the listener has when it comes', async () => {
    const story = await tellStory(house)
    const person = await story.anotherRecruiter()
    const heard = await watching(person, 'interviewStatusChanged')
    const one = (await story.arranged()).interview
    await heard.hears('the first interview')
    await house.database.query("update staff_member set role = 'INTERVIEWER' where id = $1", [person.id])
    // Rights are believed for a second; after that nothing of others' interviews may be heard.
    const later = await until('an event as an interviewer sees it', async () => {
      const { interview } = await story.arranged({ startsAt: hoursAhead(48), interviewers: [person] })
      await heard.hears('their own interview', (data) => data.interviewStatusChanged.interview.id === interview.id)
      await (await story.recruiter()).cancels(interview)
      return events(heard, 'interviewStatusChanged').find((event) => event.interview.candidateLink === null)
    })
    const foreign = (await story.arranged({ startsAt: hoursAhead(72) })).interview
    const { interview } = await story.arranged({ startsAt: hoursAhead(96), interviewers: [person] })
    await heard.hears('one more of theirs', (data) => data.interviewStatusChanged.interview.id === interview.id)
    expect(later.interview.candidate.email).toBeNull()
    expect(JSON.stringify(heard.heard)).toContain(one.id)
    expect(JSON.stringify(heard.heard)).not.toContain(foreign.id)
  })

  test('comes after the commit: whoever hears of it finds it', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const heard = await watching(recruiter, 'interviewStatusChanged')
    const candidates = await story.applicants(10)
    await Promise.all(
      candidates.map((candidate, index) => recruiter.schedules(candidate, { startsAt: hoursAhead(24 + index) })),
    )
    await until('ten events', () => heard.heard.length >= 10)
    expect(heard.heard.every((event) => event.data && !event.errors)).toBe(true)
    expect(new Set(events(heard, 'interviewStatusChanged').map((event) => event.interview.id)).size).toBe(10)
  })

  test('is one of many of its transaction, each told once and in order, also where their numbers grow a digit', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const heard = await watching(recruiter, 'slotChanged')
    await house.database.query("select setval(pg_get_serial_sequence('live_event', 'id'), 9965)")
    const opened = granted(
      await recruiter.does('createSlots', {
        slots: Array.from({ length: 60 }, () => ({ startsAt: hoursAhead(24), durationMinutes: 30, mode: 'PHONE' })),
      }),
    )
    await andThen(story, heard)
    const ids = opened['slots'].map((slot: { id: string }) => slot.id)
    expect(
      events(heard, 'slotChanged')
        .map((event) => event.slot.id)
        .slice(0, -1),
    ).toEqual(ids)
    const numbers = events(heard, 'slotChanged').map((event) => Number(event.cursor.split('.')[1]))
    // The sequence is everybody's, so there may be gaps; there is room for them on both sides of the ten thousand.
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
    expect([numbers[0]! < 10_000, numbers.at(-1)! >= 10_000]).toEqual([true, true])
    expect(await missedSince(story, recruiter, events(heard, 'slotChanged')[0].cursor)).toEqual(numbers.slice(1))
  })

  test('of what was refused or rolled back does not exist', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const heard = await watching(recruiter, 'slotChanged')
    const slot = await recruiter.opens()
    await recruiter.closes(slot)
    expect((await recruiter.books(slot, await story.applicant())).__typename).toBe('SlotIsClosed')
    await recruiter.closes(slot)
    await andThen(story, heard)
    expect(events(heard, 'slotChanged').map((event) => event.slot.id)).toHaveLength(3)
  })
})

describe('a listener who was away', () => {
  test('hears with their last cursor what they missed, in order and once, at whichever instance they come back', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const before = await watching(recruiter, 'slotChanged')
    const first = await recruiter.opens()
    const { slotChanged } = await before.hears('the first slot')
    before.stop()

    const missed = []
    for (let time = 0; time < 5; time++) missed.push((await recruiter.opens()).id)
    const back = await Promise.all(
      [house, neighbour, house, neighbour].map((at) =>
        watching(recruiter, 'slotChanged', { at, after: slotChanged.cursor }),
      ),
    )
    const later = []
    for (let time = 0; time < 5; time++) later.push((await recruiter.opens()).id)

    for (const heard of back) {
      await until('ten events', () => heard.heard.length >= 10)
      await andThen(story, heard)
      const ids = events(heard, 'slotChanged').map((event) => event.slot.id)
      expect(ids.slice(0, 10)).toEqual([...missed, ...later])
      expect(ids.filter((id) => id === first.id)).toEqual([])
      const cursors = events(heard, 'slotChanged').map((event) => event.cursor)
      expect(new Set(cursors).size).toBe(cursors.length)
    }
  })

  test('who asks at an instance that lags behind hears nothing twice', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    // The table knows these before any relay has read them.
    const slots = await Promise.all([1, 2, 3].map(() => recruiter.opens()))
    const rows = await house.database.query<{ cursor: string }>(
      "select transaction_id::text || '.' || id::text as cursor from live_event where company_id = $1 order by transaction_id, id",
      [story.companyId],
    )
    for (const at of [house, neighbour]) {
      const heard = await watching(recruiter, 'slotChanged', { at, after: rows[0]!.cursor })
      await andThen(story, heard)
      const cursors = events(heard, 'slotChanged').map((event) => event.cursor)
      expect(cursors.slice(0, 2)).toEqual(rows.slice(1).map((row) => row.cursor))
      expect(new Set(cursors).size).toBe(cursors.length)
    }
    expect(slots).toHaveLength(3)
  })

  test('for too long is told to ask again', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const after = await house.cursor()
    await house.database.query(
      "insert into live_event (company_id, topic, subject_id) select $1, 'slotChanged', $2 from generate_series(1, 501)",
      [story.companyId, newId()],
    )
    const ears = recruiter.listens()
    await ears.opened()
    ears.to('subscription($after: String) { slotChanged(after: $after) { cursor } }', { after })
    expect(await ears.closed()).toEqual({ code: 1013, reason: 'Ask again' })
  })
})

describe('a transaction that commits late', () => {
  let slow: pg.Client
  beforeAll(async () => {
    slow = new pg.Client({ connectionString: house.database.url })
    await slow.connect()
    return () => slow.end()
  })

  test('is not skipped, though others that began after it were committed before', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const [late, early] = [await recruiter.opens(), await recruiter.opens()]
    const heard = await watching(recruiter, 'slotChanged')
    // Events come in order: once this one is heard, the openings before it are, however late they became readable.
    const mark = await recruiter.opens()
    await heard.hears('the mark', (data) => data.slotChanged.slot.id === mark.id)
    const before = heard.heard.length
    const since = () => events(heard, 'slotChanged').slice(before)
    const hint = `insert into live_event (company_id, topic, subject_id) values ($1, 'slotChanged', $2)`
    await slow.query('begin')
    await slow.query(hint, [story.companyId, late.id])
    await house.database.query(hint, [story.companyId, early.id])
    const overtaking = granted(await recruiter.books(early, await story.applicant()))
    await slow.query('commit')

    await until('all three events', () => since().length >= 3)
    expect(since().map((event) => event.slot.id)).toEqual([late.id, early.id, early.id])
    expect(overtaking['slot'].id).toBe(early.id)

    // Who comes back with the cursor of any of them misses none of the others.
    const cursors = since().map((event) => event.cursor as string)
    const back = await watching(recruiter, 'slotChanged', { after: cursors[0]! })
    await until('the two after it', () => back.heard.length >= 2)
    expect(events(back, 'slotChanged').map((event) => event.cursor)).toEqual(cursors.slice(1))
  })
})

describe('a listener who stops reading', () => {
  test('is told to ask again, while the others hear on', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const slot = await recruiter.opens({ mode: 'ONSITE', location: 'x'.repeat(500) })
    const words = Array.from({ length: 28 }, (_, index) => `a${index}: location`).join(' ')
    const stalled = new WebSocket(`${house.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      headers: recruiter.headers,
    })
    const closed = new Promise<number>((resolve) => stalled.on('close', resolve))
    const say = (message: object) => stalled.send(JSON.stringify(message))
    await new Promise((resolve) => stalled.once('open', resolve))
    say({ type: 'connection_init' })
    await new Promise((resolve) => stalled.once('message', resolve))
    say({
      type: 'subscribe',
      id: '1',
      payload: { query: `subscription { slotChanged { cursor slot { id ${words} } } }` },
    })
    const healthy = await watching(recruiter, 'slotChanged')
    // Until the stalled one is known to listen.
    let first = false
    stalled.once('message', () => (first = true))
    await until('the first event', async () => {
      await recruiter.closes(await recruiter.opens())
      return first
    })
    stalled.pause()

    // Each is some 14 kB: what fits into the pipes between the two fills up, and then the queue.
    const flood = () =>
      house.database.query(
        "insert into live_event (company_id, topic, subject_id) select $1, 'slotChanged', $2 from generate_series(1, 300)",
        [story.companyId, slot.id],
      )
    const { hub } = house.greenroom
    let told = 0
    for (let time = 0; time < 8; time++) {
      const before = healthy.heard.length
      await flood()
      hub.committed()
      await until(
        () =>
          `the healthy one to hear everything; ${healthy.heard.length - before} of 300 in round ${time}, ${String((healthy.ended() as { code?: number } | undefined)?.code)}`,
        () => healthy.heard.length >= before + 300,
      )
      told += 300
    }
    expect(told).toBe(2400)
    stalled.resume()
    // Told to ask again; or cut off, where half a minute went by before they read that.
    expect([1013, 1006]).toContain(await closed)
    await andThen(story, healthy)
  })
})
