import { constants, createReadStream } from 'node:fs'
import { access, mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { syncFolder, unfinished, writeWhole } from '../shared/write-whole.ts'
import { placeOf, StorageError, type ByteRange, type Storage, type StorageFault } from './storage.ts'

/**
 * Keeps objects as files of a folder, which is made when it is first needed. What is being written has another name
 * until all of it is on the disk, so a process that dies leaves nothing that looks whole.
 * @param folder absolute path; every process of an installation has to have the same one
 */
export function makeDiskStorage(folder: string): Storage {
  const fileOf = (key: string) => path.join(folder, placeOf(key))

  async function* bytesOf(file: string, range?: ByteRange, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
    const stretch = range ? { start: range.first, end: range.last } : {}
    try {
      yield* createReadStream(file, { ...stretch, ...(signal ? { signal } : {}) }) as AsyncIterable<Buffer>
    } catch (error) {
      throw asStorageError(error)
    }
  }

  return {
    place: folder,
    async put(key, bytes) {
      const file = fileOf(key)
      await makeFolder(path.dirname(file)).catch(rethrow)
      return writeWhole(file, bytes).catch(rethrow)
    },
    read: (key, range, stopped) => bytesOf(fileOf(key), range, stopped),
    async remove(key) {
      const file = fileOf(key)
      await Promise.all([rm(file, { force: true }), rm(unfinished(file), { force: true })]).catch(rethrow)
    },
    async probe() {
      await makeFolder(folder)
        .then(() => access(folder, constants.R_OK | constants.W_OK))
        .catch(rethrow)
    },
  }
}

/** Makes a folder and those above it, so that they are still there after the power was cut. */
async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 })
  if (first === undefined) return
  for (let above = folder; above.length >= path.dirname(first).length; above = path.dirname(above))
    await syncFolder(above)
}

const meanings: Record<string, [StorageFault, string]> = {
  ENOENT: ['MISSING', 'There is no such file in the folder of recordings.'],
  ENOSPC: ['FULL', 'The disk is full. Make room, or move DATA_DIR to a larger one.'],
  EDQUOT: ['FULL', 'The disk quota of this user is used up.'],
  EACCES: ['SETTINGS', 'This user may not use the folder of recordings. Give it to the user that Greenroom runs as.'],
  EPERM: ['SETTINGS', 'This user may not use the folder of recordings. Give it to the user that Greenroom runs as.'],
  EROFS: ['SETTINGS', 'The disk of DATA_DIR is mounted so that nothing can be written.'],
  ENOTDIR: ['SETTINGS', 'Something in the path of DATA_DIR is no folder.'],
  EEXIST: ['SETTINGS', 'Something in the path of DATA_DIR is no folder.'],
}

/** What the system said of a file; what somebody else threw, whose bytes they were, stays theirs. */
function asStorageError(error: unknown): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException
  if (code === undefined || syscall === undefined) return error
  const [fault, message] = meanings[code] ?? ['UNREACHABLE', 'The disk of DATA_DIR cannot be used at the moment.']
  return new StorageError(fault, code, message, error)
}

function rethrow(error: unknown): never {
  throw asStorageError(error)
}
