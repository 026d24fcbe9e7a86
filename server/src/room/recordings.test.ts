import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { Upload } from 'tus-js-client'
import { describe, expect, test } from 'vitest'
import { chance } from '../../test/chance.ts'
import { day, hoursAhead, minute, shifted } from '../../test/clock.ts'
import { openHouse, secret } from '../../test/house.ts'
import { someRecording, tus, webmHead, type TusRequest } from '../../test/recording.ts'
import { granted, tellStory, type Candidate, type KitWishes } from '../../test/story.ts'
import { until } from '../../test/until.ts'
import { newId } from '../shared/id.ts'
import { makeMediaLink, readMediaToken } from './media-link.ts'
import { removeOldParts } from './remove-parts.ts'

const house = await openHouse({ worker: true, recordingQuotaMb: 12 })
const startsAt = hoursAhead(24)
const MiB = 1024 * 1024

/** A candidate in the room who has begun to record. */
async function recordsIn({ each, kind = 'VIDEO' }: { each?: KitWishes['each']; kind?: string } = {}) {
  house.clock.goOn()
  const story = await tellStory(house)
  await (await story.recruiter()).plansToAsk(await story.job(), ['What are you proud of?', 'And now?'], each)
  granted(await (await story.admin()).does('updateRoomSettings', { recordsVideo: true }))
  const arranged = await story.arranged({ mode: 'SELF_GUIDED', startsAt })
  granted(await arranged.candidate.consents())
  house.clock.stopAt(startsAt)
  const { candidate } = arranged
  const { question } = granted(await candidate.starts())
  const take = granted(await candidate.begins(question, { kind }))
  return { story, ...arranged, question, take, sends: sender(candidate, take['uploadUrl'] as string) }
}

/** Sends to an upload with the candidate's key, wherever nothing else is wished. */
const sender =
  (candidate: Candidate, url: string) =>
  (wish: Partial<TusRequest>, at: Parameters<typeof tus>[0] = house) =>
    tus(at, { path: url, authorization: candidate.holder.headers['authorization']!, ...wish })

/** Sends all of it in as few requests as there may be. */
async function sendsAll(sends: ReturnType<typeof sender>, recording: Buffer, from = 0): Promise<void> {
  for (let offset = from; offset < recording.length; offset += 8 * MiB) {
    const body = recording.subarray(offset, offset + 8 * MiB)
    expect(await sends({ offset, body })).toMatchObject({ status: 204, offset: offset + body.length })
  }
}

const takesOf = async (candidate: Candidate) =>
  (
    await candidate.holder.reads(
      '{ candidateInterview { answers { id status bytes receivedBytes contentType uploadUrl mediaUrl take } } }',
    )
  ).candidateInterview.answers
const becomes = (candidate: Candidate, id: string, status: string) =>
  until(`the take to be ${status}`, async () =>
    (await takesOf(candidate)).find((take: { id: string; status: string }) => take.id === id && take.status === status),
  )

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const partsOf = (answerId: string) =>
  house.database.query<{ bytes: number | null; removed_at: Date | null }>(
    'select bytes, removed_at from answer_part where answer_id = $1 order by first_byte, begun_at',
    [answerId],
  )

const linkTo = async (reader: { reads: Candidate['holder']['reads'] }, interviewId: string, at = -1): Promise<string> =>
  (
    await reader.reads('query($id: ID!) { interview(id: $id) { questionAnswers { mediaUrl } } }', { id: interviewId })
  ).interview.questionAnswers.at(at).mediaUrl

