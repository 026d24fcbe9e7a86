import { describe, expect, test } from 'vitest'
import { hoursAhead, minute, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory, type Candidate } from '../../test/story.ts'

const house = await openHouse()
const startsAt = hoursAhead(24)

const own = 'We record {recorded} and keep it for {days}, at {companyName}.'

/** A candidate before the room, whose company says what it says. */
async function beforeTheRoom(settings: Record<string, unknown> = {}, meeting: object = { mode: 'SELF_GUIDED' }) {
  house.clock.goOn()
  const story = await tellStory(house, { name: 'Lindgren & Co' })
  const recruiter = await story.recruiter()
  const admin = await story.admin()
  await recruiter.plansToAsk(await story.job(), ['What are you proud of?', 'And now?'])
  granted(await admin.does('updateRoomSettings', settings))
  const arranged = await story.arranged({ startsAt, ...meeting })
  return { story, admin, ...arranged }
}

const enters = async (candidate: Candidate) => {
  house.clock.stopAt(startsAt)
  granted(await candidate.starts())
  const { candidateInterview } = await candidate.holder.reads('{ candidateInterview { question { id } } }')
  return candidateInterview.question as { id: string }
}

const consentOf = async (candidate: Candidate) =>
  (
    await candidate.holder.reads(
      `{ candidateInterview {
        consent { version allowsText recordsVideo keptDays text en: text(language: EN) sv: text(language: SV) fr: text(language: FR) }
        givenConsent { version language text recordsVideo keptDays at withdrawnAt } } }`,
    )
  ).candidateInterview

const audited = (companyId: string) =>
  house.database.query<{ action: string; fields: string[]; actor_kind: string }>(
    `select action, fields, actor_kind from audit_entry where company_id = $1 and action ~ 'Consent|RoomSettings'
     order by at, id`,
    [companyId],
  )

describe('what a candidate is asked to agree to', () => {
  test('says what is recorded, for whom and for how long, in each language, where the company says nothing', async () => {
    const { candidate } = await beforeTheRoom()
    const { consent, givenConsent } = await consentOf(candidate)
    expect(consent).toMatchObject({ allowsText: true, recordsVideo: false, keptDays: 180 })
    expect(consent.text).toBe(consent.en)
    for (const [text, ...words] of [
      [consent.en, 'your voice', '180 days', 'nobody else'],
      [consent.sv, 'din röst', '180 dagar', 'ingen annan'],
      [consent.fr, 'votre voix', '180 jours', 'personne d’autre'],
    ]) {
      for (const word of [...words, 'Lindgren & Co']) expect(text).toContain(word)
      expect(text).not.toMatch(/[{}]/)
    }
    expect(givenConsent).toBeNull()
  })

  test("is in the company's own words where it has some, and in ours in the other languages", async () => {
    const { candidate, admin } = await beforeTheRoom({
      words: [{ language: 'SV', text: ` ${own}\r\nHej. ` }],
      recordsVideo: true,
      keptDays: 1,
      allowsText: false,
    })
    const { consent } = await consentOf(candidate)
    expect(consent).toMatchObject({
      allowsText: false,
      recordsVideo: true,
      keptDays: 1,
      sv: 'We record din röst och din bild and keep it for 1 dag, at Lindgren & Co.\nHej.',
    })
    expect(consent.en).toContain('we record your voice and your picture')
    expect(consent.en).toContain('for 1 day after')
    granted(await admin.does('updateRoomSettings', { words: [{ language: 'SV', text: null }] }))
    expect((await consentOf(candidate)).consent.sv).toContain('Medan du svarar')
  })

  test('is nothing outside a self-guided interview', async () => {
    const { candidate } = await beforeTheRoom({}, { mode: 'PHONE' })
    expect((await consentOf(candidate)).consent).toBeNull()
    expect(await candidate.holder.does('giveConsent', { version: 'x' })).toMatchObject({
      __typename: 'ConsentHasChanged',
    })
  })
})

