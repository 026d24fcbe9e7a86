import { describe, expect, test } from 'vitest'
import type { Answer } from '../../test/documents.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory } from '../../test/story.ts'

const house = await openHouse()

const english = (text: string) => [{ language: 'EN', text }]

describe('a kit', () => {
  test('holds what it was given, in its order, and is its own first version', async () => {
    const recruiter = await tellStory(house).then((story) => story.recruiter())
    const kit = granted(
      await recruiter.does('createKit', {
        name: ' First talk ',
        language: 'SV',
        questions: [
          {
            texts: [
              { language: 'FR', text: 'Pourquoi nous ?' },
              { language: 'SV', text: ' Varför vi?\r\nTa din tid. ' },
            ],
            prepareSeconds: 0,
            answerSeconds: 90,
            retakes: 3,
            maxFollowUps: 2,
          },
          { texts: [{ language: 'SV', text: 'Vad mer?' }] },
        ],
        criteria: [{ name: 'Curiosity', lookFor: 'Asks back.', mustBeScored: true }, { name: 'Calm' }],
      }),
    )
    expect(kit).toMatchObject({
      __typename: 'Kit',
      name: 'First talk',
      archivedAt: null,
      version: {
        number: 1,
        language: 'SV',
        questions: [
          {
            position: 1,
            texts: [
              { language: 'SV', text: 'Varför vi?\nTa din tid.' },
              { language: 'FR', text: 'Pourquoi nous ?' },
            ],
            prepareSeconds: 0,
            answerSeconds: 90,
            retakes: 3,
            maxFollowUps: 2,
          },
          {
            position: 2,
            texts: [{ text: 'Vad mer?' }],
            prepareSeconds: 30,
            answerSeconds: 120,
            retakes: 1,
            maxFollowUps: 0,
          },
        ],
        criteria: [
          { position: 1, name: 'Curiosity', lookFor: 'Asks back.', mustBeScored: true },
          { position: 2, name: 'Calm', lookFor: null, mustBeScored: false },
        ],
      },
    })
  })

  test('has a name of its own, and who wants it again is shown who has it', async () => {
    const recruiter = await tellStory(house).then((story) => story.recruiter())
    const kit = granted(await recruiter.writesKit({ name: 'First talk' }))
    expect(await recruiter.writesKit({ name: 'FIRST TALK' })).toMatchObject({
      __typename: 'KitAlreadyExists',
      kit: { id: kit.id },
    })
    const [one, other] = await Promise.all([1, 2].map(() => recruiter.writesKit({ name: 'Second talk' })))
    expect([one!.__typename, other!.__typename].sort()).toEqual(['Kit', 'KitAlreadyExists'])
  })

  test('is found by part of its name, in the order of names, by everybody of the company', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    for (const name of ['Second talk', 'On site', 'First talk']) granted(await recruiter.writesKit({ name }))
    const interviewer = await story.interviewer()
    const { all, some } = await interviewer.reads(
      '{ all: kits { nodes { name version { questions { texts { text } } } } } some: kits(search: "TALK") { nodes { name } } }',
    )
    expect(all.nodes.map((kit: { name: string }) => kit.name)).toEqual(['First talk', 'On site', 'Second talk'])
    expect(all.nodes[0].version.questions).toEqual([{ texts: [{ text: 'Why us?' }] }])
    expect(some.nodes).toEqual([{ name: 'First talk' }, { name: 'Second talk' }])
    expect(await interviewer.failsTo('createKit', { name: 'Mine', language: 'EN', questions: [], criteria: [] })).toBe(
      'FORBIDDEN',
    )
  })

  test.each<[string, object]>([
    ['name', { name: ' ' }],
    ['name', { name: 'x'.repeat(201) }],
    ['questions', { questions: [] }],
    ['questions', { questions: Array.from({ length: 51 }, () => ({ texts: english('Why?') })) }],
    ['questions.0.texts', { questions: [{ texts: [{ language: 'FR', text: 'Pourquoi ?' }] }] }],
    ['questions.0.texts', { questions: [{ texts: [...english('Why?'), ...english('What?')] }] }],
    ['questions.1.texts.0.text', { questions: [{ texts: english('Why?') }, { texts: english('  ') }] }],
    ['questions.0.texts.0.text', { questions: [{ texts: english('x'.repeat(2001)) }] }],
    ['questions.0.prepareSeconds', { questions: [{ texts: english('Why?'), prepareSeconds: -1 }] }],
    ['questions.0.prepareSeconds', { questions: [{ texts: english('Why?'), prepareSeconds: 601 }] }],
    ['questions.0.answerSeconds', { questions: [{ texts: english('Why?'), answerSeconds: 9 }] }],
    ['questions.0.answerSeconds', { questions: [{ texts: english('Why?'), answerSeconds: 1801 }] }],
    ['questions.0.retakes', { questions: [{ texts: english('Why?'), retakes: 11 }] }],
    ['questions.0.maxFollowUps', { questions: [{ texts: english('Why?'), maxFollowUps: 3 }] }],
    ['questions.0.maxFollowUps', { questions: [{ texts: english('Why?'), maxFollowUps: -1 }] }],
    ['criteria.0.name', { criteria: [{ name: '' }] }],
    ['criteria.0.lookFor', { criteria: [{ name: 'Calm', lookFor: 'x'.repeat(2001) }] }],
    ['criteria', { criteria: Array.from({ length: 31 }, () => ({ name: 'Calm' })) }],
  ])('with a wrong %s is refused next to the field', async (path, wrong) => {
    const recruiter = await tellStory(house).then((story) => story.recruiter())
    const right = { name: 'Kit', language: 'EN', questions: [{ texts: english('Why?') }], criteria: [] }
    expect(await recruiter.does('createKit', { ...right, ...wrong })).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path }],
    })
  })
})

