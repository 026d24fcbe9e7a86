/** From which byte to which one, both included, counted from 0. */
export interface ByteRange {
  readonly first: number
  readonly last: number
}

/**
 * Where large things are kept that no table holds: objects, each under a key, written once and never changed. It may be a
 * disk or a service elsewhere, so nothing here may be done while a transaction is open. What fails, fails with a StorageError.
 */
export interface Storage {
  /** Where it is, for whoever takes care of it. Holds no secret. */
  readonly place: string
  /**
   * Keeps bytes under a key. When it returns they are there for good. When it throws they may be there all the same, where
   * the answer of a service was lost: whoever gives up removes the key.
   * @param key made of our own ids, never of a name from outside: see `looksLikeKey`
   * @returns how many they were
   */
  put(key: string, bytes: AsyncIterable<Uint8Array>): Promise<number>
  /**
   * What was kept, or a stretch of it; what lies behind its end is nothing.
   * @param stopped ends the reading, also while it waits
   * @throws StorageError MISSING where there is nothing under the key
   */
  read(key: string, range?: ByteRange, stopped?: AbortSignal): AsyncIterable<Uint8Array>
  /** There is nothing under the key any more, whether there was or not. */
  remove(key: string): Promise<void>
  /** Returns where the storage answers and lets us in. Leaves nothing behind. @param stopped ends the wait */
  probe(stopped?: AbortSignal): Promise<void>
}

/**
 * MISSING: there is nothing under the key. UNREACHABLE: there was no answer, or one that says to come again; it may pass by
 * itself. SETTINGS: it stays until somebody changes the settings or the storage. FULL: there is no room. BUSY: this process
 * has too much on its way already.
 */
export type StorageFault = 'MISSING' | 'UNREACHABLE' | 'SETTINGS' | 'FULL' | 'BUSY'

export class StorageError extends Error {
  override name = 'StorageError'

  /**
   * @param code what was said, word for word: a code of the system or of the service
   * @param message what is true, and what to do about it; holds no secret
   */
  constructor(
    readonly fault: StorageFault,
    readonly code: string,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause })
  }
}

/** Whether the next object would meet the same. */
export const isOfTheWholeStorage = (error: unknown): boolean =>
  error instanceof StorageError && error.fault !== 'MISSING'

const key = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A key is two ids: whose it is, and what. Nothing else ever becomes a path. */
export const looksLikeKey = (text: string): boolean => key.test(text)

/**
 * Where an object lies, in every storage alike, so that they can be copied from one to the other by their names. The last
 * signs of an id are chance: a folder stays small enough to be looked through by hand.
 */
export function placeOf(text: string): string {
  if (!looksLikeKey(text)) throw new Error(`${JSON.stringify(text)} is no key of the storage.`)
  const [whose, what] = text.split('/') as [string, string]
  return `${whose}/${what.slice(-2)}/${what}`
}
