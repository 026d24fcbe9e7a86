import { describe, expect, test } from 'vitest'
import { desktop, isAccessible, looks, noBrowser, openDemo, phone, signIn } from './browser.ts'

describe.skipIf(noBrowser)('a live interview at its hour, in a browser', () => {
  const { visitor, linkTo } = openDemo()

  test('both sides are late, then here, by keyboard and by touch, and the dashboard follows', async () => {
    const admin = await visitor(desktop)
    await signIn(admin.page, 'admin@demo.test')
    await admin.page.goto('/settings')
    await admin.page.getByRole('button', { name: 'Change Around the hour' }).click()
    const dialog = admin.page.getByRole('dialog', { name: 'Around the hour' })
    // The demo's interview lies half an hour ahead: its lobby opens now.
    await dialog.getByLabel('The lobby opens, minutes before the start').fill('60')
    await dialog.getByLabel('The lobby opens, minutes before the start').press('Tab')
    await isAccessible(admin.page, 'the dialog of what happens around the hour')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await admin.page.getByText('1 hour before the start').waitFor()

    const recruiter = await visitor(desktop)
    await signIn(recruiter.page, 'recruiter@demo.test')
    const row = recruiter.page.getByRole('row', { name: /Elin Sjöberg/ })
    await row.getByText('Scheduled').waitFor()
    const ines = await visitor({ ...phone, ...looks[1] })
    await signIn(ines.page, 'interviewer@demo.test')
    await ines.page.getByText('Elin Sjöberg').first().click()
    await ines.page.getByRole('heading', { name: 'At the hour' }).waitFor()

    const elin = await visitor({ ...phone, ...looks[1] })
    await elin.page.goto(await linkTo('elin.sjoberg@candidates.test', 'interview'))
    // She is written to in Swedish; here her page is read in English.
    await elin.page.locator('button[lang=en]').tap()
    const join = elin.page.getByRole('link', { name: 'Join the meeting' })
    expect(await join.getAttribute('target')).toBe('_blank')
    expect(await join.getAttribute('rel')).toBe('noopener noreferrer')

    // By keyboard: the choice opens, is made, and the way back is where it was opened.
    await elin.page.getByRole('button', { name: 'I am running late' }).focus()
    await elin.page.keyboard.press('Enter')
    await elin.page.keyboard.press('Tab')
    await elin.page.keyboard.press('Tab')
    await isAccessible(elin.page, 'the choice of how late')
    await elin.page.keyboard.press('Enter')
    await elin.page.getByText(/knows that you expect to be here around/).waitFor()
    expect((await elin.page.locator(':focus').textContent())?.trim()).toBe('Say another time')
    await row.getByText('Candidate 10 min late').waitFor()
    await ines.page.getByText(/About 10 minutes late/).waitFor()

    await ines.page.getByRole('button', { name: 'I am running late' }).tap()
    await ines.page.getByRole('button', { name: '5 minutes' }).first().tap()
    await elin.page.getByText(/Your interviewer is running about 5 minutes late/).waitFor()
    await row.getByText('Interviewer 5 min late').waitFor()
    await isAccessible(ines.page, 'the interview at its hour')
    await isAccessible(recruiter.page, 'the list with who is late')

    await elin.page.getByRole('button', { name: 'I am here' }).tap()
    await elin.page.getByRole('heading', { name: 'You are in' }).waitFor()
    await row.getByText('Candidate is here').waitFor()
    await ines.page.getByRole('button', { name: 'I am here' }).tap()
    await elin.page.getByText('Your interviewer is here.').waitFor()
    await row.getByText('In progress').waitFor()
    await isAccessible(elin.page, 'the page of who is here')

    // A reload tells the same.
    await elin.page.reload()
    await elin.page.getByRole('heading', { name: 'You are in' }).waitFor()
    for (const visit of [admin, recruiter, ines, elin]) visit.wasClean()
  })
})
