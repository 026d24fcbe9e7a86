import { useEventListener } from '@vueuse/core'
import { computed, onScopeDispose, readonly, ref, shallowReadonly, shallowRef, watch } from 'vue'
import { graphql } from '../gql'
import type { CandidateDoor_InterviewFragment } from '../gql/graphql'
import type { Graph } from '../shared/graph'
import { phaseAt } from './admission.rules'
import { isSendable, isUnknownKey, pauseBeforeAsking } from './asking.rules'
import { useServerClock } from './use-server-clock'

const asked = graphql(`
  query CandidateInterview {
    candidateInterview {
      ...CandidateDoor_Interview
    }
  }
`)

const changed = graphql(`
  subscription CandidateInterviewChanged($after: String) {
    candidateInterviewChanged(after: $after) {
      cursor
      candidateInterview {
        id
      }
    }
  }
`)

/** A question that is not answered by then counts as lost; a phone between two cells would hold it for minutes. */
const PATIENCE_MS = 10_000
/** Many candidates reach the same full hour together; each asks for its confirmation at some moment after it. */
const SPREAD_AT_BOUNDARY_MS = 2_500
/** Waking up, getting focus and coming online are told one after the other; one question answers them all. */
const GATHERING_MS = 150

/**
 * The interview behind an access key, which `graph` sends along: asked for, listened to, and asked for again. Events are hints only; what
 * is shown is always an answer. Answers are kept here and not in Apollo's cache, because each one counts as a whole:
 * phase, window and clock belong to one moment. `phase` is by the server's clock and turns by itself.
 */
export function useCandidateInterview(graph: Graph, accessKey: string) {
  const interview = shallowRef<CandidateDoor_InterviewFragment | null>(null)
  const isKeyUnknown = ref(!isSendable(accessKey))
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
  let events: { unsubscribe(): void } | null = null

  const phase = computed(() => interview.value && phaseAt(interview.value, clock.now.value))
  // The turn was made by this device's reckoning; the server confirms it.
  watch(phase, (_, before) => before && askSoon(Math.random() * SPREAD_AT_BOUNDARY_MS))

  /** Puts the question now. Called while one is under way, it is put once more afterwards. */
  async function ask(): Promise<void> {
    if (isAsking || isKeyUnknown.value) return
    isAsking = true
    isOutdated = false
    const gesturesBefore = gestures
    clearTimeout(timer)
    due = Infinity
    try {
      const sentAt = Date.now()
      const { data } = await graph.client.query({
        query: asked,
        fetchPolicy: 'no-cache',
        context: { fetchOptions: { signal: AbortSignal.timeout(PATIENCE_MS) } },
      })
      const receivedAt = Date.now()
      const answer = data.candidateInterview
      if (!answer) throw new Error('The server answered without an interview and without a reason')
      clock.learn(sentAt, receivedAt, answer.serverNow)
      // What was asked before a gesture may tell of the time before it.
      if (gestures === gesturesBefore) interview.value = answer
      else isOutdated = true
      failures.value = 0
      answeredAt.value = clock.now.value
      listen()
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
    timer = setTimeout(() => void ask(), pause)
  }

  /** Takes in what the server answered to a gesture. */
  function renew(answer: CandidateDoor_InterviewFragment) {
    gestures += 1
    interview.value = answer
  }

  /** A subscription that the server ended is opened again with the next answer, not in a loop against a closed door. */
  function listen() {
    const ended = () => {
      events = null
    }
    events ??= graph.client.subscribe({ query: changed, fetchPolicy: 'no-cache' }).subscribe({
      next: () => askSoon(),
      error: ended,
      complete: ended,
    })
  }

  function turnAway() {
    isKeyUnknown.value = true
    interview.value = null
    stop()
  }

  function stop() {
    clearTimeout(timer)
    events?.unsubscribe()
    graph.closeSocket()
  }

  // Another state of the socket is a reason to look; so is each return of the person to the page.
  watch(graph.connection, () => askSoon())
  useEventListener(document, 'visibilitychange', () => document.hidden || askSoon())
  useEventListener(window, ['focus', 'online', 'pageshow'], () => askSoon())
  onScopeDispose(stop)
  void ask()

  return {
    interview: shallowReadonly(interview),
    phase,
    clock,
    isKeyUnknown: readonly(isKeyUnknown),
    /** True while the server does not answer; what is shown is then as old as `answeredAt` says. */
    isUnreachable: computed(() => failures.value > 0),
    answeredAt: readonly(answeredAt),
    renew,
    askSoon,
  }
}
