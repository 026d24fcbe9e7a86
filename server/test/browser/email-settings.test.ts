import { describe, expect, test } from 'vitest'
import { smallPicture } from '../picture.ts'
import { desktop, isAccessible, looks, noBrowser, openDemo, signIn } from './browser.ts'

describe.skipIf(noBrowser)('how the emails of a company look', () => {
  const { visitor } = openDemo()

  test.each(looks)('is chosen beside a preview, at $viewport.width px in $colorScheme', async (look) => {
    const { page } = await visitor(look)
    await signIn(page, 'admin@demo.test')
    await page.goto('/settings')
    await page.locator('section', { hasText: 'How emails look' }).getByRole('link', { name: 'Open' }).click()
    await page.getByRole('heading', { name: 'Emails', level: 1 }).waitFor()
    const email = page.frameLocator('iframe')
    await email.getByRole('heading', { name: 'Your interview is scheduled' }).waitFor()

    const introduction = page.getByLabel('Introduction')
    await introduction.fill(`Welcome at ${look.viewport.width}, `)
    await page.getByRole('button', { name: 'Candidate', exact: true }).click()
    expect(await introduction.inputValue()).toBe(`Welcome at ${look.viewport.width}, {candidateName}`)
    await email.getByText(`Welcome at ${look.viewport.width}, Robin Example`).waitFor()
    await page.getByLabel('Subject').fill('{salary}')
    await page.getByRole('button', { name: 'Save' }).first().click()
    await page.getByText('There is no {salary} in this email.').waitFor()
    await isAccessible(page, 'words with a mistake')
    await page.getByLabel('Subject').fill(`{jobTitle} at ${look.viewport.width}`)
    await page.getByRole('button', { name: 'Save' }).first().click()
    await page.getByText('Your own').waitFor()

    await page.getByLabel('Name', { exact: true }).fill(`Lindgren ${look.viewport.width}`)
    await email.getByText(`Lindgren ${look.viewport.width}`).first().waitFor()
    const logo = { name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from(smallPicture, 'base64') }
    await page.getByLabel('Picture for the logo').setInputFiles(logo)
    await page.getByRole('button', { name: 'Replace' }).waitFor()
    const drawing = { ...logo, buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') }
    await page.getByLabel('Picture for the logo').setInputFiles(drawing)
    await page.getByText('This is no PNG, JPEG or WebP picture that stands still.').waitFor()
    // What is being written stays, whatever becomes of the logo.
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe(`Lindgren ${look.viewport.width}`)
    await isAccessible(page, 'the brand')

    await page.getByRole('tab', { name: 'Calendar' }).click()
    await page.getByText('Puts the interview into the calendar').waitFor()
    await page.getByRole('tab', { name: 'Plain text' }).click()
    await page.getByText('You received this email because of your application').waitFor()
    await isAccessible(page, 'the plain text')
  })

  test('is seen by recruiters, who change nothing of it', async () => {
    const { page } = await visitor(desktop)
    await signIn(page, 'recruiter@demo.test')
    await page.goto('/settings/emails')
    await page.frameLocator('iframe').getByRole('heading', { level: 1 }).waitFor()
    expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0)
    await isAccessible(page, 'the preview')
  })
})
