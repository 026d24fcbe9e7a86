import { createRequire } from 'node:module'
import path from 'node:path'
import { defineConfig, mergeConfig } from 'vitest/config'
import viteConfig from './vite.config.ts'

const require = createRequire(import.meta.url)
const report = process.env['GREENROOM_TEST_REPORT']

export default defineConfig(
  mergeConfig(viteConfig, {
    // Two copies of graphql (one per module format) do not know each other's types.
    resolve: { alias: [{ find: /^graphql$/, replacement: require.resolve('graphql') }] },
    test: {
      name: 'web',
      environment: 'happy-dom',
      include: ['src/**/*.test.ts'],
      // What a person waits for on a page takes longer on a loaded machine; this is when it will not come any more.
      testTimeout: 30_000,
      reporters: report ? ['default', ['json', { outputFile: path.join(report, 'web.json') }]] : ['default'],
    },
  }),
)
