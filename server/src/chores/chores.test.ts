import { isDeepStrictEqual } from 'node:util'
import { afterEach, expect, test, vi } from 'vitest'
import { letter, replyMessage } from '../../test/answers.ts'
import { day, hoursAhead, minute, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { someRecording, tus } from '../../test/recording.ts'
import { granted, tellStory, type Story } from '../../test/story.ts'
import { until } from '../../test/until.ts'
import { system } from '../shared/actor.ts'
import { removeOldParts } from '../room/remove-parts.ts'
import { readMessage } from '../replies/read-message.ts'
import { startChores } from './chores.ts'

const house = await openHouse()
afterEach(() => void vi.useRealTimers())

/** Runs the chores as if so much time had passed since they were started. */
async function afterWaiting(milliseconds: number, fact: () => Promise<boolean>, what: string): Promise<void> {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const { database, storage, clock, log, useCases } = house.greenroom
  const chores = startChores({ database, storage, clock, log, useCases })
  vi.advanceTimersByTime(milliseconds)
  vi.useRealTimers()
  await until(what, fact)
  await chores.stop()
}

test('self-guided interviews expire when their window closes, by the settings of their company, and no others do', async () => {
  const startsAt = hoursAhead(5)
  const short = await tellStory(house, { admission: [15, 5] })
  const long = await tellStory(house, { admission: [15, 30] })
  const over = await short.arranged({ mode: 'SELF_GUIDED', startsAt })
  const held = await short.arranged({ mode: 'SELF_GUIDED', startsAt })
  const kept = [
    await long.arranged({ mode: 'SELF_GUIDED', startsAt }),
    await short.arranged({ mode: 'SELF_GUIDED', startsAt: shifted(startsAt, minute) }),
    await short.arranged({ mode: 'PHONE', startsAt }),
  ]
  house.clock.stopAt(startsAt)
  await held.candidate.starts()
  house.clock.stopAt(shifted(startsAt, 5 * minute))

  const statusOf = async (id: string) =>
    (await house.database.query<{ status: string }>('select status from interview where id = $1', [id]))[0]!.status
  await afterWaiting(15_000, async () => (await statusOf(over.interview.id)) === 'EXPIRED', 'the interview to expire')

  expect(await statusOf(held.interview.id)).toBe('IN_PROGRESS')
  for (const { interview } of kept) expect(await statusOf(interview.id)).toBe('SCHEDULED')
})

test('interviews that nobody finished are completed once their rooms are quiet', async () => {
  const story = await tellStory(house)
  const startsAt = hoursAhead(5)
  const { interview, candidate } = await story.arranged({ mode: 'SELF_GUIDED', startsAt })
  house.clock.stopAt(startsAt)
  granted(await candidate.starts())
  house.clock.stopAt(shifted(startsAt, 24 * 60 * minute))
  const isOver = async () =>
    (await house.database.query<{ status: string }>('select status from interview where id = $1', [interview.id]))[0]!
      .status === 'COMPLETED'
  await afterWaiting(60_000, isOver, 'the interview to be over')
})

test('a no-show that is suggested is told once, by however many workers, and once more when the candidate is late in vain', async () => {
  const story = await tellStory(house)
  const startsAt = hoursAhead(5)
  const { candidate, interview, recruiter } = await story.arranged({
    startsAt,
    interviewers: [await story.interviewer()],
  })
  // The same moment for somebody of an unsettled past is no news.
  const longAgo = await story.arranged({ startsAt: hoursAhead(6) })
  await house.database.query(
    `update interview set starts_at = $2::timestamptz - interval '25 hours', ends_at = $2 where id = $1`,
    [longAgo.interview.id, startsAt],
  )
  const told = async () =>
    (
      await house.database.query<{ id: string }>(
        `select subject_id as id from live_event where company_id = $1 and topic = 'interviewStatusChanged'
          and id > $2 order by id`,
        [story.companyId, before],
      )
    ).map(({ id }) => id)
  const [{ before }] = (await house.database.query<{ before: string }>(
    'select max(id)::text as before from live_event where company_id = $1',
    [story.companyId],
  )) as [{ before: string }]
  const { database, storage, clock, log, useCases } = house.greenroom
  /** Two workers look at the same time, again and again. */
  const twoWorkersLook = async (times: number) => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const looked: Promise<unknown>[] = []
    const suggestNoShow: typeof useCases.suggestNoShow = (...asked) => {
      const answer = useCases.suggestNoShow(...asked)
      looked.push(answer)
      return answer
    }
    const workers = [1, 2].map(() =>
      startChores({ database, storage, clock, log, useCases: { ...useCases, suggestNoShow } }),
    )
    for (let time = 0; time < times; time++) {
      vi.advanceTimersByTime(5_000)
      await Promise.all(workers.map(() => new Promise((done) => setImmediate(done))))
    }
    vi.useRealTimers()
    await Promise.all(workers.map((worker) => worker.stop()))
    await Promise.all(looked)
    return looked.length
  }

  house.clock.stopAt(shifted(startsAt, 15 * minute - 1))
  expect(await twoWorkersLook(1)).toBe(0)
  house.clock.stopAt(shifted(startsAt, 15 * minute))
  expect(await twoWorkersLook(3)).toBeGreaterThan(0)
  expect(await told()).toEqual([interview.id])
  expect(
    await Promise.all(
      [1, 2, 3].map(() => useCases.suggestNoShow(system(story.companyId), { interviewId: interview.id })),
    ),
  ).toEqual([1, 2, 3].map(() => ({ kind: 'NothingToSuggest' })))

  await house.database.query(
    "update interview set candidate_arrival = 'LATE', candidate_late_minutes = 30, candidate_arrival_at = now() where id = $1",
    [interview.id],
  )
  house.clock.stopAt(shifted(startsAt, 45 * minute - 1))
  expect(await twoWorkersLook(1)).toBe(0)
  house.clock.stopAt(shifted(startsAt, 45 * minute))
  const both = await Promise.all(
    [1, 2].map(() => useCases.suggestNoShow(system(story.companyId), { interviewId: interview.id })),
  )
  expect(both.map(({ kind }) => kind).sort()).toEqual(['NoShowSuggested', 'NothingToSuggest'])
  expect(await told()).toEqual([interview.id, interview.id])

  granted(await recruiter.saysTheyCame(interview))
  expect(await twoWorkersLook(1)).toBe(0)
  expect((await candidate.sees())['arrival']).toMatchObject({ state: 'HERE' })
})

