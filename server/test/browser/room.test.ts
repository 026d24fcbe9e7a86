import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Page, Route } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { chance } from '../chance.ts'
import { until } from '../until.ts'
import { asks, desktop, isAccessible, noBrowser, openDemo, phone, signIn } from './browser.ts'

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true })
const isSafe = (page: Page) => page.getByText('It is safe to close this page.').waitFor()
const isHeard = (page: Page) => page.getByText('We hear you').waitFor()
/** Until so many seconds of an answer lie on the device's disk. */
const speaks = (page: Page, seconds: number) =>
  until(`${seconds} seconds are kept on the device`, () =>
    page.evaluate<boolean>(keepsSeconds.replace('SECONDS', String(seconds))),
  )
// It runs in the page.
const keepsSeconds = `(async () => {
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  const database = await done(indexedDB.open('greenroom-room'))
  const takes = await done(database.transaction('takes').objectStore('takes').getAll())
  database.close()
  return takes.some(({ isEnded, durationSeconds }) => !isEnded && durationSeconds >= SECONDS)
})()`

/** Lets nothing of one kind come back from the server: the page hears of a line that has gone. */
async function losing(page: Page, operation: string, work: () => Promise<void>): Promise<void> {
  const lose = (route: Route) =>
    route.request().postData()?.includes(`mutation ${operation}`) ? route.abort() : route.fallback()
  await page.route('**/graphql', lose)
  await work()
  await page.unroute('**/graphql', lose)
}

/** Somebody who works by keys is where they were, although what they pressed came to nothing. */
async function keepsFocus(page: Page, name: string, operation: string): Promise<void> {
  await losing(page, operation, async () => {
    await button(page, name).focus()
    await page.keyboard.press('Enter')
    await page.getByText('That did not come through').waitFor()
    await until(`${name} may be pressed again`, () => button(page, name).isEnabled())
    expect(await page.evaluate<string>('document.activeElement.textContent.trim()')).toBe(name)
  })
  await page.keyboard.press('Enter')
}

/** What the browser's own recorder handed out, beside what the page made of it: each recording, in its order. */
const listensIn = `{
  const Recorder = MediaRecorder
  const recorded = []
  globalThis.MediaRecorder = class extends Recorder {
    constructor(...args) {
      super(...args)
      const parts = []
      recorded.push(parts)
      this.addEventListener('dataavailable', ({ data }) => parts.push(data))
    }
  }
  globalThis.digestsOfRecorded = () => Promise.all(recorded.map(async (parts) => {
    const digest = await crypto.subtle.digest('SHA-256', await new Blob(parts).arrayBuffer())
    return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  }))
}`
const digestsOfRecorded = (page: Page) => page.evaluate<string[]>('digestsOfRecorded()')

/** A device whose clock somebody has set an hour ahead. */
const anHourAhead = `{
  const Real = Date
  const ahead = 3_600_000
  globalThis.Date = class extends Real {
    constructor(...args) {
      args.length ? super(...args) : super(Real.now() + ahead)
    }
    static now() {
      return Real.now() + ahead
    }
  }
}`

interface Given {
  kind: string
  status: string
  text: string | null
  mediaUrl: string | null
}

async function interviewOf(page: Page, candidate: string) {
  const { interviews } = await asks<{
    interviews: {
      nodes: {
        status: string
        givenConsent: { withdrawnAt: string | null } | null
        questionAnswers: Given[]
      }[]
    }
  }>(
    page,
    `query($search: String!) { interviews(first: 1, filter: { search: $search }) { nodes { id status
      givenConsent { id withdrawnAt } questionAnswers { id kind status text mediaUrl } } } }`,
    { search: candidate },
  )
  return interviews.nodes[0]!
}

