import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../gql'
import type { BookSlotInput } from '../gql/graphql'

/** Takes one place in a slot for an application. Throws where the server cannot answer. */
export function useBookSlot() {
  const { mutate } = useMutation(
    graphql(`
      mutation BookSlot($input: BookSlotInput!) {
        bookSlot(input: $input) {
          __typename
          ... on Booking {
            id
            slot {
              ...SlotCard_Slot
            }
            interview {
              ...InterviewRow_Interview
              application {
                id
                status
              }
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
  return async (input: BookSlotInput) => (await mutate({ input }))!.data!.bookSlot
}
