import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, describe, expect, test } from 'vitest'
import { goTo, isAccessible, looks, noBrowser, openDemo, phone, signIn } from './browser.ts'

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

let isUp = true
const calendar = createServer((_request, response) => {
  if (isUp) response.writeHead(200, { 'content-type': 'text/calendar' }).end(file)
  else response.writeHead(404).end()
})
const host = () => `127.0.0.1:${(calendar.address() as AddressInfo).port}`

afterAll(() => {
  calendar.closeAllConnections()
  calendar.close()
})

describe.skipIf(noBrowser)('calendars', () => {
  const { visitor } = openDemo(async () => {
    calendar.listen(0, '127.0.0.1')
    await once(calendar, 'listening')
    return { PRIVATE_CALENDAR_HOSTS: host() }
  })

  test.each([
    { ...looks[0], who: 'interviewer@demo.test', place: 'My times' },
    { ...looks[1], who: 'admin@demo.test', place: 'Settings' },
  ] as const)(
    '$who connects one and subscribes to another at $viewport.width px in $colorScheme',
    async ({ who, place, ...look }) => {
      isUp = true
      const { page, wasClean } = await visitor(look)
      await signIn(page, who)
      await goTo(page, place)
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
      await dialog.getByLabel('Address').fill(`http://${host()}/dentist.ics`)
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
    },
  )

  test('one that cannot be read says what to do', async () => {
    isUp = false
    const { page } = await visitor(phone)
    await signIn(page, 'interviewer@demo.test')
    await page.goto('/settings')
    const others = page.getByRole('region', { name: 'Other calendars' })
    await others.getByRole('button', { name: 'Connect' }).click()
    const dialog = page.getByRole('dialog', { name: 'Connect a calendar' })
    await dialog.getByLabel('Name').fill('Gone')
    await dialog.getByLabel('Address').fill(`http://${host()}/gone.ics`)
    await dialog.getByRole('button', { name: 'Connect' }).click()
    await others.getByText('Cannot be read').waitFor()
    await others.getByText('There is no calendar at this address any more.').waitFor()
    await others.getByText('Until it can be read it blocks nothing.').waitFor()
    await isAccessible(page, 'a calendar that cannot be read')
  })
})
