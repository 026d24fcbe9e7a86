import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { desktop, isAccessible, looks, noBrowser, openDemo } from './browser.ts'

const password = 'correct horse battery'

describe.skipIf(noBrowser)('a new installation', () => {
  const { url, said, visitor } = openDemo((url) =>
    Promise.resolve({
      NODE_ENV: 'production',
      PUBLIC_URL: url,
      SECRET: randomBytes(48).toString('base64'),
      SMTP_URL: 'smtp://127.0.0.1:1',
    }),
  )
  const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 })

  test('tells who comes without its address where to find it', async () => {
    for (const look of looks) {
      const visit = await visitor(look)
      const { page } = visit
      await page.goto('/')
      await page.getByText('This Greenroom is not set up yet').waitFor()
      await isAccessible(page, 'signing in where there is nobody')
      await page.goto('/setup')
      await heading(page, 'This is not the whole address').waitFor()
      await page.getByText('npm run greenroom -- setup-link').waitFor()
      await isAccessible(page, 'half an address')
      await page.goto('/setup#abcdefghijklmnopqrstuvwxyz')
      await page.getByLabel('Name of the company').fill('Mallory & Co')
      await page.getByLabel('Your name').fill('Mallory')
      await page.getByLabel('Your email').fill('mallory@elsewhere.test')
      await page.getByLabel('Password').fill(password)
      await page.getByRole('button', { name: 'Set up' }).click()
      await page.getByText('The key in the address is not that of this server.').waitFor()
      await isAccessible(page, 'a wrong key')
      visit.wasClean()
    }
  })

  test('is set up at the address that it printed, by keys alone, and then by nobody any more', async () => {
    const address = /Set it up\s+(\S+)/.exec(said())![1]!
    expect(address).toMatch(new RegExp(`^${url()}/setup#`))
    const visit = await visitor({ ...desktop, locale: 'en-GB', timezoneId: 'Europe/Oslo' })
    const { page } = visit
    const { keyboard } = page
    await page.goto(address)
    await heading(page, 'Set up Greenroom').waitFor()
    await isAccessible(page, 'setting up')
    await page.getByLabel('Name of the company').focus()
    await keyboard.type('Nordlys AS')
    await keyboard.press('Enter')
    await page.getByText('Enter a name.').waitFor()
    await page.getByLabel('Your name').and(page.locator(':focus')).waitFor()
    await isAccessible(page, 'what is missing')
    await keyboard.type('Astrid Nyström')
    await keyboard.press('Tab')
    await keyboard.type('astrid@nordlys.test')
    await keyboard.press('Tab')
    await keyboard.type('astrid.nyström')
    await keyboard.press('Enter')
    await page.getByText('Not your name, address or company, and no common password.').waitFor()
    await page.getByLabel('Password').and(page.locator(':focus')).waitFor()
    await keyboard.press('ControlOrMeta+a')
    await keyboard.type(password)
    await keyboard.press('Enter')
    await heading(page, 'Nordlys AS is ready').and(page.locator(':focus')).waitFor()
    await isAccessible(page, 'what to do next')
    await keyboard.press('Tab')
    await keyboard.press('Enter')
    await heading(page, 'Mail server').waitFor()

    // What was told is what the company is.
    await page.goto('/settings')
    const company = page.locator('section', { has: page.getByRole('heading', { name: 'Company', exact: true }) })
    await company.getByText('Nordlys AS').waitFor()
    await company.getByText('Europe/Oslo').waitFor()
    await company.getByRole('button', { name: 'Change Company' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Nordlys')
    await isAccessible(page, 'the company about to be changed')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await company.getByText('Nordlys', { exact: true }).waitFor()

    // Somebody looks around in a demo, and takes it away again.
    const demo = page.locator('section', { has: page.getByRole('heading', { name: 'Demo', exact: true }) })
    await demo.getByRole('button', { name: 'Make a demo' }).click()
    const banner = page.getByRole('complementary', { name: 'Demo' })
    await banner.getByText('This is the demo').waitFor()
    await page.getByRole('link', { name: 'Elin Sjöberg' }).first().waitFor()
    await isAccessible(page, 'a demo')
    await banner.getByRole('button', { name: 'Back to Nordlys' }).click()
    await banner.waitFor({ state: 'detached' })
    await page.goto('/settings')
    await demo.getByRole('button', { name: 'Go to the demo' }).click()
    await banner.getByRole('button', { name: 'Remove the demo' }).click()
    await dialog.getByText('Everything in it is deleted for good').waitFor()
    await isAccessible(page, 'a demo that is about to be removed')
    await dialog.getByRole('button', { name: 'Remove the demo' }).click()
    await banner.waitFor({ state: 'detached' })
    await page.goto('/settings')
    await demo.getByRole('button', { name: 'Make a demo' }).waitFor()
    await company.getByText('Nordlys', { exact: true }).waitFor()

    for (const look of looks) {
      const late = await visitor(look)
      await late.page.goto(address)
      await heading(late.page, 'Greenroom is set up').waitFor()
      await isAccessible(late.page, 'what is set up already')
      await late.page.getByRole('link', { name: 'Sign in' }).click()
      await heading(late.page, 'Sign in').waitFor()
      expect(await late.page.getByText('not set up yet').count()).toBe(0)
      late.wasClean()
    }
    visit.wasClean()
  })
})
