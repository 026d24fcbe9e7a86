import { describe, expect, test } from 'vitest'
import { isAccessible, looks, noBrowser, openDemo, signIn } from './browser.ts'

describe.skipIf(noBrowser)('several interviews', () => {
  const { visitor } = openDemo()

  test.each(looks)(
    'are moved at once after a look at what would happen, at $viewport.width px in $colorScheme',
    async (look) => {
      const visit = await visitor(look)
      const { page } = visit
      await signIn(page, 'recruiter@demo.test')
      // By the keyboard: the box, and then the way.
      await page.getByLabel('Select all here').focus()
      await page.keyboard.press('Space')
      await page.getByText(/^\d+ selected$/).waitFor()
      await isAccessible(page, 'the chosen interviews')
      await page.getByRole('button', { name: 'Move by …' }).press('Enter')
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('Days').fill('14')
      await dialog.getByRole('button', { name: 'Show what would happen' }).press('Enter')
      await dialog.getByText(/\d+ of \d+ can be changed\. Nothing is done yet\./).waitFor()
      await dialog.locator('summary').first().press('Enter')
      await dialog.getByText('@candidates.test').first().waitFor()
      await isAccessible(page, 'what would happen')
      await dialog.getByRole('button', { name: /^Do (all that is possible|it for)/ }).press('Enter')
      await dialog.getByText(/^\d+ interviews? changed\./).waitFor()
      await isAccessible(page, 'what was done')
      await dialog.getByRole('button', { name: 'Done' }).press('Enter')
      await dialog.waitFor({ state: 'detached' })
      expect(await page.getByText(/^\d+ selected$/).count()).toBeLessThan(2)
      for (const way of ['Move to slots …', 'Change interviewer …', 'Cancel …']) {
        await page
          .getByLabel(/^Select (?!all)/)
          .first()
          .check()
        await page.getByRole('button', { name: way }).click()
        await dialog.waitFor()
        await isAccessible(page, way)
        await page.keyboard.press('Escape')
        await dialog.waitFor({ state: 'detached' })
      }
      visit.wasClean()
    },
  )
})
