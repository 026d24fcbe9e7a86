import { newIdempotencyKey } from '../shared/keys'

const KEPT_AS = 'greenroom-room-tab'
const nameOf = (id: string) => `greenroom-room-tab-${id}`
/** A page that is being left may still answer for a moment; who answers after that is there to stay. */
const LEAVING_MS = 500
const ASKS_EVERY_MS = 250
/** Until when the slowest device has ended a page that was left. A page that stays and is too busy to answer is waited for in vain. */
const PATIENCE_MS = 10_000

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

type Word = 'whose?' | 'mine'

// A channel ends at its origin and takes nothing else; the rule has windows in mind.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
const say = (channel: BroadcastChannel, word: Word) => channel.postMessage(word)

/** Holds an id for as long as this page is there, and says so to whoever asks; false where another page has it. */
const hold = (id: string, options: LockOptions) =>
  new Promise<boolean>((resolve) => {
    navigator.locks
      .request(nameOf(id), options, () => {
        const channel = new BroadcastChannel(nameOf(id))
        channel.addEventListener('message', ({ data }) => data === 'whose?' && say(channel, 'mine'))
        resolve(true)
        return new Promise<never>(() => {})
      })
      .catch(() => resolve(false))
  })

/**
 * Takes over what the page before this one was known by. A doubled tab begins with a copy of it, and is told apart by the
 * first one, which is still there and says so; a page that was left says nothing, however long its end takes.
 */
async function holdAgain(id: string): Promise<boolean> {
  const channel = new BroadcastChannel(nameOf(id))
  const taken = new AbortController()
  const begun = performance.now()
  channel.addEventListener('message', ({ data }) => {
    if (data === 'mine' && performance.now() - begun >= LEAVING_MS) taken.abort()
  })
  const asking = setInterval(() => say(channel, 'whose?'), ASKS_EVERY_MS)
  const isOurs = await hold(id, { signal: AbortSignal.any([taken.signal, AbortSignal.timeout(PATIENCE_MS)]) })
  clearInterval(asking)
  channel.close()
  return isOurs
}

async function claim(): Promise<string> {
  const own = kept()
  if (own !== null && (await holdAgain(own))) return own
  const id = newIdempotencyKey()
  keep(id)
  await hold(id, {})
  return id
}

let own: Promise<string> | undefined

/**
 * Which tab of the browser this is, by a random id that outlives a reload: what the page had begun before one is known
 * as its own. No two pages that are open have the same. Needs Web Locks and BroadcastChannel.
 */
export const ownTab = (): Promise<string> => (own ??= claim())
