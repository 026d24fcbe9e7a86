import { useEventListener } from '@vueuse/core'
import { computed, onScopeDispose, readonly, ref, shallowReadonly, shallowRef, watch } from 'vue'
import { graphql } from '../gql'
import { asText } from '../shared/graphql-text'
import { Declined } from '../shared/ask'
import type { PersonalGraph } from '../shared/personal-graph'
import { newIdempotencyKey } from '../shared/keys'
import { ownTab } from './own-tab'
import { openPartStore, type PartStore, type StoredTake } from './part-store'
import type { RecordingTrouble } from './recorder.rules'
import { pauseBeforeSending, sendingNews, type AnswerStatus } from './sending.rules'
import { makeTus } from './tus'
import { startUploader, type Uploader, type UploaderNews } from './uploader'

const document = asText(
  graphql(`
    mutation EndAnswer($input: EndAnswerInput!) {
      endAnswer(input: $input) {
        __typename
        ... on QuestionAnswer {
          id
          status
        }
        ... on AnswerHasEnded {
          status
        }
      }
    }
  `),
)

const hasNoSuchTake = (error: unknown) => error instanceof Declined && error.codes.includes('NOT_FOUND')

/** Held by the tab that records a take, for as long as it does. */
const lockOf = (answerId: string) => `greenroom-room-take-${answerId}`

const withOne = (set: ReadonlySet<string>, one: string): ReadonlySet<string> => new Set([...set, one])

/**
 * What this browser has recorded of an interview and the server does not have yet: kept, and sent for as long as the page
 * is open, also when the interview is over.
 * @param interviewId null while nothing can have been recorded
 */