describe('a recording', () => {
  test(
    'that is cut at any place and resumed arrives as it was recorded, and is kept',
    { timeout: 240_000 },
    async () => {
      const luck = chance('cut and resumed')
      const { story, candidate, recruiter, interview, take, sends } = await recordsIn()
      const recording = someRecording(3 * MiB + luck.below(1000), luck)
      const endsAfter = luck.below(recording.length)
      let cuts = 0
      let isEnded = false
      for (;;) {
        const { status, offset } = (await sends({ method: 'HEAD' }))!
        expect(status).toBe(200)
        if (!isEnded && offset! >= endsAfter) {
          granted(await candidate.ends(take, recording))
          isEnded = true
        }
        if (offset === recording.length) break
        const body = recording.subarray(offset!, offset! + 1 + luck.below(60_000))
        if (luck.isLucky(0.3)) {
          const reply = (await sends({ offset: offset!, body }))!
          // What was on its way when the line was cut may have come meanwhile, or be on its way still.
          expect([204, 409, 423]).toContain(reply.status)
        } else {
          cuts++
          await sends({ offset: offset!, body, cutAfter: luck.below(body.length) })
        }
      }
      expect(cuts).toBeGreaterThan(50)
      const kept = await becomes(candidate, take.id, 'KEPT')
      expect(kept).toMatchObject({
        bytes: recording.length,
        receivedBytes: recording.length,
        contentType: 'video/webm',
        uploadUrl: null,
        // The candidate knows what they said.
        mediaUrl: null,
      })
      const played = await fetch(house.url + (await linkTo(recruiter, interview.id)))
      expect(sha256(Buffer.from(await played.arrayBuffer()))).toBe(sha256(recording))
      const parts = await until('what came and was not kept to go', async () => {
        const rows = await partsOf(take.id)
        return rows.every(({ bytes }) => bytes !== null) && rows
      })
      expect(parts.reduce((sum, { bytes }) => sum + bytes!, 0)).toBe(recording.length)
      expect(await house.objectsOf(story.companyId)).toHaveLength(parts.length)
    },
  )

  test.each([
    ['its length being known', true],
    ['before its length is known', false],
  ])('is taken in by another implementation of tus, %s', async (_, isKnown) => {
    const { candidate, take } = await recordsIn({ kind: 'AUDIO' })
    const recording = someRecording(700_001)
    const { authorization } = candidate.holder.headers
    const uploads = (until: number) =>
      new Promise<void>((resolve, reject) => {
        const upload = new Upload(isKnown ? recording : Readable.from([recording]), {
          uploadUrl: house.url + take['uploadUrl'],
          headers: { authorization: authorization! },
          chunkSize: 100_000,
          uploadLengthDeferred: !isKnown,
          retryDelays: [0, 10, 50],
          onChunkComplete(_size, accepted) {
            if (accepted >= until) void upload.abort().then(resolve, reject)
          },
          onSuccess: () => resolve(),
          onError: reject,
        })
        upload.start()
      })
    if (isKnown) {
      granted(await candidate.ends(take, recording))
      await uploads(300_000)
      await uploads(Infinity)
    } else {
      await uploads(Infinity)
      granted(await candidate.ends(take, recording))
    }
    expect(await becomes(candidate, take.id, 'KEPT')).toMatchObject({ contentType: 'audio/webm' })
  })

  test('that two tabs send at once by two servers is taken in once, each stretch from the first who came', async () => {
    const another = await house.openAnother()
    const { candidate, take, sends } = await recordsIn()
    const [one, other] = [someRecording(40_000), Buffer.from(someRecording(40_000)).fill(7, webmHead.length)]
    const taken: Buffer[] = []
    for (let offset = 0; offset < one.length; offset += 4000) {
      const bodies = [one, other].map((recording) => recording.subarray(offset, offset + 4000))
      const replies = await Promise.all([
        sends({ offset, body: bodies[0]! }),
        sends({ offset, body: bodies[1]! }, another),
      ])
      const won = replies.findIndex((reply) => reply!.status === 204)
      expect(replies.map((reply) => reply!.status).sort()).toEqual([204, 409])
      taken.push(bodies[won]!)
    }
    const recording = Buffer.concat(taken)
    granted(await candidate.ends(take, recording))
    await becomes(candidate, take.id, 'KEPT')
    expect((await partsOf(take.id)).map(({ bytes }) => bytes)).toEqual(Array.from({ length: 10 }, () => 4000))
  })

  test('that is not what was said of it is lost, and uses up no take', async () => {
    const { candidate, question, take, sends } = await recordsIn({ each: { retakes: 0 } })
    const recording = someRecording(5000)
    granted(await candidate.ends(take, recording, { sha256: sha256(Buffer.from('something else')) }))
    await sendsAll(sends, recording)
    expect(await becomes(candidate, take.id, 'LOST')).toMatchObject({ uploadUrl: null, receivedBytes: 5000 })
    expect(await sends({ method: 'HEAD' })).toMatchObject({ status: 410, offset: null })
    expect(await sends({ offset: 5000, body: recording })).toMatchObject({ status: 410 })

    const again = granted(await candidate.begins(question))
    granted(await candidate.ends(again, recording))
    await sendsAll(sender(candidate, again['uploadUrl']), recording)
    await becomes(candidate, again.id, 'KEPT')
    expect(await candidate.begins(question)).toMatchObject({ __typename: 'NoTakesLeft' })
  })

  test('counts until a later one is kept, in whichever order they come', async () => {
    const { candidate, question, take, sends } = await recordsIn({ each: { retakes: 2 } })
    const recording = someRecording(5000)
    granted(await candidate.ends(take, recording))
    await sendsAll(sends, recording)
    await becomes(candidate, take.id, 'KEPT')

    const second = granted(await candidate.begins(question))
    const third = granted(await candidate.begins(question, { page: 'first tab' }))
    const statuses = async () => (await takesOf(candidate)).map((each: { status: string }) => each.status)
    expect(await statuses()).toEqual(['KEPT', 'SENDING', 'RECORDING'])
    // The second one is all here, and is compared only after the third one counts.
    await sendsAll(sender(candidate, second['uploadUrl']), recording)
    granted(await candidate.ends(third, recording))
    await sendsAll(sender(candidate, third['uploadUrl']), recording)
    await becomes(candidate, third.id, 'KEPT')
    expect(await statuses()).toEqual(['REPLACED', 'REPLACED', 'KEPT'])
    expect(await sender(candidate, second['uploadUrl'])({ method: 'HEAD' })).toMatchObject({ status: 410 })
    // Nobody is told that it is unwanted who only says what it was.
    expect(await candidate.ends(second, recording)).toMatchObject({ __typename: 'AnswerHasEnded', status: 'REPLACED' })
  })
})

