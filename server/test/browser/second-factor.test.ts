import { Secret, TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { isAccessible, looks, noBrowser, openDemo, signIn } from './browser.ts'

/** What the program on somebody's phone shows now, or half a minute from now: a code is good once. */
const shown = (secret: string, ahead = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + ahead * 30_000 })

describe.skipIf(noBrowser)('a second factor', () => {
  const { visitor } = openDemo()
  const password = 'greenroom-demo'
  const dialogOf = (page: Page) => page.getByRole('dialog')
  async function entersPassword(page: Page, email: string) {
    await page.goto('/')
    await page.getByLabel('Email').fill(email)
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Sign in' }).press('Enter')
    await page.getByRole('heading', { name: 'Enter the code', level: 1 }).waitFor()
  }
  const home = (page: Page) =>
    page
      .getByRole('button', { name: /Account/ })
      .first()
      .waitFor()

  test.each(looks)(
    'is set up, asked for, and turned off with a recovery code, at $viewport.width px in $colorScheme',
    async (look) => {
      const email = look === looks[0] ? 'recruiter@demo.test' : 'interviewer@demo.test'
      const here = await visitor(look)
      const { page } = here
      await signIn(page, email)
      await page.goto('/account')
      await page.getByRole('button', { name: 'Set up' }).press('Enter')
      await dialogOf(page).getByLabel('Current password').fill('not this one')
      await dialogOf(page).getByRole('button', { name: 'Continue' }).press('Enter')
      await dialogOf(page).getByText('This is not your current password.').waitFor()
      await dialogOf(page).getByLabel('Current password').fill(password)
      await dialogOf(page).getByRole('button', { name: 'Continue' }).press('Enter')
      await dialogOf(page)
        .getByRole('img', { name: /QR code/ })
        .waitFor()
      await isAccessible(page, 'the secret for the phone')
      const secret = (await dialogOf(page).locator('p.font-mono').innerText()).replaceAll(' ', '')
      await dialogOf(page).getByLabel('Code', { exact: true }).fill('000000')
      await dialogOf(page).getByRole('button', { name: 'Turn on' }).press('Enter')
      await dialogOf(page).getByText('This code is wrong, or was used already.').waitFor()
      await dialogOf(page).getByLabel('Code', { exact: true }).fill(shown(secret))
      await dialogOf(page).getByRole('button', { name: 'Turn on' }).press('Enter')
      await dialogOf(page).getByText('Your recovery codes').first().waitFor()
      await isAccessible(page, 'the recovery codes')
      const codes = await dialogOf(page).locator('ol li').allInnerTexts()
      expect(codes).toHaveLength(10)
      await dialogOf(page).getByRole('button', { name: 'Done' }).press('Enter')
      await dialogOf(page).waitFor({ state: 'detached' })
      await page.getByText('10 recovery codes are left.').waitFor()
      await isAccessible(page, 'the account with a second factor')

      const elsewhere = await visitor(look)
      await entersPassword(elsewhere.page, email)
      await isAccessible(elsewhere.page, 'the question for the code')
      await elsewhere.page.getByLabel('Code', { exact: true }).fill('000 000')
      await elsewhere.page.keyboard.press('Enter')
      await elsewhere.page.getByText('This code is wrong, or was used already.').waitFor()
      await elsewhere.page.getByLabel('Code', { exact: true }).fill(shown(secret, 1))
      await elsewhere.page.keyboard.press('Enter')
      await home(elsewhere.page)
      elsewhere.wasClean()

      const lost = await visitor(look)
      await entersPassword(lost.page, email)
      await lost.page.getByLabel('Code', { exact: true }).fill(codes[0]!.toUpperCase())
      await lost.page.keyboard.press('Enter')
      await home(lost.page)
      await lost.page.goto('/account')
      await lost.page.getByText('9 recovery codes are left.').waitFor()
      await lost.page.getByRole('button', { name: 'Turn off' }).press('Enter')
      await isAccessible(lost.page, 'turning it off')
      await dialogOf(lost.page).getByLabel('Current password').fill(password)
      await dialogOf(lost.page).getByLabel('Code', { exact: true }).fill(codes[1]!)
      await dialogOf(lost.page).getByRole('button', { name: 'Turn off' }).press('Enter')
      await lost.page.getByRole('button', { name: 'Set up' }).waitFor()
      lost.wasClean()
      here.wasClean()
    },
  )
})
