import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { desktop, noBrowser, openDemo, phone, signIn } from './browser.ts'
import { isKey, keyShape } from './words.ts'

/** In bytes of gzipped JavaScript: what a page may load before it is there, complete and without a gesture. */
const most = 200_000

/** What only a gesture or another page needs, and must not come along because something names it. */
const heavy = ['@fullcalendar/vue3', 'echarts', 'zrender', 'vue-echarts', 'tus-js-client']
/** Where somebody comes in, nothing is kept that a cache would be for. */
const ofTheDashboard = ['@apollo/client', '@vue/apollo-composable']

const packages = JSON.parse(
  readFileSync(new URL('../../../web/dist/.vite/packages.json', import.meta.url), 'utf8'),
) as Record<string, string[]>

interface Loaded {
  file: string
  bytes: number
}

/** Everything that a page loads of scripts until it is there. What it brings at rest, for later, is not asked for. */
async function scriptsOf(
  context: BrowserContext,
  address: string,
  isThere: (page: Page) => Locator,
): Promise<Loaded[]> {
  const page = await context.newPage()
  await page.addInitScript(`Object.defineProperty(navigator, 'connection', { value: { saveData: true } })`)
  // Nothing is taken from what an earlier page has left.
  await page.route('**/*', (route) => route.continue())
  const answers: Promise<Loaded>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script')
      answers.push(
        response.body().then((body) => ({
          file: new URL(response.url()).pathname.slice(1),
          bytes: gzipSync(body, { level: 9 }).length,
        })),
      )
  })
  await page.goto(address)
  await isThere(page).first().waitFor()
  await page.waitForLoadState('networkidle')
  // The words that come at rest are not there yet: what is on show has its own.
  const words = await page.evaluate<string>(`[
    document.title, document.body.innerText,
    ...[...document.querySelectorAll('[aria-label]')].map((each) => each.getAttribute('aria-label')),
  ].join(' ')`)
  expect([...words.matchAll(keyShape)].map(([key]) => key).filter(isKey), `keys on ${address}`).toEqual([])
  const loaded = await Promise.all(answers)
  await page.close()
  return loaded.sort((one, other) => other.bytes - one.bytes)
}

function expectLight(what: string, loaded: Loaded[], without: readonly string[]) {
  const total = loaded.reduce((sum, { bytes }) => sum + bytes, 0)
  const list = loaded.map(({ file, bytes }) => `${bytes} ${file}: ${(packages[file] ?? []).join(', ')}`).join('\n')
  expect(loaded.length, `scripts of ${what}`).toBeGreaterThan(3)
  const found = without.filter((name) => loaded.some(({ file }) => packages[file]?.includes(name)))
  expect(found, `${what} brings along what it does not need:\n${list}`).toEqual([])
  expect(total, `${what} loads ${total} bytes of gzipped scripts before it is there:\n${list}`).toBeLessThanOrEqual(
    most,
  )
}

describe.skipIf(noBrowser)('the first load', () => {
  const { visitor, linkTo } = openDemo()
  // French has the longest words.
  const french = { locale: 'fr-FR' }

  test('of the pages where somebody comes in is light', async () => {
    const { page } = await visitor({ ...desktop, ...french })
    const heading = (at: Page) => at.getByRole('heading', { level: 1 })
    for (const address of ['/sign-in', '/forgot', '/setup', `/join/${'a'.repeat(52)}`, `/reset/${'a'.repeat(52)}`]) {
      const loaded = await scriptsOf(page.context(), address, heading)
      expectLight(address, loaded, [...heavy, ...ofTheDashboard])
    }
  })

  test('of what a candidate is sent is light on their phone', async () => {
    const { page } = await visitor({ ...phone, ...french })
    const heading = (at: Page) => at.getByRole('heading', { level: 1 })
    const link = await linkTo('maya.okafor@candidates.test', 'interview')
    expectLight('the interview', await scriptsOf(page.context(), link, heading), [...heavy, ...ofTheDashboard])
    const choice = await scriptsOf(page.context(), `/choose/${'a'.repeat(52)}`, heading)
    expectLight('the choice of a time', choice, [...heavy, ...ofTheDashboard])
  })

  test.each([
    ['a wide screen', desktop],
    ['a phone', phone],
  ])('of Today is light on %s', async (what, look) => {
    const { page } = await visitor(look)
    await signIn(page, 'recruiter@demo.test')
    await page.evaluate(`localStorage.setItem('greenroom-language', 'fr')`)
    const row = (at: Page) => at.getByRole('main').getByRole('listitem')
    expectLight(`Today on ${what}`, await scriptsOf(page.context(), '/', row), heavy)
  })
})