test('what came of a recording goes at once when consent is withdrawn; what was kept stays, and is played', async () => {
  const { story, candidate, recruiter, interview, question, take, sends } = await recordsIn({ each: { retakes: 1 } })
  const recording = someRecording(5000)
  granted(await candidate.ends(take, recording))
  await sendsAll(sends, recording)
  await becomes(candidate, take.id, 'KEPT')
  const second = granted(await candidate.begins(question))
  const sendsSecond = sender(candidate, second['uploadUrl'])
  expect(await sendsSecond({ offset: 0, body: recording.subarray(0, 1000) })).toMatchObject({ status: 204 })

  granted(await candidate.withdrawsConsent())
  expect(await takesOf(candidate)).toMatchObject([{ status: 'KEPT' }, { status: 'LOST', uploadUrl: null }])
  expect(await sendsSecond({ offset: 1000, body: recording.subarray(1000) })).toMatchObject({ status: 410 })
  const { database, storage, log } = house.greenroom
  await removeOldParts({ database, storage, log }, startsAt.toISOString())
  expect(await partsOf(second.id)).toEqual([])
  expect(await partsOf(take.id)).toHaveLength(1)
  expect(await house.objectsOf(story.companyId)).toHaveLength(1)
  const played = await fetch(house.url + (await linkTo(recruiter, interview.id, 0)))
  expect(sha256(Buffer.from(await played.arrayBuffer()))).toBe(sha256(recording))
})

