import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { until } from '../until.ts'
import { desktop, isAccessible, noBrowser, openDemo, signIn } from './browser.ts'

/** What has the focus, in the words a person reads or hears. */
const focused = (page: Page) =>
  page.evaluate<string>(`(() => {
    const it = document.activeElement
    if (!it || it === document.body) return ''
    return it.getAttribute('aria-label') || (it.labels?.[0] ?? it).textContent.trim().replace(/\\s+/g, ' ')
  })()`)
const focusIs = (page: Page, words: string) =>
  until(`the focus is on “${words}”`, async () => (await focused(page)).startsWith(words))

/** Goes on by Tab until that has the focus. */
async function tabTo(page: Page, words: string | RegExp): Promise<void> {
  const passed: string[] = []
  for (let steps = 0; steps < 60; steps += 1) {
    await page.keyboard.press('Tab')
    const now = await focused(page)
    if (typeof words === 'string' ? now.startsWith(words) : words.test(now)) return
    passed.push(now.slice(0, 40))
  }
  expect.fail(`Tab does not lead to “${String(words)}”, only to ${passed.join(', ')}`)
}

async function openPalette(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'What, where or whom?' }).waitFor()
  await page.keyboard.type(words)
}

describe.skipIf(noBrowser)('with the keyboard alone', () => {
  const { visitor, newestEmail } = openDemo()

  test('a recruiter finds a candidate, schedules, moves and cancels, and is never lost', async () => {
    const visit = await visitor(desktop)
    const { page } = visit
    await signIn(page, 'recruiter@demo.test')
    await focusIs(page, 'Interviews')
    const dialog = page.getByRole('dialog')

    // Somebody is found by a few letters, and their page begins at its heading.
    await openPalette(page, 'lucas')
    await page.getByRole('option', { name: /Lucas Martin/ }).waitFor()
    await isAccessible(page, 'the palette with what it found')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Lucas Martin', level: 1 }).waitFor()
    await focusIs(page, 'Lucas Martin')

    // Their interview is scheduled by the key of the page.
    await page.keyboard.press('n')
    await page.getByRole('dialog', { name: 'Schedule an interview' }).waitFor()
    await dialog.getByText('Lucas Martin').first().waitFor()
    await dialog
      .getByRole('button', { name: /^\d\d:\d\d$/ })
      .first()
      .waitFor()
    await tabTo(page, /^\d\d:\d\d$/)
    await page.keyboard.press('Enter')
    await tabTo(page, 'How')
    await page.keyboard.press('Enter')
    await until('the list has the focus', () =>
      page.evaluate<boolean>(`document.activeElement?.closest('[role=listbox]') !== null`),
    )
    await page.keyboard.press('s')
    await focusIs(page, 'Self-guided')
    await page.keyboard.press('Enter')
    await page.getByRole('listbox').waitFor({ state: 'hidden' })
    await tabTo(page, 'Schedule')
    await page.keyboard.press('Enter')
    await dialog.getByRole('button', { name: 'Done' }).waitFor()
    await tabTo(page, 'Done')
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await newestEmail('lucas.martin@candidates.test')

    // From the list by j and Enter to the interview, and there by m to another time.
    await page.keyboard.press('g')
    await page.keyboard.press('i')
    await page.getByRole('heading', { name: 'Interviews', level: 1 }).waitFor()
    await focusIs(page, 'Interviews')
    await page.keyboard.press('/')
    await focusIs(page, 'Search')
    await page.keyboard.type('lucas')
    await page.getByText('1 interview', { exact: true }).waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('j')
    await focusIs(page, 'Lucas Martin')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Lucas Martin', level: 1 }).waitFor()
    await focusIs(page, 'Lucas Martin')
    await page.keyboard.press('m')
    await page.getByRole('dialog', { name: 'Move this interview' }).waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    // Nothing is pressed by what one writes, and nothing by what belongs to the browser.
    await page.keyboard.press('Control+m')
    await page.keyboard.press('Shift+X')
    expect(await dialog.count()).toBe(0)

    await page.keyboard.press('x')
    await page.getByRole('dialog', { name: 'Cancel this interview?' }).waitFor()
    await page.keyboard.type('xmd')
    await tabTo(page, 'Cancel interview')
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await page.getByText('Cancelled', { exact: true }).first().waitFor()
    // The button that was pressed is gone, and its person still is somewhere.
    await until('the focus is somewhere', async () => (await focused(page)) !== '')
    await newestEmail('lucas.martin@candidates.test', 2)
    visit.wasClean()
  })

  test('the sheet tells the keys, and switches them off for who does not mean them', async () => {
    const visit = await visitor(desktop)
    const { page } = visit
    await signIn(page, 'recruiter@demo.test')
    await focusIs(page, 'Interviews')
    await page.keyboard.press('?')
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await sheet.getByText('Next row').waitFor()
    await isAccessible(page, 'the sheet of shortcuts')
    await tabTo(page, 'Single keys')
    await page.keyboard.press('Space')
    await sheet.getByText('Next row').waitFor({ state: 'hidden' })
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
    await page.keyboard.press('g')
    await page.keyboard.press('s')
    await page.keyboard.press('?')
    // What needs a modifier stays, and leads to the switch.
    await openPalette(page, 'shortcuts')
    expect(new URL(page.url()).pathname).toBe('/interviews')
    await page.getByRole('option', { name: /Keyboard shortcuts/ }).waitFor()
    await page.keyboard.press('Enter')
    await tabTo(page, 'Single keys')
    await page.keyboard.press('Space')
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
    await page.keyboard.press('g')
    await page.keyboard.press('s')
    await page.getByRole('heading', { name: 'Slots', level: 1 }).waitFor()

    // Closing a slot asks nobody, and is taken back by a key.
    await page.keyboard.press('j')
    const slot = page
      .getByRole('listitem')
      .filter({ has: page.getByRole('button', { name: 'More for this slot' }) })
      .first()
    await slot.getByText('Full', { exact: true }).waitFor()
    await slot.getByRole('button', { name: 'More for this slot' }).press('Enter')
    await page.getByRole('menuitem', { name: 'Close' }).press('Enter')
    await slot.getByText('Closed', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Undo' }).waitFor()
    await isAccessible(page, 'what can be taken back')
    await page.keyboard.press('z')
    await slot.getByText('Full', { exact: true }).waitFor()
    visit.wasClean()
  })
})