test('reminders that are due are put into the outbox', async () => {
  const story = await tellStory(house, { reminders: true })
  const startsAt = hoursAhead(48)
  await story.arranged({ startsAt })
  house.clock.stopAt(shifted(startsAt, -24 * 60 * minute))
  const reminders = () =>
    house.database.query("select from delivery where company_id = $1 and kind = 'REMINDER'", [story.companyId])
  await afterWaiting(15_000, async () => (await reminders()).length > 0, 'the reminder to be queued')
  expect(await reminders()).toHaveLength(1)
})

test('reminders of feedback that are due are put into the outbox', async () => {
  const story = await tellStory(house, { reminders: true })
  const startsAt = hoursAhead(48)
  const { interview, recruiter } = await story.arranged({ startsAt, interviewers: [await story.interviewer()] })
  house.clock.stopAt(startsAt)
  granted(await recruiter.completes(interview))
  await house.database.query(
    "update delivery set status = 'SENT', next_attempt_at = null where company_id = $1 and kind = 'FEEDBACK_REQUEST'",
    [story.companyId],
  )
  house.clock.stopAt(shifted(startsAt, 24 * 60 * minute))
  const reminders = () =>
    house.database.query("select from delivery where company_id = $1 and kind = 'FEEDBACK_REMINDER'", [story.companyId])
  await afterWaiting(60_000, async () => (await reminders()).length > 0, 'the reminder to be queued')
  expect(await reminders()).toHaveLength(1)
})