describe('an upload', () => {
  test('speaks tus 1.0', async () => {
    const { candidate, take, sends } = await recordsIn()
    expect(await sends({ method: 'OPTIONS', authorization: null, headers: { 'tus-resumable': null } })).toMatchObject({
      status: 204,
      headers: { 'tus-resumable': '1.0.0', 'tus-version': '1.0.0' },
    })
    expect(await sends({ method: 'HEAD' })).toMatchObject({
      status: 200,
      offset: 0,
      headers: { 'upload-defer-length': '1', 'cache-control': 'no-store', 'tus-resumable': '1.0.0' },
    })
    const recording = someRecording(100)
    const body = recording.subarray(0, 60)
    for (const version of ['0.2.2', null])
      expect(await sends({ offset: 0, body, headers: { 'tus-resumable': version } })).toMatchObject({
        status: 412,
        headers: { 'tus-version': '1.0.0' },
      })
    expect(await sends({ offset: 0, body, headers: { 'content-type': 'video/webm' } })).toMatchObject({ status: 415 })
    for (const offset of ['', '-1', '1.5', 'all', '9'.repeat(30)])
      expect(await sends({ offset, body }), offset).toMatchObject({ status: 400 })
    expect(await sends({ headers: { 'upload-offset': null }, body })).toMatchObject({ status: 400 })
    for (const offset of [1, 59, 10 ** 9]) expect(await sends({ offset, body })).toMatchObject({ status: 409 })
    for (const method of ['GET', 'POST', 'PUT', 'DELETE'])
      expect(await sends({ method, offset: 0 }), method).toMatchObject({ status: 405 })
    for (const method of ['GET', 'PUT'])
      expect(
        await sends({ method, offset: 0, headers: { 'x-http-method-override': 'PATCH' } }),
        `${method} instead of PATCH`,
      ).toMatchObject({ status: 405 })
    expect(await takesOf(candidate)).toMatchObject([{ receivedBytes: 0 }])

    expect(await sends({ offset: 0, body })).toMatchObject({ status: 204, offset: 60 })
    expect(
      await sends({
        method: 'POST',
        offset: 60,
        body: recording.subarray(60, 80),
        headers: { 'x-http-method-override': 'PATCH', 'content-type': 'application/offset+octet-stream' },
      }),
    ).toMatchObject({ status: 204, offset: 80 })
    expect(await sends({ offset: 80, body: Buffer.alloc(0) })).toMatchObject({ status: 204, offset: 80 })
    granted(await candidate.ends(take, recording))
    expect((await sends({ method: 'HEAD' }))!.headers).toMatchObject({ 'upload-offset': '80', 'upload-length': '100' })
    expect(await sends({ offset: 80, body: Buffer.alloc(21) })).toMatchObject({ status: 413 })
    await sendsAll(sends, recording, 80)
    await becomes(candidate, take.id, 'KEPT')
    expect(await sends({ method: 'HEAD' })).toMatchObject({ status: 200, offset: 100 })
    expect(await sends({ offset: 100, body: Buffer.alloc(1) })).toMatchObject({ status: 413 })
    expect(await partsOf(take.id)).toHaveLength(3)
  })

  test('of another candidate, of nothing, and what is no id are one and the same to whoever asks', async () => {
    const { candidate, take, sends, question } = await recordsIn({ each: { retakes: 3 } })
    const foreign = await recordsIn()
    const body = someRecording(100)
    const ids = {
      unknown: newId(),
      foreign: foreign.take.id,
      'its interview': foreign.interview.id,
      'no id': 'nonsense',
      'in capitals': take.id.toUpperCase(),
      upwards: '..%2f..%2f..%2fetc%2fpasswd',
      'with an end': `${take.id}%00.webm`,
      'a text': granted(await candidate.writes(question, 'In words.')).id,
    }
    const answerTo = async (id: string) => {
      const path = `/api/interview/uploads/${id}`
      const head = (await sends({ method: 'HEAD', path }))!
      const patch = (await sends({ path, offset: 0, body }))!
      return [head.status, head.offset, patch.status, patch.body]
    }
    for (const [what, id] of Object.entries(ids))
      expect([what, await answerTo(id)]).toEqual([what, [404, null, 404, '{"error":"NOT_FOUND"}']])
    // Paths that lead elsewhere are another page's, and never a file.
    for (const path of [
      '/api/interview/uploads/../../../etc/passwd',
      '/api/interview/uploads/',
      '/api/interview/uploads',
    ])
      expect((await sends({ path, offset: 0, body }))!.status).toBe(404)
    expect(await takesOf(foreign.candidate)).toMatchObject([{ receivedBytes: 0 }])
  })

  test('is for the holder of the key alone, as long as it opens', async () => {
    const { story, recruiter, interview, take, sends } = await recordsIn()
    const body = someRecording(100)
    const asks = async (authorization: string | null, headers = {}) => [
      (await sends({ method: 'HEAD', authorization, headers }))!.status,
      (await sends({ offset: 0, body, authorization, headers }))!.status,
    ]
    const chooser = (await story.chooser()).chooser.headers['authorization']!
    expect(await asks(null)).toEqual([401, 401])
    expect(await asks(null, recruiter.headers)).toEqual([401, 401])
    expect(await asks('Candidate nonsense')).toEqual([401, 401])
    expect(await asks(chooser)).toEqual([401, 401])
    await house.database.query('update interview set access_key_version = 2 where id = $1', [interview.id])
    expect((await sends({ method: 'HEAD' }))!.status).toBe(401)
    expect((await sends({ offset: 0, body }))!.status).toBe(401)
    expect(await partsOf(take.id)).toEqual([])
  })

  test('takes recordings and nothing else, whatever they are called, however little comes at a time', async () => {
    const { story, candidate, take, sends } = await recordsIn()
    const page = Buffer.from('<!doctype html><script>fetch("/graphql")</script>')
    expect(await sends({ offset: 0, body: page })).toMatchObject({ status: 415 })
    // It is told so while much more of it is on its way.
    expect(await sends({ offset: 0, body: Buffer.concat([page, Buffer.alloc(5 * MiB)]) })).toMatchObject({
      status: 415,
    })
    // The first byte of both is the same.
    expect(await sends({ offset: 0, body: webmHead.subarray(0, 2) })).toMatchObject({ status: 204, offset: 2 })
    expect(await takesOf(candidate)).toMatchObject([{ contentType: null }])
    expect(await sends({ offset: 2, body: page })).toMatchObject({ status: 415 })
    expect(await takesOf(candidate)).toMatchObject([{ receivedBytes: 2 }])
    expect(await partsOf(take.id)).toMatchObject([{ bytes: 2 }])
    expect(await house.objectsOf(story.companyId)).toHaveLength(1)
    expect(await sends({ offset: 2, body: webmHead.subarray(2) })).toMatchObject({ status: 204 })
    expect(await takesOf(candidate)).toMatchObject([{ contentType: 'video/webm' }])
    // One of which too little came to tell is none.
    const other = await recordsIn()
    granted(await other.candidate.ends(other.take, webmHead.subarray(0, 3)))
    await sendsAll(other.sends, webmHead.subarray(0, 3))
    await becomes(other.candidate, other.take.id, 'LOST')
  })

  test('has an end: of a request, of a recording, and of an application', async () => {
    const { story, candidate, take, question, sends } = await recordsIn({ each: { answerSeconds: 10, retakes: 1 } })
    const tooMuch = Buffer.alloc(8 * MiB + 1)
    webmHead.copy(tooMuch)
    // Told before, it is refused before it comes.
    const announced = { 'content-length': String(tooMuch.length), expect: '100-continue' }
    expect(await sends({ offset: 0, headers: announced })).toMatchObject({ status: 413 })
    // Not told, it is counted, and the line is closed: whether the answer is still heard then is chance.
    const chunked = { 'content-length': null, 'transfer-encoding': 'chunked' }
    const reply = await sends({ offset: 0, body: tooMuch, headers: chunked }).catch(() => null)
    expect([undefined, 413]).toContain(reply?.status)
    await until('nothing of it to be kept', async () => (await partsOf(take.id)).length === 0)
    expect(await house.objectsOf(story.companyId)).toEqual([])

    // Ten seconds of a picture are at most ten megabytes and one more.
    const most = 10_000_000 + MiB
    const recording = someRecording(most)
    await sendsAll(sends, recording)
    expect(await sends({ offset: most, body: Buffer.alloc(1) })).toMatchObject({ status: 413 })
    granted(await candidate.ends(take, recording))
    await becomes(candidate, take.id, 'KEPT')

    // And all of an application, in this house, are at most twelve.
    const second = granted(await candidate.begins(question))
    const sendsMore = sender(candidate, second['uploadUrl'])
    expect(await sendsMore({ offset: 0, body: someRecording(MiB) })).toMatchObject({ status: 413 })
    expect(await sendsMore({ offset: 0, body: someRecording(12_000_000 - most) })).toMatchObject({ status: 204 })
    expect(await sendsMore({ offset: 12_000_000 - most, body: Buffer.alloc(1) })).toMatchObject({ status: 413 })
  })

  test('goes on for a day after the interview was held, and is given up then', async () => {
    const { candidate, question, take, sends } = await recordsIn()
    const recording = someRecording(3000)
    granted(await candidate.ends(take, recording))
    granted(await candidate.goesOnFrom(question))
    const { question: next } = (await candidate.holder.reads('{ candidateInterview { question { id } } }'))
      .candidateInterview
    const late = granted(await candidate.begins(next))
    granted(await candidate.finishes())
    expect(await sends({ offset: 0, body: recording.subarray(0, 1000) })).toMatchObject({ status: 204 })
    house.clock.stopAt(shifted(startsAt, day - 1))
    expect(await sends({ method: 'HEAD' })).toMatchObject({ status: 200, offset: 1000 })
    await sendsAll(sends, recording, 1000)
    await becomes(candidate, take.id, 'KEPT')

    house.clock.stopAt(shifted(startsAt, day))
    const sendsLate = sender(candidate, late['uploadUrl'])
    expect(await sendsLate({ method: 'HEAD' })).toMatchObject({ status: 410 })
    expect(await sendsLate({ offset: 0, body: recording })).toMatchObject({ status: 410 })
    // What was kept stays.
    expect(await sends({ method: 'HEAD' })).toMatchObject({ status: 200, offset: 3000 })
  })
})

