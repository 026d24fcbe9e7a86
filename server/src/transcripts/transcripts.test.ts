import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { day, hoursAhead, minute, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { someRecording, tus } from '../../test/recording.ts'
import { granted, tellStory, type Candidate, type Story } from '../../test/story.ts'
import { until } from '../../test/until.ts'
import { removeKeptLongEnough } from '../room/remove-old-answers.ts'
import { startChores } from '../chores/chores.ts'
import { startTranscripts } from './write-transcripts.ts'

/** A service as far as anybody sees it from outside, and what it was asked. */
interface Asked {
  headers: IncomingMessage['headers']
  url: string | undefined
  form: FormData
}
let asked: Asked[] = []
let answer: (response: ServerResponse) => void
const service = createServer(async (request, response) => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const { headers, url } = request
  // Read by another implementation than the one that wrote it.
  const form = await new Response(Buffer.concat(parts), {
    headers: { 'content-type': headers['content-type'] ?? '' },
  }).formData()
  asked.push({ headers, url, form })
  answer(response)
})
service.listen(0, '127.0.0.1')
await once(service, 'listening')
const host = `127.0.0.1:${(service.address() as AddressInfo).port}`
const transcription = {
  url: `http://${host}/v1/audio/transcriptions`,
  key: 'sk-story',
  model: 'whisper-large',
  mostBytes: 100_000,
  atOnce: 2,
  milliseconds: 1500,
}
const house = await openHouse({ worker: true, transcription })
const startsAt = hoursAhead(24)
const recording = someRecording(5000)

const says =
  (body: string | object, status = 200) =>
  (response: ServerResponse) =>
    void response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body))

beforeEach(() => {
  asked = []
  answer = says({ text: 'Of the bees in my garden.', language: 'english' })
})
afterEach(() => void vi.useRealTimers())
afterAll(() => {
  service.closeAllConnections()
  service.close()
})

interface Seen {
  id: string
  status: string
  mediaUrl: string | null
  transcript: {
    status: string
    text: string | null
    language: string | null
    sentTo: string
    sentAt: string | null
  } | null
}

/** A candidate in the room, who has agreed to what they were asked where nothing else is wished. */
async function inTheRoom({ agrees = true, of }: { agrees?: boolean; of?: Story } = {}) {
  house.clock.goOn()
  const story = of ?? (await tellStory(house, { name: 'Lindgren & Co' }))
  const [recruiter, admin] = [await story.recruiter(), await story.admin()]
  await recruiter.plansToAsk(await story.job(), ['What are you proud of?', 'And now?'], { retakes: 2 })
  const { candidate, interview } = await story.arranged({ mode: 'SELF_GUIDED', startsAt })
  if (agrees) granted(await candidate.consents())
  house.clock.stopAt(startsAt)
  const { question } = granted(await candidate.starts())
  const seen = async (): Promise<Seen[]> =>
    (
      await recruiter.reads(
        `query($id: ID!) { interview(id: $id) {
          questionAnswers { id status mediaUrl transcript { status text language sentTo sentAt } } } }`,
        { id: interview.id },
      )
    ).interview.questionAnswers
  const becomes = (status: string, at = 0) =>
    until(`the transcript to be ${status}`, async () => {
      const transcript = (await seen())[at]?.transcript
      return transcript?.status === status && transcript
    })
  return { story, recruiter, admin, candidate, interview, question, seen, becomes }
}
type Room = Awaited<ReturnType<typeof inTheRoom>>

async function records({ candidate, question, seen }: Room, bytes = recording) {
  const take = granted(await candidate.begins(question, { kind: 'AUDIO' }))
  granted(await candidate.ends(take, bytes))
  const { authorization } = candidate.holder.headers
  const path = `/api/interview/uploads/${take.id}`
  expect(await tus(house, { path, authorization: authorization!, offset: 0, body: bytes })).toMatchObject({
    status: 204,
  })
  await until('the take to be kept', async () =>
    (await seen()).some(({ id, status }) => id === take.id && status === 'KEPT'),
  )
  return take
}

