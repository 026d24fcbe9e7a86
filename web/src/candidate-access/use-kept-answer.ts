import { useEventListener } from '@vueuse/core'
import { computed, onScopeDispose, readonly, ref, shallowReadonly, shallowRef, watch } from 'vue'
import type { PersonalGraph } from '../shared/personal-graph'
import { isSendable, isUnknownKey, pauseBeforeAsking } from './asking.rules'
import { useServerClock } from '../shared/use-server-clock'

/** A question that is not answered by then counts as lost; a phone between two cells would hold it for minutes. */
const PATIENCE_MS = 10_000
/** Waking up, getting focus and coming online are told one after the other; one question answers them all. */
const GATHERING_MS = 150
/** For so long the socket may be on its way back before that is worth a word. */
const UNSAID_MS = 6_000

interface Heard {
  /** Called when the server ended the subscription. */
  ended: () => void
}

/**
 * What the server says to the holder of a key, which `graph` sends along: asked for, listened to, and asked for again.
 * Events are hints only; what is shown is always an answer, and each one counts as a whole: what it says and its clock
 * belong to one moment.
 * @param ask puts the question, with the patience it is handed; the answer says what the server's clock was
 * @param listen subscribes to what makes the answer old
 */
export function useKeptAnswer<Answer extends object>(
  graph: PersonalGraph,
  key: string,
  ask: (patience: number) => Promise<{ answer: Answer; serverNow: string }>,
  listen: (heard: Heard) => () => void,
) {
  const answer = shallowRef<Answer | null>(null)
  const isKeyUnknown = ref(!isSendable(key))
  const failures = ref(0)
  /** When the server last answered, by its own clock, in milliseconds since the Unix epoch. */
  const answeredAt = ref<number | null>(null)
  const clock = useServerClock(() => askSoon())

  let isAsking = false
  let isOutdated = false
  let gestures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  /** When the timer rings, by the device's steady clock. */
  let due = Infinity
  let endListening: (() => void) | null = null

  /** Puts the question now. Called while one is under way, it is put once more afterwards. */
  async function askNow(): Promise<void> {
    if (isAsking || isKeyUnknown.value) return
    isAsking = true
    isOutdated = false
    const gesturesBefore = gestures
    clearTimeout(timer)
    due = Infinity
    try {
      const sentAt = Date.now()
      const said = await ask(PATIENCE_MS)
      clock.learn(sentAt, Date.now(), said.serverNow)
      // What was asked before a gesture may tell of the time before it.
      if (gestures === gesturesBefore) answer.value = said.answer
      else isOutdated = true
      failures.value = 0
      answeredAt.value = clock.now.value
      hear()
    } catch (error) {
      if (isUnknownKey(error)) turnAway()
      else failures.value += 1
    } finally {
      isAsking = false
      if (isOutdated) askSoon()
      else askSoon(pauseBeforeAsking(failures.value, graph.connection.value === 'live', Math.random()))
    }
  }

  /** Asks after a pause, or earlier where that is already arranged. */
  function askSoon(pause = GATHERING_MS) {
    if (isKeyUnknown.value) return
    if (isAsking) {
      isOutdated = true
      return
    }
    const at = performance.now() + pause
    if (at >= due) return
    clearTimeout(timer)
    due = at
    timer = setTimeout(() => void askNow(), pause)
  }

  /** Takes in what the server answered to a gesture. */
  function renew(taken: Answer) {
    gestures += 1
    answer.value = taken
  }

  /** A subscription that the server ended is opened again with the next answer, not in a loop against a closed door. */
  function hear() {
    endListening ??= listen({
      ended: () => {
        endListening = null
      },
    })
  }

  function turnAway() {
    isKeyUnknown.value = true
    answer.value = null
    stop()
  }

  function stop() {
    clearTimeout(timer)
    endListening?.()
    graph.closeSocket()
  }

  const isLineDown = ref(false)
  watch(
    graph.connection,
    (connection, _before, onCleanup) => {
      if (connection === 'live') return void (isLineDown.value = false)
      const timer = setTimeout(() => (isLineDown.value = true), UNSAID_MS)
      onCleanup(() => clearTimeout(timer))
    },
    { immediate: true },
  )

  // Another state of the socket is a reason to look; so is each return of the person to the page.
  watch(graph.connection, () => askSoon())
  useEventListener(document, 'visibilitychange', () => document.hidden || askSoon())
  useEventListener(window, ['focus', 'online', 'pageshow'], () => askSoon())
  onScopeDispose(stop)
  void askNow()

  return {
    answer: shallowReadonly(answer),
    clock,
    isKeyUnknown: readonly(isKeyUnknown),
    /** True while the server does not answer; what is shown is then as old as `answeredAt` says. */
    isUnreachable: computed(() => failures.value > 0),
    /** True while nothing is heard by itself, and has not been for a moment; questions are answered all the same. */
    isLineDown: readonly(isLineDown),
    answeredAt: readonly(answeredAt),
    renew,
    askSoon,
  }
}