/** The look at the storage may have come while it was out of order; nothing else is an error. */
const expectStorageComplaints = () =>
  expect(house.takeErrors().filter(({ msg }) => !msg?.startsWith('recordings cannot be kept or read'))).toEqual([])

describe('a storage that is out of order', () => {
  test('costs a try and not an answer, and leaves nothing that no row tells of', async () => {
    const { story, candidate, recruiter, interview, take, sends } = await recordsIn()
    const recording = someRecording(300_000)
    const part = (at: number) => ({ offset: at * 100_000, body: recording.subarray(at * 100_000, (at + 1) * 100_000) })
    expect(await sends(part(0))).toMatchObject({ status: 204 })
    const mend = house.storageFails()
    expect(await sends(part(1))).toMatchObject({
      status: 503,
      headers: { 'retry-after': '5' },
      body: '{"error":"It cannot be kept at the moment. Send it again."}',
    })
    // Others come and go as ever; it is all a matter of the storage.
    expect(await sends({ method: 'HEAD' })).toMatchObject({ status: 200, offset: 100_000 })
    mend()
    expect(await sends(part(1))).toMatchObject({ status: 204 })
    expect(await sends(part(2))).toMatchObject({ status: 204 })

    // What is all there and cannot be compared now is compared soon, and is not lost.
    const mendAgain = house.storageFails()
    granted(await candidate.ends(take, recording))
    const waits = await until('the worker to have met the storage', async () => {
      if (!house.log.some(({ msg }) => msg === 'a recording cannot be read')) return null
      const [row] = await house.database.query<{ seconds: number }>(
        'select extract(epoch from checked_until - now())::float8 as seconds from question_answer where id = $1',
        [take.id],
      )
      return row!.seconds < 60 && row
    })
    expect(waits.seconds).toBeLessThanOrEqual(15)
    expect(await takesOf(candidate)).toMatchObject([{ status: 'SENDING' }])
    mendAgain()
    await house.database.query('update question_answer set checked_until = null where id = $1', [take.id])
    await becomes(candidate, take.id, 'KEPT')
    const played = await fetch(house.url + (await linkTo(recruiter, interview.id)))
    expect(sha256(Buffer.from(await played.arrayBuffer()))).toBe(sha256(recording))

    // What was given up waits with its row until it can be removed.
    expect((await partsOf(take.id)).filter(({ removed_at }) => removed_at !== null)).toHaveLength(1)
    const { database, storage, log } = house.greenroom
    const mendAtLast = house.storageFails()
    await removeOldParts({ database, storage, log }, new Date().toISOString())
    expect(await partsOf(take.id)).toHaveLength(4)
    mendAtLast()
    await removeOldParts({ database, storage, log }, new Date().toISOString())
    expect(await partsOf(take.id)).toHaveLength(3)
    expect(await house.objectsOf(story.companyId)).toHaveLength(3)
    expectStorageComplaints()
  })
})

