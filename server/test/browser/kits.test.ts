import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { espeakIsLeftOut } from '../espeak.ts'
import { asks, desktop, goTo, isAccessible, looks, noBrowser, openDemo, phone, signIn } from './browser.ts'

const espeak = !espeakIsLeftOut()

describe.skipIf(noBrowser)('a kit', () => {
  const { visitor } = openDemo()

  test.each(looks)(
    'is written by the keyboard, looked at as its candidate, and given to a round, at $viewport.width px in $colorScheme',
    async (look) => {
      const visit = await visitor(look)
      const { page } = visit
      const name = `Talk at ${look.viewport.width}`
      await signIn(page, 'recruiter@demo.test')
      await page.goto('/kits')
      await page.getByRole('link', { name: 'First talk with engineers' }).waitFor()
      await isAccessible(page, 'the kits')

      await page.getByRole('link', { name: 'New kit' }).press('Enter')
      await page.getByLabel('Name', { exact: true }).first().fill(name)
      await page.getByRole('button', { name: 'Add question' }).press('Enter')
      await page.keyboard.type('What else?')
      await page.getByRole('button', { name: 'Add question' }).press('Enter')
      await page.getByRole('button', { name: 'Create kit' }).press('Enter')
      await page.getByText('Write the question.').waitFor()
      await isAccessible(page, 'a kit that lacks something')
      await page.keyboard.type('Why us?')
      await page.getByRole('button', { name: '2 Why us?' }).press('Alt+ArrowUp')
      await page.getByText('Why us? is now 1 of 2.').waitFor()
      await page.getByRole('tab', { name: /^Svenska/ }).click()
      await page.getByLabel('Question (Svenska)').first().fill('Varför vi?')
      const preview = page.getByRole('group', { name: 'As the candidate reads it' })
      await preview.getByRole('heading', { name: 'Varför vi?' }).waitFor()
      const heard = page.waitForResponse('**/api/kits/speech')
      await preview.getByRole('button', { name: 'Listen' }).press('Enter')
      const sound = await heard
      expect([sound.status(), sound.headers()['content-type']]).toEqual(espeak ? [200, 'audio/wav'] : [204, undefined])
      // It was heard to its end, or it was said that nothing here has a voice.
      await preview.getByRole('button', { name: 'Listen' }).waitFor()
      await isAccessible(page, 'a question that was heard')
      await page.getByRole('button', { name: 'Next question' }).press('Enter')
      await preview.getByText('Not written in this language').waitFor()
      await page.getByRole('button', { name: 'Add criterion' }).press('Enter')
      await page.keyboard.type('Curiosity')
      await page.getByRole('switch', { name: 'Interviewers must score it' }).press('Space')
      await isAccessible(page, 'a kit being written')
      await page.getByRole('button', { name: 'Create kit' }).press('Enter')
      await page.getByRole('heading', { name, level: 1 }).waitFor()
      await isAccessible(page, 'a kit')

      // What was written and not saved is not lost by a slip.
      await page.getByLabel('Name', { exact: true }).first().fill(`${name}!`)
      await page.getByRole('main').getByRole('link', { name: 'Kits' }).click()
      await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      expect(await page.getByLabel('Name', { exact: true }).first().inputValue()).toBe(`${name}!`)
      await page.getByRole('button', { name: 'Save kit' }).press('Enter')
      await page.getByRole('heading', { name: `${name}!`, level: 1 }).waitFor()

      await page.goto('/jobs')
      await page.getByRole('button', { name: 'Rounds … Product Designer' }).click()
      const dialog = page.getByRole('dialog', { name: 'Rounds of Product Designer' })
      await dialog.getByRole('button', { name: '1 Portfolio talk' }).press('Enter')
      await dialog.getByLabel('Kit', { exact: true }).click()
      await page.getByRole('option', { name: `${name}!` }).click()
      await isAccessible(page, 'the kit of a round')
      await dialog.getByRole('button', { name: 'Save' }).click()
      await dialog.waitFor({ state: 'detached' })
      const card = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Product Designer' })
      await card.getByRole('link', { name: `${name}!` }).click()
      await page.getByText('Used for: Product Designer').waitFor()
      visit.wasClean()
    },
  )

  test.each(looks)(
    'is recorded in a recruiter’s own voice by the keyboard, heard, and saved, at $viewport.width px in $colorScheme',
    async (look) => {
      const visit = await visitor(look)
      const { page } = visit
      await signIn(page, 'recruiter@demo.test')
      await page.goto('/kits/new')
      await page.getByLabel('Name', { exact: true }).first().fill(`Spoken at ${look.viewport.width}`)
      await page.getByRole('button', { name: 'Add question' }).press('Enter')
      await page.keyboard.type('Why us?')
      const row = page.getByRole('group', { name: 'Recording (English)' })
      await row.getByRole('button', { name: 'Record in your own voice' }).press('Enter')
      const dialog = page.getByRole('dialog', { name: 'Record the question in your own voice' })
      await isAccessible(page, 'a question about to be recorded')
      await dialog.getByRole('button', { name: 'Start recording' }).press('Enter')
      // The microphone of this browser beeps, which is heard.
      await dialog.getByText('We hear you').waitFor()
      await isAccessible(page, 'a question being recorded')
      await dialog.getByText(/^0:(0[2-9]|[1-5]\d)$/).waitFor()
      // What is spoken does not go by a slip.
      await page.keyboard.press('Escape')
      await dialog.getByRole('button', { name: 'Stop' }).press('Enter')
      await dialog.getByText(/Recorded: \d+ seconds/).waitFor()
      await isAccessible(page, 'a question that was recorded')
      await page.keyboard.press('Enter')
      await dialog.getByRole('button', { name: 'Stop' }).waitFor()
      await dialog.getByRole('button', { name: 'Listen' }).waitFor()
      await dialog.getByRole('button', { name: 'Use this recording' }).press('Enter')
      await dialog.waitFor({ state: 'detached' })
      await row.getByText(/^Candidates hear .+ read this · \d+ seconds$/).waitFor()
      await isAccessible(page, 'a question with a recording')
      expect(await page.evaluate('document.activeElement.textContent.trim()')).toBe('Record again')

      await page.getByRole('button', { name: 'Create kit' }).press('Enter')
      await page.getByRole('heading', { name: `Spoken at ${look.viewport.width}`, level: 1 }).waitFor()
      // As anybody of the company finds it who comes later.
      await page.reload()
      const preview = page.getByRole('group', { name: 'As the candidate reads it' })
      await preview.getByText('Candidates hear Ruben Sand read it.').waitFor()
      const heard = page.waitForResponse('**/api/kits/voice/*')
      await preview.getByRole('button', { name: 'Listen' }).press('Enter')
      const sound = await heard
      expect([sound.status(), sound.headers()['content-type']]).toEqual([
        200,
        expect.stringMatching(/^audio\/(mp4|webm)$/),
      ])
      await preview.getByRole('button', { name: 'Stop' }).waitFor()
      await preview.getByRole('button', { name: 'Listen' }).waitFor()
      const [seconds, loudest] = await page.evaluate<[number, number]>(`(async () => {
        const bytes = await (await fetch(${JSON.stringify(sound.url())})).arrayBuffer()
        const decoded = await new OfflineAudioContext(1, 1, 48000).decodeAudioData(bytes)
        return [decoded.duration, decoded.getChannelData(0).reduce((most, each) => Math.max(most, each), 0)]
      })()`)
      expect(seconds).toBeGreaterThan(1.5)
      expect(loudest).toBeGreaterThan(0.05)

      await page.getByRole('button', { name: '1 Why us?' }).press('Enter')
      await page.getByLabel('Question (English)').fill('Why us, really?')
      await row.getByText('These are not the words that were recorded').waitFor()
      await isAccessible(page, 'a recording of other words')
      await page.getByRole('button', { name: 'Save kit' }).press('Enter')
      await row.getByRole('button', { name: 'Record in your own voice' }).waitFor()
      visit.wasClean()
    },
  )

  test('is changed under the hands of a colleague, who is told, and sees it in the list at once', async () => {
    const [ruben, agnes] = [await visitor(desktop), await visitor(desktop)]
    const field = (page: Page) => page.getByLabel('Name', { exact: true }).first()
    for (const [{ page }, who] of [
      [ruben, 'recruiter@demo.test'],
      [agnes, 'admin@demo.test'],
    ] as const) {
      await signIn(page, who)
      if (page === ruben.page)
        await asks(page, `mutation($input: CreateKitInput!) { createKit(input: $input) { __typename } }`, {
          input: { name: 'Walk', language: 'EN', questions: [], criteria: [{ name: 'Calm' }] },
        })
      await page.goto('/kits')
      await page.getByRole('link', { name: 'Walk' }).click()
      await field(page).waitFor()
    }
    const add = ruben.page.getByRole('button', { name: 'Add criterion' })
    await add.press('Enter')
    await ruben.page.keyboard.type('Ease')
    await agnes.page.getByRole('button', { name: 'Add criterion' }).press('Enter')
    await agnes.page.keyboard.type('Courage')
    await agnes.page.getByRole('button', { name: 'Save kit' }).press('Enter')
    const notice = ruben.page.getByRole('alert').filter({ hasText: 'Somebody else has changed this' })
    await notice.waitFor()
    await isAccessible(ruben.page, 'a kit that a colleague has changed')
    await notice.getByRole('button', { name: 'Keep mine' }).press('Enter')
    await notice.waitFor({ state: 'detached' })

    await ruben.page.getByRole('main').getByRole('link', { name: 'Kits' }).click()
    await ruben.page.getByRole('button', { name: 'Leave', exact: true }).click()
    await ruben.page.getByRole('link', { name: 'Walk' }).waitFor()
    await field(agnes.page).fill('Long walk')
    await agnes.page.getByRole('button', { name: 'Save kit' }).press('Enter')
    await ruben.page.getByRole('link', { name: 'Long walk' }).waitFor()
    for (const visit of [ruben, agnes]) visit.wasClean()
  })

  test('is read by interviewers, and out of the choice once it is archived', async () => {
    const interviewer = await visitor(phone)
    await signIn(interviewer.page, 'interviewer@demo.test')
    await goTo(interviewer.page, 'Kits')
    await interviewer.page.getByRole('link', { name: 'First talk with engineers' }).click()
    await interviewer.page.getByText('Finds the cause').waitFor()
    await isAccessible(interviewer.page, 'a kit that is read')
    expect(await interviewer.page.getByRole('button', { name: /Save|Archive/ }).count()).toBe(0)

    const recruiter = await visitor(desktop)
    const { page } = recruiter
    await signIn(page, 'recruiter@demo.test')
    await page.goto('/kits')
    await page.getByRole('link', { name: 'Why care' }).click()
    await page.getByRole('button', { name: 'Archive' }).click()
    await page.getByText('This kit is archived').waitFor()
    await isAccessible(page, 'an archived kit')
    await page.getByRole('main').getByRole('link', { name: 'Kits' }).click()
    await page.getByRole('link', { name: 'Portfolio talk' }).waitFor()
    await page.getByRole('link', { name: 'Why care' }).waitFor({ state: 'detached' })
    await page.getByRole('switch', { name: 'Archived ones' }).click()
    await page.getByRole('link', { name: 'Why care' }).click()
    await page.getByRole('button', { name: 'Restore' }).click()
    await page.getByRole('button', { name: 'Archive' }).waitFor()
    interviewer.wasClean()
    recruiter.wasClean()
  })
})
