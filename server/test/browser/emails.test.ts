import { afterAll, describe, expect, test } from 'vitest'
import { openMailServer, type MailServer } from '../processes/mail-server.ts'
import { endEverything } from '../processes/processes.ts'
import { isAccessible, looks, noBrowser, openDemo, signIn } from './browser.ts'

let mail: MailServer
const refuses = () => (mail.answers = (moment) => (moment === 'AUTH' ? '535 5.7.8 wrong password' : undefined))

afterAll(endEverything)

describe.skipIf(noBrowser)('when emails do not leave', () => {
  const { visitor } = openDemo(async () => {
    mail = await openMailServer()
    refuses()
    return { SMTP_URL: `smtp://greenroom:secret@127.0.0.1:${mail.port}` }
  })

  test.each(looks)('every page says so at $viewport.width px in $colorScheme, until they do', async (look) => {
    refuses()
    // Whoever has signed in before is not asked again: they have to come anew.
    await mail.stop()
    await mail.start()
    const visit = await visitor(look)
    const { page } = visit
    await signIn(page, 'admin@demo.test')
    await page.goto('/emails')
    await page.getByRole('heading', { name: 'Emails', level: 1 }).waitFor()
    // Whatever leaves next finds the door shut. Not every email may be sent again: this one's interview lies ahead.
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Daniel Osei' })
      .getByRole('button', { name: /^Send (again|now)$/ })
      .first()
      .click()
    // Under the pointer a notification stays.
    await page
      .getByRole('region', { name: 'Notification' })
      .getByText(/^It is sent/)
      .hover()
    const banner = page.getByRole('status', { name: 'Trouble with emails' })
    await banner.getByText('Emails are not leaving').waitFor()
    await banner.getByText('The mail server refused our user name or password.').waitFor()
    await isAccessible(page, 'the emails while none leaves, and the notification')

    await banner.getByRole('link', { name: 'Check the settings' }).click()
    await page.getByRole('heading', { name: 'Mail server', level: 1 }).waitFor()
    await page.getByRole('button', { name: /^Check/ }).click()
    await page.getByText('There is a problem').last().waitFor()
    await page.getByText('SMTP_LOGIN_REFUSED').waitFor()
    await page.getByText('535 5.7.8 wrong password').waitFor()
    await isAccessible(page, 'what a mail check has found')

    mail.answers = () => undefined
    await banner.getByRole('button', { name: 'Try now' }).click()
    await banner.getByText('Emails are not leaving').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Check again' }).click()
    await page.getByText('Code of the test message').waitFor()
    await page.reload()
    const code = await page.getByText(/^\d{6}$/).innerText()
    expect(mail.delivered().some(({ raw }) => raw.toString().includes(`Greenroom test message ${code}`))).toBe(true)
    await isAccessible(page, 'a mail check that went well')

    await page.goto('/emails?status=sent')
    await page
      .getByRole('button', { name: /^Attempts/ })
      .first()
      .click()
    await page.getByText('250 2.0.0 taken').first().waitFor()
    await isAccessible(page, 'the attempts of an email')
    await page.getByRole('searchbox').fill('nobody has this name')
    await page.getByText('No email fits').waitFor()
    visit.wasClean()
  })
})
