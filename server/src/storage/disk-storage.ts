import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { looksLikeKey, type Storage } from './storage.ts'

/**
 * Keeps objects as files of a folder, which is made when it is first needed. What is being written has another name
 * until all of it is on the disk, so a process that dies leaves nothing that looks whole.
 * @param folder absolute path; every process of an installation has to have the same one
 */
export function makeDiskStorage(folder: string): Storage {
  function fileOf(key: string): string {
    if (!looksLikeKey(key)) throw new Error(`${JSON.stringify(key)} is no key of the storage.`)
    const [whose, what] = key.split('/') as [string, string]
    // The last signs of an id are chance: a folder stays small enough to be looked through by hand.
    return path.join(folder, whose, what.slice(-2), what)
  }
  const unfinished = (file: string) => `${file}.unfinished`

  return {
    async put(key, bytes) {
      const file = fileOf(key)
      await makeFolder(path.dirname(file))
      const handle = await open(unfinished(file), 'wx', 0o600)
      let size = 0
      try {
        for await (const piece of bytes) {
          await writeAll(handle, piece)
          size += piece.length
        }
        await handle.sync()
      } catch (error) {
        await handle.close()
        await rm(unfinished(file), { force: true })
        throw error
      }
      await handle.close()
      await rename(unfinished(file), file)
      // The name is on the disk only when its folder is.
      await syncFolder(path.dirname(file))
      return size
    },
    read: (key, range) => createReadStream(fileOf(key), range ? { start: range.first, end: range.last } : {}),
    async remove(key) {
      const file = fileOf(key)
      await Promise.all([rm(file, { force: true }), rm(unfinished(file), { force: true })])
    },
  }
}

async function writeAll(handle: FileHandle, piece: Uint8Array): Promise<void> {
  for (let done = 0; done < piece.length;) done += (await handle.write(piece, done)).bytesWritten
}

/** Makes a folder and those above it, so that they are still there after the power was cut. */
async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 })
  if (first === undefined) return
  for (let above = folder; above.length >= path.dirname(first).length; above = path.dirname(above))
    await syncFolder(above)
}

async function syncFolder(folder: string): Promise<void> {
  // Windows has no such thing, and keeps names by itself.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
