import type { Logger } from '../shared/log.ts'
import { startLoop } from '../shared/loop.ts'
import { StorageError, type Storage } from './storage.ts'

/** How often is looked, in milliseconds. */
const usually = 30_000
/** How long one look may take, in milliseconds. */
const patience = 5_000

export interface StorageWatch {
  /** Whether it could be used when it was last looked at; true before the first look is done. */
  isReached(): boolean
  stop(): Promise<void>
}

/**
 * Looks now and then whether the storage can be used, and says so when that changes. It is looked at beside the work, so
 * nobody waits for it.
 */
export function watchStorage({
  storage,
  log,
  every = usually,
}: {
  storage: Storage
  log: Logger
  every?: number
}): StorageWatch {
  const stopping = new AbortController()
  let isReached = true

  const loop = startLoop({
    async look() {
      try {
        await storage.probe(AbortSignal.any([stopping.signal, AbortSignal.timeout(patience)]))
        if (!isReached) log.info({ storage: storage.place }, 'recordings can be kept again')
        isReached = true
      } catch (error) {
        if (stopping.signal.aborted) return
        const { fault, code } = error instanceof StorageError ? error : { fault: 'UNREACHABLE', code: undefined }
        if (isReached)
          log.error(
            { storage: storage.place, fault, code, advice: (error as Error).message },
            'recordings cannot be kept or read: npm run greenroom -- storage check tells more',
          )
        isReached = false
      }
    },
    idle: every,
    log,
    what: 'the storage',
  })

  return {
    isReached: () => isReached,
    async stop() {
      stopping.abort()
      await loop.stop()
    },
  }
}
