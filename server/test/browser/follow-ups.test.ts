import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { until } from '../until.ts'
import { asks, desktop, isAccessible, noBrowser, openDemo, phone, signIn } from './browser.ts'

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true })

const inTheLogs = 'What did you find in the logs that day?'
const another = 'Who helped you to mend it?'
const spoken = 'I read the logs first.'

/** A program on the operator's own machine that listens, asks and speaks; and what it was given. */
let program: Server
const read: string[] = []
const asked: { question: string; answer: string }[] = []
/** Until this is called it thinks about what was written. */
let letGo: () => void = () => {}
const isLetGo = new Promise<void>((resolve) => (letGo = resolve))

async function startProgram(): Promise<Record<string, string>> {
  program = createServer(async (request: IncomingMessage, response) => {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece as Buffer)
    const body = Buffer.concat(pieces)
    const answers = (what: object) => response.writeHead(200).end(JSON.stringify(what))
    if (request.url!.endsWith('/transcriptions')) return void answers({ text: spoken })
    if (request.url!.endsWith('/speech')) {
      read.push((JSON.parse(body.toString()) as { input: string }).input)
      // No sound at all: the words are shown in any case.
      return void response.writeHead(503).end()
    }
    const { messages } = JSON.parse(body.toString()) as { messages: { content: string }[] }
    const given = JSON.parse(messages[1]!.content) as (typeof asked)[number]
    asked.push(given)
    const wasSpoken = given.answer === spoken
    if (!wasSpoken) await isLetGo
    answers({ choices: [{ message: { role: 'assistant', content: wasSpoken ? inTheLogs : another } }] })
  }).listen(0, '127.0.0.1')
  await once(program, 'listening')
  const at = `http://127.0.0.1:${(program.address() as AddressInfo).port}/v1`
  return {
    SPEECH_URL: `${at}/audio/speech`,
    TRANSCRIPTION_URL: `${at}/audio/transcriptions`,
    FOLLOW_UP_URL: `${at}/chat/completions`,
    FOLLOW_UP_MODEL: 'small-1',
  }
}

interface Told {
  id: string
  followUps: { id: string; status: string; text: string | null }[]
  questionAnswers: { questionId: string; position: number; status: string; kind: string }[]
}

async function toldOf(page: Page, candidate: string): Promise<Told> {
  const { interviews } = await asks<{ interviews: { nodes: Told[] } }>(
    page,
    `query($search: String!) { interviews(first: 1, filter: { search: $search }) { nodes { id
      followUps { id status text } questionAnswers { id questionId position status kind } } } }`,
    { search: candidate },
  )
  return interviews.nodes[0]!
}

/** Answers what is asked in writing, and stays with it. */
async function writes(page: Page, text: string): Promise<void> {
  await button(page, 'Answer in writing').click()
  await page.getByLabel('Your answer in writing').fill(text)
  await button(page, 'This is my answer').click()
  await heading(page, 'Your answer').waitFor()
}

async function records(page: Page): Promise<void> {
  await button(page, 'Record my answer').click()
  await page.getByText('We hear you').waitFor()
  await button(page, 'Stop, this is my answer').click()
  await page.getByText('It is safe to close this page.').waitFor()
}

describe.skipIf(noBrowser)('a follow-up question', () => {
  const { linkTo, visitor } = openDemo(startProgram)
  afterAll(() => {
    program.closeAllConnections()
    program.close()
  })

  test('is asked of somebody who has agreed to it, recorded, and heard where its answer stands', async () => {
    const recruiter = await visitor(desktop)
    await signIn(recruiter.page, 'recruiter@demo.test')
    const becomes = (status: string, at = 0) =>
      until(`follow-up ${at} to be ${status}`, async () => {
        const found = (await toldOf(recruiter.page, 'Maya Okafor')).followUps[at]
        return found?.status === status && found
      })

    const { page } = await visitor({ ...phone, colorScheme: 'dark' })
    page.on('dialog', (dialog) => void dialog.accept())
    await page.goto(await linkTo('maya.okafor@candidates.test', 'interview'))
    await button(page, 'Start the interview').click()
    await page.getByText('a program proposes it').waitFor()
    await button(page, 'I agree, start the interview').click()

    // The first one may not be followed.
    await page.getByText('Question 1 of 3').waitFor()
    await records(page)
    await button(page, 'Next question').click()
    await page.getByText('Question 2 of 3').waitFor()
    await records(page)
    const { text } = await becomes('PROPOSED')
    expect(text).toBe(inTheLogs)
    expect(asked).toEqual([expect.objectContaining({ answer: spoken, language: 'English' })])
    await button(page, 'Next question').click()

    await heading(page, inTheLogs).waitFor()
    await page.getByText('Question 3 of 4, a follow-up to question 2').waitFor()
    await page.getByText('Nobody at Lindgren & Co has read it before you.').waitFor()
    await until('it is read aloud', () => read.includes(inTheLogs))
    await isAccessible(page, 'a follow-up question')
    // A reload comes back to it.
    await page.reload()
    await heading(page, inTheLogs).waitFor()
    await records(page)
    await button(page, 'Next question').click()
    await page.getByText('Question 4 of 4').waitFor()
    await writes(page, 'Somebody who asks.')
    await button(page, 'Go on').click()
    await heading(page, 'That was the last question').waitFor()
    await button(page, 'Finish the interview').click()
    await heading(page, 'This interview is over').waitFor()

    const { id, questionAnswers, followUps } = await toldOf(recruiter.page, 'Maya Okafor')
    expect(questionAnswers.map(({ kind, status, position }) => [kind, status, position])).toEqual([
      ['AUDIO', 'KEPT', 1],
      ['AUDIO', 'KEPT', 2],
      ['AUDIO', 'KEPT', 3],
      ['TEXT', 'KEPT', 4],
    ])
    expect(questionAnswers[2]!.questionId).toBe(followUps[0]!.id)
    await recruiter.page.goto(`/interviews/${id}`)
    await recruiter.page.getByText(inTheLogs).first().waitFor()
    await recruiter.page.getByText(/Follow-up to question 2, proposed by a program at 127\.0\.0\.1/).waitFor()
    await isAccessible(recruiter.page, 'the answers with a follow-up')
  })

  test('that comes after the last one is offered beside the end, and waits for nobody', async () => {
    const { page } = await visitor(desktop)
    page.on('dialog', (dialog) => void dialog.accept())
    await page.goto(await linkTo('jonas.weber@candidates.test', 'interview'))
    await page.getByText('Question 1 of 3').waitFor()
    await button(page, 'I agree').click()
    await writes(page, 'A small one.')
    await button(page, 'Next question').click()
    await page.getByText('Question 2 of 3').waitFor()
    await writes(page, 'I asked the others.')
    await button(page, 'Next question').click()
    await page.getByText('Question 3 of 3').waitFor()
    await writes(page, 'Somebody who asks.')
    await until('the program thinks', () => asked.some(({ answer }) => answer === 'I asked the others.'))
    await button(page, 'Go on').click()
    await heading(page, 'That was the last question').waitFor()
    await button(page, 'Finish the interview').waitFor()

    letGo()
    await heading(page, 'One more question has come').waitFor()
    await isAccessible(page, 'a follow-up on offer')
    await button(page, 'Go to this question').click()
    await heading(page, another).waitFor()
    await page.getByText('Question 4 of 4, a follow-up to question 2').waitFor()
    await writes(page, 'Nobody did.')
    await button(page, 'Go on').click()
    await heading(page, 'That was the last question').waitFor()
    await button(page, 'Finish the interview').click()
    await heading(page, 'This interview is over').waitFor()
  })
})
