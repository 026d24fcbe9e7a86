import { describe, expect, test } from 'vitest'
import { hoursAhead, minute, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory, type Known, type StaffMember } from '../../test/story.ts'
import { until } from '../../test/until.ts'
import { newId } from '../shared/id.ts'
import { whyNotNote } from './answer-note.rules.ts'

const house = await openHouse()
const startsAt = hoursAhead(24)

/** An interview that two are to judge, with an answer of 42 seconds by voice, and one in writing. */
async function answered() {
  house.clock.goOn()
  const story = await tellStory(house)
  const recruiter = await story.recruiter()
  const [ines, olof] = [await story.interviewer('Ines'), await story.interviewer('Olof')]
  await recruiter.plansToAsk(await story.job(), ['What are you proud of?', 'And now?'], { retakes: 1 })
  const { interview, candidate } = await story.arranged({ mode: 'SELF_GUIDED', startsAt, interviewers: [ines, olof] })
  granted(await candidate.consents())
  house.clock.stopAt(startsAt)
  const { question } = granted(await candidate.starts())
  const spoken = granted(await candidate.begins(question, { kind: 'AUDIO' }))
  await house.database.query(
    `update question_answer set status = 'KEPT', content_type = 'audio/webm', received_bytes = 1, bytes = 1,
       sha256 = '', duration_seconds = 42, ended_at = now(), settled_at = now() where id = $1`,
    [spoken.id],
  )
  const { question: second } = granted(await candidate.goesOnFrom(question))
  const written = granted(await candidate.writes(second, 'Calmer.'))
  return { story, recruiter, ines, olof, interview, candidate, question, spoken, written }
}

const notes = (who: StaffMember, answer: Known, text: string, atSeconds?: number) =>
  who.does('addAnswerNote', { answerId: (answer as { id: string }).id, text, atSeconds })

const fields = `questionAnswers { id status notes { totalCount nodes { id atSeconds text changedAt author { name } } } }`

/** What somebody reads on each answer. */
const reads = async (who: StaffMember, interview: { id: string }): Promise<string[][]> =>
  (
    await who.reads(`query($id: ID!) { interview(id: $id) { ${fields} } }`, { id: interview.id })
  ).interview.questionAnswers.map((answer: { notes: { nodes: { text: string }[] } }) =>
    answer.notes.nodes.map(({ text }) => text),
  )

