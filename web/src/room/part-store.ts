/** A take as this device keeps it until the server has all of it. Instants are milliseconds since the Unix epoch. */
export interface StoredTake {
  /** The server's id of the take. */
  readonly answerId: string
  readonly interviewId: string
  readonly questionId: string
  /** Where its bytes are sent; a path of the server. */
  readonly uploadUrl: string
  /** What the recorder says it is. */
  readonly contentType: string
  /** How many bytes are kept here. */
  readonly bytes: number
  /** By this device's clock; only for forgetting what nobody will send any more. */
  readonly beganAt: number
  /** Whether it is whole: nothing will be added. */
  readonly isEnded: boolean
  /** How long it is, in seconds, as far as it is kept here. */
  readonly durationSeconds: number
}

interface Part {
  readonly answerId: string
  /** The place of its first byte in the take, which is also what orders the parts. */
  readonly offset: number
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** The server takes in what is missing for a day after the end; a week later nobody will ask for it here. */
const FORGOTTEN_AFTER_MS = 7 * 24 * 60 * 60_000

/**
 * What has been recorded and not yet been taken in by the server, in IndexedDB. A part is on the device's disk when
 * `append` has resolved, so that a reload, a crash or a closed tab loses what came after it and nothing before.
 */
export interface PartStore {
  /** Makes room for a take. */
  begin(take: Pick<StoredTake, 'answerId' | 'interviewId' | 'questionId' | 'uploadUrl' | 'contentType'>): Promise<void>
  /** Adds the next part, with which the take is so many seconds long; parts are kept in the order they come in. */
  append(answerId: string, bytes: Uint8Array<ArrayBuffer>, durationSeconds: number): Promise<void>
  /** Says that nothing more will come. */
  end(answerId: string): Promise<void>
  take(answerId: string): Promise<StoredTake | undefined>
  /** The takes of an interview that are still here, oldest first. */
  takesOf(interviewId: string): Promise<StoredTake[]>
  /** Bytes from a place on: at most so many, fewer where there are no more. */
  read(answerId: string, from: number, atMost: number): Promise<Uint8Array<ArrayBuffer>>
  /** SHA-256 of the whole take, in hexadecimal. */
  digest(answerId: string): Promise<string>
  /** The whole take, to be listened to. */
  whole(answerId: string): Promise<Blob>
  remove(answerId: string): Promise<void>
  close(): void
}

const asked = <Result>(request: IDBRequest<Result>) =>
  new Promise<Result>((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('The browser keeps nothing')))
  })

const done = (transaction: IDBTransaction) =>
  new Promise<void>((resolve, reject) => {
    const fail = () => reject(transaction.error ?? new Error('The browser did not keep it'))
    transaction.addEventListener('complete', () => resolve())
    transaction.addEventListener('abort', fail)
    transaction.addEventListener('error', fail)
  })

const partsOf = (answerId: string, from = 0) => IDBKeyRange.bound([answerId, from], [answerId, Infinity])

/** Opens the store of this browser, and forgets what nobody will send any more. Throws where nothing can be kept. */
export async function openPartStore(name = 'greenroom-room'): Promise<PartStore> {
  const opening = indexedDB.open(name, 1)
  opening.addEventListener('upgradeneeded', () => {
    opening.result.createObjectStore('takes', { keyPath: 'answerId' }).createIndex('interviewId', 'interviewId')
    opening.result.createObjectStore('parts', { keyPath: ['answerId', 'offset'] })
  })
  const database = await asked(opening)
  // A newer page may need another shape; it waits for this one to let go.
  database.addEventListener('versionchange', () => database.close())

  /** Strict: done means written, not handed to the system. */
  const change = () => {
    const transaction = database.transaction(['takes', 'parts'], 'readwrite', { durability: 'strict' })
    const finished = done(transaction)
    // Whoever fails before the end tells of that failure; the end's own is then nobody's to hear.
    finished.catch(() => {})
    return { takes: transaction.objectStore('takes'), parts: transaction.objectStore('parts'), done: finished }
  }
  const looking = (store: 'takes' | 'parts') => database.transaction(store, 'readonly').objectStore(store)
  const take = (answerId: string) => asked<StoredTake | undefined>(looking('takes').get(answerId))

  /** Runs inside one transaction, so that two tabs cannot give two parts the same place. */
  async function renew(answerId: string, work: (kept: StoredTake, parts: IDBObjectStore) => StoredTake) {
    const { takes, parts, done } = change()
    const kept = await asked<StoredTake | undefined>(takes.get(answerId))
    if (kept) takes.put(work(kept, parts))
    await done
    if (!kept) throw new Error('There is no such take on this device')
  }

  async function remove(answerId: string) {
    const { takes, parts, done } = change()
    takes.delete(answerId)
    parts.delete(partsOf(answerId))
    await done
  }

  async function read(answerId: string, from: number, atMost: number) {
    const parts = looking('parts')
    // The part that holds the first byte may begin before it.
    const before = IDBKeyRange.bound([answerId, 0], [answerId, from])
    const found = await asked(parts.openKeyCursor(before, 'prev'))
    const chunk = new Uint8Array(atMost)
    let filled = 0
    if (found) {
      const [, start] = found.primaryKey as [string, number]
      const walk = parts.openCursor(partsOf(answerId, start))
      await new Promise<void>((resolve, reject) => {
        walk.addEventListener('error', () => reject(walk.error ?? new Error('The browser cannot read what it keeps')))
        walk.addEventListener('success', () => {
          const cursor = walk.result
          if (!cursor || filled === atMost) return resolve()
          const { offset, bytes } = cursor.value as Part
          const wanted = bytes.subarray(Math.max(0, from - offset)).subarray(0, atMost - filled)
          chunk.set(wanted, filled)
          filled += wanted.length
          cursor.continue()
        })
      })
    }
    return chunk.subarray(0, filled)
  }

  const allParts = async (answerId: string) =>
    (await asked<Part[]>(looking('parts').getAll(partsOf(answerId)))).map(({ bytes }) => bytes)

  for (const { answerId, beganAt } of await asked<StoredTake[]>(looking('takes').getAll()))
    if (beganAt < Date.now() - FORGOTTEN_AFTER_MS) await remove(answerId)

  return {
    async begin(begun) {
      const { takes, done } = change()
      takes.add({ ...begun, bytes: 0, beganAt: Date.now(), isEnded: false, durationSeconds: 0 } satisfies StoredTake)
      await done
    },
    append: (answerId, bytes, durationSeconds) =>
      renew(answerId, (kept, parts) => {
        parts.add({ answerId, offset: kept.bytes, bytes } satisfies Part)
        return { ...kept, bytes: kept.bytes + bytes.length, durationSeconds }
      }),
    end: (answerId) => renew(answerId, (kept) => ({ ...kept, isEnded: true })),
    take,
    async takesOf(interviewId) {
      const takes = await asked<StoredTake[]>(looking('takes').index('interviewId').getAll(interviewId))
      return takes.sort((one, other) => one.beganAt - other.beganAt)
    },
    read,
    async digest(answerId) {
      const whole = await new Blob(await allParts(answerId)).arrayBuffer()
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', whole))
      return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
    },
    async whole(answerId) {
      return new Blob(await allParts(answerId), { type: (await take(answerId))?.contentType ?? '' })
    },
    remove,
    close: () => database.close(),
  }
}
