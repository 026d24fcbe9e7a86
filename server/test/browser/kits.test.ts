import { describe, expect, test } from 'vitest'
import { espeakIsLeftOut } from '../espeak.ts'
import { desktop, goTo, isAccessible, looks, noBrowser, openDemo, phone, signIn } from './browser.ts'

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
