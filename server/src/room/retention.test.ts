import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { day, hoursAhead, minute, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { someRecording, tus } from '../../test/recording.ts'
import { granted, tellStory, type Candidate } from '../../test/story.ts'
import { until } from '../../test/until.ts'
import { removeKeptLongEnough } from './remove-old-answers.ts'
import { removeOldParts } from './remove-parts.ts'

const house = await openHouse({ worker: true })
const startsAt = hoursAhead(24)
const recording = someRecording(5000)

interface Seen {
  id: string
  status: string
  keptUntil: string | null
  removedAt: string | null
  text: string | null
  mediaUrl: string | null
}

/** A candidate in the room who has agreed that what they say is kept for 30 days. */
async function inTheRoom(retakes = 1) {
  house.clock.goOn()
  const story = await tellStory(house)
  const [recruiter, admin] = [await story.recruiter(), await story.admin()]
  await recruiter.plansToAsk(await story.job(), ['What are you proud of?', 'And now?'], { retakes })
  granted(await admin.does('updateRoomSettings', { keptDays: 30 }))
  const { candidate, interview } = await story.arranged({ mode: 'SELF_GUIDED', startsAt })
  granted(await candidate.consents())
  house.clock.stopAt(startsAt)
  const { question } = granted(await candidate.starts())
  const seen = async (): Promise<Seen[]> =>
    (
      await recruiter.reads(
        'query($id: ID!) { interview(id: $id) { questionAnswers { id status keptUntil removedAt text mediaUrl } } }',
        { id: interview.id },
      )
    ).interview.questionAnswers
  return { story, recruiter, admin, candidate, interview, question, seen }
}

const begins = async (candidate: Candidate, question: { id: string }) =>
  granted(await candidate.begins(question, { kind: 'AUDIO' }))

async function sends(candidate: Candidate, take: { id: string }, body: Buffer): Promise<void> {
  const { authorization } = candidate.holder.headers
  const path = `/api/interview/uploads/${take.id}`
  expect(await tus(house, { path, authorization: authorization!, offset: 0, body })).toMatchObject({ status: 204 })
}

async function records(candidate: Candidate, question: { id: string }, seen: () => Promise<Seen[]>) {
  const take = await begins(candidate, question)
  granted(await candidate.ends(take, recording))
  await sends(candidate, take, recording)
  await until('the take to be kept', async () =>
    (await seen()).some(({ id, status }) => id === take.id && status === 'KEPT'),
  )
  return take
}

/** What the worker does once an hour, at this time. */
async function tidiesAt(now: Date): Promise<void> {
  house.clock.stopAt(now)
  const { database, storage, log, useCases } = house.greenroom
  await removeKeptLongEnough({ database, log, useCases }, now.toISOString())
  await removeOldParts({ database, storage, log }, now.toISOString())
}

const filesOf = (companyId: string) =>
  readdirSync(path.join(house.dataDir, 'recordings', companyId), { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile(),
  )
const removalsOf = (companyId: string) =>
  house.database.query<{ fields: string[]; actor_kind: string }>(
    `select fields, actor_kind from audit_entry where company_id = $1 and action = 'AnswersRemoved' order by at, id`,
    [companyId],
  )

test('a recording is kept for as long as its candidate was told when they recorded it, to the second', async () => {
  const { story, admin, candidate, question, seen } = await inTheRoom()
  const first = await records(candidate, question, seen)
  // Whatever the company and the candidate say later is for what is recorded later.
  granted(await admin.does('updateRoomSettings', { keptDays: 40 }))
  house.clock.stopAt(shifted(startsAt, minute))
  granted(await candidate.consents())
  granted(await candidate.goesOnFrom(question))
  const { question: next } = await candidate.sees()
  const second = await records(candidate, next, seen)
  granted(await admin.does('updateRoomSettings', { keptDays: 1 }))
  const held = shifted(startsAt, 10 * minute)
  house.clock.stopAt(held)
  granted(await candidate.finishes())
  expect(await seen()).toMatchObject([
    { id: first.id, keptUntil: shifted(held, 30 * day).toISOString(), removedAt: null },
    { id: second.id, keptUntil: shifted(held, 40 * day).toISOString(), removedAt: null },
  ])

  await tidiesAt(shifted(held, 30 * day - 1000))
  expect(await seen()).toMatchObject([{ status: 'KEPT' }, { status: 'KEPT' }])
  expect(filesOf(story.companyId)).toHaveLength(2)

  const due = shifted(held, 30 * day)
  const [{ mediaUrl }] = (await seen()) as [Seen]
  expect((await fetch(house.url + mediaUrl)).status).toBe(200)
  await tidiesAt(due)
  expect(await seen()).toMatchObject([
    { id: first.id, status: 'REMOVED', removedAt: due.toISOString(), mediaUrl: null },
    { id: second.id, status: 'KEPT', removedAt: null },
  ])
  expect((await fetch(house.url + mediaUrl)).status).toBe(404)
  expect(filesOf(story.companyId)).toHaveLength(1)
  expect(await removalsOf(story.companyId)).toEqual([{ fields: ['questionAnswers'], actor_kind: 'SYSTEM' }])

  // Again, it changes nothing.
  await tidiesAt(shifted(due, 60 * minute))
  expect((await seen())[0]).toMatchObject({ removedAt: due.toISOString() })
  expect(await removalsOf(story.companyId)).toHaveLength(1)
})

test('what was written is kept for as long as the company says by now, and nothing of it is left after that', async () => {
  const { story, admin, candidate, question, seen } = await inTheRoom()
  granted(await candidate.writes(question, 'Of the bees in my garden.'))
  granted(await candidate.finishes())
  granted(await admin.does('updateRoomSettings', { keptDays: 3 }))
  await tidiesAt(shifted(startsAt, 3 * day - 1))
  expect(await seen()).toMatchObject([{ status: 'KEPT', text: 'Of the bees in my garden.' }])
  await tidiesAt(shifted(startsAt, 3 * day))
  expect(await seen()).toMatchObject([{ status: 'REMOVED', text: null }])
  const { candidateInterview } = await candidate.holder.reads('{ candidateInterview { answers { status text } } }')
  expect(candidateInterview.answers).toEqual([expect.objectContaining({ status: 'REMOVED', text: null })])
  const rows = await house.database.query('select * from question_answer where company_id = $1', [story.companyId])
  expect(JSON.stringify(rows)).not.toContain('bees')
})

test('nothing outlives its time: neither what was replaced nor what is still waited for', async () => {
  const { story, admin, candidate, question, seen } = await inTheRoom(3)
  granted(await admin.does('updateRoomSettings', { keptDays: 1 }))
  granted(await candidate.consents())
  const replaced = await records(candidate, question, seen)
  const kept = await records(candidate, question, seen)
  const half = await begins(candidate, question)
  await sends(candidate, half, recording.subarray(0, 1000))
  expect((await seen())[0]!.keptUntil).toBeNull()
  granted(await candidate.finishes())
  expect(filesOf(story.companyId)).toHaveLength(3)

  await tidiesAt(shifted(startsAt, day - 1))
  expect((await seen()).map(({ id, status }) => [id, status])).toEqual([
    [replaced.id, 'REPLACED'],
    [kept.id, 'KEPT'],
    [half.id, 'SENDING'],
  ])
  expect(filesOf(story.companyId)).toHaveLength(3)
  await tidiesAt(shifted(startsAt, day))
  expect((await seen()).map(({ id, status }) => [id, status])).toEqual([
    [replaced.id, 'REPLACED'],
    [kept.id, 'REMOVED'],
    [half.id, 'LOST'],
  ])
  expect(filesOf(story.companyId)).toEqual([])
  const { authorization } = candidate.holder.headers
  const more = { path: `/api/interview/uploads/${half.id}`, authorization: authorization!, offset: 1000 }
  expect(await tus(house, { ...more, body: recording.subarray(1000) })).toMatchObject({ status: 410 })
})

test('a take that was replaced goes when its own time is over, though the answer stays', async () => {
  const { story, admin, candidate, question, seen } = await inTheRoom(3)
  granted(await admin.does('updateRoomSettings', { keptDays: 1 }))
  granted(await candidate.consents())
  const replaced = await records(candidate, question, seen)
  granted(await candidate.writes(question, 'Better in words.'))
  granted(await candidate.finishes())
  granted(await admin.does('updateRoomSettings', { keptDays: 30 }))
  await tidiesAt(shifted(startsAt, day - 1))
  expect(filesOf(story.companyId)).toHaveLength(1)
  await tidiesAt(shifted(startsAt, day))
  expect(filesOf(story.companyId)).toEqual([])
  expect(await seen()).toMatchObject([{ id: replaced.id, status: 'REPLACED' }, { status: 'KEPT' }])
  await tidiesAt(shifted(startsAt, 2 * day))
  expect(await removalsOf(story.companyId)).toHaveLength(1)
})

test('interviews are gone through page by page, and one that fails stands in nobody’s way', async () => {
  const { story, candidate, question, interview } = await inTheRoom()
  granted(await candidate.writes(question, 'In words.'))
  granted(await candidate.finishes())
  await house.database.query(
    `insert into interview select (jsonb_populate_record(interview, jsonb_build_object('id', gen_random_uuid()))).*
      from interview, generate_series(1, 450) where id = $1`,
    [interview.id],
  )
  await house.database.query(
    `insert into question_answer (company_id, id, interview_id, question_id, take, kind, status, text, began_at, settled_at)
      select company_id, gen_random_uuid(), id, $2, 1, 'TEXT', 'KEPT', 'In words.', started_at, started_at
      from interview where company_id = $1 and id <> $3`,
    [story.companyId, question.id, interview.id],
  )
  const left = async () =>
    (
      await house.database.query<{ left: number }>(
        "select count(*)::integer as left from question_answer where company_id = $1 and status = 'KEPT'",
        [story.companyId],
      )
    )[0]!.left
  expect(await left()).toBe(451)
  const now = shifted(startsAt, 31 * day)
  house.clock.stopAt(now)
  const { database, log, useCases } = house.greenroom
  let tries = 0
  const warned: unknown[] = []
  await removeKeptLongEnough(
    {
      database,
      log: { ...log, warn: (what: unknown) => void warned.push(what) } as typeof log,
      useCases: {
        removeOldAnswers: (actor, wish) =>
          ++tries === 7 ? Promise.reject(new Error('the lock was not given')) : useCases.removeOldAnswers(actor, wish),
      },
    },
    now.toISOString(),
  )
  expect(warned).toHaveLength(1)
  expect(await left()).toBe(1)
  await removeKeptLongEnough({ database, log, useCases }, now.toISOString())
  expect(await left()).toBe(0)
})

test('what was said goes before its time where its candidate wants it gone, once the interview was held', async () => {
  const { story, recruiter, candidate, interview, question, seen } = await inTheRoom()
  const asks = () => recruiter.does('removeAnswers', { interviewId: interview.id })
  const first = await records(candidate, question, seen)
  const second = await records(candidate, question, seen)
  granted(await candidate.goesOnFrom(question))
  const { question: next } = await candidate.sees()
  const half = await begins(candidate, next)
  await sends(candidate, half, recording.subarray(0, 100))
  expect(await asks()).toMatchObject({ __typename: 'MoveIsNotAllowed', status: 'IN_PROGRESS' })
  granted(await candidate.finishes())
  const [{ mediaUrl }] = (await seen()).filter(({ id }) => id === second.id) as [Seen]

  const interviewer = await story.interviewer()
  await expect(interviewer.does('removeAnswers', { interviewId: interview.id })).rejects.toThrow(
    'Your role does not allow this.',
  )
  const stranger = await (await tellStory(house)).recruiter()
  await expect(stranger.does('removeAnswers', { interviewId: interview.id })).rejects.toThrow(
    'There is nothing with this id.',
  )
  expect(filesOf(story.companyId)).toHaveLength(3)

  expect(await asks()).toMatchObject({ __typename: 'Interview', id: interview.id })
  const removed = (await seen()).map(({ id, status }) => [id, status])
  expect(removed).toEqual([
    [first.id, 'REPLACED'],
    [second.id, 'REMOVED'],
    [half.id, 'LOST'],
  ])
  expect((await fetch(house.url + mediaUrl)).status).toBe(404)
  // What is missing of the last one does not come any more.
  const { candidateInterview } = await candidate.holder.reads('{ candidateInterview { answers { id uploadUrl } } }')
  expect(candidateInterview.answers).toContainEqual({ id: half.id, uploadUrl: null })
  const { database, storage, log } = house.greenroom
  await removeOldParts({ database, storage, log }, shifted(startsAt, minute).toISOString())
  expect(filesOf(story.companyId)).toEqual([])

  expect(await asks()).toMatchObject({ __typename: 'Interview' })
  expect(await removalsOf(story.companyId)).toEqual([{ fields: ['questionAnswers'], actor_kind: 'STAFF' }])
})