test('what never came is given up a day after its interview; a week later nothing of it is in the storage', async () => {
  const story = await tellStory(house)
  await (await story.recruiter()).plansToAsk(await story.job(), ['What are you proud of?', 'And now?'])
  granted(await (await story.admin()).does('updateRoomSettings', { recordsVideo: true }))
  const startsAt = hoursAhead(5)
  const { candidate } = await story.arranged({ mode: 'SELF_GUIDED', startsAt })
  const other = await story.arranged({ mode: 'SELF_GUIDED', startsAt: shifted(startsAt, minute) })
  for (const who of [candidate, other.candidate]) granted(await who.consents())
  house.clock.stopAt(startsAt)
  const { question } = granted(await candidate.starts())
  const recording = someRecording(4000)
  const sends = async (who: typeof candidate, take: { id: string }, body: Buffer) => {
    const { authorization } = who.holder.headers
    const path = `/api/interview/uploads/${take.id}`
    expect(await tus(house, { path, authorization: authorization!, offset: 0, body })).toMatchObject({ status: 204 })
  }
  const replaced = granted(await candidate.begins(question))
  await sends(candidate, replaced, recording)
  granted(await candidate.writes(question, 'Better in words.'))
  granted(await candidate.goesOnFrom(question))
  const { question: next } = (await candidate.holder.reads('{ candidateInterview { question { id } } }'))
    .candidateInterview
  const half = granted(await candidate.begins(next))
  await sends(candidate, half, recording.subarray(0, 1000))
  granted(await candidate.finishes())
  granted(await other.candidate.starts())
  const running = granted(await other.candidate.begins(question))
  await sends(other.candidate, running, recording)

  const takes = async () =>
    Object.fromEntries(
      (
        await house.database.query<{ id: string; status: string; parts: number }>(
          `select id, status, (select count(*)::integer from answer_part where answer_id = answer.id) as parts
            from question_answer answer where company_id = $1 and kind <> 'TEXT'`,
          [story.companyId],
        )
      ).map(({ id, status, parts }) => [id, [status, parts]]),
    )
  const files = async () => (await house.objectsOf(story.companyId)).length
  const before = { [replaced.id]: ['REPLACED', 1], [half.id]: ['SENDING', 1], [running.id]: ['RECORDING', 1] }
  expect(await takes()).toEqual(before)

  // One that came last of all may still be on its way; one that a process left behind is an hour old.
  await house.database.query(
    `insert into answer_part (company_id, id, answer_id, first_byte, begun_at) values
      ($1, gen_random_uuid(), $2, 4000, $3::timestamptz - interval '59 minutes'),
      ($1, gen_random_uuid(), $2, 4000, $3::timestamptz - interval '61 minutes')`,
    [story.companyId, running.id, shifted(startsAt, 8 * 24 * 60 * minute - 1)],
  )
  house.clock.stopAt(shifted(startsAt, 24 * 60 * minute))
  // The other interview was left, too; what is missing of it has a day from now on.
  const lost = { ...before, [half.id]: ['LOST', 1], [running.id]: ['SENDING', 3] }
  const isLost = async () => isDeepStrictEqual(await takes(), lost)
  await afterWaiting(60_000, isLost, 'the take to be given up')
  expect(await files()).toBe(3)

  house.clock.stopAt(shifted(startsAt, 8 * 24 * 60 * minute - 1))
  const isDone = async () => isDeepStrictEqual((await takes())[running.id], ['LOST', 2])
  await afterWaiting(3_600_000, isDone, 'what is old enough to go')
  // The one that was replaced went on its seventh day; of the one that was lost the seventh day is not over.
  expect(await takes()).toEqual({
    [replaced.id]: ['REPLACED', 0],
    [half.id]: ['LOST', 1],
    [running.id]: ['LOST', 2],
  })
  expect(await files()).toBe(2)

  // A storage that fails keeps nobody else's waiting, and is asked again the next time.
  house.clock.stopAt(shifted(startsAt, 8 * 24 * 60 * minute + 1))
  const { database, storage, log } = house.greenroom
  const failing = { ...storage, remove: () => Promise.reject(new Error('the storage is away')) }
  const now = shifted(startsAt, 8 * 24 * 60 * minute + 1).toISOString()
  await removeOldParts({ database, storage: failing, log }, now)
  expect((await takes())[half.id]).toEqual(['LOST', 1])
  await removeOldParts({ database, storage, log }, now)
  expect((await takes())[half.id]).toEqual(['LOST', 0])
  expect(await files()).toBe(1)
  expect((await candidate.sees())['answers']).toMatchObject([
    { id: replaced.id, receivedBytes: 4000 },
    {},
    { id: half.id },
  ])
})

test('answers go when they were kept for as long as their company says', async () => {
  const story = await tellStory(house)
  await (await story.recruiter()).plansToAsk(await story.job(), ['What are you proud of?'])
  const startsAt = hoursAhead(5)
  const { candidate } = await story.arranged({ mode: 'SELF_GUIDED', startsAt })
  house.clock.stopAt(startsAt)
  const { question } = granted(await candidate.starts())
  granted(await candidate.writes(question, 'In words.'))
  granted(await candidate.finishes())
  house.clock.stopAt(shifted(startsAt, 180 * day))
  const isRemoved = async () => (await candidate.sees())['answers'][0].status === 'REMOVED'
  await afterWaiting(3_600_000, isRemoved, 'the answer to be removed')
})

test('what was kept long enough goes, and what was not stays', async () => {
  const story = await tellStory(house)
  const recruiter = await story.recruiter()
  await recruiter.does('createJob', { title: 'Old', idempotencyKey: 'old' })
  await recruiter.does('createJob', { title: 'Young', idempotencyKey: 'young' })
  await recruiter.opens()
  await recruiter.opens()
  const { query } = house.database
  const [hint] = await query<{ id: string }>('select min(id)::text as id from live_event where company_id = $1', [
    story.companyId,
  ])
  await query("update idempotency_key set created_at = now() - interval '24 hours 1 second' where key = 'old'")
  await query("update live_event set created_at = now() - interval '7 days 1 second' where id = $1", [hint!.id])
  await query(
    `insert into auth_session (id, user_id, token, expires_at)
      select gen_random_uuid(), user_id, 'over', now() - interval '1 second' from staff_member where id = $1`,
    [recruiter.id],
  )
  const left = async () => {
    const keys = await query<{ key: string }>('select key from idempotency_key where company_id = $1', [
      story.companyId,
    ])
    const hints = await query('select 1 from live_event where company_id = $1', [story.companyId])
    const over = await query("select 1 from auth_session where token = 'over'")
    return { keys: keys.map((row) => row.key).sort(), hints: hints.length, over: over.length }
  }
  expect(await left()).toEqual({ keys: ['old', 'young'], hints: 4, over: 1 })

  await afterWaiting(3_600_000, async () => (await left()).over === 0, 'the session to go')

  expect(await left()).toEqual({ keys: ['young'], hints: 3, over: 0 })
  expect((await recruiter.reads('{ viewer { role } }')).viewer).toEqual({ role: 'RECRUITER' })
})

