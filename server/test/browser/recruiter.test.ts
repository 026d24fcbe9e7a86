import { describe, expect, test } from 'vitest'
import { desktop, isAccessible, noBrowser, openCandidate, openDemo, phone, signIn } from './browser.ts'

const chloe = 'chloe.dubois@candidates.test'

describe.skipIf(noBrowser)('a recruiter’s week', () => {
  const { visitor, newestEmail, linkTo } = openDemo()

  test('from a pattern of slots to a chosen time, a move and a slot that is called off, seen by both as it happens', async () => {
    const desk = await visitor(desktop)
    const { page } = desk
    const dialog = page.getByRole('dialog')
    await signIn(page, 'recruiter@demo.test')

    // A week is opened as the preview shows it.
    await page.getByRole('link', { name: 'Slots' }).first().click()
    await page.getByRole('link', { name: 'Weekly pattern' }).click()
    await page.getByLabel('How').click()
    await page.getByRole('option', { name: 'Phone' }).click()
    await page.getByRole('listbox').waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Job' }).click()
    await page.getByRole('option', { name: 'Product Designer' }).click()
    await page.getByRole('listbox').waitFor({ state: 'hidden' })
    const preview = page.getByRole('region', { name: 'Preview' }).first()
    await preview.getByText('20 slots are opened').waitFor()
    await isAccessible(page, 'a pattern and its preview')
    await page.getByRole('button', { name: 'Open 20 slots' }).click()
    await page.getByText('20 slots opened', { exact: true }).first().waitFor()

    // Before a link is sent, it is clear what somebody would find behind it.
    await page.getByRole('link', { name: 'Candidates' }).first().click()
    await openCandidate(page, 'Chloé Dubois')
    await page.getByText(/^The first time to choose is/).waitFor()
    await page.getByRole('button', { name: 'Send a link to choose a time' }).click()
    await page.getByText(`The link is on its way to ${chloe}.`).waitFor()

    const candidate = await visitor({ ...phone, colorScheme: 'dark' })
    await candidate.page.goto(await linkTo(chloe, 'choose'))
    await candidate.page.getByRole('button', { name: 'EN, English' }).click()
    const times = candidate.page.getByRole('listitem').getByRole('button').filter({ hasText: 'left' })
    await times.first().click()
    await candidate.page.getByRole('button', { name: 'Take this time' }).click()
    await candidate.page.getByRole('heading', { name: 'You have a time' }).waitFor()

    // Nobody reloads the recruiter's page.
    await page.getByRole('main').getByText('Interview scheduled', { exact: true }).waitFor()
    expect((await newestEmail(chloe, 2)).text).toMatch(/\/interview\/[a-z2-7]{52}/)
    await candidate.page.getByRole('link', { name: 'Open my interview page' }).click()
    await candidate.page.getByRole('heading', { name: 'You are expected' }).waitFor()

    // The recruiter moves it to another slot of the week, and the candidate's page says so by itself.
    await page
      .getByRole('main')
      .getByRole('link', { name: /\d\d:\d\d–\d\d:\d\d/ })
      .first()
      .click()
    await page.getByRole('button', { name: 'Move …' }).click()
    await dialog.getByText('Choose a slot').click()
    const slots = page.getByRole('option').filter({ hasText: 'Phone' })
    const wanted = /\d\d:\d\d–\d\d:\d\d/.exec((await slots.nth(5).textContent())!)![0]
    await slots.nth(5).click()
    await page.getByRole('listbox').waitFor({ state: 'hidden' })
    await dialog.getByRole('button', { name: 'Show what would happen' }).click()
    // What she would read is read before it leaves.
    await dialog.getByText('Nothing is in the way').waitFor()
    await isAccessible(page, 'a move to a slot')
    await dialog.getByRole('button', { name: 'Move interview' }).click()
    await dialog.getByText('Chloé Dubois’s interview is moved').waitFor()
    await page.keyboard.press('Escape')
    await candidate.page.getByRole('heading', { name: 'Lindgren & Co has moved your interview' }).waitFor()
    expect(await candidate.page.getByRole('main').textContent()).toContain(wanted)
    await newestEmail(chloe, 3)

    // Who would be told is known before anything happens.
    await page.getByRole('link', { name: 'Slots' }).first().click()
    const slot = page
      .getByRole('listitem')
      .filter({ has: page.getByRole('link', { name: 'Chloé Dubois' }) })
      .first()
    const callOff = async () => {
      await slot.getByRole('button', { name: 'More for this slot' }).click()
      await page.getByRole('menuitem', { name: 'Call off …' }).click()
      await dialog.getByText(`Cancellation to ${chloe}`).waitFor()
    }
    await callOff()
    await isAccessible(page, 'a slot that would be called off')
    await dialog.getByRole('button', { name: 'Not now' }).click()
    await dialog.waitFor({ state: 'detached' })
    await slot.getByText('Full', { exact: true }).waitFor()
    await callOff()
    await dialog.getByLabel('Reason').fill('The whole team is ill.')
    await dialog.getByRole('button', { name: 'Call slot off' }).click()
    await dialog.waitFor({ state: 'detached' })
    await candidate.page.getByRole('heading', { name: 'This interview was cancelled' }).waitFor()
    await candidate.page.getByText('The whole team is ill.').waitFor()
    await newestEmail(chloe, 4)
    desk.wasClean()
    candidate.wasClean()
  })
})
