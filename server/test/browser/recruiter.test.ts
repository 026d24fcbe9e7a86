import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { until } from '../until.ts'
import { desktop, goTo, isAccessible, looks, noBrowser, openCandidate, openDemo, phone, signIn } from './browser.ts'
import { isKey, keyShape, wordsIn, type Language } from './words.ts'

const chloe = 'chloe.dubois@candidates.test'

describe.skipIf(noBrowser)('a recruiter’s work', () => {
  const { visitor, newestEmail, linkTo } = openDemo()

  test('of a week: from a pattern of slots to a chosen time, a move and a slot that is called off, seen by both as it happens', async () => {
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

  test.each([
    ['en', 'en-GB', 'Amina Yusuf', 'amina.yusuf', looks[0]],
    ['sv', 'sv-SE', 'Erik Nyström', 'erik.nystrom', looks[1]],
    ['fr', 'fr-FR', 'Lucas Martin', 'lucas.martin', looks[0]],
  ] as const)('of a day, in their own language: %s', async (language, locale, candidate, mailbox, look) => {
    const t = wordsIn(language)
    const { page, wasClean } = await visitor({ ...look, locale })
    const dialog = page.getByRole('dialog')
    const heading = (name: string) => page.getByRole('heading', { name, level: 1, exact: true })
    const isIn = (what: string) => speaks(page, language, what)

    // The browser's language is the page's before anybody has said so.
    await page.goto('/')
    await page.getByLabel(t('signIn.email')).fill('recruiter@demo.test')
    await page.getByLabel(t('signIn.password')).fill('greenroom-demo')
    await isIn('signing in')
    await page.getByRole('button', { name: t('signIn.submit') }).click()
    await heading(t('today.title')).waitFor()
    await page.getByRole('heading', { name: t('today.needs.title') }).waitFor()
    await isIn('today')

    // A candidate is invited, and the email leaves before their eyes.
    await goTo(page, t('nav.interviews'), t('nav.more'))
    await heading(t('interviews.title')).waitFor()
    await isIn('the interviews')
    await page.getByRole('button', { name: t('schedule.open') }).click()
    await dialog.getByLabel(t('applications.one')).click()
    // In French the search of the list behind the dialog says the same.
    await page.getByPlaceholder(t('applications.search')).last().fill(candidate)
    await page.getByRole('option', { name: candidate }).click()
    const free = dialog.getByRole('button', { name: /^\d\d:\d\d$/ }).first()
    await free.waitFor()
    await isIn('the dialog that schedules')
    await free.click()
    await dialog.getByLabel(t('place.mode')).click()
    await page.getByRole('option', { name: t('mode.SELF_GUIDED') }).click()
    await page.getByRole('listbox').waitFor({ state: 'hidden' })
    await dialog.getByRole('button', { name: t('schedule.submit'), exact: true }).click()
    await dialog.getByText(t('outcome.booked.title', { name: candidate })).waitFor()
    const address = `${mailbox}@candidates.test`
    await dialog.getByText(t('outcome.booked.sent', { email: address })).waitFor()
    await isIn('what came of it')
    await dialog.getByRole('button', { name: t('common.done') }).click()
    await dialog.waitFor({ state: 'detached' })

    // It is called off again, with a reason that the candidate reads.
    await page.getByPlaceholder(t('interviews.filters.search')).fill(candidate)
    await page.getByRole('link', { name: candidate }).first().click()
    await heading(candidate).waitFor()
    await page.getByText(t('interviewStatus.SCHEDULED'), { exact: true }).first().waitFor()
    await isIn('an interview')
    await page
      .getByRole('button', { name: t('cancel.open') })
      .first()
      .click()
    await dialog.getByLabel(t('cancel.reason')).fill('Åsa är sjuk, à bientôt.')
    await isIn('the dialog that cancels')
    await dialog.getByRole('button', { name: t('cancel.submit') }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText(t('interviewStatus.CANCELLED'), { exact: true }).first().waitFor()
    // Some had an email before their invitation, so their number says nothing.
    await until('the candidate reads why', async () =>
      (await newestEmail(address)).text.includes('Åsa är sjuk, à bientôt.'),
    )
    wasClean()
  })
})

/** The page says what language it is in, every word is one and no key, and nothing is wider than the screen. */
async function speaks(page: Page, language: Language, what: string): Promise<void> {
  await isAccessible(page, `${what} in ${language}`)
  expect(await page.evaluate('document.documentElement.lang')).toBe(language)
  const text = await page.evaluate<string>('document.body.innerText')
  expect(text.match(keyShape)?.filter(isKey) ?? [], 'keys instead of words').toEqual([])
  const width = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
  expect(width, 'pixels wider than the screen').toBeLessThanOrEqual(0)
}
