import { createRequire } from 'node:module'
import path from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const require = createRequire(import.meta.url)
const report = process.env['GREENROOM_TEST_REPORT']

/** Whose tests take minutes: where one of them begins last, the whole run waits for it. */
const long = ['/server/test/', '/storage/stories-in-a-bucket.', '/runtime/embedded-postgres.']

/**
 * What has a process to itself: stories of processes and browsers, of loops, sockets and threads that go on by themselves, and
 * those that put something in a library's place.
 */
const alone = ['test/**/*.test.ts', 'src/{busy-times,dashboard,follow-ups,room,runtime,sign-in,storage}/**/*.test.ts']

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
    globalSetup: ['test/global-setup.ts'],
    setupFiles: ['test/setup.ts'],
    // Stories wait for facts; these are the limits after which a fact will not come any more, on a loaded machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 3,
    sequence: { sequencer: LongOnesFirst },
    projects: [
      {
        extends: true,
        // One process for many files, one after the other: most of the time of a small file is loading the application. Each
        // still opens a house on a database of its own.
        test: { name: 'server', include: ['src/**/*.test.ts'], exclude: alone, isolate: false },
      },
      { extends: true, test: { name: 'server alone', include: alone } },
    ],
    reporters: report ? ['default', ['json', { outputFile: path.join(report, 'server.json') }]] : ['default'],
  },
})