describe('the settings of a room', () => {
  test('are changed one by one, and their changes leave a trace without words', async () => {
    const { story, admin } = await beforeTheRoom()
    const changed = granted(
      await admin.does('updateRoomSettings', { keptDays: 30, words: [{ language: 'FR', text: own }] }),
    )
    expect(changed).toMatchObject({ allowsText: true, recordsVideo: false, keptDays: 30 })
    granted(await admin.does('updateRoomSettings', { allowsText: false }))
    granted(await admin.does('updateRoomSettings', { allowsText: false, keptDays: 30 }))
    const { roomSettings } = await (
      await story.recruiter()
    ).reads('{ roomSettings { keptDays allowsText words { language text isAdapted defaultText shown } } }')
    expect(roomSettings).toMatchObject({ keptDays: 30, allowsText: false })
    expect(
      roomSettings.words.map((each: { language: string; isAdapted: boolean }) => [each.language, each.isAdapted]),
    ).toEqual([
      ['EN', false],
      ['SV', false],
      ['FR', true],
    ])
    expect(roomSettings.words[2]).toMatchObject({
      text: own,
      shown: 'We record votre voix and keep it for 30 jours, at Lindgren & Co.',
    })
    expect(await audited(story.companyId)).toMatchObject([
      { action: 'RoomSettingsChanged', fields: ['keptDays', 'words.FR'] },
      { action: 'RoomSettingsChanged', fields: ['allowsText'] },
    ])
  })

  test('that say what we say are ours again, and follow ours', async () => {
    const { admin } = await beforeTheRoom({ words: [{ language: 'EN', text: own }] })
    const { roomSettings } = await admin.reads('{ roomSettings { words { language defaultText } } }')
    const [english] = roomSettings.words
    const saved = granted(
      await admin.does('updateRoomSettings', { words: [{ language: 'EN', text: english.defaultText }] }),
    )
    expect(saved['words'][0]).toMatchObject({ isAdapted: false })
  })

  test.each([
    [{ keptDays: 0 }, 'keptDays'],
    [{ keptDays: 3651 }, 'keptDays'],
    [{ words: [{ language: 'EN', text: 'We record you for {days}.' }] }, 'words.0.text'],
    [{ words: [{ language: 'EN', text: 'We record {recorded}.' }] }, 'words.0.text'],
    [{ words: [{ language: 'EN', text: `${own} {salary}` }] }, 'words.0.text'],
    [{ words: [{ language: 'EN', text: `${own} {` }] }, 'words.0.text'],
    [{ words: [{ language: 'EN', text: own + 'x'.repeat(4000) }] }, 'words.0.text'],
    [
      {
        words: [
          { language: 'EN', text: own },
          { language: 'EN', text: null },
        ],
      },
      'words',
    ],
  ])('%j is not accepted', async (settings, path) => {
    const admin = await tellStory(house).then((story) => story.admin())
    expect(await admin.does('updateRoomSettings', settings)).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path }],
    })
  })
})

describe('consent', () => {
  test('is given to the words that were read, and they can be shown again whatever is said by then', async () => {
    const { story, candidate, admin, interview } = await beforeTheRoom({ words: [{ language: 'FR', text: own }] })
    const { consent } = await consentOf(candidate)
    house.clock.stopAt(shifted(startsAt, -10 * minute))
    const answer = granted(await candidate.holder.does('giveConsent', { version: consent.version, language: 'FR' }))
    const given = {
      version: consent.version,
      language: 'FR',
      text: 'We record votre voix and keep it for 180 jours, at Lindgren & Co.',
      recordsVideo: false,
      keptDays: 180,
      at: shifted(startsAt, -10 * minute).toISOString(),
      withdrawnAt: null,
    }
    expect(answer['givenConsent']).toMatchObject(given)

    granted(await admin.does('updateRoomSettings', { words: [{ language: 'FR', text: null }], keptDays: 3650 }))
    expect((await consentOf(candidate)).givenConsent).toEqual(given)
    const { interview: seen } = await (
      await story.recruiter()
    ).reads(
      'query($id: ID!) { interview(id: $id) { givenConsent { version language text recordsVideo keptDays at withdrawnAt } } }',
      { id: interview.id },
    )
    expect(seen.givenConsent).toEqual(given)
    expect(await audited(story.companyId)).toMatchObject([
      { action: 'RoomSettingsChanged' },
      { action: 'ConsentGiven', fields: ['consent'], actor_kind: 'CANDIDATE' },
      { action: 'RoomSettingsChanged' },
    ])
  })

  test.each([
    ['the words', { words: [{ language: 'EN', text: own }] }],
    ['the words in another language', { words: [{ language: 'SV', text: own }] }],
    ['what is recorded', { recordsVideo: true }],
    ['for how long it is kept', { keptDays: 181 }],
  ])('is not taken for something else: where %s changed meanwhile, it is to be read again', async (_, change) => {
    const { candidate, admin } = await beforeTheRoom()
    const { consent } = await consentOf(candidate)
    granted(await admin.does('updateRoomSettings', change))
    expect(await candidate.holder.does('giveConsent', { version: consent.version })).toMatchObject({
      __typename: 'ConsentHasChanged',
    })
    expect((await consentOf(candidate)).givenConsent).toBeNull()
    granted(await candidate.consents())
  })

  test('pressed many times at once, and again later, is given once', async () => {
    const { story, candidate } = await beforeTheRoom()
    await Promise.all(Array.from({ length: 8 }, () => candidate.consents()))
    granted(await candidate.consents())
    expect(await audited(story.companyId)).toMatchObject([{ action: 'ConsentGiven' }])
  })

  test('comes too late when the interview is over', async () => {
    const { candidate } = await beforeTheRoom()
    await enters(candidate)
    granted(await candidate.finishes())
    expect(await candidate.consents()).toMatchObject({ __typename: 'MoveIsNotAllowed', status: 'COMPLETED' })
  })
})