export function useUploads(graph: PersonalGraph, authorization: string, interviewId: () => string | null) {
  const store = shallowRef<PartStore | null>(null)
  /** Whether it is known by now what is kept here, or that nothing can be. */
  const isOpen = ref(false)
  const trouble = ref<RecordingTrouble | null>(null)
  /** Which tab of the browser this is; null as long as that is not known, and where nothing can be recorded. */
  const tab = ref<string | null>(null)
  const kept = shallowRef<readonly StoredTake[]>([])
  const told = shallowRef<UploaderNews>({ takes: [], obstacle: null, unwanted: [] })
  /** Takes of which nothing was recorded. */
  const empty = shallowRef<ReadonlySet<string>>(new Set())
  /** Takes that have ended on this device, kept still or not. */
  const ended = shallowRef<ReadonlySet<string>>(new Set())
  /** Takes whose page went away in the middle. */
  const interrupted = shallowRef<ReadonlySet<string>>(new Set())
  const stopped = new AbortController()
  let uploader: Uploader | null = null

  /** Tells the end of a take; answers where it is in its life. */
  async function tellEnd(take: StoredTake & { sha256: string }): Promise<AnswerStatus> {
    const { answerId, bytes, sha256, durationSeconds } = take
    const input = { answerId, bytes, sha256, durationSeconds, idempotencyKey: newIdempotencyKey() }
    try {
      const { endAnswer } = await graph.ask(document, { input })
      return 'status' in endAnswer ? endAnswer.status : 'LOST'
    } catch (error) {
      if (hasNoSuchTake(error)) return 'LOST'
      throw error
    }
  }

  /** Looks at what is kept here. */
  async function look() {
    const id = interviewId()
    if (!store.value || id === null) return
    const takes = await store.value.takesOf(id)
    ended.value = new Set([...ended.value, ...takes.filter(({ isEnded }) => isEnded).map(({ answerId }) => answerId)])
    kept.value = takes
  }

  async function open(id: string) {
    // Whoever wants to record here is told of a trouble then; what is written needs none of it.
    if (!('locks' in navigator)) {
      // Without locks two tabs would record and send at once.
      trouble.value = 'UNSUPPORTED'
      isOpen.value = true
      return
    }
    try {
      tab.value = await ownTab()
      const opened = await openPartStore()
      if (stopped.signal.aborted) return opened.close()
      store.value = opened
    } catch {
      trouble.value = 'NO_STORAGE'
      isOpen.value = true
      return
    }
    await recover()
    isOpen.value = true
    uploader = startUploader({
      interviewId: id,
      store: store.value,
      tus: makeTus(authorization, stopped.signal),
      tellEnd,
      tell: (news) => {
        told.value = news
        void look()
      },
      locks: navigator.locks,
      channel: new BroadcastChannel(`greenroom-room-${id}`),
      pause: (failures) => pauseBeforeSending(failures, Math.random()),
    })
  }

  watch(interviewId, (id) => id !== null && !isOpen.value && !store.value && void open(id), { immediate: true })

  /** Something was stored. */
  async function stored() {
    await look()
    uploader?.wake()
  }

  /** Nothing more is recorded of a take: it is whole as it is, or none where nothing was recorded of it. */
  async function settle(answerId: string) {
    const take = await store.value?.take(answerId)
    if (take && take.bytes > 0) await store.value?.end(answerId)
    else {
      if (take) await store.value?.remove(answerId)
      empty.value = withOne(empty.value, answerId)
    }
    await stored()
  }

  /** What a page that went away in the middle left behind is whole as it is. */
  async function recover() {
    await look()
    for (const { answerId, isEnded } of kept.value)
      if (!isEnded)
        await navigator.locks.request(lockOf(answerId), { ifAvailable: true }, async (lock) => {
          if (!lock) return
          interrupted.value = withOne(interrupted.value, answerId)
          await settle(answerId)
        })
  }

  /** Other tabs of this browser can tell a take that is being recorded from one whose page went away. */
  function hold(answerId: string): Promise<() => void> {
    return new Promise((resolve, reject) => {
      navigator.locks
        .request(lockOf(answerId), () => new Promise<void>((release) => resolve(release)))
        .catch((error: unknown) => reject(error as Error))
    })
  }

  /** Nothing of what is still here is to be sent any more: its owner wants it gone. */
  async function forget() {
    await look()
    for (const { answerId } of kept.value)
      await navigator.locks.request(lockOf(answerId), { ifAvailable: true }, async (lock) => {
        if (lock) await store.value?.remove(answerId)
      })
    await stored()
  }

  const waiting = computed(() => {
    const unwanted = new Set(told.value.unwanted)
    const sent = new Map(told.value.takes.map((take) => [take.answerId, take.sent]))
    return kept.value
      .filter(({ answerId }) => !unwanted.has(answerId))
      .map(({ answerId, bytes, isEnded }) => ({ answerId, bytes, isEnded, sent: sent.get(answerId) ?? 0 }))
  })
  const news = computed(() => sendingNews(waiting.value))

  useEventListener(window, ['online', 'focus', 'pageshow'], () => uploader?.tryNow())
  // Whoever closes too early is asked by the browser; what it says is its own.
  useEventListener(window, 'beforeunload', (event) => {
    if (!news.value.isSafeToClose) event.preventDefault()
  })
  onScopeDispose(() => {
    stopped.abort()
    uploader?.stop()
    store.value?.close()
  })

  return {
    store: shallowReadonly(store),
    isOpen: readonly(isOpen),
    trouble: readonly(trouble),
    tab: readonly(tab),
    kept: shallowReadonly(kept),
    empty: shallowReadonly(empty),
    ended: shallowReadonly(ended),
    interrupted: shallowReadonly(interrupted),
    news,
    obstacle: computed(() => told.value.obstacle),
    unwanted: computed(() => told.value.unwanted.filter((id) => kept.value.some(({ answerId }) => answerId === id))),
    stored,
    settle,
    recover,
    hold,
    forget,
    /** This tab sends from now on. */
    takeOver: () => uploader?.takeOver(),
  }
}

export type Uploads = ReturnType<typeof useUploads>