describe('a note', () => {
  test('is written at a second of a recording, or on the whole answer, and read in that order', async () => {
    const { recruiter, interview, spoken, written } = await answered()
    expect(granted(await notes(recruiter, spoken, ' Well put. ', 12.3456))).toMatchObject({
      atSeconds: 12.346,
      text: 'Well put.',
      changedAt: null,
      author: { id: recruiter.id },
      answer: { id: spoken.id },
    })
    granted(await notes(recruiter, spoken, 'A pause.', 3))
    granted(await notes(recruiter, spoken, 'On the whole.'))
    granted(await notes(recruiter, spoken, 'At the end.', 42.5))
    granted(await notes(recruiter, written, 'Short.'))
    expect(await reads(recruiter, interview)).toEqual([
      ['On the whole.', 'A pause.', 'Well put.', 'At the end.'],
      ['Short.'],
    ])
  })

  test('is refused where nobody can look: on what does not count, beyond the end, in a text, and without words', async () => {
    const { recruiter, candidate, spoken, written } = await answered()
    expect(await notes(recruiter, spoken, 'Late.', 43.1)).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: 'atSeconds', message: 'The answer is 42 seconds long.' }],
    })
    expect(await notes(recruiter, written, 'Where?', 1)).toMatchObject({ fields: [{ path: 'atSeconds' }] })
    expect(await notes(recruiter, spoken, 'Before.', -1)).toMatchObject({ fields: [{ path: 'atSeconds' }] })
    expect(await notes(recruiter, spoken, ' \n ')).toMatchObject({ fields: [{ path: 'text' }] })
    expect(await notes(recruiter, spoken, 'x'.repeat(2001))).toMatchObject({ fields: [{ path: 'text' }] })
    await house.database.query(`update question_answer set status = 'REPLACED' where id = $1`, [written.id])
    expect(await notes(recruiter, written, 'Gone.')).toMatchObject({
      __typename: 'AnswerDoesNotCount',
      status: 'REPLACED',
    })
    expect(whyNotNote({ kind: 'AUDIO', status: 'KEPT', durationSeconds: null }, 7200)).toBeNull()
    expect((await candidate.sees())['answers']).toHaveLength(2)
  })

  test('is changed and removed by its writer alone', async () => {
    const { recruiter, story, ines, interview, spoken } = await answered()
    const note = granted(await notes(ines, spoken, 'Hm.', 5))
    house.clock.stopAt(shifted(startsAt, minute))
    expect(granted(await ines.does('updateAnswerNote', { noteId: note.id, text: 'Hm!' }))).toMatchObject({
      text: 'Hm!',
      atSeconds: 5,
      changedAt: shifted(startsAt, minute).toISOString(),
    })
    for (const other of [recruiter, await story.admin()])
      for (const [mutation, more] of [
        ['updateAnswerNote', { text: 'Mine.' }],
        ['removeAnswerNote', {}],
      ] as const)
        expect(await other.failsTo(mutation, { noteId: note.id, ...more })).toBe('NOT_FOUND')
    expect(await reads(ines, interview)).toEqual([['Hm!'], []])
    expect(granted(await ines.does('removeAnswerNote', { noteId: note.id }))).toMatchObject({ id: spoken.id })
    expect(await reads(ines, interview)).toEqual([[], []])
    expect(await ines.failsTo('removeAnswerNote', { noteId: note.id })).toBe('NOT_FOUND')
  })

  test('is of nobody who does not see the interview, nor any longer of who does not', async () => {
    const { story, ines, interview, spoken } = await answered()
    const note = granted(await notes(ines, spoken, 'Hm.'))
    const outsider = await story.interviewer('Outsider')
    const stranger = await (await tellStory(house)).recruiter()
    for (const who of [outsider, stranger])
      expect(await who.failsTo('addAnswerNote', { answerId: spoken.id, text: 'Mine.' })).toBe('NOT_FOUND')
    expect(await ines.failsTo('addAnswerNote', { answerId: newId(), text: 'Nowhere.' })).toBe('NOT_FOUND')
    await house.database.query('delete from interview_interviewer where interview_id = $1 and interviewer_id = $2', [
      interview.id,
      ines.id,
    ])
    expect(await ines.failsTo('updateAnswerNote', { noteId: note.id, text: 'Still?' })).toBe('NOT_FOUND')
    expect(await ines.failsTo('addAnswerNote', { answerId: spoken.id, text: 'Still?' })).toBe('NOT_FOUND')
  })

  test('is written once by asking twice', async () => {
    const { recruiter, interview, spoken } = await answered()
    const input = { answerId: spoken.id, text: 'Once.', idempotencyKey: 'note' }
    const [one, other] = [await recruiter.does('addAnswerNote', input), await recruiter.does('addAnswerNote', input)]
    expect(granted(one).id).toBe(granted(other).id)
    expect(await reads(recruiter, interview)).toEqual([['Once.'], []])
  })
})

