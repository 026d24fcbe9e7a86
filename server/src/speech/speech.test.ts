import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { espeakIsLeftOut, programFolders } from '../../test/espeak.ts'
import { hoursAhead } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { someRecording, voiceOf } from '../../test/recording.ts'
import { granted, tellStory, type Asker, type Candidate } from '../../test/story.ts'
import { until } from '../../test/until.ts'
import { newId } from '../shared/id.ts'
import type { Language } from '../shared/language.ts'
import { makeLog } from '../shared/log.ts'
import { soundFiles } from './sound-files.ts'
import { makeSpeech, type SpeechSettings } from './speech.ts'

/** A service that speaks, as far as anybody sees from outside, and what it was asked. */
interface Asked {
  headers: IncomingMessage['headers']
  body: Record<string, unknown>
}
let asked: Asked[] = []
let answer: (response: ServerResponse) => void
const mp3 = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x64]), Buffer.alloc(400, 7)])
const service = createServer(async (request, response) => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  asked.push({ headers: request.headers, body: JSON.parse(Buffer.concat(parts).toString()) as Asked['body'] })
  answer(response)
})
service.listen(0, '127.0.0.1')
await once(service, 'listening')
const serviceUrl = `http://127.0.0.1:${(service.address() as AddressInfo).port}/v1/audio/speech`
const voices = { EN: 'amy', SV: 'nst', FR: 'siwis' }
const speaksByService: SpeechSettings = {
  programFolders: [],
  endpoint: { url: serviceUrl, key: 'sk-story', model: 'kokoro', voices },
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'greenroom-speech-'))
let folders = 0
const freshFolder = () => path.join(folder, String(++folders))
const silent = makeLog('silent')

const house = await openHouse({ speech: speaksByService })

