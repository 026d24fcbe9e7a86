import { describe, expect, test } from 'vitest'
import { hoursAhead } from '../../test/clock.ts'
import type { Answer } from '../../test/documents.ts'
import { holding } from '../../test/holding.ts'
import { openHouse } from '../../test/house.ts'
import { bringsVoice, someRecording, voiceOf } from '../../test/recording.ts'
import { Asker, granted, tellStory, type Candidate, type StaffMember } from '../../test/story.ts'
import { newId } from '../shared/id.ts'
import { removeUnusedVoices } from './remove-voices.ts'
import { mostBytesOfVoice, mostBytesOfVoices } from './voice.rules.ts'

const house = await openHouse()

/** A recording of its own, that no other is like. */
let recordings = 0
const aRecording = () => Buffer.concat([someRecording(600), Buffer.from(String(++recordings))])

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')
const filled = (head: Buffer) => Buffer.concat([head, Buffer.alloc(400, 7)])
const wave = Buffer.concat([Buffer.from('RIFF'), hex('b0010000'), Buffer.from('WAVEfmt ')])
const kinds = {
  webm: someRecording(500),
  mp4: filled(hex('00000020 66747970 6d703432 00000000 6d703432 6d703431')),
  ogg: filled(Buffer.from('OggS\0\x02')),
  wav: filled(wave),
}

const hears = (asker: Asker | null, id: string, headers: Record<string, string> = {}) =>
  fetch(`${house.url}/api/kits/voice/${id}`, { headers: { ...asker?.headers, ...headers } })

const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer())

const rowsOf = (companyId: string) =>
  house.database.query<{ id: string; text: string | null }>(
    'select id, text from question_voice where company_id = $1 order by id',
    [companyId],
  )

const english = (text: string, voiceId?: string) => ({ language: 'EN', text, ...(voiceId ? { voiceId } : {}) })

const kitWith = (recruiter: StaffMember, texts: object[], name = `Kit ${newId()}`) =>
  recruiter.does('createKit', { name, language: 'EN', questions: [{ texts }], criteria: [] })

const editOf = (kit: Answer, texts: object[]) => ({
  kitId: kit.id,
  version: kit['version'].number as number,
  name: kit['name'] as string,
  language: 'EN',
  questions: [{ questionId: kit['version'].questions[0].id as string, texts }],
  criteria: [],
})

const textsOf = async (asker: Asker, kitId: string) =>
  (
    await asker.reads(
      `query($id: ID!) { kit(id: $id) { version { questions { texts {
        text voice { id durationSeconds url recordedBy { name } } } } } } }`,
      { id: kitId },
    )
  ).kit.version.questions[0].texts as Answer[]

