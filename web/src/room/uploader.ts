import type { PartStore, StoredTake } from './part-store'
import { chunkSize, type AnswerStatus, type Sending } from './sending.rules'
import type { Tus } from './tus'

/** What stands in the way of sending, for the person to be told. */
export type Obstacle =
  /** No line, or a server that does not answer; it is tried again by itself. */
  | 'LINE'
  /** Another tab sends. */
  | 'ELSEWHERE'
  /** The link opens nothing any more; only a new link can help. */
  | 'KEY_UNKNOWN'

export interface UploaderNews {
  /** Every take that is not all there yet. */
  readonly takes: readonly Sending[]
  readonly obstacle: Obstacle | null
  /** Takes that the server does not want any more although it never had all of them. */
  readonly unwanted: readonly string[]
}

export interface UploaderTools {
  interviewId: string
  store: PartStore
  tus: Tus
  /**
   * Tells the server that a take has ended, how long it is and what its digest is; answers what it is then. Throws where
   * nothing came back. Told again it changes nothing.
   */
  tellEnd(take: StoredTake & { sha256: string }): Promise<AnswerStatus>
  tell(news: UploaderNews): void
  locks: LockManager
  /** Among the tabs of this browser. */
  channel: Pick<BroadcastChannel, 'postMessage' | 'addEventListener' | 'close'>
  /** Milliseconds before the next try, after so many failures in a row. */
  pause(failures: number): number
}

export interface Uploader {
  /** Something was stored: look now. Other tabs are told too, as one of them may be the sender. */
  wake(): void
  /** The line may be back: the pause after a failure is over now. */
  tryNow(): void
  /** This tab sends from now on, whoever did before: a sleeping tab would hold everything up. */
  takeOver(): void
  stop(): void
}

/** Events may be missed; the store is looked at again by then. */
const LOOK_AGAIN_MS = 5_000
/** The server compares what it has with what was recorded; after so long it is asked whether it is done. */
const CHECK_AGAIN_MS = 1_000

/** What became of one look at one take. */
type Step = 'MOVED' | 'WAITS' | 'CHECKED' | 'DONE' | 'UNWANTED' | 'FAILED' | 'KEY_UNKNOWN'

/**
 * Sends what the store holds, oldest take first, while it is recorded and after a reload, until the server says that a
 * take is KEPT. One tab at a time does so. Where a take stands is what the server says, never what was sent: an answer
 * that was lost on the way costs one question.
 */
