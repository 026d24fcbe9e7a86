import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  browserStoriesAreLeftOut,
  goTo,
  isAccessible,
  openBrowser,
  signIn,
  startedGreenroom,
  visitor,
  type StartedGreenroom,
} from './browser.ts'

/** Tomorrow at noon, as a calendar of a person's own says it. */
const at = `${new Date(Date.now() + 86_400_000).toISOString().slice(0, 10).replaceAll('-', '')}T12`
const file = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//Test//EN',
  'BEGIN:VEVENT',
  'UID:dentist@test',
  'DTSTAMP:20260101T000000Z',
  `DTSTART:${at}0000`,
  `DTEND:${at}3000`,
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n')

describe.skipIf(browserStoriesAreLeftOut())('calendars', () => {
  let isUp = true
  const calendar = createServer((_request, response) => {
    if (isUp) response.writeHead(200, { 'content-type': 'text/calendar' }).end(file)
    else response.writeHead(404).end()
  })
  let browser: Browser
  let greenroom: StartedGreenroom
  let host: string
  beforeAll(async () => {
    calendar.listen(0, '127.0.0.1')
    await once(calendar, 'listening')
    host = `127.0.0.1:${(calendar.address() as AddressInfo).port}`
    ;[browser, greenroom] = await Promise.all([openBrowser(), startedGreenroom({ PRIVATE_CALENDAR_HOSTS: host })])
  })
  afterAll(async () => {
    await browser?.close()
    await greenroom?.end()
    calendar.closeAllConnections()
    calendar.close()
  })

  test.each([
    { width: 1440, height: 900, colorScheme: 'light', who: 'interviewer@demo.test', place: 'My times' },
    { width: 390, height: 844, colorScheme: 'dark', who: 'admin@demo.test', place: 'Settings' },
  ] as const)('$who connects one and subscribes to another at $width px in $colorScheme', async (look) => {
    isUp = true
    const { url } = greenroom
    const { page, wasClean } = await visitor(browser, url, {
      viewport: { width: look.width, height: look.height },
      colorScheme: look.colorScheme,
    })
    await signIn(page, url, look.who)
    await goTo(page, look.place)
    const others = page.getByRole('region', { name: 'Other calendars' })
    await others.getByText('None yet.').waitFor()

    await others.getByRole('button', { name: 'Connect' }).click()
    const dialog = page.getByRole('dialog', { name: 'Connect a calendar' })
    await dialog.getByRole('button', { name: 'Connect' }).click()
    await dialog.getByText('This is needed.').first().waitFor()
    await isAccessible(page, 'the dialog that connects a calendar')
    await dialog.getByLabel('Name').fill('Dentist and family')
    await dialog.getByLabel('Address').fill('http://somewhere.example/calendar.ics')
    await dialog.getByRole('button', { name: 'Connect' }).click()
    await dialog.getByText('https://').first().waitFor()
    await dialog.getByLabel('Address').fill(`http://${host}/dentist.ics`)
    await dialog.getByRole('button', { name: 'Connect' }).click()
    await dialog.waitFor({ state: 'detached' })
    await others.getByText('Up to date').waitFor()
    await others.getByText('busy once ahead').waitFor()
    await others.getByText('Some events name no time zone').waitFor()

    const feeds = page.getByRole('region', { name: 'Subscribe to your interviews' })
    await feeds.getByRole('button', { name: 'Create address: Your interviews', exact: true }).click()
    const address = await feeds.getByRole('textbox', { name: 'Address: Your interviews', exact: true }).inputValue()
    expect(await (await fetch(address)).text()).toContain('BEGIN:VCALENDAR')
    const subscribe = feeds.getByRole('link', { name: 'Open in calendar' })
    expect(await subscribe.getAttribute('href')).toBe(address.replace('http:', 'webcal:'))
    await isAccessible(page, 'the calendars')

    await feeds.getByRole('button', { name: 'Revoke' }).click()
    await page.getByRole('dialog', { name: 'Revoke this address?' }).getByRole('button', { name: 'Revoke' }).click()
    await feeds.getByRole('button', { name: 'Create address: Your interviews', exact: true }).waitFor()
    expect((await fetch(address)).status).toBe(404)

    await others.getByRole('button', { name: 'Remove: Dentist and family' }).click()
    await page
      .getByRole('dialog', { name: 'Remove “Dentist and family”?' })
      .getByRole('button', { name: 'Remove' })
      .click()
    await others.getByText('None yet.').waitFor()
    wasClean()
  })

  test('one that cannot be read says what to do', async () => {
    isUp = false
    const { url } = greenroom
    const { page } = await visitor(browser, url, { viewport: { width: 390, height: 844 } })
    await signIn(page, url, 'interviewer@demo.test')
    await page.goto(`${url}/settings`)
    const others = page.getByRole('region', { name: 'Other calendars' })
    await others.getByRole('button', { name: 'Connect' }).click()
    const dialog = page.getByRole('dialog', { name: 'Connect a calendar' })
    await dialog.getByLabel('Name').fill('Gone')
    await dialog.getByLabel('Address').fill(`http://${host}/gone.ics`)
    await dialog.getByRole('button', { name: 'Connect' }).click()
    await others.getByText('Cannot be read').waitFor()
    await others.getByText('There is no calendar at this address any more.').waitFor()
    await others.getByText('Until it can be read it blocks nothing.').waitFor()
    await isAccessible(page, 'a calendar that cannot be read')
  })
})
