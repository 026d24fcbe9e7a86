import { describe, expect, test } from 'vitest'
import { day, hoursAhead, minute, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory, type Candidate } from '../../test/story.ts'
import { newId } from '../shared/id.ts'
import { removeKeptLongEnough } from './remove-old-answers.ts'
import { removeOldParts } from './remove-parts.ts'

/* What becomes of a follow-up once it is there, wherever it came from. How it comes is told in follow-ups/. */

const house = await openHouse()
const startsAt = hoursAhead(24)

const takes = { prepareSeconds: 5, answerSeconds: 90, retakes: 1 }

/** A candidate in the room, who has agreed, with the first of some questions asked. */
async function inTheRoom({ questions = ['Of what are you proud?', 'And now?'], maxFollowUps = 1, retakes = 1 } = {}) {
  house.clock.goOn()
  const story = await tellStory(house)
  const [recruiter, interviewer] = [await story.recruiter(), await story.interviewer()]
  await recruiter.plansToAsk(await story.job(), questions, { ...takes, retakes, maxFollowUps })
  const { candidate, interview } = await story.arranged({
    mode: 'SELF_GUIDED',
    startsAt,
    interviewers: [interviewer],
  })
  granted(await candidate.consents())
  house.clock.stopAt(startsAt)
  granted(await candidate.starts())
  const first = (await room(candidate)).question
  return { story, recruiter, interviewer, candidate, interview, first }
}
type Room = Awaited<ReturnType<typeof inTheRoom>>

/** What the candidate's page knows of the room. */
const room = async (candidate: Candidate) =>
  (
    await candidate.holder.reads(
      `{ candidateInterview { askedAt questionCount offersFollowUp
        question { id position text french: text(language: FR) textLanguage preparationSeconds answerSeconds retakes
          takesLeft followUpTo { id position text } }
        answers { questionId position followUpTo status } } }`,
    )
  ).candidateInterview

/** A program has proposed a question about a take. */
async function proposed(
  { story, interview }: Pick<Room, 'story' | 'interview'>,
  to: { id: string; answerId: string },
  text = 'What was hard about it?',
): Promise<string> {
  const id = newId()
  await house.database.query(
    `insert into follow_up (company_id, id, interview_id, question_id, answer_id, status, created_at, sent_to, language,
        tries, sent_at, model, sent_text, received_text, text)
      values ($1, $2, $3, $4, $5, 'PROPOSED', clock_timestamp(), 'model.test', 'SV', 1, now(), 'small', 'sent words',
        'received words', $6)`,
    [story.companyId, id, interview.id, to.id, to.answerId, text],
  )
  return id
}

async function answers({ candidate }: Room, question: { id: string }, text = 'Of the bees.') {
  const { id } = granted(await candidate.writes(question, text))
  return { id: question.id, answerId: id }
}

const log = async ({ interview }: Pick<Room, 'interview'>, asker: Room['recruiter']) =>
  (
    await asker.reads(
      `query($id: ID!) { interview(id: $id) {
        roomProgress { questionPosition questionCount }
        questionAnswers { questionId position followUpTo status text }
        followUps { id followUpTo answerId status problem text language position askedAt sentTo model sentAt tries sentText
          receivedText } } }`,
      { id: interview.id },
    )
  ).interview