afterAll(() => {
  service.closeAllConnections()
  service.close()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(() => {
  asked = []
  answer = (response) => response.writeHead(200, { 'content-type': 'text/html' }).end(mp3)
})

const english = (text: string) => ({ text, language: 'EN' as Language })
const kept = (place: string) => readdirSync(path.join(place, 'speech'))

/** What a WAV file says of itself, in seconds, and how loud it gets. */
function lookAtWav(bytes: Buffer): { seconds: number; loudest: number } {
  expect([bytes.toString('latin1', 0, 4), bytes.readUInt32LE(4)]).toEqual(['RIFF', bytes.length - 8])
  expect([bytes.toString('latin1', 36, 40), bytes.readUInt32LE(40)]).toEqual(['data', bytes.length - 44])
  let loudest = 0
  for (let at = 44; at + 1 < bytes.length; at += 2) loudest = Math.max(loudest, Math.abs(bytes.readInt16LE(at)))
  return { seconds: bytes.readUInt32LE(40) / bytes.readUInt32LE(28), loudest }
}

describe.skipIf(espeakIsLeftOut())('espeak-ng', () => {
  const speechIn = (place: string, more: Partial<SpeechSettings> = {}) =>
    makeSpeech({ programFolders, endpoint: null, ...more }, { folder: place, log: silent })

  test.each([
    ['EN', 'Tell us about something that you are proud of.'],
    ['SV', 'Berätta om något som du är stolt över.'],
    ['FR', 'Parlez-nous d’une réalisation dont vous êtes fier ou fière.'],
  ] as const)('speaks %s for as long as somebody would, and aloud', async (language, text) => {
    const sound = await speechIn(freshFolder()).say({ text, language })
    expect(sound!.type).toBe('audio/wav')
    const { seconds, loudest } = lookAtWav(sound!.bytes)
    expect(seconds).toBeGreaterThan(2)
    expect(seconds).toBeLessThan(8)
    expect(loudest).toBeGreaterThan(3000)
  })

  test('speaks each language with a voice of its own, and longer words for longer', async () => {
    const speech = speechIn(freshFolder())
    const say = async (text: string, language: Language) => (await speech.say({ text, language }))!.bytes
    const [one, other] = [await say('Fria val', 'SV'), await say('Fria val', 'FR')]
    expect(one.equals(other)).toBe(false)
    const short = lookAtWav(await say('Why?', 'EN')).seconds
    expect(lookAtWav(await say('Why? '.repeat(20), 'EN')).seconds).toBeGreaterThan(5 * short)
  })

  test('takes any words for words: nothing in them is an option, a command or a pronunciation', async () => {
    const place = freshFolder()
    const speech = speechIn(place)
    const mark = path.join(place, 'speech', 'mark')
    const secondsOf = async (text: string) => lookAtWav((await speech.say(english(text)))!.bytes).seconds
    for (const words of [`--path=/ -w ${mark}`, `$(touch ${mark}); echo`, `"; touch ${mark} #`])
      expect(await secondsOf(words)).toBeGreaterThan(1)
    expect(kept(place)).not.toContain('mark')
    // As a pronunciation it would be one short sound.
    expect(await secondsOf('[[h@l@U]]')).toBeGreaterThan(1)
  })

  test('is not there where it is not installed, and nothing waits for it', async () => {
    const speech = speechIn(freshFolder(), { programFolders: [freshFolder(), '/nowhere'] })
    expect([await speech.isThere(), await speech.nameOf(english('Why?')), await speech.say(english('Why?'))]).toEqual([
      false,
      null,
      null,
    ])
  })
})

describe('a program that fails', () => {
  const install = (script: string) => {
    const place = mkdtempSync(path.join(folder, 'bin-'))
    writeFileSync(path.join(place, 'espeak-ng'), `#!/bin/sh\n${script}\n`)
    chmodSync(path.join(place, 'espeak-ng'), 0o755)
    return makeSpeech({ programFolders: [place], endpoint: null }, { folder: freshFolder(), log: silent })
  }

  test('is a failure, and what is no sound is one too', async () => {
    await expect(install('exit 3').say(english('Why?'))).rejects.toMatchObject({ code: 'PROGRAM_FAILED' })
    await expect(install('exec /bin/cat').say(english('Why?'))).rejects.toMatchObject({ code: 'NO_SOUND' })
    await expect(install('exec /bin/cat /dev/zero').say(english('Why?'))).rejects.toMatchObject({ code: 'TOO_LARGE' })
  })

  test('is told nothing of our own surroundings', async () => {
    process.env['SECRET_OF_A_STORY'] = 'do not tell'
    const out = path.join(folder, 'told')
    await install(`/usr/bin/env > ${out}`)
      .say(english('Why?'))
      .catch(() => {})
    delete process.env['SECRET_OF_A_STORY']
    expect(readFileSync(out, 'utf8')).not.toContain('do not tell')
  })
})

describe('a service', () => {
  const speechIn = (place: string, url = serviceUrl) =>
    makeSpeech({ programFolders, endpoint: { ...speaksByService.endpoint!, url } }, { folder: place, log: silent })

  test('is asked in the shape of /v1/audio/speech, with its key; the kind of sound is what it is', async () => {
    const sound = await speechIn(freshFolder()).say({ text: 'Varför "vi"?\nTa din tid.', language: 'SV' })
    expect(sound).toEqual({ type: 'audio/mpeg', bytes: mp3 })
    expect(asked).toMatchObject([
      {
        headers: { authorization: 'Bearer sk-story', 'content-type': 'application/json' },
        body: { model: 'kokoro', voice: 'nst', input: 'Varför "vi"?\nTa din tid.', response_format: 'mp3' },
      },
    ])
  })

  test('is asked once for the same words, now, later and by another process with the same files', async () => {
    const place = freshFolder()
    const speech = speechIn(place)
    let letGo = () => {}
    const held = new Promise<void>((resolve) => (letGo = resolve))
    answer = (response) => void held.then(() => response.end(mp3))
    const many = Array.from({ length: 20 }, () => speech.say(english('Why?')))
    await until('the service is asked', () => asked.length > 0)
    letGo()
    for (const sound of await Promise.all(many)) expect(sound!.bytes.equals(mp3)).toBe(true)
    await speech.say(english('Why?'))
    await speechIn(place).say(english('Why?'))
    expect(asked).toHaveLength(1)
    expect(kept(place)).toEqual([await speech.nameOf(english('Why?'))])
  })

  test('is asked anew for other words, another language, another voice, and where the file is gone or broken', async () => {
    const place = freshFolder()
    const speech = speechIn(place)
    await speech.say(english('Why?'))
    await speech.say(english('Why not?'))
    await speech.say({ text: 'Why?', language: 'FR' })
    const other = { ...speaksByService.endpoint!, voices: { ...voices, EN: 'sky' } }
    await makeSpeech({ programFolders, endpoint: other }, { folder: place, log: silent }).say(english('Why?'))
    expect(asked).toHaveLength(4)
    const file = path.join(place, 'speech', (await speech.nameOf(english('Why?')))!)
    writeFileSync(file, '')
    await speech.say(english('Why?'))
    rmSync(file)
    await speech.say(english('Why?'))
    expect(asked).toHaveLength(6)
    expect(readFileSync(file).equals(mp3)).toBe(true)
  })

  test.each<[string, (response: ServerResponse) => void]>([
    ['REFUSED', (response) => response.writeHead(401).end('{"error":"no"}')],
    ['REFUSED', (response) => response.writeHead(500).end()],
    // It would take the words, and perhaps the key, to somebody else.
    ['REFUSED', (response) => response.writeHead(307, { location: serviceUrl }).end()],
    [
      'NO_SOUND',
      (response) => response.writeHead(200, { 'content-type': 'audio/mpeg' }).end('<html>Sign in</html>'.repeat(9)),
    ],
    ['NO_SOUND', (response) => response.writeHead(200).end()],
    ['UNREACHABLE', (response) => response.destroy()],
    [
      'TOO_LARGE',
      (response) => {
        response.on('error', () => {})
        const more = () => {
          while (!response.destroyed && response.write(Buffer.alloc(1024 * 1024, 0xff)));
        }
        response.on('drain', more)
        more()
      },
    ],
  ])('that fails is told as %s, is not believed, and is asked again', async (code, fails) => {
    const place = freshFolder()
    const speech = speechIn(place)
    answer = fails
    await expect(speech.say(english('Why?'))).rejects.toMatchObject({ name: 'SpeechError', code })
    expect(asked).toHaveLength(1)
    answer = (response) => response.end(mp3)
    expect((await speech.say(english('Why?')))!.bytes.equals(mp3)).toBe(true)
    expect(asked).toHaveLength(2)
  })

  test('that is not there at all is told so', async () => {
    const gone = createServer().listen(0, '127.0.0.1')
    await once(gone, 'listening')
    const { port } = gone.address() as AddressInfo
    await new Promise((resolve) => gone.close(resolve))
    await expect(
      speechIn(freshFolder(), `http://127.0.0.1:${port}/v1/audio/speech`).say(english('Why?')),
    ).rejects.toMatchObject({ code: 'UNREACHABLE' })
  })

  test('is asked for two texts at once, and the others wait in a line that has an end', async () => {
    const speech = speechIn(freshFolder())
    const waiting: (() => void)[] = []
    answer = (response) => void waiting.push(() => response.end(mp3))
    const all = Promise.allSettled(Array.from({ length: 110 }, (_, number) => speech.say(english(`Why ${number}?`))))
    let answered = 0
    let most = 0
    await until('everybody was answered', async () => {
      most = Math.max(most, waiting.length - answered)
      if (answered < waiting.length) waiting[answered++]!()
      return answered === 102
    })
    const ends = await all
    expect(most).toBeLessThanOrEqual(2)
    expect(ends.filter((end) => end.status === 'fulfilled')).toHaveLength(102)
    expect(ends.flatMap((end) => (end.status === 'rejected' ? [end.reason.code] : []))).toEqual(
      Array.from({ length: 8 }, () => 'TOO_BUSY'),
    )
  })
})

test('of the sounds that are kept, those that nobody hears any more go first', async () => {
  const place = freshFolder()
  const files = soundFiles(place, 1000)
  for (const [number, name] of ['one', 'two', 'three'].entries()) {
    await files.keep(name, Buffer.alloc(300, name))
    utimesSync(path.join(place, name), number + 1, number + 1)
  }
  expect(await files.read('one')).toEqual(Buffer.alloc(300, 'one'))
  await files.keep('four', Buffer.alloc(300, 'four'))
  expect(readdirSync(place).sort()).toEqual(['four', 'one', 'three'])
  expect(await files.read('two')).toBeNull()
})

describe('a candidate', () => {
  const hears = async (candidate: Candidate, address: string, headers: Record<string, string> = {}) =>
    fetch(new URL(address, house.url), { headers: { ...candidate.holder.headers, ...headers } })

  let asking = 0
  const asksThem = async () => {
    house.clock.goOn()
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const kit = granted(
      await recruiter.does('createKit', {
        name: 'First talk',
        language: 'SV',
        questions: [
          {
            texts: [
              { language: 'SV', text: `Varför vi${++asking}?` },
              { language: 'FR', text: `Pourquoi nous${asking} ?` },
            ],
          },
          { texts: [{ language: 'SV', text: 'Vad mer?' }] },
        ],
        criteria: [],
      }),
    )
    const round = { name: 'On your own', durationMinutes: 45, mode: 'SELF_GUIDED', kitId: kit.id }
    granted(await recruiter.does('setJobRounds', { jobId: (await story.job()).id, rounds: [round] }))
    const startsAt = hoursAhead(24)
    const { candidate } = await story.arranged({ mode: 'SELF_GUIDED', startsAt })
    house.clock.stopAt(startsAt)
    await candidate.starts()
    const { candidateInterview } = await candidate.holder.reads(
      '{ candidateInterview { question { id own: audioUrl fr: audioUrl(language: FR) } } }',
    )
    return {
      story,
      recruiter,
      candidate,
      kit,
      question: candidateInterview.question as Record<'id' | 'own' | 'fr', string>,
    }
  }

  test('hears the question that is asked, in the language that its words are in', async () => {
    const { candidate, question } = await asksThem()
    const own = await hears(candidate, question.own)
    expect([own.status, own.headers.get('content-type')]).toEqual([200, 'audio/mpeg'])
    expect(Buffer.from(await own.arrayBuffer()).equals(mp3)).toBe(true)
    await hears(candidate, question.fr)
    await hears(candidate, question.own.replace(/[?].*/, ''))
    expect(asked.map(({ body }) => [body['voice'], body['input']])).toEqual([
      // The candidate reads English, in which nobody wrote it: a Swedish text is not read with an English voice.
      ['nst', `Varför vi${asking}?`],
      ['siwis', `Pourquoi nous${asking} ?`],
    ])
  })

  test('hears a person first where one has recorded the words, and the server where the storage has no answer', async () => {
    const { story, recruiter, candidate, kit } = await asksThem()
    house.clock.goOn()
    const recording = someRecording(700)
    const voiceId = await voiceOf(recruiter, recording)
    const { id: questionId } = kit['version'].questions[0] as { id: string }
    const texts = [
      { language: 'SV', text: 'Varför just vi?' },
      { language: 'FR', text: 'Pourquoi nous ?', voiceId },
    ]
    granted(
      await recruiter.does('updateKit', {
        kitId: kit.id,
        version: 1,
        name: kit['name'],
        language: 'SV',
        questions: [{ questionId, texts }],
        criteria: [],
      }),
    )
    // Who began before goes on with the version that they began with.
    const address = `/api/interview/speech/${questionId}?language=FR`
    expect(Buffer.from(await (await hears(candidate, address)).arrayBuffer()).equals(mp3)).toBe(true)
    const startsAt = hoursAhead(24)
    const { candidate: next } = await story.arranged({ mode: 'SELF_GUIDED', startsAt })
    house.clock.stopAt(startsAt)
    await next.starts()
    asked = []
    const own = await hears(next, address)
    expect([own.status, own.headers.get('content-type')]).toEqual([200, 'audio/webm'])
    expect(Buffer.from(await own.arrayBuffer()).equals(recording)).toBe(true)
    expect(asked).toEqual([])
    await hears(next, address.replace('FR', 'SV'))
    expect(asked.map(({ body }) => body['input'])).toEqual(['Varför just vi?'])

    await house.greenroom.storage.remove(`${story.companyId}/${voiceId}`)
    const read = await hears(next, address)
    expect([read.status, read.headers.get('content-type')]).toEqual([200, 'audio/mpeg'])
    expect(read.headers.get('etag')).not.toBe(own.headers.get('etag'))
    expect(asked.at(-1)!.body['input']).toBe('Pourquoi nous ?')
  })

  test('has it kept for themselves alone, and is told where it is still the same', async () => {
    const { candidate, question } = await asksThem()
    const first = await hears(candidate, question.own)
    expect(Object.fromEntries(first.headers)).toMatchObject({
      'cache-control': 'private, no-cache',
      vary: 'Authorization, Cookie',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    })
    const again = await hears(candidate, question.own, { 'if-none-match': first.headers.get('etag')! })
    expect([again.status, await again.text()]).toEqual([304, ''])
    const french = await hears(candidate, question.fr, { 'if-none-match': first.headers.get('etag')! })
    expect(french.status).toBe(200)
  })

  test('hears nothing that is asked later, is asked of others, or was never asked', async () => {
    const { candidate, kit, question } = await asksThem()
    const others = await asksThem()
    asked = []
    for (const id of [kit.version.questions[1].id, others.question.id, newId(), 'x'.repeat(500)]) {
      const { status } = await hears(candidate, question.own.replace(question.id, id))
      expect([id, status]).toEqual([id, 404])
    }
    expect((await hears(candidate, `${question.own}&language=SV`)).status).toBe(400)
    expect((await hears(candidate, question.own.replace('EN', 'DE'))).status).toBe(400)
    await candidate.finishes()
    expect((await hears(candidate, question.own)).status).toBe(404)
    expect(asked).toEqual([])
  })

  test('needs their key: without it there is one answer, and a session is none', async () => {
    const { recruiter, question } = await asksThem()
    const statusFor = async (headers: Record<string, string>) =>
      (await fetch(new URL(question.own, house.url), { headers })).status
    expect([
      await statusFor({}),
      await statusFor({ authorization: 'Candidate no' }),
      await statusFor(recruiter.headers),
    ]).toEqual([401, 401, 401])
  })

  test('is told where it cannot be made at the moment, and hears it when it can', async () => {
    const { candidate, question } = await asksThem()
    answer = (response) => response.writeHead(500).end()
    const failed = await hears(candidate, question.fr)
    expect([failed.status, failed.headers.get('cache-control')]).toEqual([503, 'no-store'])
    // Else it would be taken for the sound when it is asked for again.
    expect(failed.headers.get('etag')).not.toMatch(/^"/)
    expect(await failed.text()).not.toContain('127.0.0.1')
    answer = (response) => response.end(mp3)
    expect((await hears(candidate, question.fr)).status).toBe(200)
  })
})

describe('who writes a question', () => {
  const listens = (asker: Asker | null, body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${house.url}/api/kits/speech`, {
      method: 'POST',
      headers: { ...asker?.headers, 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })

  test('hears it as the candidate will, before it is saved', async () => {
    const recruiter = await tellStory(house).then((story) => story.recruiter())
    const heard = await listens(recruiter, { text: ' Vad mer?\r\nTa din tid. ', language: 'SV' })
    expect([heard.status, heard.headers.get('content-type')]).toEqual([200, 'audio/mpeg'])
    expect(asked.map(({ body }) => [body['voice'], body['input']])).toEqual([['nst', 'Vad mer?\nTa din tid.']])
  })

  test('is a recruiter or an admin', async () => {
    const story = await tellStory(house)
    const startsAt = hoursAhead(24)
    const { candidate } = await story.arranged({ startsAt })
    const statusFor = async (asker: Asker | null) => (await listens(asker, { text: 'Why?', language: 'EN' })).status
    expect([
      await statusFor(null),
      await statusFor(candidate.holder),
      await statusFor(await story.interviewer()),
      await statusFor(await story.admin()),
    ]).toEqual([401, 403, 403, 200])
    expect(asked).toHaveLength(1)
  })

  test.each([
    '{',
    '[]',
    'null',
    { text: '', language: 'EN' },
    { text: 'x'.repeat(2001), language: 'EN' },
    { text: 'Why\u0000?', language: 'EN' },
    { text: 'Why?', language: 'DE' },
    { text: ['Why?'], language: 'EN' },
    { text: 'Why?' },
  ])('is refused %j', async (body) => {
    const recruiter = await tellStory(house).then((story) => story.recruiter())
    expect((await listens(recruiter, body)).status).toBe(400)
    expect(asked).toEqual([])
  })
})
