import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { desktop, isAccessible, noBrowser, openDemo, phone, signIn } from './browser.ts'

/** Writes, and waits until the server has it. */
const saves = (page: Page, text: string) =>
  Promise.all([
    page.waitForResponse((response) => response.request().postData()?.includes('mutation SaveScorecard') ?? false),
    words(page).fill(text),
  ])

const words = (page: Page) => page.getByRole('textbox', { name: 'Overall impression' })

describe.skipIf(noBrowser)('feedback', () => {
  const { visitor } = openDemo()

  test('is written on a phone, with a line that drops, and not a word is lost by a reload', async () => {
    // A line that drops is told on the console, too: what else is there is seen by the other stories.
    const { page } = await visitor({ ...phone, colorScheme: 'dark' })
    await signIn(page, 'interviewer@demo.test')
    await page.goto('/')
    await page.getByText('Your feedback is missing').waitFor()
    await isAccessible(page, 'the day of who owes feedback')
    await page.getByRole('region', { name: 'Needs you' }).getByRole('link', { name: 'Priya Nair', exact: true }).click()
    await page.getByRole('heading', { name: 'Feedback: Priya Nair', level: 1 }).waitFor()
    // A draft that was begun is there, and nothing of what the other one wrote.
    expect(await words(page).inputValue()).toContain('otherwise today')
    expect(await page.getByText('Walked us through a checkout').count()).toBe(0)
    await isAccessible(page, 'the form on a phone')

    await saves(page, 'She asked us what we had tried.')
    await page.context().setOffline(true)
    await words(page).fill('She asked us what we had tried, and why.')
    await page.getByText('Not saved yet.').waitFor()
    await page.context().setOffline(false)
    await page.reload()
    await words(page).waitFor()
    expect(await words(page).inputValue()).toBe('She asked us what we had tried, and why.')
    await page.getByText('Draft saved').waitFor()

    // What is saved in another window is not written over.
    const other = await page.context().newPage()
    await other.goto(page.url())
    await words(other).waitFor()
    await saves(other, 'On the other screen.')
    await words(page).fill('On this screen.')
    await page.getByText('Saved in another window meanwhile').waitFor()
    await page.getByRole('button', { name: 'Keep what is here' }).click()
    await page.getByText('Draft saved').waitFor()
    await other.close()
  })

  test('is submitted by keys alone, and opens what the others wrote', async () => {
    const visit = await visitor(desktop)
    const { page } = visit
    await signIn(page, 'interviewer@demo.test')
    await page.goto('/')
    await page
      .getByRole('region', { name: 'Needs you' })
      .getByRole('link', { name: /^Continue the draft.*Priya Nair/ })
      .click()
    await words(page).waitFor()
    expect(await words(page).inputValue()).toBe('On this screen.')
    await page.getByRole('button', { name: 'Submit' }).press('Enter')
    await page.getByText('Give a score from 1 to 5.').waitFor()
    const listening = page.getByRole('group', { name: /^Listening/ })
    expect(await listening.locator('input:focus').count()).toBe(1)
    await page.keyboard.press('Space')
    for (let step = 0; step < 2; step++) await page.keyboard.press('ArrowRight')
    expect(await listening.getByRole('radio', { name: '3 of 5' }).isChecked()).toBe(true)
    await page.getByRole('button', { name: 'Submit' }).press('Enter')
    await page.getByText('Say what you recommend.').waitFor()
    await page.keyboard.press('Space')
    for (let step = 0; step < 2; step++) await page.keyboard.press('ArrowRight')
    expect(await page.getByRole('radio', { name: 'Yes', exact: true }).isChecked()).toBe(true)
    await isAccessible(page, 'the form on a desktop')
    await page.getByRole('button', { name: 'Submit' }).press('Enter')
    await page.getByText('Your feedback is in.').waitFor()
    await page.getByText('Walked us through a checkout').waitFor()
    await isAccessible(page, 'the feedback of all')

    await page.getByRole('button', { name: 'Correct' }).click()
    await words(page).fill('On second thought.')
    await page.getByRole('button', { name: 'Submit correction' }).click()
    await page.getByText('Your feedback is in.').waitFor()
    await page.getByText('Before the correction').click()
    await page.getByText('On this screen.').waitFor()
    await isAccessible(page, 'a correction')
    await page.getByRole('link', { name: 'To the interview', exact: true }).click()
    await page.getByRole('region', { name: 'Feedback' }).getByText('Listening').first().waitFor()
    await isAccessible(page, 'the summary on an interview')
    visit.wasClean()
  })

  test('stands beside the decision, summed up', async () => {
    const visit = await visitor(desktop)
    const { page } = visit
    await signIn(page, 'recruiter@demo.test')
    await page.goto('/candidates')
    await page.getByRole('link', { name: 'Priya Nair' }).click()
    await page.getByText('Craft').waitFor()
    await isAccessible(page, 'a candidate with feedback')
    visit.wasClean()
  })
})
