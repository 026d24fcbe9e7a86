import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../gql'
import type {
  CancelSlotInput,
  CloseSlotInput,
  CreateSlotsInput,
  ReopenSlotInput,
  SlotCard_SlotFragment,
  UpdateSlotInput,
} from '../gql/graphql'

/**
 * What a recruiter does with slots. Each verb throws where the server cannot answer.
 * @param quietly leaves it to who calls to have lists asked again, as after several slots at once
 */
export function useSlots({ quietly = false } = {}) {
  const again = quietly ? {} : { refetchQueries: 'active' as const }
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
    again,
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
    again,
  )
  const reopen = useMutation(
    graphql(`
      mutation ReopenSlot($input: ReopenSlotInput!) {
        reopenSlot(input: $input) {
          __typename
          ...SlotCard_Slot
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    again,
  )
  const update = useMutation(
    graphql(`
      mutation UpdateSlot($input: UpdateSlotInput!) {
        updateSlot(input: $input) {
          __typename
          ...SlotCard_Slot
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    again,
  )
  const cancel = useMutation(
    graphql(`
      mutation CancelSlot($input: CancelSlotInput!) {
        cancelSlot(input: $input) {
          __typename
          ... on SlotCancellation {
            isDone
            slot {
              ...SlotCard_Slot
            }
            places {
              ...CancelledPlaces_Place
            }
          }
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
  )
  return {
    createSlots: async (input: CreateSlotsInput) => (await create.mutate({ input }))!.data!.createSlots,
    /** With the slot as it was, its closing is shown before the server has answered. */
    closeSlot: async (input: CloseSlotInput, slot?: SlotCard_SlotFragment) =>
      (await close.mutate(
        { input },
        slot ? { optimisticResponse: { closeSlot: { ...slot, __typename: 'Slot', status: 'CLOSED' } } } : {},
      ))!.data!.closeSlot,
    reopenSlot: async (input: ReopenSlotInput, slot: SlotCard_SlotFragment) =>
      (await reopen.mutate(
        { input },
        {
          optimisticResponse: {
            reopenSlot: { ...slot, __typename: 'Slot', status: slot.placesLeft > 0 ? 'OPEN' : 'FULL' },
          },
        },
      ))!.data!.reopenSlot,
    updateSlot: async (input: UpdateSlotInput) => (await update.mutate({ input }))!.data!.updateSlot,
    /** With `dryRun` nothing changes, and no list need be asked again. */
    cancelSlot: async (input: CancelSlotInput) =>
      (await cancel.mutate({ input }, input.dryRun ? {} : again))!.data!.cancelSlot,
  }
}
