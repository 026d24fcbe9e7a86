import { createRequire } from 'node:module'
import path from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const require = createRequire(import.meta.url)
const report = process.env['GREENROOM_TEST_REPORT']

/** Whose tests take minutes: where one of them begins last, the whole run waits for it. */
const long = ['/server/test/', '/storage/stories-in-a-bucket.', '/runtime/embedded-postgres.']

/** A machine that has never run them knows no durations: stories of browsers and processes take minutes, so they begin. */
class LongOnesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => long.some((part) => moduleId.includes(part))
    const sorted = await super.sort(files)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}

export default defineConfig({
  root: import.meta.dirname,
  // Two copies of graphql (one per module format) do not know each other's types.
  resolve: { alias: [{ find: /^graphql$/, replacement: require.resolve('graphql') }] },
  test: {
    name: 'server',
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['test/global-setup.ts'],
    setupFiles: ['test/setup.ts'],
    // Stories wait for facts; these are the limits after which a fact will not come any more, on a loaded machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 3,
    sequence: { sequencer: LongOnesFirst },
    reporters: report ? ['default', ['json', { outputFile: path.join(report, 'server.json') }]] : ['default'],
  },
})
