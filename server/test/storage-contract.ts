import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { newId } from '../src/shared/id.ts'
import { lookAtStorage, storageCheckSteps, type StorageFinding } from '../src/storage/look-at-storage.ts'
import { looksLikeKey, placeOf, type Storage } from '../src/storage/storage.ts'

export const newKey = () => `${newId()}/${newId()}`

export async function* pieces(...texts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text as string)
}

export async function bytesOf(from: Storage, ...args: Parameters<Storage['read']>): Promise<Buffer> {
  const read: Uint8Array[] = []
  for await (const piece of from.read(...args)) read.push(piece)
  return Buffer.concat(read)
}

export const textOf = async (...args: Parameters<typeof bytesOf>): Promise<string> =>
  (await bytesOf(...args)).toString()

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Everything that a look at it finds. */
export async function findingsOf(storage: Storage): Promise<StorageFinding[]> {
  const findings: StorageFinding[] = []
  for await (const finding of lookAtStorage(storage)) findings.push(finding)
  return findings
}

/** Bytes of which no stretch is like another. */
export function someBytes(size: number): Buffer {
  const bytes = Buffer.alloc(size)
  for (let at = 0; at + 4 <= size; at += 4) bytes.writeUInt32BE((at * 2_654_435_761) >>> 0, at)
  return bytes
}

/**
 * What every storage promises, whatever it is.
 * @param open as another process opens the same one
 * @param names of everything that is in it, by their places
 */
export function keepsWhatAStoragePromises(open: () => Storage, names: () => Promise<string[]>): void {
  test('what was put is there, whole and in stretches, until it is removed', async () => {
    const storage = open()
    const key = newKey()
    expect(await storage.put(key, pieces('what ', 'was ', 'said'))).toBe(13)
    expect(await textOf(storage, key)).toBe('what was said')
    expect(await textOf(open(), key)).toBe('what was said')
    expect(await names()).toEqual([placeOf(key)])
    for (const [first, last, text] of [
      [0, 0, 'w'],
      [5, 7, 'was'],
      [9, 12, 'said'],
      [9, 500, 'said'],
      [13, 20, ''],
      [500, 600, ''],
    ] as const)
      expect([first, last, await textOf(storage, key, { first, last })]).toEqual([first, last, text])
    await storage.remove(key)
    await storage.remove(key)
    await expect(textOf(storage, key)).rejects.toMatchObject({ name: 'StorageError', fault: 'MISSING' })
    await expect(textOf(storage, key, { first: 0, last: 1 })).rejects.toMatchObject({ fault: 'MISSING' })
    expect(await names()).toEqual([])
  })

  test('the largest part there may be comes back as it was, and so does nothing', async () => {
    const storage = open()
    const [large, empty] = [newKey(), newKey()]
    const bytes = someBytes(8 * 1024 * 1024)
    const inPieces = Array.from({ length: 129 }, (_, at) => bytes.subarray(at * 65_000, (at + 1) * 65_000))
    expect(await storage.put(large, pieces(bytes.subarray(0, 0), ...inPieces, bytes.subarray(129 * 65_000)))).toBe(
      bytes.length,
    )
    expect(sha256(await bytesOf(storage, large))).toBe(sha256(bytes))
    const stretch = await bytesOf(storage, large, { first: 4_000_001, last: 7_000_000 })
    expect(sha256(stretch)).toBe(sha256(bytes.subarray(4_000_001, 7_000_001)))
    expect(await storage.put(empty, pieces())).toBe(0)
    expect((await bytesOf(storage, empty)).length).toBe(0)
    await Promise.all([large, empty].map((key) => storage.remove(key)))
  })

  test('what does not come to its end leaves nothing, and fails as its sender does', async () => {
    const storage = open()
    const key = newKey()
    async function* broken() {
      yield Buffer.from('half')
      throw new Error('cut')
    }
    await expect(storage.put(key, broken())).rejects.toThrow('cut')
    await expect(textOf(storage, key)).rejects.toMatchObject({ fault: 'MISSING' })
    expect(await names()).toEqual([])
  })

  test('whoever stops reading is let go', async () => {
    const storage = open()
    const key = newKey()
    await storage.put(key, pieces(someBytes(3_000_000)))
    const stopped = new AbortController()
    const reading = storage.read(key, undefined, stopped.signal)[Symbol.asyncIterator]()
    expect((await reading.next()).value!.length).toBeGreaterThan(0)
    stopped.abort()
    await expect(
      (async () => {
        while (!(await reading.next()).done);
      })(),
    ).rejects.toMatchObject({ name: 'AbortError' })
    for await (const piece of storage.read(key)) {
      expect(piece.length).toBeGreaterThan(0)
      break
    }
    await storage.remove(key)
  })

  test('a key is two ids; nothing else becomes a path', async () => {
    const storage = open()
    const [one, other] = [newId(), newId()]
    expect(looksLikeKey(`${one}/${other}`)).toBe(true)
    for (const key of [
      one,
      `${one}/`,
      `${one}/../${other}`,
      `../${one}/${other}`,
      `${one}/${other}/..`,
      `${one}/${other}\n`,
      `${one}\\${other}`,
      `${one.toUpperCase()}/${other}`,
      `${one}/${other}\0.webm`,
      `${one}/${other}?acl`,
      `${one}/${other}#`,
      `${one}%2f${other}`,
      '/etc/passwd',
      '',
    ]) {
      expect(looksLikeKey(key), key).toBe(false)
      await expect(storage.put(key, pieces('x'))).rejects.toThrow('no key of the storage')
      await expect(storage.remove(key)).rejects.toThrow('no key of the storage')
      expect(() => storage.read(key)).toThrow('no key of the storage')
    }
    expect(await names()).toEqual([])
  })

  test('a look at it does what recordings need, and leaves nothing', async () => {
    const storage = open()
    await storage.probe()
    const findings = await findingsOf(storage)
    expect(findings.map(({ step, grade }) => [step, grade])).toEqual(storageCheckSteps.map((step) => [step, 'GOOD']))
    expect(await names()).toEqual([])
  })
}
