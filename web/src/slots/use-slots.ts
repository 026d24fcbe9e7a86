import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../gql'
import type { CloseSlotInput, CreateSlotsInput } from '../gql/graphql'

/** Opens and closes slots. Throws where the server cannot answer. */
export function useSlots() {
  const create = useMutation(
    graphql(`
      mutation CreateSlots($input: CreateSlotsInput!) {
        createSlots(input: $input) {
          __typename
          ... on SlotsCreated {
            slots {
              ...SlotCard_Slot
            }
          }
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { refetchQueries: 'active' },
  )
  const close = useMutation(
    graphql(`
      mutation CloseSlot($input: CloseSlotInput!) {
        closeSlot(input: $input) {
          __typename
          ...SlotCard_Slot
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { refetchQueries: 'active' },
  )
  return {
    createSlots: async (input: CreateSlotsInput) => (await create.mutate({ input }))!.data!.createSlots,
    closeSlot: async (input: CloseSlotInput) => (await close.mutate({ input }))!.data!.closeSlot,
  }
}
