import { describe, expect, test } from 'vitest'
import { asks, desktop, isAccessible, looks, noBrowser, openDemo, phone, signIn } from './browser.ts'

describe.skipIf(noBrowser)('applications', () => {
  const { visitor } = openDemo()

  test.each(looks)('are a table and a board, at $viewport.width px in $colorScheme', async (look) => {
    const visit = await visitor(look)
    const { page } = visit
    await signIn(page, 'recruiter@demo.test')
    await page.goto('/applications')
    await page.getByRole('heading', { name: 'Applications', level: 1 }).waitFor()
    await page.getByRole('row').nth(1).waitFor()
    await isAccessible(page, 'the table of applications')
    await page.getByRole('button', { name: 'Board' }).click()
    await page.getByRole('heading', { name: /^Pending/ }).waitFor()
    await page.locator('[data-card]').first().waitFor()
    expect(new URL(page.url()).search).toBe('?layout=board')
    await isAccessible(page, 'the board')
    await page.locator('[data-card] button').first().click()
    await page.getByRole('menuitem', { name: 'Approved' }).waitFor()
    await isAccessible(page, 'where a card can go')
    await page.goto('/applications?layout=board&search=nobody+at+all')
    await page.getByText('Nobody here.').nth(4).waitFor()
    await isAccessible(page, 'an empty board')
    await page.goto('/applications?search=nobody+at+all')
    await page.getByText('No application fits').waitFor()
    await isAccessible(page, 'no application')
    visit.wasClean()
  })

  test('are moved on the board by the mouse: it says before and after why not, and asks before anything is done', async () => {
    const visit = await visitor({ ...desktop })
    const { page } = visit
    await signIn(page, 'recruiter@demo.test')
    await page.goto('/applications?layout=board')
    const column = (status: string) => page.locator(`[data-column="${status}"]`)
    const card = column('PENDING').locator('[data-card]').first()
    await card.waitFor()
    const name = (await card.getByRole('link').first().textContent())!.trim()
    const id = await card.getAttribute('data-card')

    const carry = async (from: ReturnType<typeof column>, to: string) => {
      const [start, end] = [(await from.boundingBox())!, (await column(to).boundingBox())!]
      await page.mouse.move(start.x + start.width / 2, start.y + start.height - 6)
      await page.mouse.down()
      await page.mouse.move(start.x + start.width / 2 + 20, start.y + 20, { steps: 3 })
      await page.mouse.move(end.x + end.width / 2, end.y + 60, { steps: 5 })
    }
    await carry(card, 'INTERVIEW_SCHEDULED')
    await column('INTERVIEW_SCHEDULED').getByText('Drop here to schedule an interview.').waitFor()
    await page.keyboard.press('Escape')
    await page.mouse.up()
    expect(await page.getByRole('dialog').count()).toBe(0)

    await carry(card, 'INTERVIEW_SCHEDULED')
    await page.mouse.up()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(name).first().waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })

    await carry(card, 'WITHDRAWN')
    await page.mouse.up()
    await dialog.getByLabel('Reason').fill('Found another job.')
    await dialog.getByRole('button', { name: 'Show what would happen' }).click()
    await dialog.getByText('1 of 1 can be changed.').waitFor()
    await isAccessible(page, 'the dialog that notes a withdrawal')
    await dialog.getByRole('button', { name: 'Note the withdrawal' }).click()
    await dialog.waitFor({ state: 'detached' })
    const gone = column('WITHDRAWN').locator(`[data-card="${id}"]`)
    await gone.getByText('Found another job.').waitFor()

    await carry(gone, 'PENDING')
    const words = 'Withdrawn: if they come back, add a new application.'
    await column('PENDING').getByText(words).waitFor()
    await page.mouse.up()
    await page.getByText(words).first().waitFor()
    await gone.waitFor()
    visit.wasClean()
  })

  test('are moved on the board by the keys alone, and the focus goes with the card', async () => {
    const visit = await visitor({ ...desktop })
    const { page } = visit
    await signIn(page, 'recruiter@demo.test')
    await asks(
      page,
      `mutation { createSavedView(
        input: { list: APPLICATIONS, name: "By state", query: "layout=board", isShared: false }) { __typename } }`,
    )
    for (const key of ['g', 'a']) await page.keyboard.press(key)
    await page.getByRole('heading', { name: 'Applications', level: 1 }).waitFor()
    await page.getByRole('link', { name: 'By state' }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'What, where or whom?' }).fill('by state')
    await page.getByRole('option', { name: 'View: By state' }).waitFor()
    await page.keyboard.press('Enter')
    const card = page.locator('[data-column="PENDING"] [data-card]').first()
    await card.waitFor()
    const id = await card.getAttribute('data-card')
    await card.getByRole('button').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Rejected' }).press('Enter')
    const dialog = page.getByRole('dialog')
    expect(await dialog.getByRole('radio', { name: 'Reject' }).isChecked()).toBe(true)
    await dialog.getByLabel('Reason').fill('The job is gone.')
    await page.keyboard.press('Tab')
    await dialog.getByRole('button', { name: 'Decide' }).press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await page.locator(`[data-column="REJECTED"] [data-card="${id}"] a:focus`).waitFor()
    visit.wasClean()
  })

  test('are carried by a finger by their handle, on a phone', async () => {
    const visit = await visitor(phone)
    const { page } = visit
    await signIn(page, 'recruiter@demo.test')
    await page.goto('/applications?layout=board')
    const handle = page.locator('[data-column="PENDING"] [data-handle]').first()
    await handle.waitFor()
    const box = (await handle.boundingBox())!
    const session = await page.context().newCDPSession(page)
    const at = { x: box.x + 10, y: box.y + 10 }
    await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] })
    for (const x of [250, 330, 383])
      await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x, y: at.y }] })
    // The board scrolls to what lies beyond the edge, for as long as the card is held there.
    await page.locator('[data-column="WITHDRAWN"].ring-2').waitFor()
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    await page.getByRole('dialog').getByRole('heading', { name: 'Note a withdrawal' }).waitFor()
    visit.wasClean()
  })

  test('change live for who looks on, and the address brings the same list back', async () => {
    const [one, other] = [await visitor({ ...desktop }), await visitor({ ...desktop })]
    await signIn(one.page, 'recruiter@demo.test')
    await signIn(other.page, 'admin@demo.test')
    for (const { page } of [one, other]) await page.goto('/applications?sort=candidate_asc&status=pending')
    const rows = other.page.getByRole('row')
    await rows.nth(1).waitFor()
    const name = (await one.page.getByRole('row').nth(1).getByRole('link').first().textContent())!.trim()
    await one.page
      .getByRole('row')
      .nth(1)
      .getByRole('button', { name: /^What to do with/ })
      .click()
    await one.page.getByRole('menuitem', { name: 'Has withdrawn …' }).click()
    const dialog = one.page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Show what would happen' }).click()
    await dialog.getByRole('button', { name: 'Note the withdrawal' }).click()
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(async () => (await rows.nth(1).textContent())?.includes(name)).toBe(false)
    one.wasClean()
    other.wasClean()
  })
})
