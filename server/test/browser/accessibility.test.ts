import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { goTo, isAccessible, looks, noBrowser, openDemo, phone, signIn } from './browser.ts'

describe.skipIf(noBrowser)('every page, for everybody', () => {
  const { visitor, linkTo } = openDemo()

  test.each(looks)('the dashboard at $viewport.width px in $colorScheme', async (look) => {
    const visit = await visitor(look)
    const { page } = visit
    await page.goto('/')
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    await isAccessible(page, 'sign-in')
    await signIn(page, 'recruiter@demo.test')
    await page.getByText('Maya Okafor').first().waitFor()
    await isAccessible(page, 'interviews')
    await page.goto('/')
    await page.getByRole('heading', { name: 'Needs you' }).waitFor()
    await isAccessible(page, 'today')
    await page.goto('/interviews')
    await page.getByRole('button', { name: 'Schedule interview' }).click()
    await page.getByRole('dialog').waitFor()
    await isAccessible(page, 'the schedule dialog')
    await page.keyboard.press('Escape')
    await page.getByText('Elin Sjöberg').first().click()
    await page.getByRole('heading', { name: 'Elin Sjöberg' }).waitFor()
    await isAccessible(page, 'an interview')
    await page.getByRole('button', { name: 'Move …' }).click()
    await page.getByText('Another time, place or people').click()
    await page.getByRole('button', { name: 'Add “any one of these”' }).click()
    await isAccessible(page, 'the dialog that moves an interview')
    await page.keyboard.press('Escape')
    for (const [path, heading] of [
      ['/slots', 'Slots'],
      ['/applications', 'Applications'],
      ['/candidates', 'Candidates'],
      ['/jobs', 'Jobs'],
      ['/kits', 'Kits'],
      ['/inbox', 'Inbox'],
      ['/emails', 'Emails'],
      ['/analytics', 'Analytics'],
      ['/calendar', 'Calendar'],
      ['/settings', 'Settings'],
      ['/settings/emails', 'Emails'],
      ['/nowhere', 'Not found'],
    ] as const) {
      await page.goto(path)
      await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
      await isAccessible(page, path)
    }
    await page.goto('/candidates')
    await page
      .getByRole('link', { name: /Maya Okafor/ })
      .first()
      .click()
    await page.getByRole('heading', { name: 'Maya Okafor' }).first().waitFor()
    await isAccessible(page, 'a candidate')
    visit.wasClean()
  })

  test('a phone leads to every page, with the keyboard too', async () => {
    const visit = await visitor(phone)
    const { page } = visit
    await signIn(page, 'recruiter@demo.test')
    for (const [place, heading] of [
      ['Slots', 'Slots'],
      ['Candidates', 'Candidates'],
      ['Inbox', 'Inbox'],
      ['Jobs', 'Jobs'],
      ['Calendar', 'Calendar'],
      ['Analytics', 'Analytics'],
      ['Settings', 'Settings'],
      ['Interviews', 'Interviews'],
      ['Today', 'Today'],
    ] as const) {
      await goTo(page, place)
      await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
    }
    await page.getByRole('button', { name: 'More', exact: true }).press('Enter')
    await page.getByRole('link', { name: 'Emails' }).waitFor()
    await isAccessible(page, 'what is behind “More”')
    await page.getByRole('link', { name: 'Emails' }).press('Enter')
    await page.getByRole('heading', { name: 'Emails', level: 1 }).waitFor()
    await page.getByRole('link', { name: 'Emails' }).waitFor({ state: 'detached' })
    // Who has gone to a page reads on there, and is not back at the button.
    expect(await page.evaluate('document.activeElement?.textContent')).toBe('Emails')
    visit.wasClean()
  })

  test.each(looks)('the rounds of a job at $viewport.width px in $colorScheme', async (look) => {
    const visit = await visitor(look)
    const { page } = visit
    await signIn(page, 'recruiter@demo.test')
    await page.goto('/jobs')
    await page.getByRole('listitem').filter({ hasText: 'Day at the office' }).first().waitFor()
    await page.getByRole('button', { name: 'Rounds … Backend Engineer' }).click()
    await page.getByRole('dialog', { name: 'Rounds of Backend Engineer' }).waitFor()
    await isAccessible(page, 'the rounds of a job')
    await page.getByRole('button', { name: '2 Day at the office' }).click()
    await page.getByRole('button', { name: 'Add round' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Enter a name.').waitFor()
    await isAccessible(page, 'rounds that lack something')
    visit.wasClean()
  })

  test.each(looks)('opening, changing and calling off slots at $viewport.width px in $colorScheme', async (look) => {
    const visit = await visitor(look)
    const { page } = visit
    await signIn(page, 'recruiter@demo.test')
    await page.goto('/slots')
    for (const [action, title] of [
      ['Change …', 'Change this slot'],
      ['Call off …', 'Call this slot off?'],
    ] as const) {
      await page.getByRole('button', { name: 'More for this slot' }).first().click()
      await isAccessible(page, 'what may be done with a slot')
      await page.getByRole('menuitem', { name: action }).click()
      await page.getByRole('dialog', { name: title }).waitFor()
      await isAccessible(page, title)
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
    await page.getByRole('link', { name: 'Weekly pattern' }).click()
    await page.getByLabel('Meeting link').fill('https://meet.example/room')
    await page.getByRole('button', { name: /^Open \d+ slots$/ }).waitFor()
    await isAccessible(page, 'a weekly pattern with its preview')
    visit.wasClean()
  })

  test.each(looks)('the settings at $viewport.width px in $colorScheme', async (look) => {
    const admin = await visitor(look)
    await signIn(admin.page, 'admin@demo.test')
    await admin.page.goto('/settings')
    for (const [button, title] of [
      ['Change Scheduling rules', 'Scheduling rules'],
      ['Change Recorded answers', 'Recorded answers'],
      ['Add', 'Add a holiday or a blocked period'],
    ] as const) {
      await admin.page.getByRole('button', { name: button, exact: true }).first().click()
      await admin.page.getByRole('dialog', { name: title }).waitFor()
      await isAccessible(admin.page, title)
      await admin.page.keyboard.press('Escape')
      await admin.page.getByRole('dialog').waitFor({ state: 'detached' })
    }
    await admin.page.goto('/settings/mail-server')
    await admin.page.getByRole('heading', { name: 'Mail server', level: 1 }).waitFor()
    await isAccessible(admin.page, 'the mail server')
    await admin.page.goto('/settings')
    await admin.page.getByRole('link', { name: /Inès Moreau/ }).click()
    await admin.page.getByRole('heading', { name: 'Inès Moreau', level: 1 }).waitFor()
    await isAccessible(admin.page, 'a person’s times')
    await admin.page.getByRole('button', { name: 'Change' }).first().click()
    await admin.page.getByRole('dialog', { name: 'Working hours' }).waitFor()
    await isAccessible(admin.page, 'the working hours')
    admin.wasClean()

    const interviewer = await visitor(look)
    await signIn(interviewer.page, 'interviewer@demo.test')
    await interviewer.page.getByRole('button', { name: /^Account/ }).click()
    await isAccessible(interviewer.page, 'the account menu')
    await interviewer.page.getByRole('menuitem', { name: 'Your account' }).click()
    await interviewer.page.getByRole('heading', { name: 'Your account', level: 1 }).waitFor()
    await isAccessible(interviewer.page, 'one’s own account')
    await interviewer.page.getByRole('button', { name: 'Change Profile' }).click()
    await interviewer.page.getByRole('radio', { name: 'A time zone of your own' }).click()
    await isAccessible(interviewer.page, 'one’s own profile')
    await interviewer.page.keyboard.press('Escape')
    await interviewer.page.getByRole('dialog').waitFor({ state: 'detached' })
    await interviewer.page.getByRole('button', { name: 'Change Password' }).click()
    await interviewer.page.getByLabel('Current password').waitFor()
    await isAccessible(interviewer.page, 'the dialog that changes one’s password')
    await interviewer.page.keyboard.press('Escape')
    await interviewer.page.getByRole('dialog').waitFor({ state: 'detached' })
    await interviewer.page.getByRole('link', { name: 'My times' }).click()
    await interviewer.page.getByRole('heading', { name: 'My times', level: 1 }).waitFor()
    await interviewer.page.getByRole('button', { name: 'Add', exact: true }).click()
    await interviewer.page.getByRole('dialog', { name: 'Add time off' }).waitFor()
    await isAccessible(interviewer.page, 'the dialog that adds time off')
    interviewer.wasClean()
  })

  test.each(looks)('the candidate’s page and the mailbox at $viewport.width px in $colorScheme', async (look) => {
    const visit = await visitor(look)
    for (const person of ['maya.okafor', 'elin.sjoberg', 'camille.laurent', 'tomas.rivera']) {
      await visit.page.goto(await linkTo(`${person}@candidates.test`, 'interview'))
      await visit.page.getByRole('heading', { level: 1 }).waitFor()
      await isAccessible(visit.page, `the page of ${person}`)
    }
    await theMailbox(visit.page)
    visit.wasClean()
  })
})

async function theMailbox(page: Page): Promise<void> {
  await page.goto('/mailbox')
  await isAccessible(page, 'the mailbox')
  await page.locator('a[href*="/mailbox/messages/"]').first().click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  await isAccessible(page, 'an email')
}
