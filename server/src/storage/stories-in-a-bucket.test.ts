import { afterAll, describe, expect, test } from 'vitest'
import { usualStorage } from '../../test/house.ts'
import { openMoodyProxy } from '../../test/moody-proxy.ts'
import { openSwift, swiftIsLeftOut } from '../../test/swift.ts'

const isLeftOut = swiftIsLeftOut()

/** From now on houses keep what they record in a bucket of a real service. @returns what that is asked */
async function openBucket(): Promise<readonly string[]> {
  const swift = await openSwift()
  const proxy = await openMoodyProxy(swift.settings.endpoint)
  afterAll(async () => {
    await proxy.close()
    await swift.close()
  })
  const top = `${swift.settings.prefix}/`
  usualStorage.bucket = {
    settings: { ...swift.settings, endpoint: proxy.url },
    names: async (begin) => (await swift.names(top + begin)).map((name) => name.slice(top.length)),
    fails() {
      proxy.usually = { status: 503, body: '<Error><Code>SlowDown</Code></Error>' }
      return () => void (proxy.usually = 'PASS')
    },
  }
  return proxy.asked
}

// The stories of everything that is kept in the storage, told once more.
describe.skipIf(isLeftOut)('in a bucket', async () => {
  const asked = isLeftOut ? [] : await openBucket()
  describe('recordings', async () => void (isLeftOut || (await import('../room/recordings.test.ts'))))
  describe('voices', async () => void (isLeftOut || (await import('../kits/voices.test.ts'))))

  test('all of it was where it is said to be', () => {
    expect(asked.filter((line) => /^PUT \/recordings\/some\/where\/[\da-f-]{36}\//.test(line)).length).toBeGreaterThan(
      50,
    )
  })
})
