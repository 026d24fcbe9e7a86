import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { desktop, isAccessible, looks, noBrowser, openDemo, signIn } from './browser.ts'

describe.skipIf(noBrowser)('how scheduling goes', () => {
  const { visitor } = openDemo()

  test.each(looks)('is drawn and told at $viewport.width px in $colorScheme', async (look) => {
    const visit = await visitor(look)
    const { page } = visit
    await signIn(page, 'recruiter@demo.test')
    await page.goto('/analytics?span=90')
    await page.getByRole('heading', { name: 'Analytics', level: 1 }).waitFor()
    const charts = page.locator('[role=img][aria-label^="Bars:"], [role=img][aria-label^="Lines:"]')
    await expect.poll(() => charts.count(), { timeout: 20_000 }).toBe(8)
    // Drawn as pictures of lines, which stay sharp and can be looked into.
    expect(await charts.first().locator('svg path').count()).toBeGreaterThan(5)
    await isAccessible(page, 'analytics as charts')
    for (const table of await page.getByRole('button', { name: 'Table', exact: true }).all()) await table.click()
    await expect.poll(() => page.getByRole('table').count()).toBe(8)
    await isAccessible(page, 'analytics as tables')
    visit.wasClean()
  })

  test('is kept in the address, told as a table and taken along as a file', async () => {
    const visit = await visitor(desktop)
    const { page } = visit
    await signIn(page, 'recruiter@demo.test')
    await page.goto('/analytics')
    await page.getByRole('button', { name: '90 days' }).click()
    await page.waitForURL('**/analytics?span=90')
    await page.getByRole('button', { name: 'Job', exact: true }).click()
    await page.getByRole('option', { name: 'Product Designer' }).click()
    await page.waitForURL(/[?&]job=/)
    const passed = page.getByRole('region', { name: 'Pass-through' }).first()
    await passed.getByRole('button', { name: 'Table' }).click()
    await passed.getByRole('rowheader', { name: 'Product Designer · round 1' }).waitFor()
    await expect.poll(() => passed.getByRole('rowheader').count()).toBe(1)
    const file = page.waitForEvent('download')
    await passed.getByRole('button', { name: 'Download as CSV: Pass-through' }).click()
    const saved = await file
    expect(saved.suggestedFilename()).toMatch(/^Pass-through \d{4}-\d\d-\d\d \d{4}-\d\d-\d\d\.csv$/)
    const [head, row, end] = readFileSync(await saved.path(), 'utf8').split('\r\n')
    expect(head).toBe(
      '\uFEFF"Job and round","Came to it","Held","Next round","Approved","Rejected","Withdrawn","Undecided","Came further"',
    )
    expect(row).toMatch(/^"Product Designer · round 1",\d+,\d+,/)
    expect(end).toBe('')
    // Another look at the same address shows the same.
    await page.reload()
    await page.getByRole('button', { name: 'Job: Product Designer' }).waitFor()
    expect(await page.getByRole('button', { name: '90 days' }).getAttribute('aria-pressed')).toBe('true')
    visit.wasClean()
  })

  test('says what is missing where there is nothing to tell', async () => {
    const visit = await visitor(desktop)
    const { page } = visit
    await signIn(page, 'recruiter@demo.test')
    await page.goto('/analytics?from=2020-01-01&to=2020-01-31')
    await page.getByText('No interview begins in this period.').first().waitFor()
    await page.getByText('No email was queued in this period.').waitFor()
    await isAccessible(page, 'analytics of nothing')
    visit.wasClean()
  })
})
