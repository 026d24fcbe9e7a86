import { useDebounceFn, useEventListener, useIntervalFn } from '@vueuse/core'
import { computed, onScopeDispose, readonly, ref, shallowReadonly, shallowRef } from 'vue'
import { graphql } from '../gql'
import type { TimeButton_SlotFragment } from '../gql/graphql'
import { asText } from '../shared/graphql-text'
import type { PersonalGraph } from '../shared/personal-graph'

const asked = asText(
  graphql(`
    query OtherTimes($first: Int!) {
      bookableSlots(first: $first) {
        nodes {
          ...TimeButton_Slot
        }
        pageInfo {
          hasNextPage
        }
      }
    }
  `),
)

const changed = asText(
  graphql(`
    subscription OtherTimeChanged {
      bookableSlotChanged {
        cursor
        slotId
      }
    }
  `),
)

/** How many times are shown at first, and how many with the wish for more; one answer holds a hundred. */
const atFirst = 40
const atMost = 100

/** Several changes at once are one question. */
const GATHERING_MS = 1_000

/** Changes are told as they happen. Without a socket they are asked for so often, and with one rarely, to be sure. */
const RENEWAL_MS = 20_000
const RARELY_MS = 60_000

/** The times to which the interview can be moved, kept up to date for as long as somebody looks at them. */
export function useOtherTimes(graph: PersonalGraph) {
  const slots = shallowRef<readonly TimeButton_SlotFragment[] | null>(null)
  const hasNext = ref(false)
  const hasFailed = ref(false)
  const wanted = ref(atFirst)
  let question = 0

  async function ask() {
    const number = ++question
    try {
      const { bookableSlots } = await graph.ask(asked, { first: wanted.value })
      // A later question knows better.
      if (number !== question) return
      slots.value = bookableSlots.nodes
      hasNext.value = bookableSlots.pageInfo.hasNextPage
      hasFailed.value = false
    } catch {
      if (number === question) hasFailed.value = true
    }
  }

  const askSoon = useDebounceFn(() => void ask(), GATHERING_MS, { maxWait: GATHERING_MS })

  function showMore() {
    wanted.value = atMost
    void ask()
  }

  let endListening: (() => void) | null = null
  const ended = () => void (endListening = null)
  function listen() {
    endListening ??= graph.listen(changed, { next: () => void askSoon(), ended })
  }
  listen()
  onScopeDispose(() => endListening?.())

  let sinceAsked = 0
  useIntervalFn(() => {
    if (document.hidden) return
    listen()
    sinceAsked = graph.connection.value === 'live' ? sinceAsked + RENEWAL_MS : RARELY_MS
    if (sinceAsked < RARELY_MS) return
    sinceAsked = 0
    void ask()
  }, RENEWAL_MS)
  useEventListener(document, 'visibilitychange', () => document.hidden || void ask())
  useEventListener(window, 'online', () => void ask())
  void ask()

  return {
    /** Null until the first answer. */
    slots: shallowReadonly(slots),
    hasMore: computed(() => hasNext.value && wanted.value < atMost),
    hasFailed: readonly(hasFailed),
    showMore,
    ask,
  }
}
