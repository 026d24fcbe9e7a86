import { createHash, randomBytes } from 'node:crypto'
import { newId } from '../shared/id.ts'
import { StorageError, type Storage } from './storage.ts'

/** What is looked at, in this order. GONE: that something that was removed is told apart from something forbidden. */
export const storageCheckSteps = ['CONNECTION', 'WRITE', 'READ', 'RANGE', 'REMOVE', 'GONE'] as const

export interface StorageFinding {
  step: (typeof storageCheckSteps)[number]
  grade: 'GOOD' | 'PROBLEM'
  /** A stable word for scripts: GOOD, what the service or the system said, or DIFFERENT where other bytes came back. */
  code: string
  /** What is true, and what to do about it, in English. */
  advice: string
  /** How long it took. */
  milliseconds: number
}

/** As large as a part of a recording mostly is. */
const size = 1024 * 1024
const range = { first: size - 1000, last: size - 1 }
const impatience = 10_000

const goods: Record<StorageFinding['step'], string> = {
  CONNECTION: 'It answers and lets us in.',
  WRITE: 'A part of a recording can be kept.',
  READ: 'It comes back as it was kept.',
  RANGE: 'A stretch of it comes back alone, as somebody needs who jumps while playing.',
  REMOVE: 'It can be removed.',
  GONE: 'What was removed is gone.',
}

/**
 * Does with an object of its own what is done with parts of recordings, and tells what came of it. After the first problem it
 * ends; what it has kept it removes.
 */
export async function* lookAtStorage(storage: Storage): AsyncGenerator<StorageFinding> {
  const key = `${newId()}/${newId()}`
  const bytes = randomBytes(size)
  let isKept = false

  async function read(...args: [] | [typeof range]): Promise<string> {
    const hash = createHash('sha256')
    for await (const piece of storage.read(key, ...args)) hash.update(piece)
    return hash.digest('hex')
  }
  const digestOf = (piece: Uint8Array) => createHash('sha256').update(piece).digest('hex')
  const isSame = (one: string, other: Uint8Array) => {
    if (one !== digestOf(other))
      throw new StorageError(
        'SETTINGS',
        'DIFFERENT',
        'Other bytes come back than were kept. Is there a cache in between?',
      )
  }

  const steps: Record<StorageFinding['step'], () => Promise<void>> = {
    CONNECTION: () => storage.probe(AbortSignal.timeout(impatience)),
    async WRITE() {
      isKept = true
      await storage.put(key, pieces(bytes))
    },
    READ: async () => isSame(await read(), bytes),
    RANGE: async () => isSame(await read(range), bytes.subarray(range.first, range.last + 1)),
    async REMOVE() {
      await storage.remove(key)
      isKept = false
    },
    async GONE() {
      const left = await read().catch((error: unknown) => {
        if (error instanceof StorageError && error.fault === 'MISSING') return null
        throw error
      })
      if (left !== null)
        throw new StorageError(
          'SETTINGS',
          'STILL_THERE',
          'What was removed still comes back. Is there a cache in between?',
        )
    },
  }

  try {
    for (const step of storageCheckSteps) {
      const begun = performance.now()
      const took = () => Math.round(performance.now() - begun)
      try {
        await steps[step]()
      } catch (error) {
        if (!(error instanceof StorageError)) throw error
        yield { step, grade: 'PROBLEM', code: error.code, advice: error.message, milliseconds: took() }
        return
      }
      yield { step, grade: 'GOOD', code: 'GOOD', advice: goods[step], milliseconds: took() }
    }
  } finally {
    // Where this fails too, what failed before is what there is to tell.
    if (isKept) await storage.remove(key).catch(() => {})
  }
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536)
}