describe('a recording of a question', () => {
  test.each(Object.entries(kinds))('is what its first bytes say: %s', async (kind, bytes) => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    // What is said of it is not asked.
    const brought = await bringsVoice(recruiter, bytes, { seconds: 12.5 })
    const { id, url } = (await brought.json()) as { id: string; url: string }
    expect([brought.status, url]).toEqual([201, `/api/kits/voice/${id}`])
    const heard = await hears(recruiter, id)
    expect([heard.status, heard.headers.get('content-type')]).toEqual([200, `audio/${kind}`])
    expect((await bytesOf(heard)).equals(bytes)).toBe(true)
    expect(Object.fromEntries(heard.headers)).toMatchObject({
      'cache-control': 'private, no-cache',
      vary: 'Authorization, Cookie',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-disposition': 'attachment',
      'cross-origin-resource-policy': 'same-origin',
    })
    const again = await hears(recruiter, id, { 'if-none-match': heard.headers.get('etag')! })
    expect([again.status, await again.text()]).toEqual([304, ''])
    expect(await house.objectsOf(story.companyId)).toEqual([id])
  })

  test.each<[string, number, Buffer | string, object]>([
    ['a page', 415, filled(Buffer.from('<!doctype html><script>')), {}],
    ['MPEG audio', 415, filled(hex('fffb9064')), {}],
    ['nothing', 415, '', {}],
    ['too little to be one', 415, kinds.webm.subarray(0, 20), {}],
    ['one that says what it is instead of showing it', 415, kinds.webm, { headers: { 'content-type': 'audio/webm' } }],
    ['what a form of another page could send', 415, kinds.webm, { headers: { 'content-type': 'text/plain' } }],
    ['one that is squeezed', 415, kinds.webm, { headers: { 'content-encoding': 'gzip' } }],
    ['more than three minutes', 400, kinds.webm, { seconds: 180.1 }],
    ['less than no time', 400, kinds.webm, { seconds: 0 }],
    ['no length at all', 400, kinds.webm, { seconds: 'long' }],
  ])('is not %s, and then nothing is kept', async (_, status, bytes, more) => {
    const story = await tellStory(house)
    const answer = await bringsVoice(await story.recruiter(), Buffer.from(bytes), more)
    expect([answer.status, await answer.json()]).toMatchObject([
      status,
      { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] },
    ])
    expect([await rowsOf(story.companyId), await house.objectsOf(story.companyId)]).toEqual([[], []])
  })

  test('has 4 MiB and not one byte more', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    expect((await bringsVoice(recruiter, someRecording(mostBytesOfVoice + 1))).status).toBe(413)
    expect(await house.objectsOf(story.companyId)).toEqual([])
    expect((await bringsVoice(recruiter, someRecording(mostBytesOfVoice), { seconds: 180 })).status).toBe(201)
  })

  test('is brought by recruiters and admins, and heard by everybody of their company', async () => {
    const [story, other] = [await tellStory(house), await tellStory(house)]
    const { candidate } = await story.arranged()
    const interviewer = await story.interviewer()
    const nobody = new Asker(house)
    const statuses = async (askers: Asker[], of: (asker: Asker) => Promise<Response>) =>
      Promise.all(askers.map(async (asker) => (await of(asker)).status))
    const askers = [nobody, candidate.holder, interviewer, await story.admin()]
    expect(await statuses(askers, (asker) => bringsVoice(asker, aRecording()))).toEqual([401, 403, 403, 201])
    const id = await voiceOf(await story.recruiter(), aRecording())
    expect(await statuses(askers, (asker) => hears(asker, id))).toEqual([401, 403, 200, 200])
    // Another company's is no other than one that never was.
    const foreigner = await other.recruiter()
    const [foreign, unknown, malformed] = await Promise.all(
      [id, newId(), 'no-id'].map((each) => hears(foreigner, each)),
    )
    expect([foreign!.status, unknown!.status, malformed!.status]).toEqual([404, 404, 404])
    expect(await foreign!.text()).toBe(await unknown!.text())
  })

  test('that the storage does not take is asked for again, and leaves nothing behind', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const id = await voiceOf(recruiter, aRecording())
    const mend = house.storageFails()
    for (const answer of [await bringsVoice(recruiter, aRecording()), await hears(recruiter, id)])
      expect([answer.status, answer.headers.get('retry-after'), await answer.json()]).toMatchObject([
        503,
        '10',
        { errors: [{ message: 'Recordings cannot be kept or read at the moment. Try again.' }] },
      ])
    mend()
    expect((await hears(recruiter, id)).status).toBe(200)
    await removeUnusedVoices(house.greenroom, new Date().toISOString())
    expect((await rowsOf(story.companyId)).map((row) => row.id)).toEqual([id])
    expect(await house.objectsOf(story.companyId)).toEqual([id])
    expect(house.takeErrors().filter(({ msg }) => !msg?.startsWith('recordings cannot be kept or read'))).toEqual([])
  })

  test('finds no room where the company has as many as it may', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const recording = aRecording()
    await house.database.query(
      `insert into question_voice (company_id, id, recorded_by_id, recorded_at, content_type, bytes, sha256)
        values ($1, gen_random_uuid(), $2, now(), 'audio/webm', $3, '')`,
      [story.companyId, recruiter.id, mostBytesOfVoices - recording.length],
    )
    await voiceOf(recruiter, recording)
    expect((await bringsVoice(recruiter, recording)).status).toBe(507)
    expect((await bringsVoice(await (await tellStory(house)).recruiter(), recording)).status).toBe(201)
  })
})

