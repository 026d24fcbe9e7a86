import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../gql'
import type { OpenSlotsInput } from '../gql/graphql'

/** Opens the slots of a weekly pattern: what its preview shows. Throws where the server cannot answer. */
export function useOpenSlots() {
  const { mutate } = useMutation(
    graphql(`
      mutation OpenSlots($input: OpenSlotsInput!, $idempotencyKey: String) {
        openSlots(input: $input, idempotencyKey: $idempotencyKey) {
          __typename
          ... on SlotsOpened {
            slots {
              id
            }
          }
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
  )
  return async (input: OpenSlotsInput, idempotencyKey: string) =>
    (await mutate({ input, idempotencyKey }))!.data!.openSlots
}