const rowsOf = (companyId: string) =>
  house.database.query<{ status: string; tries: number; problem: string | null; text: string | null; sent_to: string }>(
    'select status, tries, problem, text, sent_to from transcript where company_id = $1',
    [companyId],
  )
const auditedIn = async (companyId: string) =>
  (
    await house.database.query<{ action: string; fields: string[] }>(
      `select action, fields from audit_entry
        where company_id = $1 and action in ('RecordingSentOut', 'TranscriptKept', 'TranscriptFailed') order by at, id`,
      [companyId],
    )
  ).map(({ action, fields }) => `${action} ${fields.join()}`)

/** Time passes, and somebody does something, so that the worker looks. */
async function passes({ admin }: Room, now: Date, keptDays: number): Promise<void> {
  house.clock.stopAt(now)
  granted(await admin.does('updateRoomSettings', { keptDays }))
}

const consentOf = async (candidate: Candidate) =>
  (
    await candidate.holder.reads(
      `{ candidateInterview { consent { version services { kind host }
          en: text(language: EN) sv: text(language: SV) fr: text(language: FR) } givenConsent { services { kind host } } } }`,
    )
  ).candidateInterview

describe('the words of consent', () => {
  test('name the service, behind the company’s own words too, and what was agreed to keeps its name', async () => {
    const { candidate, admin, recruiter } = await inTheRoom({ agrees: false })
    const own = 'We record {recorded} for {days}.'
    granted(await admin.does('updateRoomSettings', { words: [{ language: 'SV', text: own }] }))
    const { consent, givenConsent } = await consentOf(candidate)
    expect(givenConsent).toBeNull()
    const named = [{ kind: 'TRANSCRIPTION', host }]
    expect(consent.services).toEqual(named)
    for (const text of [consent.en, consent.sv, consent.fr]) expect(text.split('\n\n').at(-1)).toContain(host)
    expect(consent.sv).toMatch(/^We record din röst for 180 dagar\.\n\nFör att den också/)
    granted(await candidate.consents())
    expect((await consentOf(candidate)).givenConsent.services).toEqual(named)
    const { roomSettings } = await recruiter.reads('{ roomSettings { words { shown text } } }')
    expect(roomSettings.words[1].shown).toContain(host)
    expect(roomSettings.words[1].text).toBe(own)
  })
})