describe('words', () => {
  test('are spoken by whoever recorded them, from version to version and in other kits', async () => {
    const recruiter = await tellStory(house).then((story) => story.recruiter())
    const id = await voiceOf(recruiter, aRecording(), 3.5)
    const kit = granted(await kitWith(recruiter, [english(' Why us? ', id), { language: 'FR', text: 'Pourquoi ?' }]))
    const spoken = { text: 'Why us?', voice: { id, durationSeconds: 3.5, url: `/api/kits/voice/${id}` } }
    expect(await textsOf(recruiter, kit.id)).toMatchObject([
      { ...spoken, voice: { ...spoken.voice, recordedBy: { name: recruiter.name } } },
      { text: 'Pourquoi ?', voice: null },
    ])
    // Said again, nothing is new; the recording alone makes a version.
    const same = granted(
      await recruiter.does('updateKit', editOf(kit, [english('Why us?', id), { language: 'FR', text: 'Pourquoi ?' }])),
    )
    expect(same['version'].number).toBe(1)
    const silent = granted(await recruiter.does('updateKit', editOf(kit, [english('Why us?')])))
    expect(silent['version'].number).toBe(2)
    expect(await textsOf(recruiter, kit.id)).toMatchObject([{ voice: null }])
    const heard = granted(await recruiter.does('updateKit', editOf(silent, [english('Why us?', id)])))
    expect(heard['version'].number).toBe(3)
    const copy = granted(await kitWith(recruiter, [english('Why us?', id)]))
    expect(await textsOf(recruiter, copy.id)).toMatchObject([spoken])
  })

  test('are not spoken by what was recorded for others, and nothing is saved then', async () => {
    const recruiter = await tellStory(house).then((story) => story.recruiter())
    const id = await voiceOf(recruiter, aRecording())
    const kit = granted(await kitWith(recruiter, [english('Why us?', id)]))
    const other = await voiceOf(recruiter, aRecording())
    const refusedAt = async (texts: object[], place = 0) => {
      const refusal = {
        __typename: 'InvalidInput',
        fields: [{ path: `questions.0.texts.${place}.voiceId`, message: 'It was recorded for other words.' }],
      }
      expect(await recruiter.does('updateKit', editOf(kit, texts))).toMatchObject(refusal)
      expect(await kitWith(recruiter, texts)).toMatchObject(refusal)
    }
    await refusedAt([english('Why us, really?', id)])
    await refusedAt([english('Why?'), { language: 'FR', text: 'Why us?', voiceId: id }], 1)
    // One for two texts, of which it can speak one.
    await refusedAt([english('Why?', other), { language: 'SV', text: 'Varför?', voiceId: other }], 1)
    expect(await textsOf(recruiter, kit.id)).toMatchObject([{ text: 'Why us?', voice: { id } }])
    // A refusal has given it to nobody.
    granted(await recruiter.does('updateKit', editOf(kit, [english('Why us, really?', other)])))
  })

  test('are not spoken by another company, nor by nobody', async () => {
    const [story, theirs] = [await tellStory(house), await tellStory(house)]
    const recruiter = await story.recruiter()
    const foreign = await voiceOf(await theirs.recruiter(), aRecording())
    const kit = granted(await kitWith(recruiter, [english('Why us?')]))
    for (const id of [foreign, newId(), 'no id at all']) {
      const refusal = {
        __typename: 'InvalidInput',
        fields: [{ path: 'questions.0.texts.0.voiceId', message: 'There is no such recording.' }],
      }
      expect(await recruiter.does('updateKit', editOf(kit, [english('Why us?', id)]))).toMatchObject(refusal)
      expect(await kitWith(recruiter, [english('Why us?', id)])).toMatchObject(refusal)
    }
    expect(await rowsOf(theirs.companyId)).toEqual([{ id: foreign, text: null }])
  })

  test('of two who save one recording with other words at once, one has it', async () => {
    const recruiter = await tellStory(house).then((story) => story.recruiter())
    const id = await voiceOf(recruiter, aRecording())
    const answers = await Promise.all(['One?', 'Two?'].map((text) => kitWith(recruiter, [english(text, id)])))
    expect(answers.map((answer) => answer.__typename).sort()).toEqual(['InvalidInput', 'Kit'])
  })
})