test('what came back by email is kept for 30 days; what was said of an invitation stays with it', async () => {
  const story = await tellStory(house)
  const { recruiter, candidate, interview } = await story.arranged()
  const { query } = house.database
  const [invitation] = await query<{ uid: string }>(
    'select calendar_uid as uid from invitation where interview_id = $1 and candidate_id = $2',
    [interview.id, candidate.id],
  )
  const answering = { to: 'interviews@greenroom.test', from: candidate.email!, uid: invitation!.uid }
  const comes = async (raw: Buffer, daysAgo: number) => {
    const kept = await house.greenroom.keepMessage(story.companyId, {
      message: await readMessage(raw),
      door: 'SMTP',
      meaning: { kind: 'PERSON', id: candidate.id },
      verdict: null,
    })
    expect(kept.kind).toBe('Kept')
    await query(
      `update inbound_message set received_at = now() - $1 * interval '1 day' - interval '1 minute' where id = $2`,
      [daysAgo, kept.kind === 'Kept' && kept.id],
    )
  }
  await comes(replyMessage('thunderbird', { ...answering, comment: 'With pleasure' }), 30)
  await comes(letter(answering, 'A month ago'), 30)
  await comes(letter(answering, 'Since then'), 29)
  const left = () =>
    query<{ text: string }>('select text, headers from inbound_message where company_id = $1', [story.companyId])

  await afterWaiting(3_600_000, async () => (await left()).length === 1, 'the old messages to go')
  expect(await left()).toEqual([{ text: 'Since then', headers: expect.stringContaining('Subject: Re: Interview') }])
  const { interview: seen } = await recruiter.reads(
    'query($id: ID!) { interview(id: $id) { rsvp answers { nodes { way answer comment fromAddress } } } }',
    { id: interview.id },
  )
  expect(seen).toEqual({
    rsvp: 'ACCEPTED',
    answers: {
      nodes: [{ way: 'EMAIL', answer: 'ACCEPTED', comment: 'With pleasure', fromAddress: candidate.email }],
    },
  })
})

test('to whom an email went is kept for as long as its company wants, and not longer', async () => {
  const [usual, brief] = [await tellStory(house), await tellStory(house)]
  granted(await (await brief.admin()).does('updateMailSettings', { retentionDays: 30 }))
  const { query } = house.database
  const emails = async (story: Story, days: number[]) => {
    for (const age of days) {
      const { interview } = await story.arranged({ startsAt: hoursAhead(24 + age) })
      const { id } = interview['delivery']
      await query(
        `update delivery set queued_at = now() - $2 * interval '1 day' - interval '1 minute', status = 'SENT',
          next_attempt_at = null, recipient_address = 'somebody@example.com', server_response = '250 for somebody'
          where id = $1`,
        [id, age],
      )
      await query(
        `insert into delivery_attempt (company_id, delivery_id, number, begun_at, server_response)
          values ($1, $2, 1, now(), '250 for somebody')`,
        [story.companyId, id],
      )
    }
  }
  await emails(usual, [364, 365])
  await emails(brief, [29, 30])
  const waiting = (await brief.arranged({ startsAt: hoursAhead(300) })).interview['delivery']
  await query(
    "update delivery set queued_at = now() - interval '40 days', recipient_address = 'w@example.com' where id = $1",
    [waiting.id],
  )
  const kept = async (story: Story) =>
    (
      await query<{ kept: string }>(
        `select concat_ws(' ', recipient_address, server_response, (select count(*) from delivery_attempt
            where delivery_id = delivery.id), emptied_at is not null) as kept
          from delivery where company_id = $1 order by queued_at desc`,
        [story.companyId],
      )
    ).map((row) => row.kept)
  const details = 'somebody@example.com 250 for somebody 1 f'
  await afterWaiting(3_600_000, async () => (await kept(brief)).includes('0 t'), 'the old details to go')
  expect(await kept(usual)).toEqual([details, '0 t'])
  // What has not left yet keeps its address, however old it is.
  expect(await kept(brief)).toEqual([details, '0 t', 'w@example.com 0 f'])
})