describe('what was said', () => {
  test('is written down once it is here, and staff read it; where it was sent is told before it leaves', async () => {
    const room = await inTheRoom()
    const { story, candidate, becomes } = room
    let told: string[] | undefined
    answer = async (response) => {
      told = await auditedIn(story.companyId)
      says({ text: 'Of the bees in my garden.', language: 'english' })(response)
    }
    await records(room)
    expect(await becomes('READY')).toEqual({
      status: 'READY',
      text: 'Of the bees in my garden.',
      language: 'english',
      sentTo: host,
      sentAt: startsAt.toISOString(),
    })
    expect(told).toEqual(['RecordingSentOut transcript'])
    expect(await auditedIn(story.companyId)).toEqual(['RecordingSentOut transcript', 'TranscriptKept transcript'])

    const [{ headers, form, url }] = asked as [Asked]
    expect(asked).toHaveLength(1)
    expect(url).toBe('/v1/audio/transcriptions')
    expect(headers.authorization).toBe('Bearer sk-story')
    expect(Object.fromEntries([...form].filter(([name]) => name !== 'file'))).toEqual({
      model: 'whisper-large',
      response_format: 'json',
    })
    const file = form.get('file') as File
    expect([file.name, file.type]).toEqual(['answer.webm', 'audio/webm'])
    const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
    expect(sha256(new Uint8Array(await file.arrayBuffer()))).toBe(sha256(recording))

    // The candidate is not shown what a program believes to have heard.
    const { candidateInterview } = await candidate.holder.reads(
      '{ candidateInterview { answers { transcript { text } } } }',
    )
    expect(candidateInterview.answers).toEqual([expect.objectContaining({ transcript: null })])
  })

  test('leaves nobody who agreed before the service was named, whatever they agree to later', async () => {
    const room = await inTheRoom({ agrees: false })
    const { story, candidate, interview, seen } = room
    await house.database.query(
      `insert into recording_consent (company_id, id, interview_id, version, language, text, records_video, kept_days,
          given_at, services)
        values ($1, gen_random_uuid(), $2, 'before', 'EN', 'x', false, 90, $3::timestamptz - interval '1 hour',
          '[{"kind": "TRANSCRIPTION", "host": "speech.elsewhere.test"}]')`,
      [story.companyId, interview.id, startsAt],
    )
    await records(room)
    house.clock.stopAt(shifted(startsAt, minute))
    granted(await candidate.consents())
    house.clock.stopAt(shifted(startsAt, 2 * minute))
    const second = await records(room)
    await room.becomes('READY', 1)
    expect(asked).toHaveLength(1)
    expect(await seen()).toMatchObject([
      { status: 'REPLACED', transcript: null },
      { id: second.id, transcript: { status: 'READY' } },
    ])
  })

  test('goes when its take counts no more, and the row stays to tell what was sent where', async () => {
    const room = await inTheRoom()
    const { story, candidate, question, seen } = room
    await records(room)
    await room.becomes('READY')
    granted(await candidate.writes(question, 'Better in words.'))
    expect((await seen()).map(({ transcript }) => transcript)).toEqual([null, null])
    granted(await candidate.finishes())
    expect(await rowsOf(story.companyId)).toEqual([
      { status: 'DROPPED', tries: 1, problem: null, text: null, sent_to: host },
    ])

    const kept = await inTheRoom()
    await records(kept)
    await kept.becomes('READY')
    granted(await kept.candidate.finishes())
    const now = shifted(startsAt, 180 * day)
    house.clock.stopAt(now)
    await removeKeptLongEnough(house.greenroom, now.toISOString())
    expect(await kept.seen()).toMatchObject([{ status: 'REMOVED', transcript: null }])
    expect(await rowsOf(kept.story.companyId)).toMatchObject([{ status: 'DROPPED', text: null }])
  })

  test('is not kept where consent was withdrawn while the service listened, and sent no further', async () => {
    const room = await inTheRoom()
    const { story, candidate, seen } = room
    let isWithdrawn = false
    answer = async (response) => {
      granted(await candidate.withdrawsConsent())
      isWithdrawn = true
      says({ text: 'Of the bees in my garden.' })(response)
    }
    await records(room)
    await until('consent to be withdrawn', async () => isWithdrawn)
    await passes(room, shifted(startsAt, day), 90)
    await until('the worker to have looked', async () => (await rowsOf(story.companyId))[0]?.status === 'DROPPED')
    expect(await seen()).toMatchObject([{ status: 'KEPT', transcript: null }])
    expect(asked).toHaveLength(1)
    const everything = await house.database.query('select * from transcript where company_id = $1', [story.companyId])
    expect(JSON.stringify(everything)).not.toContain('bees')
  })

  test('is not sent after a withdrawal that comes between two tries', async () => {
    const room = await inTheRoom()
    answer = says('later', 503)
    await records(room)
    await until('the first try to fail', async () => (await rowsOf(room.story.companyId))[0]?.problem === 'REFUSED')
    granted(await room.candidate.withdrawsConsent())
    expect(await room.seen()).toMatchObject([{ status: 'KEPT', transcript: null }])
    await passes(room, shifted(startsAt, day), 90)
    const other = await inTheRoom()
    answer = says({ text: 'Something else.' })
    await records(other)
    await other.becomes('READY')
    expect(asked).toHaveLength(2)
  })
})