describe('a candidate', () => {
  const listens = (candidate: Candidate, address: string, headers: Record<string, string> = {}) =>
    fetch(new URL(address, house.url), { headers: { ...candidate.holder.headers, ...headers } })

  /** Where the question that is asked is heard, in English and in French. */
  const addressesFor = async (candidate: Candidate) =>
    (
      await candidate.holder.reads(
        '{ candidateInterview { question { id en: audioUrl(language: EN) fr: audioUrl(language: FR) sv: audioUrl(language: SV) } } }',
      )
    ).candidateInterview.question as Record<'id' | 'en' | 'fr' | 'sv', string | null>

  test('hears the version that their interview keeps, in the languages that somebody has recorded', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const [first, second, french] = [aRecording(), aRecording(), aRecording()]
    const frenchText = { language: 'FR', text: 'Pourquoi nous ?' }
    const kit = granted(await kitWith(recruiter, [english('Why us?', await voiceOf(recruiter, first)), frenchText]))
    const round = { name: 'On your own', durationMinutes: 45, mode: 'SELF_GUIDED', kitId: kit.id }
    granted(await recruiter.does('setJobRounds', { jobId: (await story.job()).id, rounds: [round] }))
    const startsAt = hoursAhead(24)
    const ada = (await story.arranged({ mode: 'SELF_GUIDED', startsAt })).candidate
    const ben = (await story.arranged({ mode: 'SELF_GUIDED', startsAt })).candidate
    house.clock.stopAt(startsAt)
    granted(await ada.starts())
    const anew = [
      english('Why us?', await voiceOf(recruiter, second)),
      { ...frenchText, voiceId: await voiceOf(recruiter, french) },
    ]
    granted(await recruiter.does('updateKit', editOf(kit, anew)))
    granted(await ben.starts())

    const adas = await addressesFor(ada)
    // Nothing on this server speaks, and nobody has recorded the French words of that version.
    expect(adas.fr).toBeNull()
    const heard = await listens(ada, adas.en!)
    expect([heard.status, heard.headers.get('content-type')]).toEqual([200, 'audio/webm'])
    expect((await bytesOf(heard)).equals(first)).toBe(true)
    expect(Object.fromEntries(heard.headers)).toMatchObject({
      'cache-control': 'private, no-cache',
      vary: 'Authorization, Cookie',
      'content-security-policy': "default-src 'none'; sandbox",
    })
    expect((await listens(ada, adas.en!, { 'if-none-match': heard.headers.get('etag')! })).status).toBe(304)
    // The words that nobody wrote in Swedish are the English ones, and so is their voice.
    expect((await bytesOf(await listens(ada, adas.sv!))).equals(first)).toBe(true)

    const bens = await addressesFor(ben)
    expect((await bytesOf(await listens(ben, bens.en!))).equals(second)).toBe(true)
    expect((await bytesOf(await listens(ben, bens.fr!))).equals(french)).toBe(true)
    // By its own address it is for the company alone, and another's question is nobody's.
    expect((await listens(ada, `/api/kits/voice/${anew[0]!.voiceId!}`)).status).toBe(403)
    expect((await listens(ada, `/api/interview/speech/${newId()}`)).status).toBe(404)
    granted(await ben.finishes())
    expect((await listens(ben, bens.en!)).status).toBe(404)
  })

  test('is told that nothing speaks where the storage has no answer', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const id = await voiceOf(recruiter, aRecording())
    const kit = granted(await kitWith(recruiter, [english('Why us?', id)]))
    const round = { name: 'On your own', durationMinutes: 45, mode: 'SELF_GUIDED', kitId: kit.id }
    granted(await recruiter.does('setJobRounds', { jobId: (await story.job()).id, rounds: [round] }))
    const startsAt = hoursAhead(24)
    const { candidate } = await story.arranged({ mode: 'SELF_GUIDED', startsAt })
    house.clock.stopAt(startsAt)
    granted(await candidate.starts())
    const { en } = await addressesFor(candidate)
    await house.greenroom.storage.remove(`${story.companyId}/${id}`)
    const answer = await listens(candidate, en!)
    expect([answer.status, answer.headers.get('etag')]).toEqual([204, null])
  })
})