/** What was saved, as somebody edits it. */
const editOf = (kit: Answer) => ({
  kitId: kit.id,
  version: kit['version'].number as number,
  name: kit['name'] as string,
  language: kit['version'].language as string,
  questions: (kit['version'].questions as { id: string; texts: object[] }[]).map(({ id, texts }) => ({
    questionId: id,
    texts,
  })),
  criteria: (kit['version'].criteria as { id: string; name: string }[]).map(({ id, name }) => ({
    criterionId: id,
    name,
  })),
})

describe('saving a kit', () => {
  test('makes a version of its own, in which what was there before keeps its id', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const kit = granted(await recruiter.writesKit({ questions: ['One?', 'Two?'], criteria: ['Calm'] }))
    const edit = editOf(kit)
    const [one, two] = edit.questions
    const saved = granted(
      await recruiter.does('updateKit', {
        ...edit,
        name: 'Renamed',
        questions: [two, { texts: english('Three?') }, { ...one, texts: english('One, in other words?') }],
      }),
    )
    expect(saved).toMatchObject({
      id: kit.id,
      name: 'Renamed',
      version: { number: 2, criteria: kit['version'].criteria },
    })
    const ids = saved['version'].questions.map((question: { id: string }) => question.id)
    expect([ids[0], ids[2]]).toEqual([two!.questionId, one!.questionId])
    expect(new Set(ids).size).toBe(3)
    const versions = await house.database.query('select number from kit_version where kit_id = $1 order by number', [
      kit.id,
    ])
    expect(versions).toEqual([{ number: 1 }, { number: 2 }])
    const { auditLog } = await (await story.admin()).reads('{ auditLog(first: 2) { nodes { action fields } } }')
    expect(auditLog.nodes).toEqual([
      { action: 'KitUpdated', fields: ['name', 'questions'] },
      { action: 'KitCreated', fields: ['name', 'language', 'questions', 'criteria'] },
    ])
  })

  test('makes none where nothing is said anew, and a new name alone is no version', async () => {
    const recruiter = await tellStory(house).then((story) => story.recruiter())
    const kit = granted(await recruiter.writesKit({ questions: ['One?'], criteria: ['Calm'] }))
    expect(granted(await recruiter.does('updateKit', editOf(kit)))['version']).toEqual(kit['version'])
    const renamed = granted(await recruiter.does('updateKit', { ...editOf(kit), name: 'Renamed' }))
    expect(renamed).toMatchObject({ name: 'Renamed', version: { id: kit['version'].id } })
    const edit = editOf(kit)
    const following = (maxFollowUps: number) =>
      recruiter.does('updateKit', { ...edit, questions: edit.questions.map((each) => ({ ...each, maxFollowUps })) })
    expect(granted(await following(0))['version'].id).toBe(kit['version'].id)
    expect(granted(await following(1))['version']).toMatchObject({ number: 2, questions: [{ maxFollowUps: 1 }] })
  })

  test('undoes nobody else’s: of two who edit one version, one is told', async () => {
    const recruiter = await tellStory(house).then((story) => story.recruiter())
    const kit = granted(await recruiter.writesKit({ questions: ['One?'] }))
    const answers = await Promise.all(
      ['Two?', 'Three?'].map((text) =>
        recruiter.does('updateKit', { ...editOf(kit), questions: [{ texts: english(text) }] }),
      ),
    )
    expect(answers.map((answer) => answer.__typename).sort()).toEqual(['Kit', 'KitHasChanged'])
    expect(answers.find((answer) => answer.__typename === 'KitHasChanged')).toMatchObject({
      kit: { id: kit.id, version: { number: 2 } },
    })
  })

  test('with a question or criterion that it does not have, or has twice, changes nothing', async () => {
    const recruiter = await tellStory(house).then((story) => story.recruiter())
    const kit = granted(await recruiter.writesKit({ questions: ['One?'], criteria: ['Calm'] }))
    const other = editOf(granted(await recruiter.writesKit({ questions: ['Two?'], criteria: ['Kind'] })))
    const edit = editOf(kit)
    expect(await recruiter.failsTo('updateKit', { ...edit, questions: other.questions })).toBe('NOT_FOUND')
    expect(await recruiter.failsTo('updateKit', { ...edit, criteria: other.criteria })).toBe('NOT_FOUND')
    const twice = { ...edit, criteria: [...edit.criteria, ...edit.criteria] }
    expect(await recruiter.does('updateKit', twice)).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: 'criteria.1' }],
    })
    expect(await recruiter.does('updateKit', { ...edit, name: (await recruiter.writesKit())['name'] })).toMatchObject({
      __typename: 'KitAlreadyExists',
    })
  })
})

