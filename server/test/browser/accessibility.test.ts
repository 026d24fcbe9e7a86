import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, test } from 'vitest'
import {
  browserStoriesAreLeftOut,
  isAccessible,
  openBrowser,
  signIn,
  startedGreenroom,
  type StartedGreenroom,
  visitor,
} from './browser.ts'

let browser: Browser
let greenroom: StartedGreenroom
let url: string

const looks = [
  { width: 1440, height: 900, colorScheme: 'light' },
  { width: 390, height: 844, colorScheme: 'dark' },
] as const

describe.skipIf(browserStoriesAreLeftOut())('every page, for everybody', () => {
  beforeAll(async () => {
    ;[browser, greenroom] = await Promise.all([openBrowser(), startedGreenroom()])
    url = greenroom.url
  })
  afterAll(async () => {
    await browser?.close()
    await greenroom?.end()
  })

  test.each(looks)('the dashboard at $width px in $colorScheme', async ({ width, height, colorScheme }) => {
    const visit = await visitor(browser, url, { viewport: { width, height }, colorScheme })
    const { page } = visit
    await page.goto(url)
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    await isAccessible(page, 'sign-in')
    await signIn(page, url, 'recruiter@demo.test')
    await page.getByText('Maya Okafor').first().waitFor()
    await isAccessible(page, 'interviews')
    await page.getByRole('button', { name: 'Schedule interview' }).click()
    await page.getByRole('dialog').waitFor()
    await isAccessible(page, 'the schedule dialog')
    await page.keyboard.press('Escape')
    await page.getByText('Elin Sjöberg').first().click()
    await page.getByRole('heading', { name: 'Elin Sjöberg' }).waitFor()
    await isAccessible(page, 'an interview')
    for (const [path, heading] of [
      ['/slots', 'Slots'],
      ['/candidates', 'Candidates'],
      ['/jobs', 'Jobs'],
    ] as const) {
      await page.goto(url + path)
      await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
      await isAccessible(page, path)
    }
    await page.goto(`${url}/candidates`)
    await page
      .getByRole('link', { name: /Maya Okafor/ })
      .first()
      .click()
    await page.getByRole('heading', { name: 'Maya Okafor' }).first().waitFor()
    await isAccessible(page, 'a candidate')
    visit.wasClean()
  })

  test.each(looks)('the candidate’s page and the mailbox at $width px in $colorScheme', async (look) => {
    const visit = await visitor(browser, url, {
      viewport: { width: look.width, height: look.height },
      colorScheme: look.colorScheme,
    })
    for (const person of ['maya.okafor', 'elin.sjoberg', 'camille.laurent', 'tomas.rivera']) {
      await visit.page.goto(await linkTo(url, person))
      await visit.page.getByRole('heading', { level: 1 }).waitFor()
      await isAccessible(visit.page, `the page of ${person}`)
    }
    await theMailbox(visit, url)
    visit.wasClean()
  })
})

async function linkTo(url: string, person: string): Promise<string> {
  const found = await fetch(`${url}/mailbox/messages?to=${person}@candidates.test&subject=`)
  for (const { id } of (await found.json()) as { id: string }[]) {
    const email = await fetch(`${url}/mailbox/messages/${id}`, { headers: { accept: 'application/json' } })
    const link = /http:\S+\/interview\/[a-z2-7]{52}/.exec(((await email.json()) as { text: string }).text)
    if (link) return link[0]
  }
  throw new Error(`No email to ${person} carries a link.`)
}

async function theMailbox({ page }: { page: Page }, url: string): Promise<void> {
  await page.goto(`${url}/mailbox`)
  await isAccessible(page, 'the mailbox')
  await page.locator('a[href*="/mailbox/messages/"]').first().click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  await isAccessible(page, 'an email')
}