export function startUploader(tools: UploaderTools): Uploader {
  const { interviewId, store, tus, locks, channel, pause } = tools
  const lockName = `greenroom-room-send-${interviewId}`
  const stopped = new AbortController()
  /** How much of each take the server has, as far as it has said. */
  const known = new Map<string, number>()
  const ended = new Set<string>()
  const unwanted = new Set<string>()
  let obstacle: Obstacle | null = null
  let failures = 0
  let isAwake = false
  let isHolder = false
  let rouse: (() => void) | undefined

  async function tell() {
    const takes = await store.takesOf(interviewId)
    tools.tell({
      takes: takes
        .filter(({ answerId }) => !unwanted.has(answerId))
        .map(({ answerId, bytes, isEnded }) => ({ answerId, bytes, isEnded, sent: known.get(answerId) ?? 0 })),
      obstacle,
      unwanted: [...unwanted],
    })
  }

  /** Waits until it is time to look again. */
  function rest(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(go, milliseconds)
      function go() {
        clearTimeout(timer)
        rouse = undefined
        resolve()
      }
      rouse = go
      if (stopped.signal.aborted || (isAwake && failures === 0)) go()
    })
  }

  function lookNow() {
    isAwake = true
    // A line that fails is not tried more often because somebody speaks.
    if (failures === 0) rouse?.()
  }

  async function sendBytes(take: StoredTake): Promise<Step> {
    const { answerId, uploadUrl } = take
    let offset = known.get(answerId)
    if (offset === undefined) {
      const outcome = await tus.head(uploadUrl)
      if (outcome.kind === 'KEY_UNKNOWN') return 'KEY_UNKNOWN'
      if (outcome.kind === 'NOT_WANTED') return 'UNWANTED'
      if (outcome.kind !== 'HAS') return 'FAILED'
      offset = outcome.offset
      known.set(answerId, offset)
    }
    if (offset >= take.bytes) return 'WAITS'
    const bytes = await store.read(answerId, offset, chunkSize(failures))
    const outcome = await tus.patch(uploadUrl, offset, bytes)
    switch (outcome.kind) {
      case 'HAS':
        known.set(answerId, outcome.offset)
        return 'MOVED'
      case 'ASK_AGAIN':
        known.delete(answerId)
        // Twice in a row is no race any more; it waits like any failure.
        return 'FAILED'
      case 'NOT_WANTED':
        return 'UNWANTED'
      case 'KEY_UNKNOWN':
        return 'KEY_UNKNOWN'
      default:
        // What was on its way may have arrived.
        known.delete(answerId)
        return 'FAILED'
    }
  }

  /** Tells the end of a take, once before its last bytes are there and once after. */
  async function tellEnd(take: StoredTake): Promise<Step> {
    let status: AnswerStatus
    try {
      status = await tools.tellEnd({ ...take, sha256: await store.digest(take.answerId) })
    } catch {
      return 'FAILED'
    }
    ended.add(take.answerId)
    // Where a later take counts, or its time is over, nobody needs this one any more.
    if (status === 'KEPT' || status === 'REPLACED' || status === 'REMOVED') return 'DONE'
    return status === 'LOST' ? 'UNWANTED' : 'MOVED'
  }

  async function step(take: StoredTake): Promise<Step> {
    if (take.isEnded && !ended.has(take.answerId)) return tellEnd(take)
    const step = await sendBytes(take)
    // It is all there: what does the server say, now that it can compare?
    if (step !== 'WAITS' || !take.isEnded) return step
    const verdict = await tellEnd(take)
    return verdict === 'MOVED' ? 'CHECKED' : verdict
  }

  /** Goes through all takes once; answers whether there is more to do at once. */
  async function round(): Promise<Step> {
    let result: Step = 'WAITS'
    for (const { answerId } of await store.takesOf(interviewId)) {
      if (unwanted.has(answerId)) continue
      const take = await store.take(answerId)
      if (!take) continue
      const outcome = await step(take)
      if (stopped.signal.aborted) return 'WAITS'
      if (outcome === 'DONE') await store.remove(answerId)
      // It is kept here all the same, for as long as anything is: the server may have been wrong.
      if (outcome === 'UNWANTED') unwanted.add(answerId)
      if (outcome === 'FAILED' || outcome === 'KEY_UNKNOWN') return outcome
      if (outcome === 'CHECKED') result = result === 'MOVED' ? result : outcome
      else if (outcome !== 'WAITS') result = 'MOVED'
    }
    return result
  }

  async function send(isMine: () => boolean) {
    while (isMine()) {
      isAwake = false
      const outcome = await round().catch((): Step => 'FAILED')
      if (!isMine()) return
      failures = outcome === 'FAILED' ? failures + 1 : 0
      obstacle = outcome === 'KEY_UNKNOWN' ? 'KEY_UNKNOWN' : failures > 1 ? 'LINE' : null
      await tell()
      if (outcome === 'FAILED') await rest(pause(failures))
      else if (outcome === 'CHECKED') await rest(CHECK_AGAIN_MS)
      else if (outcome !== 'MOVED') await rest(LOOK_AGAIN_MS)
    }
  }

  async function hold(options: LockOptions) {
    let isMine = true
    try {
      await locks.request(lockName, options, async () => {
        isHolder = true
        // Another tab may have sent meanwhile.
        known.clear()
        await send(() => isMine && !stopped.signal.aborted)
      })
    } catch {
      // Stopped, or taken by another tab.
      isMine = false
    } finally {
      isHolder = false
    }
  }

  async function live(options: LockOptions) {
    while (!stopped.signal.aborted) {
      if (!options.steal) {
        // Shown only once it is known that somebody else has it.
        const { held = [] } = await locks.query()
        if (held.some(({ name }) => name === lockName)) {
          obstacle = 'ELSEWHERE'
          await tell().catch(() => {})
        }
      }
      await hold(options)
      options = { signal: stopped.signal }
    }
  }

  void live({ signal: stopped.signal })
  channel.addEventListener('message', lookNow)

  return {
    wake() {
      lookNow()
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no other origins
      channel.postMessage('look')
    },
    tryNow: () => rouse?.(),
    takeOver: () => void (isHolder || hold({ steal: true })),
    stop() {
      stopped.abort()
      rouse?.()
      channel.close()
    },
  }
}
