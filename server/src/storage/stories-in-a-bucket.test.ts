import { afterAll, describe, expect, test } from 'vitest'
import { usualStorage } from '../../test/house.ts'
import { openMoodyProxy, type MoodyProxy } from '../../test/moody-proxy.ts'
import { openSwift, swiftIsLeftOut } from '../../test/swift.ts'

const isLeftOut = swiftIsLeftOut()

/** From now on houses keep what they record in a bucket of a real service. @returns tells what that was asked */
async function openBuckets(): Promise<() => string[]> {
  const swift = await openSwift()
  const proxies: MoodyProxy[] = []
  afterAll(async () => {
    for (const proxy of proxies) await proxy.close()
    await swift.close()
  })
  const top = `${swift.settings.prefix}/`
  usualStorage.openBucket = async () => {
    const proxy = await openMoodyProxy(swift.settings.endpoint)
    proxies.push(proxy)
    return {
      settings: { ...swift.settings, endpoint: proxy.url },
      names: async (begin) => (await swift.names(top + begin)).map((name) => name.slice(top.length)),
      fails() {
        proxy.usually = { status: 503, body: '<Error><Code>SlowDown</Code></Error>' }
        return () => void (proxy.usually = 'PASS')
      },
    }
  }
  return () => proxies.flatMap((proxy) => proxy.asked)
}

// The stories of everything that is kept in the storage, told once more.
describe.skipIf(isLeftOut)('in a bucket', async () => {
  const asked = isLeftOut ? () => [] : await openBuckets()
  describe('recordings', async () => void (isLeftOut || (await import('../room/recordings.test.ts'))))
  describe('voices', async () => void (isLeftOut || (await import('../kits/voices.test.ts'))))

  test('all of it was where it is said to be', () => {
    expect(
      asked().filter((line) => /^PUT \/recordings\/some\/where\/[\da-f-]{36}\//.test(line)).length,
    ).toBeGreaterThan(50)
  })
})