describe('a follow-up that is there when the candidate goes on', () => {
  test('is asked next, with the times and takes of its question, and is one of the interview from then on', async () => {
    const here = await inTheRoom()
    const { candidate, first, recruiter } = here
    const answer = await answers(here, first)
    const id = await proposed(here, answer)
    // Nothing changes by its being there.
    expect(await room(candidate)).toMatchObject({ questionCount: 2, question: { id: first.id }, offersFollowUp: false })

    const wentOnAt = shifted(startsAt, minute)
    house.clock.stopAt(wentOnAt)
    granted(await candidate.goesOnFrom(first))
    expect(await room(candidate)).toMatchObject({
      askedAt: wentOnAt.toISOString(),
      questionCount: 3,
      question: {
        id,
        position: 2,
        text: 'What was hard about it?',
        // It has one language only, whatever is wished.
        french: 'What was hard about it?',
        textLanguage: 'SV',
        preparationSeconds: 5,
        answerSeconds: 90,
        retakes: 1,
        takesLeft: 2,
        followUpTo: { id: first.id, position: 1, text: 'Of what are you proud?' },
      },
    })
    expect((await log(here, recruiter)).roomProgress).toEqual({ questionPosition: 2, questionCount: 3 })

    granted(await candidate.writes({ id }, 'The winters.'))
    expect(await candidate.goesOnFrom({ id })).toMatchObject({ question: { position: 3, text: 'And now?' } })
    const { question } = await room(candidate)
    expect(question.followUpTo).toBeNull()
    granted((await answers(here, question, 'Now this.')) && (await candidate.goesOnFrom(question)))
    granted(await candidate.finishes())

    const { questionAnswers, followUps } = await log(here, recruiter)
    expect(questionAnswers).toEqual([
      { questionId: first.id, position: 1, followUpTo: null, status: 'KEPT', text: 'Of the bees.' },
      { questionId: id, position: 2, followUpTo: first.id, status: 'KEPT', text: 'The winters.' },
      { questionId: question.id, position: 3, followUpTo: null, status: 'KEPT', text: 'Now this.' },
    ])
    const told = {
      id,
      followUpTo: first.id,
      answerId: answer.answerId,
      status: 'ASKED',
      problem: null,
      text: 'What was hard about it?',
      language: 'SV',
      position: 2,
      askedAt: wentOnAt.toISOString(),
      sentTo: 'model.test',
      model: 'small',
      sentAt: expect.any(String),
      tries: 1,
    }
    expect(followUps).toEqual([{ ...told, sentText: 'sent words', receivedText: 'received words' }])
    // Who meets the candidate reads the question, and not what went to and fro for it.
    expect((await log(here, here.interviewer)).followUps).toEqual([{ ...told, sentText: null, receivedText: null }])
  })

  test('is asked once, however often and at once the candidate goes on', async () => {
    const here = await inTheRoom()
    const id = await proposed(here, await answers(here, here.first))
    const { candidate, first } = here
    const all = await Promise.all(Array.from({ length: 6 }, () => candidate.goesOnFrom(first)))
    expect(all.filter(({ __typename }) => __typename === 'CandidateInterview')).toHaveLength(1)
    for (const refusal of all.filter(({ __typename }) => __typename !== 'CandidateInterview'))
      expect(refusal).toMatchObject({ __typename: 'QuestionIsNotAsked', currentQuestionId: id })
    expect(await room(candidate)).toMatchObject({ questionCount: 3, question: { id } })
  })

  test('and comes later than that is asked after the next question, one about the question that is left first', async () => {
    const here = await inTheRoom({ questions: ['One?', 'Two?', 'Three?'] })
    const { candidate, first } = here
    const toFirst = await answers(here, first)
    granted(await candidate.goesOnFrom(first))
    const second = (await room(candidate)).question
    const [late, inTime] = [
      await proposed(here, toFirst, 'About one?'),
      await proposed(here, await answers(here, second), 'About two?'),
    ]
    granted(await candidate.goesOnFrom(second))
    expect((await room(candidate)).question).toMatchObject({ id: inTime, position: 3, followUpTo: { id: second.id } })
    granted(await candidate.goesOnFrom({ id: inTime }))
    expect((await room(candidate)).question).toMatchObject({ id: late, position: 4, followUpTo: { id: first.id } })
    granted(await candidate.goesOnFrom({ id: late }))
    expect((await room(candidate)).question).toMatchObject({ position: 5, text: 'Three?' })
    expect(await candidate.goesOnFrom({ id: inTime })).toMatchObject({ __typename: 'QuestionIsNotAsked' })
  })

  test('is not asked beyond what the kit allows for a question, follow-ups of follow-ups included', async () => {
    const here = await inTheRoom({ maxFollowUps: 1 })
    const { candidate, first } = here
    const id = await proposed(here, await answers(here, first))
    granted(await candidate.goesOnFrom(first))
    const { answerId } = await answers(here, { id }, 'The winters.')
    await proposed(here, { id: first.id, answerId }, 'How cold were they?')
    granted(await candidate.goesOnFrom({ id }))
    expect((await room(candidate)).question).toMatchObject({ text: 'And now?', followUpTo: null })

    const more = await inTheRoom({ maxFollowUps: 2 })
    const once = await proposed(more, await answers(more, more.first))
    granted(await more.candidate.goesOnFrom(more.first))
    const again = await answers(more, { id: once }, 'The winters.')
    const twice = await proposed(more, { ...again, id: more.first.id }, 'How cold were they?')
    granted(await more.candidate.goesOnFrom({ id: once }))
    expect((await room(more.candidate)).question).toMatchObject({
      id: twice,
      position: 3,
      followUpTo: { id: more.first.id, position: 1 },
    })
    granted(await more.candidate.goesOnFrom({ id: twice }))
    expect((await room(more.candidate)).question).toMatchObject({ position: 4, text: 'And now?' })
  })

  test('is not asked about an answer that does not count, or that is given anew', async () => {
    const here = await inTheRoom({ retakes: 2 })
    const { candidate, first } = here
    await proposed(here, await answers(here, first))
    // A recording that has not come yet: the text counts until it has.
    granted(await candidate.begins(first, { kind: 'AUDIO' }))
    granted(await candidate.goesOnFrom(first))
    expect((await room(candidate)).question).toMatchObject({ text: 'And now?' })

    const lost = await inTheRoom()
    const { answerId } = await answers(lost, lost.first)
    await proposed(lost, { id: lost.first.id, answerId })
    await house.database.query(`update question_answer set status = 'REPLACED' where id = $1`, [answerId])
    granted(await lost.candidate.goesOnFrom(lost.first))
    expect((await room(lost.candidate)).question).toMatchObject({ text: 'And now?' })
  })

  test('is not asked any more where what was written is written anew; the same again changes nothing', async () => {
    const here = await inTheRoom()
    const { candidate, first, recruiter } = here
    await proposed(here, await answers(here, first, 'Of the bees.'))
    granted(await candidate.writes(first, 'Of the bees.'))
    expect((await log(here, recruiter)).followUps).toMatchObject([{ status: 'PROPOSED', sentText: 'sent words' }])
    granted(await candidate.writes(first, 'Of the wasps.'))
    expect((await log(here, recruiter)).followUps).toMatchObject([
      { status: 'DROPPED', problem: 'ANSWER_CHANGED', text: null, sentText: null, receivedText: null, tries: 1 },
    ])
    granted(await candidate.goesOnFrom(first))
    expect((await room(candidate)).question).toMatchObject({ text: 'And now?' })
  })
})

