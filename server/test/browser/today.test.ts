import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { desktop, isAccessible, looks, noBrowser, openDemo, phone, signIn } from './browser.ts'

const needs = (page: Page) => page.getByRole('region', { name: 'Needs you' })
const row = (page: Page, name: string) => needs(page).getByRole('listitem').filter({ hasText: name })
const now = (page: Page) => page.getByRole('region', { name: 'Now', exact: true })

describe.skipIf(noBrowser)('the day of a recruiter', () => {
  const { visitor, linkTo } = openDemo()

  async function opensTheDay(email: string, look: Parameters<typeof visitor>[0] = desktop) {
    const visit = await visitor(look)
    await signIn(visit.page, email)
    await visit.page.goto('/')
    await needs(visit.page).waitFor()
    return visit
  }

  test('two see the same day, and what one settles is gone from the other’s', async () => {
    const ruben = await opensTheDay('recruiter@demo.test')
    const agnes = await opensTheDay('admin@demo.test', { ...phone, ...looks[1] })
    for (const { page } of [ruben, agnes]) await row(page, 'Daniel Osei suggests another time').waitFor()
    await isAccessible(ruben.page, 'the day')
    await isAccessible(agnes.page, 'the day on a phone')

    // With the keyboard: what is settled says so where it is, and the focus is not lost.
    const keep = row(ruben.page, 'Daniel Osei').getByRole('button', { name: 'Keep the time' })
    await keep.focus()
    await ruben.page.keyboard.press('Enter')
    await row(ruben.page, 'Daniel Osei').getByText('Settled').waitFor()
    expect(await row(ruben.page, 'Daniel Osei').locator('button:focus').textContent()).toContain('Keep the time')
    await isAccessible(ruben.page, 'the day with something settled')
    await row(agnes.page, 'Daniel Osei suggests another time').waitFor({ state: 'detached' })

    await row(agnes.page, 'Gösta Ekman').getByRole('button', { name: 'Add an address' }).tap()
    const dialog = agnes.page.getByRole('dialog')
    await dialog.getByLabel('Email').fill('gosta.ekman@candidates.test')
    await dialog.getByRole('button', { name: 'Save' }).tap()
    await row(agnes.page, 'Gösta Ekman').getByText('Settled').waitFor()
    await row(ruben.page, 'Gösta Ekman').getByText('Settled').waitFor()

    // Whoever leaves the list finds it as it is.
    await ruben.page.getByRole('link', { name: 'All of today' }).focus()
    await row(ruben.page, 'Gösta Ekman').waitFor({ state: 'detached' })
    await row(ruben.page, 'Hanna Berg').getByRole('button', { name: 'Cancel interview' }).press('Enter')
    await ruben.page.getByRole('dialog').getByRole('button', { name: 'Cancel interview' }).press('Enter')
    // Agnes is still at her list, where the dialog gave the focus back. In the afternoon tomorrow's interviews are near
    // enough to need somebody who is named, and she finds the candidate there twice.
    await row(agnes.page, 'Hanna Berg').getByText('Settled').first().waitFor()
    for (const visit of [ruben, agnes]) visit.wasClean()
  })

  test('who comes is seen coming, without a reload', async () => {
    const ruben = await opensTheDay('recruiter@demo.test')
    const maya = now(ruben.page).getByRole('listitem').filter({ hasText: 'Maya Okafor' })
    await maya.getByText('Late').waitFor()
    const candidate = await visitor(phone)
    await candidate.page.goto(await linkTo('maya.okafor@candidates.test', 'interview'))
    await maya.getByText('In the lobby').first().waitFor()
    const lobby = ruben.page
      .getByRole('region', { name: 'The day in numbers' })
      .locator('div', { hasText: 'In the lobby' })
    expect(await lobby.locator('dd').textContent()).toContain('1')
    ruben.wasClean()
  })

  test('colleagues see each other at an interview, and what one changes while the other is changing it', async () => {
    const [ruben, agnes] = [await visitor(desktop), await visitor(desktop)]
    for (const [{ page }, who] of [
      [ruben, 'recruiter@demo.test'],
      [agnes, 'admin@demo.test'],
    ] as const) {
      await signIn(page, who)
      await page.getByRole('link', { name: 'Elin Sjöberg' }).click()
      await page.getByRole('heading', { name: 'Elin Sjöberg', level: 1 }).waitFor()
    }
    await ruben.page.getByText(/^Also looking at this now: /).waitFor({ state: 'attached' })
    await agnes.page.getByText('Also looking at this now: Ruben Sand').waitFor({ state: 'attached' })
    await isAccessible(agnes.page, 'an interview that somebody else looks at')

    const moves = async (page: Page) => {
      await page.getByRole('button', { name: 'Move …' }).click()
      await page.getByText('Another time, place or people').click()
    }
    await moves(ruben.page)
    await moves(agnes.page)
    const length = (page: Page) => page.getByRole('spinbutton', { name: /Duration|Length|minutes/i })
    await length(agnes.page).fill('60')
    await length(agnes.page).press('Tab')
    await agnes.page.getByRole('button', { name: 'Show what would happen' }).click()
    await agnes.page.getByRole('button', { name: 'Move interview' }).click()
    await agnes.page.getByRole('button', { name: 'Done' }).click()

    const notice = ruben.page.getByRole('alert').filter({ hasText: 'Somebody else has changed this' })
    await notice.waitFor()
    await isAccessible(ruben.page, 'the dialog of what somebody else has changed')
    await notice.getByRole('button', { name: 'Begin with the new' }).click()
    expect(await length(ruben.page).inputValue()).toBe('60')
    await ruben.page.keyboard.press('Escape')
    await agnes.page.goto('/')
    await ruben.page.getByText(/^Also looking at this now: /).waitFor({ state: 'detached' })
    for (const visit of [ruben, agnes]) visit.wasClean()
  })

  test('views of interviews that were bookmarked are where they are now', async () => {
    const { page } = await opensTheDay('recruiter@demo.test')
    await page.goto('/?period=all&search=Priya')
    await page.getByRole('heading', { name: 'Interviews', level: 1 }).waitFor()
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/interviews?period=all&search=Priya')
    await page.getByRole('link', { name: 'Today', exact: true }).click()
    await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/')
  })
})
