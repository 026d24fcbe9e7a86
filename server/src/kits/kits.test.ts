import { describe, expect, test } from 'vitest'
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
          },
          { position: 2, texts: [{ text: 'Vad mer?' }], prepareSeconds: 30, answerSeconds: 120, retakes: 1 },
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
