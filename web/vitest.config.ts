import { createRequire } from 'node:module'
import { defineConfig, mergeConfig } from 'vitest/config'
import viteConfig from './vite.config.ts'

const require = createRequire(import.meta.url)

export default defineConfig(
  mergeConfig(viteConfig, {
    // Two copies of graphql (one per module format) do not know each other's types.
    resolve: { alias: [{ find: /^graphql$/, replacement: require.resolve('graphql') }] },
    test: {
      name: 'web',
      environment: 'happy-dom',
      include: ['src/**/*.test.ts'],
    },
  }),
)