describe('an archived kit', () => {
  test('leaves the list and the choice, and stays with the rounds that have it', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const kit = granted(await recruiter.writesKit({ name: 'Old' }))
    const round = { name: 'On your own', durationMinutes: 30, mode: 'SELF_GUIDED', kitId: kit.id }
    const [job, other] = [await story.job(), await recruiter.createsJob('Nurse')]
    granted(await recruiter.does('setJobRounds', { jobId: job.id, rounds: [round] }))
    expect(granted(await recruiter.does('archiveKit', { kitId: kit.id }))['archivedAt']).not.toBeNull()

    const list = '{ kits { nodes { id } } archived: kits(archived: true) { nodes { id jobs { nodes { title } } } } }'
    expect(await recruiter.reads(list)).toEqual({
      kits: { nodes: [] },
      archived: { nodes: [{ id: kit.id, jobs: { nodes: [{ title: 'Backend Engineer' }] } }] },
    })
    expect(await recruiter.does('updateKit', editOf(kit))).toMatchObject({ __typename: 'KitIsArchived' })
    expect(await recruiter.does('setJobRounds', { jobId: other.id, rounds: [round] })).toMatchObject({
      __typename: 'KitIsArchived',
      kit: { id: kit.id },
    })
    const longer = { ...round, durationMinutes: 45 }
    expect(granted(await recruiter.does('setJobRounds', { jobId: job.id, rounds: [longer] }))['rounds']).toMatchObject([
      { durationMinutes: 45, kit: { id: kit.id } },
    ])

    expect(granted(await recruiter.does('restoreKit', { kitId: kit.id }))['archivedAt']).toBeNull()
    granted(await recruiter.does('setJobRounds', { jobId: other.id, rounds: [round] }))
  })

  test('archived or restored once more stays as it is', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const kit = granted(await recruiter.writesKit())
    granted(await recruiter.does('restoreKit', { kitId: kit.id }))
    const { archivedAt } = granted(await recruiter.does('archiveKit', { kitId: kit.id }))
    expect(granted(await recruiter.does('archiveKit', { kitId: kit.id }))['archivedAt']).toBe(archivedAt)
    const { auditLog } = await (await story.admin()).reads('{ auditLog(first: 2) { nodes { action } } }')
    expect(auditLog.nodes).toEqual([{ action: 'KitArchived' }, { action: 'KitCreated' }])
  })
})