/** Lets somebody be interviewed by themselves in a moment. */
async function invite(page: Page, person: { name: string; email: string }): Promise<void> {
  const does = async (mutation: string, answers: string, input: Record<string, unknown>): Promise<string> => {
    const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input!`
    const { answer } = await asks<{ answer: { id?: string } }>(
      page,
      `mutation($input: ${type}) { answer: ${mutation}(input: $input) { ... on ${answers} { id } ... on Refusal { message } } }`,
      { input },
    )
    if (!answer.id) throw new Error(JSON.stringify(answer))
    return answer.id
  }
  const { jobs } = await asks<{ jobs: { nodes: { id: string; title: string }[] } }>(
    page,
    '{ jobs(first: 10) { nodes { id title } } }',
  )
  const candidateId = await does('createCandidate', 'Candidate', person)
  await does('scheduleInterview', 'Interview', {
    applicationId: await does('createApplication', 'Application', {
      candidateId,
      jobId: jobs.nodes.find(({ title }) => title === 'Backend Engineer')!.id,
    }),
    startsAt: new Date(Date.now() + 10_000).toISOString(),
    durationMinutes: 30,
    mode: 'SELF_GUIDED',
    interviewerIds: [],
    overrideReason: 'They are here.',
  })
}

async function digestOf(url: string): Promise<string> {
  const bytes = Buffer.from(await (await fetch(url)).arrayBuffer())
  return createHash('sha256').update(bytes).digest('hex')
}

/** Half a second of a tone, as a WAV file. */
function aTone(): Buffer {
  const samples = 4_000
  const file = Buffer.alloc(44 + samples, 128)
  file.write('RIFF', 0)
  file.writeUInt32LE(36 + samples, 4)
  file.write('WAVEfmt ', 8)
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20)
  file.writeUInt16LE(1, 22)
  file.writeUInt32LE(8_000, 24)
  file.writeUInt32LE(8_000, 28)
  file.writeUInt16LE(1, 32)
  file.writeUInt16LE(8, 34)
  file.write('data', 36)
  file.writeUInt32LE(samples, 40)
  for (let at = 0; at < samples; at++) file[44 + at] = 128 + Math.round(60 * Math.sin(at / 3))
  return file
}

/** A service that reads aloud, and notes what. */
const read: string[] = []
let speech: Server

async function startSpeech(): Promise<Record<string, string>> {
  speech = createServer(async (request: IncomingMessage, response) => {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece as Buffer)
    read.push((JSON.parse(Buffer.concat(pieces).toString()) as { input: string }).input)
    response.writeHead(200, { 'content-type': 'audio/wav' }).end(aTone())
  }).listen(0, '127.0.0.1')
  await once(speech, 'listening')
  return { SPEECH_URL: `http://127.0.0.1:${(speech.address() as AddressInfo).port}/v1/audio/speech` }
}

describe.skipIf(noBrowser)('the room', () => {
  const { linkTo, url, visitor } = openDemo(startSpeech)
  afterAll(() => speech?.close())

  test('stays shut to a program that opens the link and runs what is there', async () => {
    const link = await linkTo('maya.okafor@candidates.test', 'interview')
    await fetch(link, { method: 'HEAD' })
    const scanner = await visitor(desktop)
    await scanner.page.goto(link)
    await heading(scanner.page, 'May your answers be recorded?').waitFor()
    await scanner.page.mouse.wheel(0, 2_000)
    scanner.wasClean()

    const recruiter = await visitor(desktop)
    await signIn(recruiter.page, 'recruiter@demo.test')
    expect(await interviewOf(recruiter.page, 'Maya Okafor')).toMatchObject({
      status: 'SCHEDULED',
      givenConsent: null,
      questionAnswers: [],
    })
  })

  test('keeps every answer through a reload and cut lines, on a phone whose clock is wrong', async () => {
    const some = chance('The room on a phone')
    const recruiter = await visitor(desktop)
    await signIn(recruiter.page, 'recruiter@demo.test')

    const { page } = await visitor({ ...phone, colorScheme: 'dark' })
    page.on('dialog', (dialog) => void dialog.accept())
    await page.addInitScript(listensIn)
    await page.addInitScript(anHourAhead)
    await page.goto(await linkTo('maya.okafor@candidates.test', 'interview'))
    await page.getByText(/clock/).first().waitFor()
    await button(page, 'Try the microphone').click()
    await isHeard(page)
    await isAccessible(page, 'consent and the device check')
    await button(page, 'Stop trying').click()
    await button(page, 'Play a test sound').click()
    await page.getByText('Two notes were played').waitFor()

    // Nobody comes in before they have said whether they may be recorded.
    await button(page, 'Start the interview').click()
    await keepsFocus(page, 'I agree, start the interview', 'GiveConsent')
    await page.getByText('Question 1 of 3').waitFor()
    // The time to think is the server's.
    await page.getByText(/^\s*Time to think: 0:5\d\s*$|^\s*Time to think: 1:00\s*$/).waitFor()
    await until('the question is read aloud', () => read.some((text) => text.startsWith('Tell us about a system')))
    await button(page, 'Listen to the question').waitFor()
    await isAccessible(page, 'a question')

    // The page goes away in the middle of an answer: what was said until then is there, and may be said anew.
    await button(page, 'Record my answer').click()
    await isHeard(page)
    await speaks(page, 4)
    await isAccessible(page, 'a recording')
    await page.reload()
    await page.getByText('The page was closed while you spoke').waitFor()
    await page.getByText('Question 1 of 3').waitFor()
    await isAccessible(page, 'an answer to look back at')
    await isSafe(page)
    expect((await interviewOf(recruiter.page, 'Maya Okafor')).questionAnswers).toMatchObject([{ status: 'KEPT' }])
    await button(page, /^Record it anew/).click()
    await isHeard(page)
    await speaks(page, 2)
    await button(page, 'Stop, this is my answer').click()
    await heading(page, 'Your answer is recorded').waitFor()
    await isSafe(page)
    const recordedFirst = await digestsOfRecorded(page)
    await keepsFocus(page, 'Next question', 'GoToNextQuestion')

    // The page goes away before it hears that a recording has begun: nobody else is said to record it.
    await page.getByText('Question 2 of 3').waitFor()
    let hasBegun = false
    const begins = async (route: Route) => {
      if (!route.request().postData()?.includes('mutation BeginAnswer')) return route.fallback()
      await route.fetch()
      hasBegun = true
    }
    await page.route('**/graphql', begins)
    await button(page, 'Record my answer').click()
    await until('the server has begun a take', () => hasBegun)
    await page.unroute('**/graphql', begins)
    await page.reload()

    // The line is cut again and again while somebody speaks, and comes back after they have ended.
    await page.getByText('Question 2 of 3').waitFor()
    await button(page, 'Record my answer').click()
    await isHeard(page)
    const cuts = 50
    for (let cut = 1; cut <= cuts; cut++) {
      await pause(some.below(600))
      await page.context().setOffline(true)
      await pause(some.below(400))
      if (cut < cuts) await page.context().setOffline(false)
    }
    await button(page, 'Stop, this is my answer').click()
    await heading(page, 'Your answer is recorded').waitFor()
    await page.getByText('There is no connection right now').first().waitFor()
    await isAccessible(page, 'an answer that waits for a line')
    await page.context().setOffline(false)
    await isSafe(page)
    await button(page, 'Next question').click()

    // The last one in writing.
    await page.getByText('Question 3 of 3').waitFor()
    await button(page, 'Answer in writing').click()
    await page.getByLabel('Your answer in writing').fill('I read the logs first.')
    await isAccessible(page, 'an answer in writing')
    await button(page, 'This is my answer').click()
    await heading(page, 'Your answer').waitFor()
    const recorded = [...recordedFirst, ...(await digestsOfRecorded(page))]
    await button(page, 'That was the last one').click()
    await heading(page, 'That was the last question').waitFor()
    await keepsFocus(page, 'Finish the interview', 'FinishInterview')
    await heading(page, 'This interview is over').waitFor()
    await isSafe(page)
    await isAccessible(page, 'the end')

    // The company has to the byte what the browser recorded, and what was said before stays the candidate's.
    const { status, questionAnswers } = await interviewOf(recruiter.page, 'Maya Okafor')
    expect(status).toBe('COMPLETED')
    expect(questionAnswers.map(({ kind, status, text }) => [kind, status, text])).toEqual([
      ['AUDIO', 'REPLACED', null],
      ['AUDIO', 'KEPT', null],
      // Begun, and nothing came of it.
      ['AUDIO', 'REPLACED', null],
      ['AUDIO', 'KEPT', null],
      ['TEXT', 'KEPT', 'I read the logs first.'],
    ])
    const kept = questionAnswers.flatMap(({ mediaUrl }) => mediaUrl ?? [])
    expect(await Promise.all(kept.map((path) => digestOf(url() + path)))).toEqual(recorded)
  })

  test('is worked by keys, records in one tab at a time, and nothing more once consent is taken back', async () => {
    const visit = await visitor(desktop)
    const { page } = visit
    page.on('dialog', (dialog) => void dialog.accept())
    const link = await linkTo('jonas.weber@candidates.test', 'interview')
    await page.goto(link)
    // He came in before anything was said about recording: the question is there, and he is asked beside it.
    await page.getByText('Question 1 of 3').waitFor()
    await heading(page, 'May your answers be recorded?').waitFor()
    await isAccessible(page, 'consent in the room')
    const isFocused = (name: string) =>
      until(`${name} has the focus`, () =>
        page.evaluate<boolean>(`document.activeElement !== document.body &&
          document.activeElement.textContent.includes(${JSON.stringify(name)})`),
      )
    const press = async (name: string | RegExp) => {
      await button(page, name).focus()
      await page.keyboard.press('Enter')
    }
    await press('I agree')
    await isFocused('Record my answer')
    await page.keyboard.press('Enter')
    await isHeard(page)
    await isFocused('Stop, this is my answer')

    // A doubled tab, which begins with all that this one keeps, neither records the same nor hides that somebody does.
    const [other] = await Promise.all([page.waitForEvent('popup'), page.evaluate('void open(location.href)')])
    await other.getByText('Your answer is being recorded elsewhere').waitFor()
    await isAccessible(other, 'an answer recorded elsewhere')
    await button(other, 'Record here instead').click()
    await isHeard(other)
    await page.getByText('Your answer is being recorded elsewhere').waitFor()
    await button(other, 'Stop, this is my answer').click()
    await heading(other, 'Your answer is recorded').waitFor()
    await isSafe(other)
    // One that goes away in the middle leaves its answer to the one that stays.
    await button(other, 'Next question').click()
    await other.getByText('Question 2 of 3').waitFor()
    await button(other, 'Record my answer').click()
    await isHeard(other)
    await speaks(other, 2)
    await page.getByText('Your answer is being recorded elsewhere').waitFor()
    await other.close()
    await heading(page, 'Your answer is recorded').waitFor()
    await isSafe(page)
    await press('Next question')
    await isFocused('What do you look for')

    await press('Record my answer')
    await isHeard(page)
    await press('Take it back')
    await isFocused('Take your consent back?')
    await isAccessible(page, 'consent about to be taken back')
    await press('Yes, take it back')
    await page.getByText('You answer in writing. Nothing is recorded.').waitFor()
    await page.getByLabel('Your answer in writing').waitFor()
    expect(await button(page, 'Record my answer').count()).toBe(0)
    await isAccessible(page, 'answers in writing alone')

    const recruiter = await visitor(desktop)
    await signIn(recruiter.page, 'recruiter@demo.test')
    const { givenConsent, questionAnswers } = await interviewOf(recruiter.page, 'Jonas Weber')
    expect(givenConsent!.withdrawnAt).not.toBeNull()
    // What was said in the first tab, what counts instead, what the closed tab left, and what was being said at the end.
    expect(questionAnswers.map(({ status }) => status)).toEqual(['REPLACED', 'KEPT', 'KEPT', 'LOST'])
    // Two tabs may send the same take at once: who comes second is told that it goes on at another place. And what was on
    // its way when consent was taken back is told that it is not taken any more.
    visit.wasClean(/status of (409|410) .*\/api\/interview\/uploads\//)
  })

  test('records picture with the sound where the company asks for it, and the recruiter sees both', async () => {
    const admin = await visitor(desktop)
    await signIn(admin.page, 'admin@demo.test')
    await admin.page.goto('/settings')
    await button(admin.page, /^Change .*Recorded answers$/).click()
    await admin.page.getByRole('switch', { name: 'Record picture with the sound' }).click()
    await button(admin.page, 'Save').click()
    await admin.page.getByText('Sound and picture').waitFor()
    await invite(admin.page, { name: 'Ada Lund', email: 'ada.lund@candidates.test' })

    const { page, wasClean } = await visitor(phone)
    await page.goto(await linkTo('ada.lund@candidates.test', 'interview'))
    await heading(page, 'Try microphone, camera and sound').waitFor()
    await button(page, 'Start the interview').click()
    await button(page, 'I agree, start the interview').click()
    await button(page, 'Record my answer').click()
    await page.getByLabel('Your own picture').waitFor()
    await speaks(page, 3)
    await isAccessible(page, 'a recording with picture')
    await button(page, 'Stop, this is my answer').click()
    await heading(page, 'Your answer is recorded').waitFor()
    await isSafe(page)
    wasClean()

    const { questionAnswers } = await interviewOf(admin.page, 'Ada Lund')
    expect(questionAnswers).toMatchObject([{ kind: 'VIDEO', status: 'KEPT' }])
    // What was kept is a film: it opens, and its picture has a size.
    const width = await admin.page.evaluate<number>(`new Promise((resolve, reject) => {
      const video = document.createElement('video')
      video.onloadeddata = () => resolve(video.videoWidth)
      video.onerror = () => reject(new Error(video.error.message))
      video.src = ${JSON.stringify(questionAnswers[0]!.mediaUrl)}
      video.load()
    })`)
    expect(width).toBeGreaterThan(100)
  })
})
