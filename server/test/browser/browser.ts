import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, vi } from 'vitest'
import { ownDatabase } from '../database.ts'
import { until } from '../until.ts'
import { freePort, hasSaid, run } from '../processes/processes.ts'
import { chromiumArguments, chromiumFor } from './chromium.ts'
import { keepScreen } from './screens.ts'

const pictures = fileURLToPath(new URL('../../../node_modules/.cache/greenroom-pictures', import.meta.url))

/** How people look at it: on a wide screen in light, on a narrow one in dark. */
export const looks = [
  { viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
  { viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
] as const satisfies BrowserContextOptions[]
export const desktop: BrowserContextOptions = { viewport: looks[0].viewport }
export const phone: BrowserContextOptions = { viewport: looks[1].viewport, hasTouch: true, isMobile: true }

const chromiumPath = chromiumFor('Browser stories')
/** Whether the stories in a browser are left out. */
export const noBrowser = chromiumPath === null

const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath: chromiumPath!, args: chromiumArguments })

interface StartedGreenroom {
  url: string
  /** What it printed so far. */
  said(): string
  end(): Promise<void>
}

/** Settings beside the usual ones, for the address at which it will stand. */
type MoreSettings = (url: string) => Promise<Record<string, string>>

/** Greenroom as `npm start` brings it up, on a database of its own, outside production with the demo. */
async function startedGreenroom(more: MoreSettings): Promise<StartedGreenroom> {
  const database = await ownDatabase()
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'greenroom-browser-'))
  const port = await freePort()
  const url = `http://localhost:${port}`
  const ends: (() => Promise<void>)[] = []
  const settings = {
    PORT: String(port),
    MAILBOX_SMTP_PORT: String(await freePort()),
    DATA_DIR: dataDir,
    DATABASE_URL: database.url,
    ...(await more(url)),
  }
  const greenroom = run('start', settings, (end) => void ends.push(end))
  // The last of the lines that tell where everything is.
  await hasSaid(greenroom, '  Log  ')
  return {
    url,
    said: greenroom.said,
    async end() {
      for (const end of ends) await end()
      await database.drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

export interface Visit {
  page: Page
  /** Fails where the pages asked another host for anything, or an error went to the console that was not to be expected. */
  wasClean(expected?: RegExp): void
}

async function visitor(browser: Browser, url: string, options: BrowserContextOptions): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: url,
    locale: 'en-GB',
    timezoneId: 'Europe/Stockholm',
    ...options,
  })
  // When it will not come any more, on a loaded machine.
  context.setDefaultTimeout(60_000)
  const page = await context.newPage()
  onTestFinished(async ({ task }) => {
    // What a person would have seen, for who has to find out.
    if (task.result?.state === 'fail') {
      const name = `${task.name} ${options.viewport?.width ?? ''}`.replace(/[^a-z0-9]+/gi, '-')
      await page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: true }).catch(() => {})
    }
    await context.close()
  })
  const foreign: string[] = []
  const errors: string[] = []
  const own = new URL(url).host
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url())
    if (protocol.startsWith('http') && host !== own) foreign.push(request.url())
  })
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} ${message.location().url}`)
  })
  return {
    page,
    wasClean(expected) {
      expect(foreign, 'requests to foreign hosts').toEqual([])
      const unexpected = errors.filter((error) => !expected?.test(error))
      expect(unexpected, 'errors on the console').toEqual([])
    },
  }
}

export interface Email {
  id: string
  subject: string
  /** Its plain text. */
  text: string
}

/** A Greenroom with the demo, as the stories of a file meet it. Addresses of pages begin with `/`. */
export interface Demo {
  /** Where it stands; known once the stories run. */
  url: () => string
  /** What it printed since it was started. */
  said: () => string
  /** A person with a browser of their own: cookies and storage are theirs alone. */
  visitor: (options?: BrowserContextOptions) => Promise<Visit>
  /** The newest email to an address, as soon as there are so many. */
  newestEmail: (to: string, count?: number) => Promise<Email>
  /** The personal link in the newest email to an address that has one, to an interview or to choose a time. */
  linkTo: (to: string, page: 'interview' | 'choose', subject?: RegExp) => Promise<string>
}

/**
 * A Greenroom and a browser that the stories of a file share.
 * @param settings beside the usual ones; made before it starts
 */
export function openDemo(settings: MoreSettings = () => Promise.resolve({})): Demo {
  let browser: Browser
  let greenroom: StartedGreenroom
  // A story walks through many pages.
  vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 })
  beforeAll(async () => {
    ;[browser, greenroom] = await Promise.all([openBrowser(), startedGreenroom(settings)])
  })
  afterAll(async () => {
    await browser?.close()
    await greenroom?.end()
  })

  const ask = async <Answer>(path: string) =>
    (await (await fetch(greenroom.url + path, { headers: { accept: 'application/json' } })).json()) as Answer
  const emailsTo = (to: string) => ask<Pick<Email, 'id' | 'subject'>[]>(`/mailbox/messages?to=${to}`)
  const email = (id: string) => ask<Email>(`/mailbox/messages/${id}`)

  return {
    url: () => greenroom.url,
    said: () => greenroom.said(),
    visitor: (options = {}) => visitor(browser, greenroom.url, options),
    newestEmail: (to, count = 1) =>
      until(`${to} has ${count} emails`, async () => {
        const emails = await emailsTo(to)
        return emails.length >= count && email(emails[0]!.id)
      }),
    linkTo: (to, page, subject = /./) =>
      until(`a link lies in the mailbox of ${to}`, async () => {
        for (const found of await emailsTo(to)) {
          const link = new RegExp(`http:\\S+/${page}/[a-z2-7]{52}`).exec((await email(found.id)).text)
          if (link && subject.test(found.subject)) return link[0]
        }
        return undefined
      }),
  }
}

/** Asks as the one who is signed in on a page. */
export const asks = <Data>(page: Page, query: string, variables: Record<string, unknown> = {}) =>
  page.evaluate<Data>(`fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: ${JSON.stringify(JSON.stringify({ query, variables }))},
  }).then((answer) => answer.json()).then(({ data }) => data)`)

/** Signs in on the way to the list of interviews. */
export async function signIn(page: Page, email: string): Promise<void> {
  await page.goto('/interviews')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill('greenroom-demo')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Interviews', level: 1 }).waitFor()
}

/** Follows the dashboard's navigation to a page, on a phone also through what is behind “More”, as that is called. */
export async function goTo(page: Page, place: string, more = 'More'): Promise<void> {
  const link = page.getByRole('link', { name: place, exact: true }).first()
  if (await link.isVisible()) return link.click()
  await page.getByRole('button', { name: more, exact: true }).click()
  await link.click()
  // While it fades out it would be taken for one that stays.
  await link.waitFor({ state: 'hidden' })
}

/** Searches the list of candidates, which is on show, for somebody, and opens their profile. */
export async function openCandidate(page: Page, name: string): Promise<void> {
  await page.getByPlaceholder('Search by name or email').fill(name)
  // Who clicks while the rows still move misses.
  await page.getByText('1 candidate', { exact: true }).waitFor()
  await page.getByRole('link', { name }).click()
  await page.getByRole('heading', { name, level: 1 }).waitFor()
}

// They run in the page.
// What nobody is read, such as a meter that follows a voice, may move for as long as it likes.
const isStill = `document.getAnimations().every(
  (each) => each.playState !== 'running' || each.effect?.getTiming().iterations === Infinity ||
    each.effect?.target?.closest('[aria-hidden=true]'))`
const watchesMoves = `{
  globalThis.moves ??= (() => {
    const moves = { count: 0 }
    for (const begins of ['transitionrun', 'animationstart'])
      document.addEventListener(begins, ({ target }) => target.closest('[aria-hidden=true]') || (moves.count += 1), true)
    return moves
  })()
  moves.count = 0
}`

/**
 * Holds the page as it stands against WCAG 2.2 AA, once nothing moves any more: half faded is no contrast. Where pictures
 * of the screens are wanted, it is kept as one of them.
 */
export async function isAccessible(page: Page, what: string): Promise<void> {
  const found = await until(`${what} stands still for as long as it is looked at`, async () => {
    if (!(await page.evaluate<boolean>(isStill))) return undefined
    await page.evaluate(watchesMoves)
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      // An email in its frame is another document without scripts: axe cannot enter it.
      .setLegacyMode(true)
      .exclude('iframe')
      .analyze()
    // Something live may have come in meanwhile.
    if (violations.length > 0 && (await page.evaluate<number>('moves.count')) > 0) return undefined
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
  })
  expect(found, `axe on ${what}`).toEqual([])
  const story = path.basename(expect.getState().testPath!, '.test.ts')
  await keepScreen(page, story, what, () =>
    until(`${what} stands still in its other theme`, () => page.evaluate<boolean>(isStill)),
  )
}
