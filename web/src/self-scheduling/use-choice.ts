import { computed, ref } from 'vue'
import { useKeptAnswer } from '../candidate-access/use-kept-answer'
import { graphql } from '../gql'
import type { ChooseDoor_ChoiceFragment, TimeButton_SlotFragment } from '../gql/graphql'
import { asText } from '../shared/graphql-text'
import type { PersonalGraph } from '../shared/personal-graph'

const asked = asText(
  graphql(`
    query CandidateChoice($first: Int!) {
      candidateChoice {
        serverNow
        ...ChooseDoor_Choice
      }
      bookableSlots(full: true, first: $first) {
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
    subscription BookableSlotChanged($after: String) {
      bookableSlotChanged(after: $after) {
        cursor
        slotId
        slot {
          ...TimeButton_Slot
        }
      }
    }
  `),
)

/** How many times are shown at first, and how many more with each wish for more; one answer holds a hundred. */
const atFirst = 40
const atMost = 100

/** Times that are not shown yet may have come up; they are asked for together. */
const GATHERING_MS = 1_000

interface Choice {
  choice: ChooseDoor_ChoiceFragment
  slots: readonly TimeButton_SlotFragment[]
  hasMore: boolean
}

/** The choice behind a link's key with the times that are free and those that are full, kept up to date. */
export function useChoice(graph: PersonalGraph, key: string) {
  const wanted = ref(atFirst)

  const { answer, ...kept } = useKeptAnswer<Choice>(
    graph,
    key,
    async (patience) => {
      const { candidateChoice: choice, bookableSlots } = await graph.ask(asked, { first: wanted.value }, patience)
      if (!choice) throw new Error('The server answered without a choice and without a reason')
      const hasMore = bookableSlots.pageInfo.hasNextPage && wanted.value < atMost
      return { answer: { choice, slots: bookableSlots.nodes, hasMore }, serverNow: choice.serverNow }
    },
    ({ ended }) => graph.listen(changed, { next: ({ bookableSlotChanged }) => turn(bookableSlotChanged), ended }),
  )

  /** Shows a change of a known time at once; the next answer says how everything stands. */
  function turn({ slotId, slot }: { slotId: string; slot?: TimeButton_SlotFragment | null | undefined }) {
    const shown = answer.value
    if (!shown) return
    const isKnown = shown.slots.some(({ id }) => id === slotId)
    if (isKnown) {
      const slots = shown.slots.flatMap((each) => (each.id === slotId ? (slot ? [slot] : []) : [each]))
      kept.renew({ ...shown, slots })
    }
    kept.askSoon(GATHERING_MS)
  }

  function showMore() {
    wanted.value = atMost
    kept.askSoon()
  }

  return {
    choice: computed(() => answer.value?.choice ?? null),
    slots: computed(() => answer.value?.slots ?? []),
    hasMore: computed(() => answer.value?.hasMore ?? false),
    showMore,
    ...kept,
  }
}
