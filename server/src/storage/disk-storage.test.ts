import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { newId } from '../shared/id.ts'
import { makeDiskStorage } from './disk-storage.ts'
import { looksLikeKey, type Storage } from './storage.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'greenroom-storage-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const storage = makeDiskStorage(path.join(folder, 'recordings'))

const newKey = () => `${newId()}/${newId()}`
async function* pieces(...texts: string[]) {
  for (const text of texts) yield Buffer.from(text)
}
async function textOf(from: Storage, ...args: Parameters<Storage['read']>): Promise<string> {
  const read: Uint8Array[] = []
  for await (const piece of from.read(...args)) read.push(piece)
  return Buffer.concat(read).toString()
}
const files = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)

test('what was put is there, whole and in stretches, for its owner alone, until it is removed', async () => {
  const key = newKey()
  expect(await storage.put(key, pieces('what ', 'was ', 'said'))).toBe(13)
  expect(await textOf(storage, key)).toBe('what was said')
  expect(await textOf(storage, key, { first: 5, last: 7 })).toBe('was')
  // Another process with the same folder finds it too.
  expect(await textOf(makeDiskStorage(path.join(folder, 'recordings')), key)).toBe('what was said')
  const [whose, what] = key.split('/') as [string, string]
  const file = path.join(folder, 'recordings', whose, what.slice(-2), what)
  if (process.platform !== 'win32') {
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700)
  }
  await storage.remove(key)
  await storage.remove(key)
  await expect(textOf(storage, key)).rejects.toThrow('ENOENT')
  expect(files()).toEqual([])
})

test('what does not come to its end leaves nothing', async () => {
  const key = newKey()
  async function* broken() {
    yield Buffer.from('half')
    throw new Error('cut')
  }
  await expect(storage.put(key, broken())).rejects.toThrow('cut')
  expect(files()).toEqual([])
  // Nor does what a process left behind that died.
  await storage.put(key, pieces('whole'))
  const [whose, what] = key.split('/') as [string, string]
  writeFileSync(path.join(folder, 'recordings', whose, what.slice(-2), `${what}.unfinished`), 'half')
  await storage.remove(key)
  expect(files()).toEqual([])
})

test('a key is two ids; nothing else becomes a path', async () => {
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
    '/etc/passwd',
  ]) {
    expect(looksLikeKey(key), key).toBe(false)
    await expect(storage.put(key, pieces('x'))).rejects.toThrow('no key of the storage')
    await expect(storage.remove(key)).rejects.toThrow('no key of the storage')
    expect(() => storage.read(key)).toThrow('no key of the storage')
  }
  expect(files()).toEqual([])
})