describe('what nobody has saved', () => {
  const hour = 3_600_000
  const tools = () => house.greenroom
  const later = (hours: number) => new Date(Date.now() + hours * hour).toISOString()

  test('goes after a day, in pages, and what a version has stays', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const kept = await voiceOf(recruiter, aRecording())
    const kit = granted(await kitWith(recruiter, [english('Why us?', kept)]))
    granted(await recruiter.does('updateKit', editOf(kit, [english('Why?')])))
    granted(await recruiter.does('archiveKit', { kitId: kit.id }))
    const unused = await voiceOf(recruiter, aRecording())
    await house.database.query(
      `insert into question_voice (company_id, id, recorded_by_id, recorded_at, content_type, bytes, sha256)
        select company_id, gen_random_uuid(), recorded_by_id, recorded_at, content_type, bytes, sha256
        from question_voice, generate_series(1, 450) where id = $1`,
      [unused],
    )
    await removeUnusedVoices(tools(), later(23.9))
    expect((await rowsOf(story.companyId)).length).toBe(452)
    // A storage that fails is asked again the next time.
    const failing = { ...tools(), storage: { remove: () => Promise.reject(new Error('the storage is away')) } }
    await removeUnusedVoices(failing, later(24.1))
    expect((await rowsOf(story.companyId)).length).toBe(452)
    expect((await hears(recruiter, unused)).status).toBe(404)
    expect(await kitWith(recruiter, [english('Why us?', unused)])).toMatchObject({ __typename: 'InvalidInput' })
    await removeUnusedVoices(tools(), later(24.1))
    await removeUnusedVoices(tools(), later(24.1))
    expect(await rowsOf(story.companyId)).toEqual([{ id: kept, text: 'Why us?' }])
    expect(await house.objectsOf(story.companyId)).toEqual([kept])
    expect((await hears(recruiter, kept)).status).toBe(200)
  })

  test('stays where somebody saves it in the same moment', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const id = await voiceOf(recruiter, aRecording())
    // The name of the kit is what saving stops at, with the voice in hand.
    const kit = granted(await kitWith(recruiter, [english('Why us?')]))
    const before = await holding(house.database, 'select from question_voice where id = $1 for update', [id])
    const saving = recruiter.does('updateKit', editOf(kit, [english('Why us?', id)]))
    await before.isWaitedFor()
    await removeUnusedVoices(tools(), later(25))
    await before.letGo()
    granted(await saving)
    await removeUnusedVoices(tools(), later(25))
    expect(await rowsOf(story.companyId)).toEqual([{ id, text: 'Why us?' }])
    expect((await hears(recruiter, id)).status).toBe(200)
  })

  test('cannot be marked by anybody once a version has it', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const id = await voiceOf(recruiter, aRecording())
    granted(await kitWith(recruiter, [english('Why us?', id)]))
    const mark = house.database.query('update question_voice set removed_at = now() where id = $1', [id])
    await expect(mark).rejects.toMatchObject({ constraint: 'question_voice_stays' })
  })
})
