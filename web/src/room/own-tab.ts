import { newIdempotencyKey } from '../shared/keys'

const KEPT_AS = 'greenroom-room-tab'
/** A page that was just left lets go of its lock within moments; a doubled tab waits for as long in vain. */
const PATIENCE_MS = 500

/** What a browser that keeps nothing answers is no id. */
function kept(): string | null {
  try {
    return sessionStorage.getItem(KEPT_AS)
  } catch {
    return null
  }
}

function keep(id: string) {
  try {
    sessionStorage.setItem(KEPT_AS, id)
  } catch {
    // Then a reload makes another tab of it.
  }
}

/** Holds an id for as long as this page is there; false where another page has it. */
const hold = (id: string, options: LockOptions) =>
  new Promise<boolean>((resolve) => {
    navigator.locks
      .request(`greenroom-room-tab-${id}`, options, () => {
        resolve(true)
        return new Promise<never>(() => {})
      })
      .catch(() => resolve(false))
  })

async function claim(): Promise<string> {
  const own = kept()
  // A doubled tab begins with a copy of what the first one keeps: the lock tells them apart.
  if (own !== null && (await hold(own, { signal: AbortSignal.timeout(PATIENCE_MS) }))) return own
  const id = newIdempotencyKey()
  keep(id)
  await hold(id, {})
  return id
}

let own: Promise<string> | undefined

/**
 * Which tab of the browser this is, by a random id that outlives a reload: what the page had begun before one is known
 * as its own. No two pages that are open have the same. Needs Web Locks.
 */
export const ownTab = (): Promise<string> => (own ??= claim())
