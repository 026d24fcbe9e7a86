import { describe, expect, test } from 'vitest'
import { until } from '../until.ts'
import { desktop, isAccessible, noBrowser, openDemo, phone, signIn } from './browser.ts'

describe.skipIf(noBrowser)('one’s own account', () => {
  const { visitor, newestEmail } = openDemo()

  test('is set by the keyboard, and holds on one’s other screens at once', async () => {
    const [here, there] = [await visitor(desktop), await visitor(phone)]
    const { page } = here
    await signIn(page, 'recruiter@demo.test')
    await signIn(there.page, 'recruiter@demo.test')
    const times = there.page.getByText(/\d\d:\d\d–\d\d:\d\d (CET|CEST)/).first()
    await times.waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('u')
    await page.getByRole('heading', { name: 'Your account', level: 1 }).waitFor()
    await page.getByRole('button', { name: 'Change Profile' }).press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Profile' })
    await dialog.getByLabel('Name').fill('Rut Recruiter')
    await dialog.getByRole('radio', { name: 'The company’s clocks' }).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    await dialog.getByLabel('Time zone', { exact: true }).press('Enter')
    await page.getByPlaceholder('Search …').fill('Asia/Tokyo')
    await page.getByRole('option', { name: 'Asia/Tokyo' }).click()
    await dialog.getByRole('button', { name: 'Save' }).press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await page.getByText('Asia/Tokyo').waitFor()
    // The other screen, which nobody touched, tells its times by the new clocks.
    await there.page
      .getByText(/\d\d:\d\d–\d\d:\d\d GMT\+9/)
      .first()
      .waitFor()
    await times.waitFor({ state: 'detached' })
    await there.page.getByRole('button', { name: 'Account: Rut Recruiter' }).click()
    await there.page.getByRole('menuitem', { name: 'Your account' }).click()
    await there.page.getByText('Rut Recruiter').first().waitFor()

    // The language goes along to a browser that has never seen this person.
    await there.page.getByRole('button', { name: 'Change Profile' }).click()
    await there.page.getByRole('combobox', { name: 'Language' }).click()
    await there.page.getByRole('option', { name: 'Svenska' }).click()
    await there.page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { name: 'Ditt konto', level: 1 }).waitFor()
    const elsewhere = await visitor(desktop)
    await elsewhere.page.goto('/')
    await elsewhere.page.getByLabel('Email').fill('recruiter@demo.test')
    await elsewhere.page.getByLabel('Password').fill('greenroom-demo')
    await elsewhere.page.getByRole('button', { name: 'Sign in' }).click()
    await elsewhere.page.getByRole('heading', { name: 'Idag', level: 1 }).waitFor()
    expect(await elsewhere.page.evaluate('document.documentElement.lang')).toBe('sv')
    for (const visit of [here, there, elsewhere]) visit.wasClean()
  })

  test('shows where one is signed in, ends it there, and changes the password', async () => {
    const [here, there] = [await visitor(desktop), await visitor(phone)]
    const { page } = here
    await signIn(page, 'interviewer@demo.test')
    await signIn(there.page, 'interviewer@demo.test')
    await page.goto('/account')
    const own = page.getByRole('listitem').filter({ hasText: 'This one' })
    await own.getByText(/ on /).waitFor()
    const other = page.getByRole('listitem').filter({ hasText: 'last used' }).first()
    await other.getByRole('button', { name: /^End/ }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'End' }).click()
    // Nobody touches the other screen.
    await there.page.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor()
    await other.waitFor({ state: 'detached' })

    await page.getByRole('button', { name: 'Change Password' }).click()
    const dialog = page.getByRole('dialog', { name: 'Change password' })
    await dialog.getByLabel('Current password').fill('not this one')
    await dialog.getByLabel('New password').fill('a sentence nobody says')
    await dialog.getByRole('button', { name: 'Change password' }).click()
    await dialog.getByText('This is not your current password.').waitFor()
    await dialog.getByLabel('Current password').fill('greenroom-demo')
    await dialog.getByRole('button', { name: 'Change password' }).click()
    await dialog.waitFor({ state: 'detached' })
    await there.page.getByLabel('Email').fill('interviewer@demo.test')
    await there.page.getByLabel('Password').fill('a sentence nobody says')
    await there.page.getByRole('button', { name: 'Sign in' }).click()
    await there.page.getByRole('heading', { name: 'Interviews', level: 1 }).waitFor()
    here.wasClean()
  })

  test('is got back by who has forgotten the password', async () => {
    const { page, wasClean } = await visitor(phone)
    await page.goto('/sign-in')
    await page.getByLabel('Email').fill('ines@demo.test')
    await page.getByRole('link', { name: 'Forgotten your password?' }).click()
    await page.getByRole('heading', { name: 'Forgotten password', level: 1 }).waitFor()
    expect(await page.getByLabel('Email').inputValue()).toBe('ines@demo.test')
    await isAccessible(page, 'where a link is asked for')
    await page.getByLabel('Email').fill('admin@demo.test')
    await page.getByRole('button', { name: 'Send the link' }).press('Enter')
    await page.getByRole('heading', { name: 'Look into your mailbox', level: 1 }).waitFor()
    await isAccessible(page, 'that a link may be on its way')
    const link = await until('the link came', async () => {
      const { text } = await newestEmail('admin@demo.test')
      return /http:\S+\/reset\/[a-z2-7]{52}/.exec(text)?.[0]
    })
    await page.goto(link)
    await page.getByRole('heading', { name: 'Choose a new password', level: 1 }).waitFor()
    await isAccessible(page, 'where another password is chosen')
    await page.getByLabel('New password').fill('too short')
    await page.getByRole('button', { name: 'Save and sign in' }).click()
    await page.getByText('At least 12 characters.').first().waitFor()
    await page.getByLabel('New password').fill('another sentence nobody says')
    await page.getByRole('button', { name: 'Save and sign in' }).click()
    await page.getByRole('button', { name: /^Account/ }).waitFor()
    await page.goto(link)
    await page.getByRole('heading', { name: 'This link does not work any more', level: 1 }).waitFor()
    await page.getByRole('link', { name: 'Ask for a new link' }).waitFor()
    wasClean()
  })
})
