/** From which byte to which one, both included, counted from 0. */
export interface ByteRange {
  readonly first: number
  readonly last: number
}

/**
 * Where large things are kept that no table holds: objects, each under a key, written once and never changed. It may be a
 * disk or a service elsewhere, so nothing here may be done while a transaction is open.
 */
export interface Storage {
  /**
   * Keeps bytes under a key. When it returns they are there for good; when it throws there is nothing under the key,
   * or nothing that `read` would give.
   * @param key made of our own ids, never of a name from outside: see `looksLikeKey`
   * @returns how many they were
   */
  put(key: string, bytes: AsyncIterable<Uint8Array>): Promise<number>
  /** What was kept, or a stretch of it. @throws where there is nothing under the key */
  read(key: string, range?: ByteRange): AsyncIterable<Uint8Array>
  /** There is nothing under the key any more, whether there was or not. */
  remove(key: string): Promise<void>
}

const key = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A key is two ids: whose it is, and what. Nothing else ever becomes a path. */
export const looksLikeKey = (text: string): boolean => key.test(text)