describe('the link to a recording', () => {
  async function kept(kind = 'VIDEO') {
    const recorded = await recordsIn({ kind })
    const recording = someRecording(10_000)
    for (let offset = 0; offset < recording.length; offset += 3000)
      await recorded.sends({ offset, body: recording.subarray(offset, offset + 3000) })
    granted(await recorded.candidate.ends(recorded.take, recording))
    await becomes(recorded.candidate, recorded.take.id, 'KEPT')
    return { ...recorded, recording, link: await linkTo(recorded.recruiter, recorded.interview.id) }
  }
  const get = (link: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(house.url + link, { headers, method })

  test('plays it whole and in ranges, as bytes that are never a page', async () => {
    const { recording, link } = await kept()
    const whole = await get(link)
    expect(whole.status).toBe(200)
    expect(Buffer.from(await whole.arrayBuffer()).equals(recording)).toBe(true)
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-type': 'video/webm',
      'content-length': '10000',
      'accept-ranges': 'bytes',
      'content-disposition': 'attachment; filename="Ada Applicant - question 1.webm"',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'private, no-store',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      etag: `"${sha256(recording)}"`,
    })
    const head = await get(link, {}, 'HEAD')
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '10000', ''])

    // Within a part, over the edge of two, over all of them, to the end, and the end alone.
    for (const [wish, first, last] of [
      ['bytes=0-0', 0, 0],
      ['bytes=100-199', 100, 199],
      ['bytes=2999-3000', 2999, 3000],
      ['bytes=1-9998', 1, 9998],
      ['bytes=9000-', 9000, 9999],
      ['bytes=-5', 9995, 9999],
      ['bytes=5000-999999', 5000, 9999],
    ] as const) {
      const stretch = await get(link, { range: wish })
      expect([wish, stretch.status, stretch.headers.get('content-range')]).toEqual([
        wish,
        206,
        `bytes ${first}-${last}/10000`,
      ])
      expect(Buffer.from(await stretch.arrayBuffer()).equals(recording.subarray(first, last + 1)), wish).toBe(true)
    }
    for (const wish of ['bytes=10000-', 'bytes=20000-30000']) {
      const beyond = await get(link, { range: wish })
      expect([wish, beyond.status, beyond.headers.get('content-range')]).toEqual([wish, 416, 'bytes */10000'])
    }
    for (const headers of [
      { range: 'nonsense' },
      { range: 'lines=0-5' },
      { range: 'bytes=0-1,5-6' },
      { range: 'bytes=0-1', 'if-range': '"another one"' },
    ]) {
      const ignored = await get(link, headers)
      expect([headers, ignored.status, (await ignored.arrayBuffer()).byteLength]).toEqual([headers, 200, 10_000])
    }
    expect((await get(link, { range: 'bytes=0-1', 'if-range': `"${sha256(recording)}"` })).status).toBe(206)
  })

  test('that is tampered with, signed by somebody else, of nothing, or over is one and the same', async () => {
    const { candidate, question, link, take, recruiter, interview } = await kept('AUDIO')
    const now = startsAt
    const token = link.slice('/media/'.length)
    const answerTo = async (path: string) => {
      const response = await get(path)
      return [response.status, response.headers.get('content-type'), await response.text()]
    }
    const nothing = [404, 'application/json; charset=utf-8', '{"error":"NOT_FOUND"}']
    const tampered = Array.from(
      token,
      (sign, at) => token.slice(0, at) + (sign === 'A' ? 'B' : 'A') + token.slice(at + 1),
    )
    for (const each of tampered) expect(readMediaToken([secret], each)).toBeNull()
    for (const path of [
      `/media/${tampered[3]}`,
      `/media/${tampered.at(-1)}`,
      `/media/${token}A`,
      `/media/${token.slice(1)}`,
      `${link}%3D`,
      '/media/nonsense',
      makeMediaLink('another secret')(take.id, now),
      makeMediaLink(secret)(newId(), now),
      makeMediaLink(secret)(take.id, shifted(now, -10 * minute)),
    ])
      expect([path, await answerTo(path)]).toEqual([path, nothing])
    house.clock.stopAt(shifted(now, 10 * minute - 1))
    expect((await get(link)).status).toBe(200)
    house.clock.stopAt(shifted(now, 10 * minute))
    expect(await answerTo(link)).toEqual(nothing)

    // A good one of a take that does not count any more opens nothing either.
    const fresh = await linkTo(recruiter, interview.id)
    expect((await get(fresh)).status).toBe(200)
    granted(await candidate.writes(question, 'Better in words.'))
    expect(await answerTo(fresh)).toEqual(nothing)
    expect(await linkTo(recruiter, interview.id)).toBeNull()
    expect(JSON.stringify(house.log)).not.toContain(token)
  })

  test('is given to who may see the interview, and to nobody else', async () => {
    const { story, candidate, recruiter, interview, take } = await kept()
    const assigned = await story.interviewer()
    await house.database.query(
      'insert into interview_interviewer (company_id, interview_id, interviewer_id) values ($1, $2, $3)',
      [story.companyId, interview.id, assigned.id],
    )
    for (const reader of [recruiter, await story.admin(), assigned])
      expect((await get(await linkTo(reader, interview.id))).status).toBe(200)
    for (const stranger of [await story.interviewer('Nils'), await (await tellStory(house)).recruiter()]) {
      const { errors } = await stranger.ask('query($id: ID!) { interview(id: $id) { questionAnswers { mediaUrl } } }', {
        id: interview.id,
      })
      expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND')
    }
    expect(await takesOf(candidate)).toMatchObject([{ id: take.id, mediaUrl: null }])
  })

  test('of which the storage lost something ends, and says so in the log alone', async () => {
    const { link, take, recording } = await kept()
    const [part] = await house.database.query<{ company_id: string; id: string }>(
      'select company_id, id from answer_part where answer_id = $1 order by first_byte desc limit 1',
      [take.id],
    )
    await house.greenroom.storage.remove(`${part!.company_id}/${part!.id}`)
    await expect(get(link).then((response) => response.arrayBuffer())).rejects.toThrow()
    const told = () => house.log.filter(({ msg }) => msg === 'a recording cannot be played')
    expect(told()).toMatchObject([{ level: 40, answerId: take.id, err: { type: 'StorageError', fault: 'MISSING' } }])
    // Where the beginning is missing, nothing has been answered yet.
    const answer = await get(link, { range: 'bytes=9000-' })
    expect([answer.status, answer.headers.get('retry-after'), await answer.text()]).toEqual([
      503,
      '10',
      '{"error":"The recording cannot be read at the moment."}',
    ])
    for (const name of ['content-range', 'content-disposition']) expect(answer.headers.get(name)).toBeNull()
    expect(answer.headers.get('etag')).not.toContain(sha256(recording))
    expect(told()).toHaveLength(2)
    expect((await get(link, { range: 'bytes=0-10' })).status).toBe(206)
  })

  test('is of use again as soon as the storage is, and who hung up is waited for by nobody', async () => {
    const { link, recording } = await kept()
    const mend = house.storageFails()
    expect((await get(link)).status).toBe(503)
    expect((await get(link, {}, 'HEAD')).status).toBe(200)
    mend()
    expect(Buffer.from(await (await get(link)).arrayBuffer()).equals(recording)).toBe(true)
    expectStorageComplaints()
  })
})
