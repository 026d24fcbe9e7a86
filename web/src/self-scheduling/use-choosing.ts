import { readonly, ref, shallowReadonly, shallowRef } from 'vue'
import { patiently } from '../candidate-access/use-gesture'
import { graphql } from '../gql'
import type { LostTime_GoneFragment } from '../gql/graphql'
import type { Graph } from '../shared/graph'
import { newIdempotencyKey } from '../shared/keys'

const hold = graphql(`
  mutation HoldSlot($input: HoldSlotInput!) {
    holdSlot(input: $input) {
      __typename
      ... on TimeIsGone {
        ...LostTime_Gone
      }
    }
  }
`)

const release = graphql(`
  mutation ReleaseSlot {
    releaseSlot {
      __typename
      id
    }
  }
`)

const choose = graphql(`
  mutation ChooseSlot($input: ChooseSlotInput!) {
    chooseSlot(input: $input) {
      __typename
      ... on TimeIsGone {
        ...LostTime_Gone
      }
    }
  }
`)

const join = graphql(`
  mutation JoinWaitlist($input: JoinWaitlistInput!) {
    joinWaitlist(input: $input) {
      __typename
      ... on TimeIsGone {
        ...LostTime_Gone
      }
    }
  }
`)

const leave = graphql(`
  mutation LeaveWaitlist($input: LeaveWaitlistInput!) {
    leaveWaitlist(input: $input) {
      __typename
    }
  }
`)

type Gone = LostTime_GoneFragment & { __typename: 'TimeIsGone' }
interface Answer {
  readonly __typename?: string | undefined
}

/**
 * What a candidate does to have a time. One thing at a time; `lost` is the time that somebody else was faster with.
 * @param after called when the server has answered, or did not: the page asks how everything stands
 */
export function useChoosing({ client }: Graph, after: () => void) {
  /** The time that something is being done with. */
  const busy = ref<string | null>(null)
  const lost = shallowRef<Gone | null>(null)
  const hasFailed = ref(false)

  async function make<Said extends Answer>(slotId: string, act: () => Promise<Said | null | undefined>) {
    if (busy.value !== null) return null
    busy.value = slotId
    lost.value = null
    hasFailed.value = false
    try {
      const said = await act()
      if (!said) throw new Error('The server answered without data')
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

  const options = () => ({ fetchPolicy: 'no-cache' as const, context: patiently() })
  /** One key for each time that is chosen: an answer that was lost on the way is given again, and nothing done twice. */
  const keys = new Map<string, string>()
  const keyFor = (slotId: string) => {
    const key = keys.get(slotId) ?? newIdempotencyKey()
    keys.set(slotId, key)
    return key
  }

  return {
    busy: readonly(busy),
    lost: shallowReadonly(lost),
    hasFailed: readonly(hasFailed),
    forget() {
      lost.value = null
      hasFailed.value = false
    },
    hold: (slotId: string) =>
      make(slotId, async () => {
        const { data } = await client.mutate({ mutation: hold, variables: { input: { slotId } }, ...options() })
        return data?.holdSlot
      }),
    release: (slotId: string) =>
      make(slotId, async () => (await client.mutate({ mutation: release, ...options() })).data?.releaseSlot),
    async choose(slotId: string) {
      const idempotencyKey = keyFor(slotId)
      const said = await make(slotId, async () => {
        const input = { slotId, idempotencyKey }
        return (await client.mutate({ mutation: choose, variables: { input }, ...options() })).data?.chooseSlot
      })
      // A refusal is no reason to give the same answer when the time is free again.
      if (said !== null) keys.delete(slotId)
      return said
    },
    wait: (slotId: string) =>
      make(slotId, async () => {
        const { data } = await client.mutate({ mutation: join, variables: { input: { slotId } }, ...options() })
        return data?.joinWaitlist
      }),
    waitNoLonger: (slotId: string) =>
      make(slotId, async () => {
        const { data } = await client.mutate({ mutation: leave, variables: { input: { slotId } }, ...options() })
        return data?.leaveWaitlist
      }),
  }
}
