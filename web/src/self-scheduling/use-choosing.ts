import { readonly, ref, shallowReadonly, shallowRef } from 'vue'
import { keepIntentionKeys } from '../candidate-access/intention-key'
import { graphql } from '../gql'
import type { LostTime_GoneFragment } from '../gql/graphql'
import { asText } from '../shared/graphql-text'
import type { PersonalGraph } from '../shared/personal-graph'

const hold = asText(
  graphql(`
    mutation HoldSlot($input: HoldSlotInput!) {
      holdSlot(input: $input) {
        __typename
        ... on TimeIsGone {
          ...LostTime_Gone
        }
      }
    }
  `),
)

const release = asText(
  graphql(`
    mutation ReleaseSlot {
      releaseSlot {
        __typename
        id
      }
    }
  `),
)

const choose = asText(
  graphql(`
    mutation ChooseSlot($input: ChooseSlotInput!) {
      chooseSlot(input: $input) {
        __typename
        ... on TimeIsGone {
          ...LostTime_Gone
        }
      }
    }
  `),
)

const join = asText(
  graphql(`
    mutation JoinWaitlist($input: JoinWaitlistInput!) {
      joinWaitlist(input: $input) {
        __typename
        ... on TimeIsGone {
          ...LostTime_Gone
        }
      }
    }
  `),
)

const leave = asText(
  graphql(`
    mutation LeaveWaitlist($input: LeaveWaitlistInput!) {
      leaveWaitlist(input: $input) {
        __typename
      }
    }
  `),
)

type Gone = LostTime_GoneFragment & { __typename: 'TimeIsGone' }
interface Answer {
  readonly __typename?: string | undefined
}

/**
 * What a candidate does to have a time. One thing at a time; `lost` is the time that somebody else was faster with.
 * @param after called when the server has answered, or did not: the page asks how everything stands
 */
export function useChoosing(graph: PersonalGraph, after: () => void) {
  /** The time that something is being done with. */
  const busy = ref<string | null>(null)
  const lost = shallowRef<Gone | null>(null)
  const hasFailed = ref(false)

  async function make(slotId: string, act: () => Promise<Answer>) {
    if (busy.value !== null) return null
    busy.value = slotId
    lost.value = null
    hasFailed.value = false
    try {
      const said = await act()
      if (said.__typename === 'TimeIsGone') lost.value = said as unknown as Gone
      return said.__typename ?? null
    } catch {
      hasFailed.value = true
      return null
    } finally {
      busy.value = null
      after()
    }
  }

  const once = keepIntentionKeys()

  return {
    busy: readonly(busy),
    lost: shallowReadonly(lost),
    hasFailed: readonly(hasFailed),
    forget() {
      lost.value = null
      hasFailed.value = false
    },
    hold: (slotId: string) => make(slotId, async () => (await graph.ask(hold, { input: { slotId } })).holdSlot),
    release: (slotId: string) => make(slotId, async () => (await graph.ask(release, {})).releaseSlot),
    choose: (slotId: string) =>
      make(slotId, () => once({ slotId }, async (input) => (await graph.ask(choose, { input })).chooseSlot)),
    wait: (slotId: string) => make(slotId, async () => (await graph.ask(join, { input: { slotId } })).joinWaitlist),
    waitNoLonger: (slotId: string) =>
      make(slotId, async () => (await graph.ask(leave, { input: { slotId } })).leaveWaitlist),
  }
}
