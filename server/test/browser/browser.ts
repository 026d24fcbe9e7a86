import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import { ownDatabase } from '../database.ts'
import { freePort, hasSaid, run } from '../processes/processes.ts'
import { until } from '../until.ts'

const pictures = fileURLToPath(new URL('../../../node_modules/.cache/greenroom-pictures', import.meta.url))

const names = ['chromium', 'chromium-browser', 'google-chrome']

/** The browser of this machine: CHROMIUM_PATH, or one on the PATH; null where there is none. */
export function findBrowser(): string | null {
  const given = process.env['CHROMIUM_PATH']
  if (given) return given
  const folders = (process.env['PATH'] ?? '').split(path.delimiter)
  for (const folder of folders)
    for (const name of names) if (existsSync(path.join(folder, name))) return path.join(folder, name)
  return null
}

/**
 * Whether the stories in a browser are left out: no browser, and nobody insists on one. It is said aloud, because a
 * run without them proves less.
 */
export function browserStoriesAreLeftOut(): boolean {
  if (findBrowser()) return false
  if (process.env['GREENROOM_REQUIRE_BROWSER'])
    throw new Error(
      'The browser stories need Chromium: set CHROMIUM_PATH, or install it (Debian: apt install chromium).',
    )
  console.warn('Browser stories are left out: no Chromium on the PATH, and CHROMIUM_PATH is not set.')
  return true
}

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findBrowser()!,
    args: [
      // Chromium's own sandbox does not work for root; the pages are ours.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

export interface StartedGreenroom {
  url: string
  end(): Promise<void>
}

/**
 * Greenroom as `npm start` brings it up, on a database of its own, with the demo; shared by the stories of a file.
 * @param more settings beside the usual ones
 */
export async function startedGreenroom(more: Record<string, string> = {}): Promise<StartedGreenroom> {
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
    ...more,
  }
  const greenroom = run('start', settings, (end) => void ends.push(end))
  await hasSaid(greenroom, 'Sign in as')
  return {
    url,
    async end() {
      for (const end of ends) await end()
      await database.drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

export interface Visit {
  page: Page
  /** Fails where the pages asked another host for anything, or an error went to the console. */
  wasClean(): void
}

/** A person with a browser of their own: cookies and storage are theirs alone. */
export async function visitor(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Stockholm', ...options })
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
    if (message.type() === 'error') errors.push(message.text())
  })
  return {
    page,
    wasClean() {
      expect(foreign, 'requests to foreign hosts').toEqual([])
      expect(errors, 'errors on the console').toEqual([])
    },
  }
}

export async function signIn(page: Page, url: string, email: string): Promise<void> {
  await page.goto(url)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill('greenroom-demo')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Interviews', level: 1 }).waitFor()
}

/** Follows the dashboard's navigation to a page, on a phone also through what is behind “More”. */
export async function goTo(page: Page, place: string): Promise<void> {
  const link = page.getByRole('link', { name: place, exact: true }).first()
  if (!(await link.isVisible())) await page.getByRole('button', { name: 'More', exact: true }).click()
  await link.click()
}

/** Holds the page as it stands against WCAG 2.2 AA, once nothing is on its way in or out: half faded is no contrast. */
export async function isAccessible(page: Page, what: string): Promise<void> {
  const isStill = `document.getAnimations().every(
    (each) => each.playState !== 'running' || each.effect?.getTiming().iterations === Infinity)`
  await until(() => page.evaluate<boolean>(isStill), `${what} to stand still`)
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    // An email in its frame is another document without scripts: axe cannot enter it.
    .setLegacyMode(true)
    .exclude('iframe')
    .analyze()
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
  expect(found, `axe on ${what}`).toEqual([])
}