describe('a follow-up that comes when all questions are gone through', () => {
  test('is offered; it is asked when the candidate wishes it, and stands in no way of the end', async () => {
    const here = await inTheRoom({ questions: ['Only this?'] })
    const { candidate, first } = here
    const answer = await answers(here, first)
    granted(await candidate.goesOnFrom(first))
    const goesOn = () => candidate.holder.does('goToNextQuestion', {})
    // Nothing is there: nothing changes.
    expect(await goesOn()).toMatchObject({ __typename: 'CandidateInterview', question: null })
    expect(await room(candidate)).toMatchObject({ question: null, offersFollowUp: false, questionCount: 1 })
    const id = await proposed(here, answer)
    expect(await room(candidate)).toMatchObject({ question: null, offersFollowUp: true, questionCount: 1 })
    granted(await goesOn())
    expect(await room(candidate)).toMatchObject({ question: { id, position: 2 }, offersFollowUp: false })
    expect(await goesOn()).toMatchObject({ __typename: 'QuestionIsNotAsked', currentQuestionId: id })
    granted(await candidate.goesOnFrom({ id }))
    expect(await room(candidate)).toMatchObject({ question: null, offersFollowUp: false, questionCount: 2 })
    granted(await candidate.finishes())
  })

  test('may be left where it is', async () => {
    const here = await inTheRoom({ questions: ['Only this?'] })
    const answer = await answers(here, here.first)
    granted(await here.candidate.goesOnFrom(here.first))
    await proposed(here, answer)
    granted(await here.candidate.finishes())
    expect(await room(here.candidate)).toMatchObject({ question: null, offersFollowUp: false, questionCount: 1 })
    expect(await here.candidate.holder.does('goToNextQuestion', {})).toMatchObject({ __typename: 'MoveIsNotAllowed' })
  })
})

describe('what was sent, what came back, and the question', () => {
  const words = async ({ story }: Room) =>
    JSON.stringify(await house.database.query('select * from follow_up where company_id = $1', [story.companyId]))

  /** One that was asked and answered, in an interview that was held. */
  async function held() {
    const here = await inTheRoom({ questions: ['Only this?'] })
    const id = await proposed(here, await answers(here, here.first))
    granted(await here.candidate.goesOnFrom(here.first))
    granted(await here.candidate.writes({ id }, 'The winters.'))
    granted(await here.candidate.finishes())
    expect(await words(here)).toMatch(/sent words.*received words.*What was hard/)
    return here
  }
  const emptied = {
    followUps: [
      { status: 'ASKED', text: null, sentText: null, receivedText: null, sentTo: 'model.test', tries: 1, position: 2 },
    ],
    questionAnswers: [
      { status: 'REMOVED', followUpTo: null },
      { status: 'REMOVED', position: 2 },
    ],
  }

  test('go with the answers when their time is over', async () => {
    const here = await held()
    for (const [days, isOver] of [
      [179, false],
      [180, true],
    ] as const) {
      const now = shifted(startsAt, days * day)
      house.clock.stopAt(now)
      await removeKeptLongEnough(house.greenroom, now.toISOString())
      await removeOldParts(house.greenroom, now.toISOString())
      expect((await words(here)).includes('words')).toBe(!isOver)
    }
    expect(await log(here, here.recruiter)).toMatchObject(emptied)
    expect(await words(here)).not.toContain('hard')
  })

  test('go when their time is over, also where the answer has gone before', async () => {
    const here = await inTheRoom({ questions: ['Only this?'] })
    const { answerId } = await answers(here, here.first)
    await proposed(here, { id: here.first.id, answerId })
    granted(await here.candidate.goesOnFrom(here.first))
    granted(await here.candidate.finishes())
    await house.database.query(`update question_answer set status = 'REPLACED', text = '' where id = $1`, [answerId])
    const now = shifted(startsAt, 180 * day)
    house.clock.stopAt(now)
    await removeKeptLongEnough(house.greenroom, now.toISOString())
    expect(await words(here)).not.toMatch(/words|hard/)
  })

  test('go with the answers where a recruiter removes them', async () => {
    const here = await held()
    granted(await here.recruiter.does('removeAnswers', { interviewId: here.interview.id }))
    expect(await log(here, here.recruiter)).toMatchObject(emptied)
    expect(await words(here)).not.toMatch(/words|hard/)
  })
})
