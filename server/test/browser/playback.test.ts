import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { until } from '../until.ts'
import { asks, desktop, isAccessible, noBrowser, openDemo, phone, signIn, type Demo } from './browser.ts'

/** What a browser does that records: real sound, and a real picture where wished, as MediaRecorder writes them. */
const candidate = `
  const [key, deed, kind, seconds] = given
  const ask = async (query, variables) => {
    const answer = await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Candidate ' + key },
      body: JSON.stringify({ query, variables }),
    })
    const { data, errors } = await answer.json()
    if (errors) throw new Error(JSON.stringify(errors))
    return data
  }
  const does = async (mutation, input) => {
    const type = mutation[0].toUpperCase() + mutation.slice(1) + 'Input!'
    const { [mutation]: said } = await ask(
      'mutation($input: ' + type + ') { ' + mutation + '(input: $input) { __typename ' +
        (mutation === 'beginAnswer' ? '... on QuestionAnswer { id uploadUrl } ' : '') +
        '... on Refusal { message } } }',
      { input },
    )
    if (said.message) throw new Error(said.message)
    return said
  }
  const { candidateInterview } = await ask('{ candidateInterview { question { id } consent { version } } }')
  const questionId = candidateInterview.question?.id
  if (deed === 'enter') {
    await does('giveConsent', { version: candidateInterview.consent.version })
    await ask('mutation { startInterview { __typename } }')
  }
  if (deed === 'goOn') await does('goToNextQuestion', { questionId })
  if (deed === 'write') await does('answerInText', { questionId, text: kind })
  if (deed === 'finish') await ask('mutation { finishInterview { __typename } }')
  const send = async (url, bytes, offset) => {
    const { status } = await fetch(url, {
      method: 'PATCH',
      headers: {
        'tus-resumable': '1.0.0',
        'content-type': 'application/offset+octet-stream',
        'upload-offset': String(offset),
        authorization: 'Candidate ' + key,
      },
      body: bytes.slice(offset),
    })
    if (status !== 204) throw new Error('sent: ' + status)
  }
  if (deed === 'begin') {
    window.take = await does('beginAnswer', { questionId, kind, page: 'a tab' })
    const context = new AudioContext()
    await context.resume()
    const [tone, out] = [context.createOscillator(), context.createMediaStreamDestination()]
    tone.connect(out)
    tone.start()
    const tracks = out.stream.getAudioTracks()
    if (kind === 'VIDEO') {
      const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 180 })
      const pen = canvas.getContext('2d')
      setInterval(() => {
        pen.fillStyle = 'hsl(' + (performance.now() / 20) % 360 + ' 60% 50%)'
        pen.fillRect(0, 0, 320, 180)
      }, 100)
      tracks.push(...canvas.captureStream(10).getVideoTracks())
    }
    const recorder = new MediaRecorder(new MediaStream(tracks), {
      mimeType: kind === 'VIDEO' ? 'video/webm' : 'audio/webm',
    })
    const parts = []
    recorder.ondataavailable = ({ data }) => parts.push(data)
    const began = performance.now()
    recorder.start(1000)
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
    window.durationSeconds = (performance.now() - began) / 1000
    recorder.stop()
    await new Promise((resolve) => (recorder.onstop = resolve))
    window.bytes = await new Blob(parts).arrayBuffer()
  }
  if (deed === 'sendHalf' || deed === 'end') {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', window.bytes))
    await does('endAnswer', {
      answerId: window.take.id,
      bytes: window.bytes.byteLength,
      sha256: [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
      durationSeconds: window.durationSeconds,
    })
    if (deed === 'sendHalf') await send(window.take.uploadUrl, window.bytes.slice(0, window.bytes.byteLength >> 1), 0)
    else await send(window.take.uploadUrl, window.bytes, 0)
  }
  if (deed === 'sendRest') await send(window.take.uploadUrl, window.bytes, window.bytes.byteLength >> 1)
`

type Deed = 'enter' | 'begin' | 'sendHalf' | 'sendRest' | 'end' | 'write' | 'goOn' | 'finish'

/** The candidate, by their page's own means. */
async function candidateOf({ visitor, linkTo }: Demo, email: string) {
  const link = await linkTo(email, 'interview')
  const { page } = await visitor(phone)
  await page.goto(link)
  // Browsers make no sound before somebody has touched the page.
  await page.mouse.click(5, 5)
  return (deed: Deed, kind = '', seconds = 0) =>
    page.evaluate<void>(
      `(async (given) => { ${candidate} })(${JSON.stringify([link.slice(-52), deed, kind, seconds])})`,
    )
}

const answer = (page: Page, position: number) => page.getByRole('group', { name: `Answer to question ${position}` })
const media = (player: Locator) => player.locator('audio, video')
/** Something of what plays, at this moment. */
const of = (player: Locator, what: string) => media(player).evaluate<number, string>(readMedia, what)
// It runs in the page; what plays is read by the name of its property.
const readMedia = (element: unknown, what: string) => (element as Record<string, number>)[what]!

