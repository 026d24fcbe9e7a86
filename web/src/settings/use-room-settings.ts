import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../gql'
import type { UpdateRoomSettingsInput } from '../gql/graphql'

/** Changes what candidates are asked to agree to and what rooms allow. Throws where the server cannot answer. */
export function useRoomSettings() {
  const { mutate } = useMutation(
    graphql(`
      mutation UpdateRoomSettings($input: UpdateRoomSettingsInput!) {
        updateRoomSettings(input: $input) {
          __typename
          ...RoomRules_Settings
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
  )
  return async (input: UpdateRoomSettingsInput) => (await mutate({ input }))!.data!.updateRoomSettings
}
