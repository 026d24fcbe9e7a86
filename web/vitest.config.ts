import { createRequire } from 'node:module'
import path from 'node:path'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig, mergeConfig, type TestProjectConfiguration } from 'vitest/config'
import { chromiumArguments, chromiumFor } from '../server/test/browser/chromium.ts'
import viteConfig from './vite.config.ts'

const require = createRequire(import.meta.url)
const report = process.env['GREENROOM_TEST_REPORT']

/** Pure functions, and components as far as their truth needs no browser. */
const quick: TestProjectConfiguration = {
  extends: true,
  // Two copies of graphql (one per module format) do not know each other's types.
  resolve: { alias: [{ find: /^graphql$/, replacement: require.resolve('graphql') }] },
  test: {
    name: 'web',
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
    exclude: ['src/**/*.browser.test.ts'],
  },
}

/** What only a browser knows: focus, layout, keys, dates as they are written, sound and storage. */
const inBrowser = (executablePath: string): TestProjectConfiguration => ({
  extends: true,
  test: {
    name: 'web in a browser',
    include: ['src/**/*.browser.test.ts'],
    setupFiles: ['test/browser.ts'],
    expect: { poll: { timeout: 15_000 } },
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      viewport: { width: 1280, height: 800 },
      provider: playwright({
        launchOptions: { executablePath, args: chromiumArguments },
        contextOptions: { locale: 'en-GB', timezoneId: 'Europe/Stockholm' },
      }),
      instances: [{ browser: 'chromium' }],
    },
  },
})

const chromium = chromiumFor('Tests of components in a browser')

export default defineConfig(
  mergeConfig(viteConfig, {
    test: {
      projects: [quick, ...(chromium ? [inBrowser(chromium)] : [])],
      // What a person waits for on a page takes longer on a loaded machine; this is when it will not come any more.
      testTimeout: 30_000,
      reporters: report ? ['default', ['json', { outputFile: path.join(report, 'web.json') }]] : ['default'],
    },
  }),
)