/** The company asks for the picture, too. */
async function recordsVideo({ visitor }: Demo): Promise<void> {
  const { page } = await visitor(desktop)
  await signIn(page, 'admin@demo.test')
  const { updateRoomSettings } = await asks<{ updateRoomSettings: { __typename: string } }>(
    page,
    'mutation { updateRoomSettings(input: { recordsVideo: true }) { __typename } }',
  )
  expect(updateRoomSettings.__typename).toBe('RoomSettings')
}

async function openInterview(page: Page, name: string): Promise<void> {
  await page
    .getByRole('row', { name: new RegExp(name) })
    .getByRole('link')
    .first()
    .click()
  await page.getByRole('heading', { name, level: 1 }).waitFor()
}

describe.skipIf(noBrowser)('answers of the room', () => {
  const demo = openDemo()
  const { visitor } = demo

  test('come while they are given, and are heard, seen, read and saved', async () => {
    await recordsVideo(demo)
    const visit = await visitor(desktop)
    const { page } = visit
    await signIn(page, 'recruiter@demo.test')
    await openInterview(page, 'Maya Okafor')
    const maya = await candidateOf(demo, 'maya.okafor@candidates.test')
    await maya('enter')
    await page.getByRole('region', { name: 'Answers' }).getByText('No answer yet').first().waitFor()

    const spoken = maya('begin', 'AUDIO', 14)
    await page.getByText('Being recorded now').waitFor()
    await isAccessible(page, 'an answer that is recorded')
    await spoken
    await maya('sendHalf')
    await page.getByText(/^Arriving: .+ of .+/).waitFor()
    await isAccessible(page, 'an answer on its way')
    await maya('sendRest')
    const first = answer(page, 1)
    await first.getByRole('button', { name: 'Play', exact: true }).click()
    await until('it sounds', async () => (await of(first, 'currentTime')) > 0.5)
    expect(await of(first, 'webkitAudioDecodedByteCount')).toBeGreaterThan(0)

    // What happens meanwhile interrupts nobody.
    const source = await of(first, 'src')
    await maya('goOn')
    await maya('write', 'I read the logs first.')
    await page.getByText('I read the logs first.').waitFor()
    expect(await of(first, 'src')).toBe(source)
    expect(await of(first, 'paused')).toBe(false)

    // By keys: a jump, the start, the speed.
    const slider = first.getByRole('slider')
    await slider.focus()
    await page.keyboard.press('Space')
    await until('it pauses', () => of(first, 'paused'))
    const before = await of(first, 'currentTime')
    await page.keyboard.press('ArrowRight')
    await until('it jumps', async () => (await of(first, 'currentTime')) > before + 4.5)
    await page.keyboard.press('ArrowLeft')
    await until('it jumps back', async () => (await of(first, 'currentTime')) < before + 0.5)
    await slider.fill('11')
    await until('it is where the slider is', async () => Math.abs((await of(first, 'currentTime')) - 11) < 0.2)
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/^0:11 of 0:1\d$/)
    await page.keyboard.press('Home')
    await until('it is at its start', async () => (await of(first, 'currentTime')) === 0)
    await first.getByRole('combobox', { name: 'Speed' }).click()
    await page.getByRole('option', { name: '2×' }).click()
    await page.getByRole('listbox').waitFor({ state: 'hidden' })
    await first.getByRole('button', { name: 'Play', exact: true }).click()
    await until('it sounds again', async () => (await of(first, 'currentTime')) > 0)
    expect(await of(first, 'playbackRate')).toBe(2)
    await until('it ends', () => of(first, 'ended'))

    // The picture of another answer, slowly and over the whole screen.
    await maya('goOn')
    await maya('begin', 'VIDEO', 9)
    await maya('end')
    const third = answer(page, 3)
    await third.getByRole('button', { name: 'Play', exact: true }).waitFor()
    await isAccessible(page, 'the answers')
    await third.getByRole('button', { name: 'Fill the screen' }).click()
    await third.getByRole('combobox', { name: 'Speed' }).click()
    await page.getByRole('option', { name: '0.75×' }).click()
    await page.getByRole('listbox').waitFor({ state: 'hidden' })
    await third.getByRole('button', { name: 'Play', exact: true }).click()
    await until('it is seen', async () => (await of(third, 'currentTime')) > 0.5)
    expect([await of(third, 'videoWidth'), await of(third, 'playbackRate')]).toEqual([320, 0.75])
    expect(await of(third, 'clientHeight')).toBeGreaterThan(600)
    await third.getByRole('button', { name: 'Leave the full screen' }).click()

    // One that is replaced meanwhile is seen to where somebody pauses it, and the one that counts comes after it.
    const picture = await of(third, 'src')
    await maya('begin', 'AUDIO', 1)
    await maya('end')
    await page.getByText('1 other take').waitFor()
    expect([await of(third, 'src'), await of(third, 'paused')]).toEqual([picture, false])
    await third.getByRole('button', { name: 'Pause', exact: true }).click()
    await third.locator('audio').waitFor({ state: 'attached' })
    await maya('finish')

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      first.getByRole('button', { name: 'Download the recording' }).click(),
    ])
    expect([download.suggestedFilename(), await download.failure()]).toEqual(['Maya Okafor - question 1.webm', null])
    visit.wasClean()
  })

  test('get notes at a time, which others see as they are written', async () => {
    const visit = await visitor({ ...phone, colorScheme: 'dark' })
    const { page } = visit
    await signIn(page, 'recruiter@demo.test')
    await page.getByRole('link', { name: 'Maya Okafor' }).first().click()
    const other = await visitor(desktop)
    await signIn(other.page, 'admin@demo.test')
    await openInterview(other.page, 'Maya Okafor')

    const first = answer(page, 1)
    await first.getByRole('slider').fill('4')
    await page.keyboard.press('n')
    await page.getByRole('textbox', { name: 'Note at 0:04' }).fill('Names the trade-off.')
    await isAccessible(page, 'a note that is written')
    await page.keyboard.press('Control+Enter')
    const notes = other.page.getByRole('list', { name: 'Notes' })
    await notes.getByText('Names the trade-off.').waitFor()
    await page.getByRole('button', { name: 'Add a note', exact: true }).click()
    await page.getByRole('textbox', { name: 'Note on this answer' }).fill('Short and clear.')
    await page.getByRole('button', { name: 'Save note' }).click()
    await notes.getByText('Short and clear.').waitFor()
    await isAccessible(page, 'answers with notes on a phone')

    await notes.getByRole('button', { name: 'Play from 0:04' }).click()
    const heard = answer(other.page, 1)
    await until('it sounds from there', async () => (await of(heard, 'currentTime')) > 4.1)
    expect(await notes.getByRole('button', { name: 'Remove the note' }).count()).toBe(0)

    await page.getByRole('button', { name: 'Edit the note' }).first().click()
    await page.getByRole('textbox', { name: 'Note at 0:04' }).fill('Names both sides.')
    await page.getByRole('button', { name: 'Save note' }).click()
    await notes.getByText('Names both sides.').waitFor()
    await page.getByRole('button', { name: 'Remove the note' }).first().click()
    await page
      .getByRole('dialog', { name: 'Remove this note?' })
      .getByRole('button', { name: 'Remove the note' })
      .click()
    await notes.getByText('Names both sides.').waitFor({ state: 'detached' })
    await isAccessible(other.page, 'answers with notes')
    visit.wasClean()
    other.wasClean()
  })

  test('play on when their link has ended, and say so when there is nothing to play', async () => {
    // The browser itself tells of what it could not fetch.
    const { page } = await visitor(desktop)
    const ended = new Set<string>()
    let end = true
    await page.route('**/media/*', (route) => {
      const url = route.request().url()
      if (end) ended.add(url)
      end = false
      // To the server it is a link that opens nothing any more.
      return ended.has(url) ? route.continue({ url: `${url}x` }) : route.continue()
    })
    await signIn(page, 'recruiter@demo.test')
    await openInterview(page, 'Maya Okafor')
    const first = answer(page, 1)
    await first.getByRole('slider').fill('7')
    await first.getByRole('button', { name: 'Play', exact: true }).click()
    await until('it sounds where it was to go on', async () => (await of(first, 'currentTime')) > 7.2)
    expect(ended.size).toBe(1)
    expect(await of(first, 'paused')).toBe(false)
    expect(await page.getByText('could not be played').count()).toBe(0)

    await page.unroute('**/media/*')
    await page.route('**/media/*', (route) => route.abort())
    const third = answer(page, 3)
    await third.getByRole('button', { name: 'Play', exact: true }).click()
    await third.getByText('This recording could not be played.').waitFor()
    await isAccessible(page, 'a recording that cannot be played')
    await page.unroute('**/media/*')
    await third.getByRole('button', { name: 'Try again' }).click()
    await until('it plays after all', async () => (await of(third, 'currentTime')) > 0.3)
  })

  test('go before their time when their candidate asks for it', async () => {
    const visit = await visitor({ ...phone, colorScheme: 'dark' })
    const { page } = visit
    await signIn(page, 'recruiter@demo.test')
    await page.getByRole('link', { name: 'Maya Okafor' }).first().click()
    const other = await visitor(desktop)
    await signIn(other.page, 'admin@demo.test')
    await openInterview(other.page, 'Maya Okafor')
    await other.page.getByText('I read the logs first.').waitFor()

    const open = page.getByRole('button', { name: 'Remove answers …' })
    await open.focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Remove all answers?' })
    await dialog.getByText('Everything that Maya Okafor said or wrote').waitFor()
    await isAccessible(page, 'answers about to be removed')
    await dialog.getByRole('button', { name: 'Remove answers' }).click()
    await dialog.waitFor({ state: 'hidden' })
    expect(await open.count()).toBe(0)
    await until('the answers have the focus', () =>
      page.evaluate<boolean>("document.activeElement?.textContent?.includes('Removed: its time was over') ?? false"),
    )
    await isAccessible(page, 'answers that were removed')
    await other.page.getByText('Removed: its time was over').first().waitFor()
    await other.page.getByText('I read the logs first.').waitFor({ state: 'detached' })
    visit.wasClean()
    other.wasClean()
  })
})
