import { describe, expect, test } from 'vitest'
import { hoursAhead, minute, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory, type Candidate, type CompanyWishes, type KitWishes } from '../../test/story.ts'
import { until } from '../../test/until.ts'
import { newId } from '../shared/id.ts'

const house = await openHouse()
const startsAt = hoursAhead(24)
const recording = Buffer.from('what was said')

/** A candidate in the room, with the first of some questions asked. */
async function inTheRoom({
  questions = ['What are you proud of?', 'And now?'],
  each,
  ...company
}: CompanyWishes & { questions?: string[]; each?: KitWishes['each'] } = {}) {
  const story = await tellStory(house, company)
  await (await story.recruiter()).plansToAsk(await story.job(), questions, each)
  granted(await (await story.admin()).does('updateRoomSettings', { recordsVideo: true }))
  const arranged = await story.arranged({ mode: 'SELF_GUIDED', startsAt })
  granted(await arranged.candidate.consents())
  house.clock.stopAt(startsAt)
  granted(await arranged.candidate.starts())
  return { story, ...arranged, asked: (await room(arranged.candidate)).question }
}

/** What the candidate's page knows of the room. */
const room = async (candidate: Candidate) =>
  (
    await candidate.holder.reads(
      `{ candidateInterview { askedAt questionCount
        question { id position text preparationSeconds answerSeconds retakes takesLeft }
        answers { id questionId position take kind status text bytes receivedBytes durationSeconds beganAt endedAt
          uploadUrl } } }`,
    )
  ).candidateInterview

describe('the question that is asked', () => {
  test('is the first one from the start on, with its times, and stays it after any reload', async () => {
    const { candidate } = await inTheRoom({ each: { prepareSeconds: 5, answerSeconds: 90, retakes: 2 } })
    const first = await room(candidate)
    expect(first).toEqual({
      askedAt: startsAt.toISOString(),
      questionCount: 2,
      question: {
        id: expect.any(String),
        position: 1,
        text: 'What are you proud of?',
        preparationSeconds: 5,
        answerSeconds: 90,
        retakes: 2,
        takesLeft: 3,
      },
      answers: [],
    })
    house.clock.stopAt(shifted(startsAt, 7 * minute))
    expect(await room(candidate)).toEqual(first)
    granted(await candidate.starts())
    expect(await room(candidate)).toEqual(first)
  })

  test('is the next one when the candidate goes on, since that moment; after the last one there is none', async () => {
    const { candidate, asked } = await inTheRoom()
    const wentOnAt = shifted(startsAt, 3 * minute)
    house.clock.stopAt(wentOnAt)
    expect(await candidate.goesOnFrom(asked)).toMatchObject({
      __typename: 'CandidateInterview',
      question: { position: 2, text: 'And now?' },
      askedAt: wentOnAt.toISOString(),
    })
    house.clock.stopAt(shifted(startsAt, 9 * minute))
    const second = await room(candidate)
    expect([second.askedAt, second.question.position]).toEqual([wentOnAt.toISOString(), 2])
    expect(await candidate.goesOnFrom(second.question)).toMatchObject({ question: null, askedAt: null })
    expect(await candidate.goesOnFrom(second.question)).toMatchObject({
      __typename: 'QuestionIsNotAsked',
      currentQuestionId: null,
      message: 'No question is asked any more.',
    })
    expect(await candidate.finishes()).toMatchObject({ phase: 'DONE' })
  })

  test('is left once, however often and at once it is asked for', async () => {
    const { candidate, asked } = await inTheRoom({ questions: ['One', 'Two', 'Three'] })
    const answers = await Promise.all(Array.from({ length: 8 }, () => candidate.goesOnFrom(asked)))
    const wentOn = answers.filter(({ __typename }) => __typename === 'CandidateInterview')
    expect(wentOn).toHaveLength(1)
    const { question } = await room(candidate)
    expect(question.position).toBe(2)
    for (const answer of answers.filter((each) => each !== wentOn[0]))
      expect(answer).toMatchObject({ __typename: 'QuestionIsNotAsked', currentQuestionId: question.id })
    const again = await Promise.all(Array.from({ length: 3 }, () => candidate.goesOnFrom(question, 'one gesture')))
    expect(again.map((each) => each['question']?.position)).toEqual([3, 3, 3])
  })

  test('is none before the start and after the end, and nothing can be answered then', async () => {
    const story = await tellStory(house)
    await (await story.recruiter()).plansToAsk(await story.job(), ['What are you proud of?'])
    const { candidate } = await story.arranged({ mode: 'SELF_GUIDED', startsAt })
    expect(await room(candidate)).toMatchObject({ question: null, askedAt: null })
    house.clock.stopAt(startsAt)
    granted(await candidate.starts())
    const { question } = await room(candidate)
    granted(await candidate.finishes())
    expect(await room(candidate)).toMatchObject({ question: null, askedAt: null })
    const refusal = { __typename: 'MoveIsNotAllowed', status: 'COMPLETED' }
    expect(await candidate.begins(question)).toMatchObject(refusal)
    expect(await candidate.writes(question, 'Late')).toMatchObject(refusal)
    expect(await candidate.goesOnFrom(question)).toMatchObject(refusal)
  })

  test('can be another one than was meant; what no question of the interview is does not exist', async () => {
    const { candidate, asked } = await inTheRoom()
    granted(await candidate.goesOnFrom(asked))
    const { question } = await room(candidate)
    const refusal = { __typename: 'QuestionIsNotAsked', currentQuestionId: question.id }
    expect(await candidate.begins(asked)).toMatchObject(refusal)
    expect(await candidate.writes(asked, 'Once more')).toMatchObject(refusal)
    for (const id of [newId(), 'nonsense']) {
      expect(await candidate.holder.failsTo('goToNextQuestion', { questionId: id })).toBe('NOT_FOUND')
      expect(await candidate.holder.failsTo('answerInText', { questionId: id, text: 'Hello' })).toBe('NOT_FOUND')
      expect(await candidate.holder.failsTo('endAnswer', { answerId: id, bytes: 1, sha256: '0'.repeat(64) })).toBe(
        'NOT_FOUND',
      )
    }
  })
})

