import { useEventListener, useIntervalFn } from '@vueuse/core'
import { computed, readonly, ref, shallowReadonly, shallowRef } from 'vue'
import { graphql } from '../gql'
import type { TimeButton_SlotFragment } from '../gql/graphql'
import type { Graph } from '../shared/graph'
import { patiently } from './use-gesture'

const asked = graphql(`
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
`)

/** How many times are shown at first, and how many with the wish for more; one answer holds a hundred. */
const atFirst = 40
const atMost = 100

/** Nothing tells the holder of an interview's key of other slots, so the list is asked for while they look at it. */
const RENEWAL_MS = 20_000

/** The times to which the interview can be moved, kept up to date for as long as somebody looks at them. */
export function useOtherTimes({ client }: Graph) {
  const slots = shallowRef<readonly TimeButton_SlotFragment[] | null>(null)
  const hasNext = ref(false)
  const hasFailed = ref(false)
  const wanted = ref(atFirst)
  let question = 0

  async function ask() {
    const number = ++question
    try {
      const { data } = await client.query({
        query: asked,
        variables: { first: wanted.value },
        fetchPolicy: 'no-cache',
        context: patiently(),
      })
      // A later question knows better.
      if (number !== question) return
      slots.value = data.bookableSlots.nodes
      hasNext.value = data.bookableSlots.pageInfo.hasNextPage
      hasFailed.value = false
    } catch {
      if (number === question) hasFailed.value = true
    }
  }

  function showMore() {
    wanted.value = atMost
    void ask()
  }

  useIntervalFn(() => document.hidden || void ask(), RENEWAL_MS)
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