describe('nothing is recorded', () => {
  const begins = (candidate: Candidate, question: { id: string }, kind = 'AUDIO') =>
    candidate.begins(question, { kind })

  test('without consent; an answer in writing needs none', async () => {
    const { candidate } = await beforeTheRoom({ recordsVideo: true })
    const question = await enters(candidate)
    for (const kind of ['AUDIO', 'VIDEO'])
      expect(await begins(candidate, question, kind)).toMatchObject({ __typename: 'ConsentIsMissing' })
    const written = { questionId: question.id, text: 'Of the bees.' }
    expect(await candidate.holder.does('answerInText', written)).toMatchObject({ __typename: 'QuestionAnswer' })
  })

  test('in writing where the company takes none', async () => {
    const { candidate } = await beforeTheRoom({ allowsText: false })
    const question = await enters(candidate)
    expect(await candidate.holder.does('answerInText', { questionId: question.id, text: 'x' })).toMatchObject({
      __typename: 'TextIsNotAllowed',
    })
  })

  test('with picture, by whoever agreed to sound alone, also when the company changes its mind', async () => {
    const { candidate, admin } = await beforeTheRoom()
    granted(await candidate.consents())
    const question = await enters(candidate)
    granted(await admin.does('updateRoomSettings', { recordsVideo: true }))
    expect(await begins(candidate, question, 'VIDEO')).toMatchObject({ __typename: 'ConsentIsMissing' })
    granted(await candidate.consents())
    granted(await begins(candidate, question, 'VIDEO'))
  })

  test('once consent was withdrawn, and what had not come does not come any more; until it is given again', async () => {
    const { story, candidate } = await beforeTheRoom()
    granted(await candidate.consents())
    const question = await enters(candidate)
    const begun = granted(await begins(candidate, question))
    expect(begun['uploadUrl']).not.toBeNull()
    house.clock.stopAt(shifted(startsAt, minute))
    const answer = granted(await candidate.withdrawsConsent())
    expect(answer['givenConsent']).toMatchObject({ withdrawnAt: shifted(startsAt, minute).toISOString() })
    expect(answer['answers']).toMatchObject([{ id: begun.id, status: 'LOST', uploadUrl: null }])
    expect(await begins(candidate, question)).toMatchObject({ __typename: 'ConsentIsMissing' })
    granted(await candidate.withdrawsConsent())
    house.clock.stopAt(shifted(startsAt, 2 * minute))
    granted(await candidate.consents())
    granted(await begins(candidate, question))
    expect((await audited(story.companyId)).map(({ action }) => action)).toEqual([
      'ConsentGiven',
      'ConsentWithdrawn',
      'ConsentGiven',
    ])
  })

  test('and what is here stays, when consent is withdrawn after the interview', async () => {
    const { candidate } = await beforeTheRoom()
    granted(await candidate.consents())
    const question = await enters(candidate)
    granted(await candidate.holder.does('answerInText', { questionId: question.id, text: 'Of the bees.' }))
    granted(await candidate.finishes())
    const answer = granted(await candidate.withdrawsConsent())
    expect(answer['givenConsent']['withdrawnAt']).not.toBeNull()
    expect(answer['answers']).toMatchObject([{ status: 'KEPT', text: 'Of the bees.' }])
  })

  test.each(Array.from({ length: 5 }, (_, number) => number))(
    'when it is begun and consent withdrawn at once (%i)',
    async () => {
      const { candidate } = await beforeTheRoom()
      granted(await candidate.consents())
      const question = await enters(candidate)
      await Promise.all([begins(candidate, question), candidate.withdrawsConsent()])
      const { candidateInterview } = await candidate.holder.reads('{ candidateInterview { answers { status } } }')
      expect(['', 'LOST']).toContain(candidateInterview.answers.map((each: { status: string }) => each.status).join())
    },
  )
})