describe('a take', () => {
  test('is begun, waits for its bytes, and is ended with what it adds up to', async () => {
    const { candidate, asked } = await inTheRoom()
    const take = granted(await candidate.begins(asked, { kind: 'AUDIO' }))
    expect(take).toMatchObject({
      questionId: asked.id,
      position: 1,
      take: 1,
      kind: 'AUDIO',
      status: 'RECORDING',
      receivedBytes: 0,
      bytes: null,
      beganAt: startsAt.toISOString(),
      endedAt: null,
      uploadUrl: `/api/interview/uploads/${take.id}`,
    })
    const endedAt = shifted(startsAt, minute)
    house.clock.stopAt(endedAt)
    const ended = await candidate.ends(take, recording, { durationSeconds: 58.25 })
    expect(ended).toMatchObject({
      id: take.id,
      status: 'SENDING',
      bytes: recording.length,
      durationSeconds: 58.25,
      endedAt: endedAt.toISOString(),
      uploadUrl: take['uploadUrl'],
    })
    house.clock.stopAt(shifted(endedAt, minute))
    expect(await candidate.ends(take, recording, { durationSeconds: 3 })).toEqual(ended)
    expect(await candidate.ends(take, Buffer.from('something else'))).toMatchObject({
      __typename: 'AnswerHasEnded',
      status: 'SENDING',
    })
    expect((await room(candidate)).answers).toEqual([expect.objectContaining({ id: take.id, status: 'SENDING' })])
  })

  test('is refused next to the field where it cannot be right', async () => {
    const { candidate, asked } = await inTheRoom({ each: { answerSeconds: 10 } })
    const fieldsOf = ({ __typename, fields }: { __typename: string; fields?: { path: string }[] }) => [
      __typename,
      ...(fields ?? []).map(({ path }) => path),
    ]
    expect(fieldsOf(await candidate.begins(asked, { kind: 'TEXT', page: '' }))).toEqual([
      'InvalidInput',
      'kind',
      'page',
    ])
    const take = granted(await candidate.begins(asked, { kind: 'AUDIO' }))
    const most = 10 * 64_000 + 1024 * 1024
    const ends = async (wishes: Parameters<typeof candidate.ends>[2]) =>
      fieldsOf(await candidate.ends(take, recording, wishes))
    expect(await ends({ bytes: 0, sha256: 'abc', durationSeconds: -1 })).toEqual([
      'InvalidInput',
      'bytes',
      'sha256',
      'durationSeconds',
    ])
    expect(await ends({ bytes: most + 1 })).toEqual(['InvalidInput', 'bytes'])
    expect(await ends({ bytes: most })).toEqual(['QuestionAnswer'])
    expect(fieldsOf(await candidate.writes(asked, '   '))).toEqual(['InvalidInput', 'text'])
    expect(fieldsOf(await candidate.writes(asked, 'x'.repeat(10_001)))).toEqual(['InvalidInput', 'text'])
  })

  test('may be followed by as many as the question allows, and by no more', async () => {
    const { candidate, asked } = await inTheRoom({ each: { retakes: 2 } })
    const takesLeft = async () => (await room(candidate)).question.takesLeft
    for (const left of [2, 1, 0]) {
      const take = granted(await candidate.begins(asked))
      expect(take['take']).toBe(3 - left)
      granted(await candidate.ends(take, recording))
      expect(await takesLeft()).toBe(left)
    }
    const refusal = { __typename: 'NoTakesLeft', takes: 3, message: 'This question may be answered 3 times, and was.' }
    expect(await candidate.begins(asked)).toMatchObject(refusal)
    expect(await candidate.writes(asked, 'In words, then')).toMatchObject(refusal)
    expect((await room(candidate)).answers).toHaveLength(3)
  })

  test('of which nothing came uses up none, but nobody begins without end', async () => {
    const { candidate, asked } = await inTheRoom({ each: { retakes: 0 } })
    for (let time = 1; time <= 11; time++) expect(granted(await candidate.begins(asked))['take']).toBe(time)
    expect(await candidate.begins(asked)).toMatchObject({ __typename: 'NoTakesLeft', takes: 1 })
    expect((await room(candidate)).question.takesLeft).toBe(0)
  })

  test('that is begun twice by one gesture is one', async () => {
    const { candidate, asked } = await inTheRoom()
    const takes = await Promise.all(
      Array.from({ length: 5 }, () => candidate.begins(asked, { idempotencyKey: 'pressed once' })),
    )
    expect(new Set(takes.map((take) => granted(take).id)).size).toBe(1)
    expect((await room(candidate)).answers).toHaveLength(1)
  })

  test('is what one tab records at a time; another one may take over, and the first may still send what it has', async () => {
    const { candidate, asked } = await inTheRoom({ each: { answerSeconds: 120 } })
    const take = granted(await candidate.begins(asked))
    const inAnother = { page: 'second tab' }
    expect(await candidate.begins(asked, inAnother)).toMatchObject({
      __typename: 'AnswerIsBeingRecorded',
      answerId: take.id,
      beganAt: startsAt.toISOString(),
    })
    const second = granted(await candidate.begins(asked, { ...inAnother, takeOver: true }))
    expect(second).toMatchObject({ take: 2, status: 'RECORDING' })
    const statuses = async () =>
      (await room(candidate)).answers.map((each: { status: string }) => each.status as string)
    expect(await statuses()).toEqual(['SENDING', 'RECORDING'])
    expect(granted(await candidate.ends(take, recording))).toMatchObject({ status: 'SENDING', bytes: recording.length })

    // Which tab it was is told to the candidate's pages alone.
    const pageOfEach = `{ candidateInterview { answers { page } } }`
    expect((await candidate.holder.reads(pageOfEach)).candidateInterview.answers).toEqual([
      { page: expect.not.stringMatching('second tab') },
      { page: 'second tab' },
    ])

    // Its own tab begins anew after a reload, and one whose time is long over stands in nobody's way.
    const third = granted(await candidate.begins(asked, inAnother))
    expect(await statuses()).toEqual(['SENDING', 'SENDING', 'RECORDING'])
    house.clock.stopAt(shifted(startsAt, 3 * minute))
    granted(await candidate.begins(asked, { page: 'third tab' }))
    expect(granted(await candidate.ends(third, recording))).toMatchObject({ status: 'SENDING' })
  })

  test('taken by two tabs at the same moment is recorded in one of them', async () => {
    const { candidate, asked } = await inTheRoom()
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) => candidate.begins(asked, { page: `tab ${index}` })),
    )
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual([
      ...Array.from({ length: 5 }, () => 'AnswerIsBeingRecorded'),
      'QuestionAnswer',
    ])
  })

  test('ends as it is when the candidate goes on, and when the interview is over by anybody’s word', async () => {
    const { candidate, recruiter, interview, asked } = await inTheRoom()
    const first = granted(await candidate.begins(asked))
    granted(await candidate.goesOnFrom(asked))
    const second = granted(await candidate.begins((await room(candidate)).question))
    const statuses = async () =>
      (await room(candidate)).answers.map(({ id, status }: { id: string; status: string }) => [id, status])
    expect(await statuses()).toEqual([
      [first.id, 'SENDING'],
      [second.id, 'RECORDING'],
    ])
    granted(await recruiter.completes(interview))
    expect(await statuses()).toEqual([
      [first.id, 'SENDING'],
      [second.id, 'SENDING'],
    ])
    // The page that has the bytes still says what they are, for a day.
    house.clock.stopAt(shifted(startsAt, 24 * 60 * minute - 1))
    expect(granted(await candidate.ends(second, recording))).toMatchObject({ status: 'SENDING' })
    house.clock.stopAt(shifted(startsAt, 24 * 60 * minute))
    expect(await candidate.ends(first, recording)).toMatchObject({ __typename: 'MoveIsNotAllowed' })
  })
})

