import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer as createTlsServer } from 'node:https'
import { createServer, type AddressInfo, type LookupFunction } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { makeCertificate } from '../../test/certificate.ts'
import { openMoodyProxy, type MoodyProxy } from '../../test/moody-proxy.ts'
import { freePort } from '../../test/ports.ts'
import {
  bytesOf,
  findingsOf,
  keepsWhatAStoragePromises,
  newKey,
  pieces,
  sha256,
  someBytes,
  textOf,
} from '../../test/storage-contract.ts'
import { openSwift, swiftIsLeftOut, type Swift } from '../../test/swift.ts'
import { makeDiskStorage } from './disk-storage.ts'
import { makeS3Storage } from './s3-storage.ts'
import { placeOf, StorageError } from './storage.ts'

type Wishes = Partial<Swift['settings']>
type Options = Parameters<typeof makeS3Storage>[1]

/** What somebody who waits for a failure is not to wait for. */
const impatient = { backOff: 10 }

describe.skipIf(swiftIsLeftOut())('a bucket', () => {
  let swift: Swift
  let proxy: MoodyProxy
  beforeAll(async () => {
    swift = await openSwift()
    proxy = await openMoodyProxy(swift.settings.endpoint)
  })
  afterEach(async () => {
    Object.assign(proxy, { moods: [], usually: 'PASS', asked: [], connections: 0 })
    const left = await swift.names()
    for (const name of left) await swift.removes(name)
    if (left.length > 0) throw new Error(`Something is left in the bucket: ${left.join(', ')}`)
  })
  afterAll(async () => {
    await proxy.close()
    await swift.close()
  })

  const open = (wishes: Wishes = {}, options: Options = {}) => makeS3Storage({ ...swift.settings, ...wishes }, options)
  const openMoody = (options: Options = {}) => open({ endpoint: proxy.url }, { ...impatient, ...options })
  const faultOf = (work: Promise<unknown>) =>
    work.then(
      () => {
        throw new Error('It went well.')
      },
      (error: unknown) => {
        if (!(error instanceof StorageError)) throw error
        return error
      },
    )
  /** Names in the bucket as a disk would have them. */
  const names = async () => (await swift.names()).map((name) => name.replace(/^some\/where\//, ''))

  keepsWhatAStoragePromises(open, names)

  test('has what a disk has under the same names, so that recordings move by being copied', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'greenroom-move-'))
    const disk = makeDiskStorage(folder)
    const kept = new Map([1, 70_000, 300_000].map((size) => [newKey(), someBytes(size)]))
    for (const [key, bytes] of kept) await disk.put(key, pieces(bytes))
    for (const file of readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    )) {
      const whole = path.join(file.parentPath, file.name)
      await swift.copies(`some/where/${path.relative(folder, whole).replaceAll(path.sep, '/')}`, readFileSync(whole))
    }
    rmSync(folder, { recursive: true })
    const storage = open()
    for (const [key, bytes] of kept) {
      expect(sha256(await bytesOf(storage, key))).toBe(sha256(bytes))
      await storage.remove(key)
    }
  })

  test('lies under its prefix, or at the top where there is none, and is named by path or by host', async () => {
    const key = newKey()
    const toHere: LookupFunction = (_name, options, found) =>
      options.all ? found(null, [{ address: '127.0.0.1', family: 4 }]) : found(null, '127.0.0.1', 4)
    const { port } = new URL(swift.settings.endpoint)
    const byHost: Wishes = { endpoint: `http://${swift.domain}:${port}`, addressing: 'host', prefix: '' }
    const storage = open(byHost, { lookup: toHere })
    await storage.put(key, pieces('by host'))
    expect(await swift.names()).toEqual([placeOf(key)])
    expect(await textOf(open({ prefix: '' }), key)).toBe('by host')
    expect(await textOf(storage, key, { first: 3, last: 6 })).toBe('host')
    await expect(textOf(open(), key)).rejects.toMatchObject({ fault: 'MISSING' })
    await storage.probe()
    await storage.remove(key)
    expect(storage.place).toBe(`s3://recordings at http://${swift.domain}:${port}`)
    expect(open().place).toBe(`s3://recordings/some/where at ${swift.settings.endpoint}`)
  })

  test.each<[string, (swift: Swift) => Wishes, string, RegExp, Options?]>([
    ['a wrong secret', () => ({ secretAccessKey: 'another' }), 'SignatureDoesNotMatch', /S3_SECRET_ACCESS_KEY is not/],
    ['a key that may not', () => swift.stranger, 'AccessDenied', /s3:PutObject/],
    ['no such bucket', () => ({ bucket: 'nowhere' }), 'NoSuchBucket', /no bucket "nowhere".*S3_BUCKET/],
    [
      'another region',
      () => ({ region: 'us-east-1' }),
      'AuthorizationHeaderMalformed',
      /in the region eu-stories-1, and S3_REGION says us-east-1/,
    ],
    [
      'a clock that is wrong',
      () => ({}),
      'RequestTimeTooSkewed',
      /clock is (59|60|61) minutes ahead of the service's.*NTP/,
      { now: () => new Date(Date.now() + 3_600_000) },
    ],
    [
      'a clock that is wrong the other way',
      () => ({}),
      'RequestTimeTooSkewed',
      /(59|60|61) minutes behind/,
      { now: () => new Date(Date.now() - 3_600_000) },
    ],
  ])('says what is wrong, once and without the secret: %s', async (_, wishesOf, code, words, options = {}) => {
    const storage = open({ endpoint: proxy.url, ...wishesOf(swift) }, { ...impatient, ...options })
    const faults = [
      await faultOf(storage.probe()),
      await faultOf(storage.put(newKey(), pieces('x'))),
      await faultOf(bytesOf(storage, newKey())),
    ]
    // A secret does not become a better one by being tried again.
    expect(proxy.asked).toHaveLength(3)
    for (const fault of faults) {
      expect(fault).toMatchObject({ fault: 'SETTINGS', code })
      expect(fault.message).toMatch(words)
      const told = `${JSON.stringify({ ...fault })} ${fault.stack} ${storage.place}`
      expect(told).not.toMatch(/keepers-secret|strangers-secret|Signature=|stories:/)
    }
    const findings = await findingsOf(storage)
    expect(findings).toMatchObject([{ step: 'CONNECTION', grade: 'PROBLEM', code }])
  })

  test('says who does not answer, and how', async () => {
    const nobody = await faultOf(open({ endpoint: `http://127.0.0.1:${await freePort()}` }, impatient).probe())
    expect(nobody).toMatchObject({ fault: 'UNREACHABLE', code: 'ECONNREFUSED', message: expect.stringMatching(/port/) })
    const unknown: LookupFunction = (name, _options, found) =>
      found(Object.assign(new Error(name), { code: 'ENOTFOUND', syscall: 'getaddrinfo' }), '', 0)
    const nameless = await faultOf(open({ endpoint: 'https://s3.invalid' }, { ...impatient, lookup: unknown }).probe())
    expect(nameless).toMatchObject({ fault: 'SETTINGS', code: 'ENOTFOUND', message: expect.stringMatching(/DNS/) })
    const clear = await faultOf(open({ endpoint: proxy.url.replace('http:', 'https:') }, impatient).probe())
    expect(clear).toMatchObject({ fault: 'SETTINGS', message: expect.stringMatching(/does not speak TLS/) })

    proxy.usually = 'HANG'
    const silent = await faultOf(openMoody({ idle: 100, tries: 2 }).put(newKey(), pieces('x')))
    expect(silent).toMatchObject({ fault: 'UNREACHABLE', code: 'TIMEOUT', message: expect.stringMatching(/firewall/) })
    expect(proxy.asked).toHaveLength(2)
    const slow = await faultOf(openMoody({ whole: 200 }).put(newKey(), pieces('x')))
    expect(slow).toMatchObject({ fault: 'UNREACHABLE', code: 'TIMEOUT' })
    const impatience = await faultOf(openMoody().probe(AbortSignal.timeout(100)))
    expect(impatience).toMatchObject({ fault: 'UNREACHABLE', code: 'TIMEOUT' })
  })

  test('that is a web page, or a console, is no S3 service', async () => {
    for (const [status, body] of [
      [200, '<html>Sign in</html>'],
      [404, '<html>Not found</html>'],
      [418, ''],
    ] as const) {
      proxy.usually = { status, body }
      const storage = openMoody()
      const key = newKey()
      if (status !== 200)
        expect(await faultOf(storage.put(key, pieces('x')))).toMatchObject({
          fault: 'SETTINGS',
          code: String(status),
          message: expect.stringMatching(/not as S3 does\. Is S3_ENDPOINT/) as string,
        })
      const findings = await findingsOf(storage)
      expect(findings.at(-1)).toMatchObject({ grade: 'PROBLEM', step: status === 200 ? 'READ' : 'CONNECTION' })
    }
    proxy.usually = { status: 301, headers: { 'x-amz-bucket-region': 'eu-west-9', location: 'http://127.0.0.1:1/' } }
    expect((await faultOf(openMoody().probe())).message).toMatch(/in the region eu-west-9/)
    proxy.usually = { status: 507 }
    expect(await faultOf(openMoody().put(newKey(), pieces('x')))).toMatchObject({ fault: 'FULL' })
    proxy.usually = { status: 403, body: `<Error><Code>QuotaExceeded</Code>${'x'.repeat(1_000_000)}` }
    expect(await faultOf(openMoody().put(newKey(), pieces('x')))).toMatchObject({ fault: 'FULL' })
  })

  const slowDown = { status: 503, body: '<Error><Code>SlowDown</Code><Message>Please slow down.</Message></Error>' }

  test.each([
    ['asks to slow down', slowDown],
    ['is out of order', { status: 500, body: '' }],
    ['is asked too often', { status: 429, body: '' }],
    ['cuts the line', 'CUT' as const],
    ['loses its answer', 'LOSE_ANSWER' as const],
  ])('that %s for a while keeps, reads and removes all the same', async (_, mood) => {
    const storage = openMoody()
    const [key, bytes] = [newKey(), someBytes(200_000)]
    proxy.moods = [mood, mood]
    await storage.put(key, pieces(bytes.subarray(0, 100_000), bytes.subarray(100_000)))
    expect(proxy.asked).toHaveLength(3)
    proxy.moods = [mood, mood, mood]
    expect(sha256(await bytesOf(storage, key))).toBe(sha256(bytes))
    proxy.moods = [mood]
    await storage.remove(key)
    expect(proxy.asked).toHaveLength(3 + 4 + 2)
  })

  test('that is out of order for good is given up after four times', async () => {
    proxy.usually = slowDown
    const storage = openMoody()
    for (const work of [
      () => storage.put(newKey(), pieces('x')),
      () => bytesOf(storage, newKey()),
      () => storage.remove(newKey()),
    ]) {
      proxy.asked = []
      expect(await faultOf(work())).toMatchObject({ fault: 'UNREACHABLE', code: 'SlowDown' })
      expect(proxy.asked).toHaveLength(4)
    }
  })

  test('that keeps something else than was sent is told so, and gets it again', async () => {
    const storage = openMoody()
    const [key, bytes] = [newKey(), someBytes(5000)]
    proxy.moods = ['DAMAGE']
    await storage.put(key, pieces(bytes))
    expect(proxy.asked).toHaveLength(2)
    expect(sha256(await bytesOf(storage, key))).toBe(sha256(bytes))
    await storage.remove(key)
    proxy.usually = 'DAMAGE'
    expect(await faultOf(storage.put(key, pieces(bytes)))).toMatchObject({ fault: 'UNREACHABLE' })
  })

  test('is read on from where its line was cut, as often as it is cut', async () => {
    const storage = openMoody()
    const [key, bytes] = [newKey(), someBytes(1_000_000)]
    await storage.put(key, pieces(bytes))
    proxy.moods = Array.from({ length: 9 }, (_, at) => ({ cutAfter: 1 + at * 20_000 }))
    expect(sha256(await bytesOf(storage, key))).toBe(sha256(bytes))
    expect(proxy.moods).toEqual([])
    proxy.moods = [{ cutAfter: 10_000 }, { cutAfter: 0 }, 'CUT', { cutAfter: 5 }]
    const range = { first: 123_456, last: 765_432 }
    expect(sha256(await bytesOf(storage, key, range))).toBe(sha256(bytes.subarray(range.first, range.last + 1)))
    await storage.remove(key)
  })

  test('that gives another stretch than was asked for is not believed', async () => {
    const storage = openMoody()
    const key = newKey()
    await storage.put(key, pieces(someBytes(1000)))
    proxy.usually = 'FORGET_RANGE'
    expect(await faultOf(bytesOf(storage, key, { first: 10, last: 20 }))).toMatchObject({ code: 'RANGE_IGNORED' })
    const findings = await findingsOf(storage)
    expect(findings.at(-1)).toMatchObject({ step: 'RANGE', grade: 'PROBLEM', code: 'RANGE_IGNORED' })
    proxy.usually = 'PASS'
    await storage.remove(key)
  })

  test('waits for who reads slowly, and loses nothing of what was on its way', async () => {
    const storage = openMoody({ idle: 1_500, tries: 10 })
    async function readSlowly(size: number, range?: { first: number; last: number }) {
      const [key, bytes] = [newKey(), someBytes(size)]
      await open().put(key, pieces(bytes))
      const read: Uint8Array[] = []
      let length = 0
      const end = range ? range.last + 1 - range.first : size
      for await (const piece of storage.read(key, range)) {
        read.push(piece)
        length += piece.length
        // After the first one, when others wait already, and after the last one.
        if (read.length === 1 || length === end) await pause(2_500)
      }
      const wanted = range ? bytes.subarray(range.first, range.last + 1) : bytes
      expect([size, sha256(Buffer.concat(read))]).toEqual([size, sha256(wanted)])
      await open().remove(key)
    }
    await Promise.all([
      ...[20_000, 66_000, 100_000, 130_000, 900_000].map((size) => readSlowly(size)),
      readSlowly(900_000, { first: 100, last: 200_000 }),
      readSlowly(70_000, { first: 100, last: 69_000 }),
    ])
  })

  test('uses its connections again, and has not more of them than it may', async () => {
    const storage = openMoody({ connections: 2 })
    const keys = Array.from({ length: 12 }, newKey)
    await Promise.all(keys.map((key) => storage.put(key, pieces(someBytes(1000)))))
    for (const key of keys) await storage.remove(key)
    expect(proxy.connections).toBeLessThanOrEqual(2)
  })

  test('holds so much on its way and not more, and goes on as soon as there is room', async () => {
    const storage = openMoody({ mostBytes: 100_000 })
    const [key, other] = [newKey(), newKey()]
    let goOn = () => {}
    async function* slowly() {
      yield someBytes(60_000)
      await new Promise<void>((resolve) => (goOn = resolve))
      yield someBytes(1000)
    }
    const first = storage.put(key, slowly())
    expect(await faultOf(storage.put(other, pieces(someBytes(60_000))))).toMatchObject({ fault: 'BUSY' })
    // What was refused holds nothing any more.
    await storage.put(other, pieces(someBytes(30_000)))
    goOn()
    expect(await first).toBe(61_000)
    await storage.put(other, pieces(someBytes(100_000)))
    await Promise.all([storage.remove(key), storage.remove(other)])
  })

  test('is asked over TLS where its address says so, and believed by its certificate alone', async () => {
    const server = createTlsServer(makeCertificate('127.0.0.1'), (_request, response) => response.end())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const fault = await faultOf(open({ endpoint: `https://127.0.0.1:${port}` }, impatient).probe())
    expect(fault).toMatchObject({ fault: 'SETTINGS', message: expect.stringMatching(/not trusted here/) })
    await new Promise((resolve) => server.close(resolve))
  })

  test('behind which nobody speaks is given up in time', async () => {
    const mute = createServer(() => {})
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
    const { port } = mute.address() as AddressInfo
    const options = { ...impatient, connect: 100, tries: 2 }
    const fault = await faultOf(open({ endpoint: `https://127.0.0.1:${port}` }, options).probe())
    expect(fault).toMatchObject({ fault: 'UNREACHABLE', code: 'TIMEOUT' })
    mute.close()
  })
})