test('who meets the candidate reads the notes of the others once their own scorecard is in; recruiters read all', async () => {
  const { recruiter, story, ines, olof, interview, spoken } = await answered()
  granted(await notes(ines, spoken, 'Of Ines.', 1))
  granted(await notes(olof, spoken, 'Of Olof.', 2))
  granted(await notes(recruiter, spoken, 'Of the recruiter.', 3))
  granted(await olof.savesScorecard(interview, { recommendation: 'YES' }))
  const all = ['Of Ines.', 'Of Olof.', 'Of the recruiter.']
  expect(await reads(ines, interview)).toEqual([['Of Ines.'], []])
  expect(await reads(olof, interview)).toEqual([['Of Olof.'], []])
  for (const who of [recruiter, await story.admin()]) expect(await reads(who, interview)).toEqual([all, []])
  const { totalCount } = (
    await olof.reads(`query($id: ID!) { interview(id: $id) { ${fields} } }`, { id: interview.id })
  ).interview.questionAnswers[0].notes
  expect(totalCount).toBe(1)
  granted(await olof.submitsScorecard(interview, { revision: 1 }))
  expect(await reads(olof, interview)).toEqual([all, []])
  expect(await reads(ines, interview)).toEqual([['Of Ines.'], []])
})

test('candidates see no notes, and no hint of one goes to their page', async () => {
  const { recruiter, story, candidate, spoken } = await answered()
  granted(await notes(recruiter, spoken, 'Secret.'))
  const { candidateInterview } = await candidate.holder.reads(
    '{ candidateInterview { answers { id notes { totalCount nodes { text } } } } }',
  )
  expect(candidateInterview.answers.map((answer: { notes: unknown }) => answer.notes)).toEqual([null, null])
  // What the page listens to are hints of two other topics, about the interview.
  const [newest] = await house.database.query(
    'select topic, subject_id from live_event where company_id = $1 order by id desc limit 1',
    [story.companyId],
  )
  expect(newest).toEqual({ topic: 'answerNoteChanged', subject_id: spoken.id })
})

test('whoever may see the interview hears of a note, with what they may read', async () => {
  const { recruiter, story, ines, olof, spoken } = await answered()
  const people = [recruiter, olof, await story.interviewer('Outsider')]
  const query = `subscription { answerNoteChanged { answer { id notes { nodes { text } } } } }`
  const ears = await Promise.all(
    people.map(async (person) => {
      const socket = person.listens()
      await socket.opened()
      return { socket, ...socket.to(query) }
    }),
  )
  const note = granted(await notes(ines, spoken, 'Of Ines.', 1))
  granted(await ines.does('updateAnswerNote', { noteId: note.id, text: 'Of Ines.' }))
  granted(await ines.does('removeAnswerNote', { noteId: note.id }))
  await until('both pieces of news', () => ears.slice(0, 2).every(({ heard }) => heard.length === 2))
  const [toRecruiter, toOlof, toOutsider] = ears.map(({ heard }) => JSON.stringify(heard))
  expect(toRecruiter).toContain(spoken.id)
  expect(toOlof).toContain(spoken.id)
  expect(toOlof).not.toContain('Of Ines.')
  expect(toOutsider).toBe('[]')
  await Promise.all(ears.map(({ socket }) => socket.close()))
})

test('the audit trail knows that and by whom, and no word of it', async () => {
  const { story, ines, spoken } = await answered()
  const note = granted(await notes(ines, spoken, 'A secret.', 1))
  granted(await ines.does('updateAnswerNote', { noteId: note.id, text: 'Another secret.' }))
  granted(await ines.does('removeAnswerNote', { noteId: note.id }))
  const entries = await house.database.query<{ action: string; fields: string[]; actor: string; id: string }>(
    `select action, fields, actor_id as actor, entity_id as id, to_jsonb(audit_entry)::text as text from audit_entry
      where company_id = $1 and entity_type = 'QuestionAnswer' order by at, action`,
    [story.companyId],
  )
  expect(entries.map(({ action, fields, actor, id }) => [action, fields, actor, id]).sort()).toEqual(
    ['AnswerNoteAdded', 'AnswerNoteChanged', 'AnswerNoteRemoved'].map((action) => [
      action,
      ['notes'],
      ines.id,
      spoken.id,
    ]),
  )
  expect(JSON.stringify(entries)).not.toContain('secret')
})
