import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { keepsWhatAStoragePromises, newKey, pieces, textOf } from '../../test/storage-contract.ts'
import { makeDiskStorage } from './disk-storage.ts'
import { placeOf } from './storage.ts'

const above = mkdtempSync(path.join(os.tmpdir(), 'greenroom-storage-'))
const folder = path.join(above, 'recordings')
afterAll(() => rmSync(above, { recursive: true, force: true }))
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const storage = makeDiskStorage(folder)
/** The user to whom nothing belongs. */
const nobody = 65_534
const files = () =>
  readdirSync(above, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))

describe('a disk', () => {
  keepsWhatAStoragePromises(
    () => makeDiskStorage(folder),
    async () => files(),
  )

  test.skipIf(process.platform === 'win32')('keeps everything for its owner alone', async () => {
    const key = newKey()
    await storage.put(key, pieces('x'))
    const file = path.join(folder, placeOf(key))
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700)
  })

  test('shows nothing of what a process left behind that died, and removes it with the rest', async () => {
    const key = newKey()
    await storage.put(key, pieces('whole'))
    writeFileSync(path.join(folder, `${placeOf(key)}.unfinished`), 'half')
    expect(await textOf(storage, key)).toBe('whole')
    await storage.remove(key)
    expect(files()).toEqual([])
  })

  test('says what is wrong with it, in words by which somebody can mend it', async () => {
    writeFileSync(folder, 'a file')
    const aFolder = { fault: 'SETTINGS', message: expect.stringMatching(/no folder/) as string }
    await expect(storage.probe()).rejects.toMatchObject(aFolder)
    await expect(storage.put(newKey(), pieces('x'))).rejects.toMatchObject(aFolder)
    expect(storage.place).toBe(folder)
  })

  test.skipIf(process.platform === 'win32')('says whose it is not', async () => {
    await storage.probe()
    chmodSync(folder, 0o500)
    // Root may write everywhere, so it is nobody meanwhile.
    const isRoot = process.getuid!() === 0
    if (isRoot) process.seteuid!(nobody)
    try {
      await expect(storage.probe()).rejects.toMatchObject({ fault: 'SETTINGS', code: 'EACCES' })
      await expect(storage.put(newKey(), pieces('x'))).rejects.toMatchObject({ fault: 'SETTINGS', code: 'EACCES' })
    } finally {
      if (isRoot) process.seteuid!(0)
      chmodSync(folder, 0o700)
    }
  })
})
