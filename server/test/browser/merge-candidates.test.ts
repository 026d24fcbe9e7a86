import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { asks, desktop, isAccessible, looks, noBrowser, openDemo, signIn } from './browser.ts'

/** Adds a candidate as the one who is signed in on a page. @returns the id */
async function adds(page: Page, fields: object): Promise<string> {
  const { createCandidate } = await asks<{ createCandidate: { id: string } }>(
    page,
    'mutation($input: CreateCandidateInput!) { createCandidate(input: $input) { ... on Candidate { id } } }',
    { input: fields },
  )
  return createCandidate.id
}

describe.skipIf(noBrowser)('two entries of one person', () => {
  const { visitor } = openDemo()

  test.each(looks)('are found, looked at and made one, at $viewport.width px in $colorScheme', async (look) => {
    const visit = await visitor(look)
    const { page } = visit
    await signIn(page, 'recruiter@demo.test')
    const name = `Ida ${look.colorScheme === 'dark' ? 'Skog' : 'Berg'}`
    const kept = await adds(page, { name, email: `${look.colorScheme}@home.test` })
    const duplicate = await adds(page, {
      name: name.toUpperCase(),
      email: `${look.colorScheme}@work.test`,
      phone: '+46 70 1',
    })

    await page.goto('/candidates?sort=newest')
    await page.getByRole('link', { name, exact: true }).click()
    // By the keys: from the suggestion to the entry that is left.
    const merge = page.getByRole('button', { name: `Merge with ${name.toUpperCase()} …` })
    await merge.focus()
    await isAccessible(page, 'a candidate who may have two entries')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('What is right where they differ?').waitFor()
    await isAccessible(page, 'the dialog that merges')
    await dialog
      .getByRole('radio', { name: `${look.colorScheme}@work.test` })
      .last()
      .press('Space')
    await dialog.getByRole('button', { name: 'Merge for good' }).press('Enter')
    await dialog.waitFor({ state: 'detached' })
    expect(new URL(page.url()).pathname).toBe(`/candidates/${kept}`)
    // What is merged was named there, with its address.
    await merge.waitFor({ state: 'detached' })
    await page.getByText(`${look.colorScheme}@work.test`).first().waitFor()
    await page.getByText('+46 70 1').waitFor()

    // A link to the entry that is gone leads to the person.
    await page.goto(`/candidates/${duplicate}`)
    await page.waitForURL(`**/candidates/${kept}`)
    await page.getByRole('button', { name: 'Change: Phone' }).press('Enter')
    await page.getByRole('textbox', { name: 'Phone' }).fill('+46 70 2')
    await page.keyboard.press('Enter')
    await page.getByText('+46 70 2').waitFor()
    await isAccessible(page, 'a candidate')
    visit.wasClean()
  })

  test('are merged though nothing suggests it: the other one is found by a part of its name', async () => {
    const visit = await visitor(desktop)
    const { page } = visit
    await signIn(page, 'recruiter@demo.test')
    const kept = await adds(page, { name: 'Eva Holm', email: 'eva@home.test' })
    await adds(page, { name: 'E. Ek-Holm', email: 'ek@work.test' })
    await page.goto(`/candidates/${kept}`)
    await page.getByRole('button', { name: 'Merge …', exact: true }).press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Merge for good' }).press('Enter')
    await dialog.getByText('Choose the other entry.').waitFor()
    await dialog.getByLabel('The other entry').press('Enter')
    await page.getByPlaceholder('Search by name or email …').fill('ek-h')
    await page.getByRole('option', { name: /^E\. Ek-Holm/ }).click()
    await dialog.getByText('What is right where they differ?').waitFor()
    await isAccessible(page, 'the dialog that merges with a chosen entry')
    await dialog.getByRole('button', { name: 'Merge for good' }).press('Enter')
    await dialog.waitFor({ state: 'detached' })
    // The address of somebody else leads to the same.
    await adds(page, { name: 'Eva H.', email: 'eva.h@home.test' })
    await page.keyboard.press('e')
    await page.getByRole('textbox', { name: 'Email' }).fill('eva.h@home.test')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Merge with Eva H. …' }).press('Enter')
    await dialog.getByText('What is right where they differ?').waitFor()
    visit.wasClean()
  })
})