describe('an answer in writing', () => {
  test('counts at once, may be written anew until the candidate goes on, and is one take', async () => {
    const { candidate, asked } = await inTheRoom({ each: { retakes: 0 } })
    const written = granted(await candidate.writes(asked, 'That I am here.'))
    expect(written).toMatchObject({
      kind: 'TEXT',
      status: 'KEPT',
      take: 1,
      text: 'That I am here.',
      uploadUrl: null,
      endedAt: startsAt.toISOString(),
    })
    expect(granted(await candidate.writes(asked, 'That I am still here.'))).toMatchObject({
      id: written.id,
      text: 'That I am still here.',
    })
    expect((await room(candidate)).answers).toHaveLength(1)
    expect(await candidate.begins(asked)).toMatchObject({ __typename: 'NoTakesLeft' })
  })

  test('takes the place of what was recorded before', async () => {
    const { candidate, asked } = await inTheRoom({ each: { retakes: 1 } })
    const take = granted(await candidate.begins(asked))
    granted(await candidate.ends(take, recording))
    granted(await candidate.writes(asked, 'Better in words.'))
    const { answers } = await room(candidate)
    expect(answers).toMatchObject([
      { take: 1, kind: 'VIDEO', status: 'REPLACED', uploadUrl: null },
      { take: 2, kind: 'TEXT', status: 'KEPT' },
    ])
    expect(await candidate.ends(take, Buffer.from('other bytes'))).toMatchObject({
      __typename: 'AnswerHasEnded',
      status: 'REPLACED',
    })
  })
})