describe('a service that misbehaves', () => {
  test.each<[string, (response: ServerResponse) => void, string]>([
    ['fails', says('Internal Server Error', 500), 'REFUSED'],
    ['never answers', () => {}, 'TIMEOUT'],
    ['hangs up', (response) => void response.destroy(), 'UNREACHABLE'],
    ['answers without an end', (response) => void response.writeHead(200).end(Buffer.alloc(2_000_000, 'a')), 'NO_TEXT'],
    ['answers with a page', says('<html>Please sign in</html>'), 'NO_TEXT'],
    ['answers something else', says({ transcript: 'Of the bees' }), 'NO_TEXT'],
    [
      'sends elsewhere',
      (response) => void response.writeHead(307, { location: 'http://127.0.0.1:9/' }).end(),
      'REFUSED',
    ],
  ])('that %s is asked again, and stands in nobody’s way', async (_, misbehaves, problem) => {
    const room = await inTheRoom()
    answer = misbehaves
    await records(room)
    await until('the first try to fail', async () => (await rowsOf(room.story.companyId))[0]?.problem === problem)
    const [{ mediaUrl, transcript }] = (await room.seen()) as [Seen]
    expect(transcript).toMatchObject({ status: 'WAITING', text: null })
    expect((await fetch(house.url + mediaUrl)).status).toBe(200)
    granted(await room.candidate.finishes())
    answer = says({ text: 'Of the bees.' })
    await passes(room, shifted(startsAt, 2 * minute), 90)
    expect(await room.becomes('READY')).toMatchObject({
      text: 'Of the bees.',
      sentAt: shifted(startsAt, 2 * minute).toISOString(),
    })
    expect(await rowsOf(room.story.companyId)).toMatchObject([{ tries: 2 }])
  })

  test('all day long is asked five times, with growing pauses; then staff see that there is none', async () => {
    const room = await inTheRoom()
    answer = says('Internal Server Error', 500)
    await records(room)
    let now = startsAt
    for (const [tries, pause] of [
      [1, 1],
      [2, 5],
      [3, 30],
      [4, 180],
    ] as const) {
      const triedSoOften = async () => {
        const [row] = await rowsOf(room.story.companyId)
        return row!.tries === tries && row!.problem !== null && asked.length === tries
      }
      await until(`try ${tries} to fail`, triedSoOften)
      // The row is settled once it waits again.
      await until('it to wait', async () => {
        const [row] = await house.database.query<{ leased: boolean }>(
          'select leased_until is not null as leased from transcript where company_id = $1',
          [room.story.companyId],
        )
        return !row!.leased
      })
      await passes(room, shifted(now, pause * minute - 1), 90 + tries)
      now = shifted(now, 1.5 * pause * minute)
      await passes(room, now, 200 + tries)
    }
    expect(await room.becomes('FAILED')).toMatchObject({ text: null, sentTo: host })
    expect(asked).toHaveLength(5)
    expect(await auditedIn(room.story.companyId)).toEqual([
      ...Array.from({ length: 5 }, () => 'RecordingSentOut transcript'),
      'TranscriptFailed transcript',
    ])
    await passes(room, shifted(now, 30 * day), 300)
    expect(await room.seen()).toMatchObject([{ status: 'KEPT', transcript: { status: 'FAILED' } }])
    expect(asked).toHaveLength(5)
  })

  test('and is slow is sent as many at once as it may be, and companies take turns', async () => {
    const one = await inTheRoom()
    const rooms = [one, await inTheRoom({ of: one.story }), await inTheRoom({ of: one.story }), await inTheRoom()]
    answer = says('later', 503)
    for (const [at, room] of rooms.entries()) await records(room, someRecording(5000 + at))
    const waiting = () =>
      house.database.query(
        `select from transcript where status = 'WAITING' and tries = 1 and leased_until is null and sent_to = $1`,
        [host],
      )
    await until('the first tries to fail', async () => (await waiting()).length === rooms.length)
    // Another worker at another service: the house's own has nothing to do with these. The company with many came first.
    const elsewhere = host.replace('127.0.0.1', 'localhost')
    await house.database.query(
      `update transcript set sent_to = $1, next_try_at = $2::timestamptz + question_answer.bytes * interval '1 second'
        from question_answer where question_answer.id = answer_id and transcript.status = 'WAITING' and sent_to = $3`,
      [elsewhere, shifted(startsAt, -day), host],
    )
    const held: ServerResponse[] = []
    asked = []
    answer = (response) => void held.push(response)
    const url = transcription.url.replace(host, elsewhere)
    const { database, storage, clock, log, useCases } = house.greenroom
    const worker = startTranscripts({
      database,
      storage,
      clock,
      log,
      service: { ...transcription, url, milliseconds: 600_000 },
      useCases,
    })
    for (const done of rooms.keys()) {
      const together = Math.min(2, rooms.length - done)
      await until('the service to have its hands full', () => held.length === done + together)
      says({ text: 'Of the bees.' })(held[done]!)
    }
    for (const room of rooms) expect(await room.becomes('READY')).toMatchObject({ text: 'Of the bees.' })
    await worker.stop()
    const sizes = asked.map(({ form }) => (form.get('file') as File).size)
    // Of two that leave together either may come first.
    expect([sizes.slice(0, 2).sort(), sizes.slice(2)]).toEqual([
      [5000, 5003],
      [5001, 5002],
    ])
  })

  test('and says that this is nothing for it is not asked again', async () => {
    const room = await inTheRoom()
    answer = says({ error: { message: 'Invalid file format.' } }, 400)
    await records(room)
    await room.becomes('FAILED')
    expect(asked).toHaveLength(1)
  })

  test('is not sent what is larger than it takes', async () => {
    const room = await inTheRoom()
    await records(room, someRecording(100_001))
    expect(await room.becomes('FAILED')).toMatchObject({ sentAt: null })
    expect(asked).toEqual([])
    expect(await rowsOf(room.story.companyId)).toMatchObject([{ tries: 0, problem: 'TOO_LARGE' }])
  })

  test('and is not set any more is waited for a week', async () => {
    const room = await inTheRoom()
    answer = says('later', 503)
    await records(room)
    await until('the first try to fail', async () => (await rowsOf(room.story.companyId))[0]?.problem === 'REFUSED')
    const since = (days: number) =>
      house.database.query(
        `update transcript set sent_to = 'gone.test', next_try_at = now() - $2 * interval '1 day'
        where company_id = $1`,
        [room.story.companyId, days],
      )
    const { database, storage, clock, log, useCases } = house.greenroom
    const tidies = async (days: number) => {
      await since(days)
      vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
      const chores = startChores({ database, storage, clock, log, useCases })
      vi.advanceTimersByTime(3_600_000)
      vi.useRealTimers()
      await chores.stop()
      return (await rowsOf(room.story.companyId))[0]!.status
    }
    expect(await tidies(6.9)).toBe('WAITING')
    expect(await tidies(7.1)).toBe('FAILED')
  })

  test('keeps no process from ending', async () => {
    const room = await inTheRoom()
    const { companyId } = room.story
    const { database, storage, clock, log, useCases } = house.greenroom
    let isAsked: (value: unknown) => void
    const listening = new Promise((resolve) => (isAsked = resolve))
    answer = says('later', 503)
    await records(room)
    await until('the first try to fail', async () => (await rowsOf(companyId))[0]?.problem === 'REFUSED')
    answer = () => isAsked(null)
    house.clock.stopAt(shifted(startsAt, 2 * minute))
    const patient = { ...transcription, milliseconds: 600_000 }
    const another = startTranscripts({ database, storage, clock, log, service: patient, useCases })
    await listening
    await another.stop()
    expect(await rowsOf(companyId)).toMatchObject([{ status: 'WAITING', tries: 2 }])
  })
})
