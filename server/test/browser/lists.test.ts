import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { desktop, isAccessible, looks, noBrowser, openDemo, signIn } from './browser.ts'

describe.skipIf(noBrowser)('lists', () => {
  const { visitor } = openDemo()

  test('are narrowed down, sorted, laid out, and kept as a view that a colleague finds', async () => {
    const visit = await visitor(desktop)
    const { page } = visit
    await signIn(page, 'recruiter@demo.test')
    await page.goto('/interviews?period=all')
    await page.getByRole('button', { name: 'Table', exact: true }).press('Enter')
    const table = page.getByRole('table', { name: 'Interviews' })
    await table.getByRole('button', { name: 'Candidate' }).press('Enter')
    await table.locator('th[aria-sort=ascending]').filter({ hasText: 'Candidate' }).waitFor()
    const names = async () => (await table.locator('tbody tr a').allTextContents()).map((name) => name.trim())
    await page.waitForURL(/sort=candidate/)
    const areSorted = async () => {
      const initials = (await names()).map((name) => name[0])
      return initials.length > 3 && initials.join('') === initials.toSorted().join('')
    }
    await expect.poll(areSorted, { timeout: 30_000 }).toBe(true)
    await page.getByRole('button', { name: 'Columns' }).press('Enter')
    await page.getByRole('menuitemcheckbox', { name: 'Scheduled by' }).press('Enter')
    await page.keyboard.press('Escape')
    await table.getByRole('columnheader', { name: 'Scheduled by' }).waitFor()
    await isAccessible(page, 'the table of interviews')

    await page.getByRole('button', { name: 'Save view' }).press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('By candidate')
    await dialog.getByLabel('Share with the company').check()
    await isAccessible(page, 'the dialog that saves a view')
    await dialog.getByRole('button', { name: 'Save' }).press('Enter')
    await dialog.waitFor({ state: 'detached' })
    const chip = page.getByRole('link', { name: /^By candidate/ })
    await expect.poll(() => chip.getAttribute('aria-current')).toBe('true')

    const colleague = await visitor(desktop)
    await signIn(colleague.page, 'admin@demo.test')
    await colleague.page.goto('/interviews')
    await colleague.page.getByRole('link', { name: /^By candidate/ }).click()
    await colleague.page.getByRole('columnheader', { name: 'Scheduled by' }).waitFor()
    expect(colleague.page.url()).toMatch(/layout=table/)
    await colleague.page.getByRole('button', { name: 'Options of the view “By candidate”' }).press('Enter')
    await colleague.page.getByRole('menuitemcheckbox', { name: 'Open the list with it' }).press('Enter')
    await colleague.page.goto('/slots')
    await colleague.page.getByRole('heading', { name: 'Slots', level: 1 }).waitFor()
    await colleague.page.goto('/interviews')
    await colleague.page.getByRole('columnheader', { name: 'Scheduled by' }).waitFor()

    // Deleted by mistake: one press brings it back.
    await page.getByRole('button', { name: 'Options of the view “By candidate”' }).press('Enter')
    await page.getByRole('menuitem', { name: 'Delete' }).press('Enter')
    await chip.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Undo' }).click()
    await chip.waitFor()
    visit.wasClean()
    colleague.wasClean()
  })

  test('are files for spreadsheet programs, as they are on show', async () => {
    const visit = await visitor({ ...desktop, acceptDownloads: true })
    const { page } = visit
    await signIn(page, 'recruiter@demo.test')
    for (const [path, list] of [
      ['/interviews?period=all&search=maya', 'interviews'],
      ['/slots?period=all', 'slots'],
      ['/emails', 'emails'],
    ] as const) {
      await page.goto(path)
      await page.locator('main time').first().waitFor()
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Export' }).press('Enter'),
      ])
      expect(download.suggestedFilename()).toMatch(new RegExp(` ${list} \\d{4}-\\d\\d-\\d\\d\\.csv$`))
      const text = readFileSync(await download.path(), 'utf8')
      expect(text.startsWith('\uFEFF"')).toBe(true)
      expect(text.trimEnd().split('\r\n').length).toBeGreaterThan(1)
      if (list === 'interviews') expect(text).toContain('"Maya Okafor"')
      if (list === 'interviews') expect(text).not.toContain('"Elin Sjöberg"')
    }
    visit.wasClean()
  })

  test.each(looks)(
    'of slots and emails change several at once, at $viewport.width px in $colorScheme',
    async (look) => {
      const visit = await visitor(look)
      const { page } = visit
      await signIn(page, 'recruiter@demo.test')
      await page.goto('/slots')
      await page.locator('main time').first().waitFor()
      await isAccessible(page, 'the list of slots')
      for (const index of [0, 1])
        await page
          .getByLabel(/^Select (?!all)/)
          .nth(index)
          .check()
      await page.getByText('2 selected').waitFor()
      await page.getByRole('button', { name: 'Call off …' }).press('Enter')
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('button', { name: 'Show what would happen' }).press('Enter')
      await dialog.getByText('It can be done with 2 of 2. Nothing is done yet.').waitFor()
      await isAccessible(page, 'what calling two slots off would do')
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
      await page.getByRole('button', { name: 'Close …' }).press('Enter')
      await dialog.getByRole('button', { name: 'Close 2 slots' }).press('Enter')
      await dialog.getByText(/are done\./).waitFor()
      await isAccessible(page, 'two slots that were closed')
      await dialog.getByRole('button', { name: 'Done' }).press('Enter')
      await dialog.waitFor({ state: 'detached' })

      await page.goto('/emails')
      await page
        .getByLabel(/^Select (?!all)/)
        .first()
        .check()
      await page.getByRole('button', { name: 'Send again …' }).press('Enter')
      await dialog.waitFor()
      await isAccessible(page, 'the dialog that sends several emails again')
      await dialog.getByRole('button', { name: 'Send 1 email' }).press('Enter')
      await dialog.getByText(/(is|are) done\./).waitFor()
      visit.wasClean()
    },
  )
})