describe('the company', () => {
  const query = `query($id: ID!) { interview(id: $id) { questionAnswers { questionId kind status text uploadUrl } } }`

  test('reads the answer that counts, and no other text; only who may see the interview', async () => {
    const { story, candidate, recruiter, interview, asked } = await inTheRoom({ each: { retakes: 1 } })
    const assigned = await story.interviewer()
    await house.database.query(
      'insert into interview_interviewer (company_id, interview_id, interviewer_id) values ($1, $2, $3)',
      [story.companyId, interview.id, assigned.id],
    )
    granted(await candidate.writes(asked, 'That I am here.'))
    const expected = { questionId: asked.id, kind: 'TEXT', status: 'KEPT', text: 'That I am here.', uploadUrl: null }
    for (const reader of [recruiter, await story.admin(), assigned])
      expect((await reader.reads(query, { id: interview.id })).interview.questionAnswers).toEqual([expected])
    for (const stranger of [await story.interviewer('Nils'), await (await tellStory(house)).recruiter()])
      expect((await stranger.ask(query, { id: interview.id })).errors?.[0]?.extensions.code).toBe('NOT_FOUND')

    const take = granted(await candidate.begins(asked))
    await house.database.query(
      `update question_answer set status = 'REPLACED' where company_id = $1 and kind = 'TEXT'`,
      [story.companyId],
    )
    expect((await recruiter.reads(query, { id: interview.id })).interview.questionAnswers).toEqual([
      { ...expected, status: 'REPLACED', text: null },
      // Where bytes go is told to whoever records them, and to nobody else.
      { questionId: asked.id, kind: 'VIDEO', status: 'RECORDING', text: null, uploadUrl: null },
    ])
    expect(take['uploadUrl']).not.toBeNull()
  })

  test('hears of each step while it happens; the audit trail names fields and no words', async () => {
    const { story, candidate, recruiter, interview, asked } = await inTheRoom()
    const ears = recruiter.listens()
    const page = ears.to(
      `subscription($after: String) { interviewStatusChanged(after: $after) { interview { id questionAnswers { status } } } }`,
      { after: await house.cursor() },
    )
    granted(await candidate.writes(asked, 'A secret of mine'))
    granted(await candidate.goesOnFrom(asked))
    await until('both steps to be heard of', () => page.heard.length >= 2)
    await ears.close()
    expect(JSON.stringify(page.heard)).toContain('"status":"KEPT"')
    const trail = await house.database.query<{ action: string; fields: string[]; entity_id: string }>(
      `select action, fields, entity_id from audit_entry where company_id = $1 and actor_kind = 'CANDIDATE' order by at, id`,
      [story.companyId],
    )
    expect(trail.filter(({ action }) => action !== 'ConsentGiven' && action !== 'InterviewStarted')).toEqual([
      { action: 'AnswerKept', fields: ['questionAnswers'], entity_id: interview.id },
      { action: 'QuestionReached', fields: ['question'], entity_id: interview.id },
    ])
    const [dump] = await house.database.query<{ all: string }>(
      `select coalesce(string_agg(audit_entry::text, ''), '') || coalesce((select string_agg(live_event::text, '') from live_event), '') as all from audit_entry`,
    )
    expect(dump!.all).not.toContain('secret of mine')
  })
})

test('opening the page, or a scanner opening its link, changes nothing of the room', async () => {
  const { story, candidate, interview } = await inTheRoom()
  const rows = async () =>
    Promise.all(
      ['interview', 'room_progress', 'question_answer', 'audit_entry'].map((table) =>
        house.database.query(`select * from ${table} where company_id = $1`, [story.companyId]),
      ),
    )
  await candidate.sees()
  const before = await rows()
  for (const method of ['GET', 'HEAD'])
    for (const path of [
      '/graphql?query={candidateInterview{question{id}}}',
      new URL(interview['candidateLink']).pathname,
    ])
      await fetch(`${house.url}${path}`, { method, headers: candidate.holder.headers })
  await room(candidate)
  expect(await rows()).toEqual(before)
})
