import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../gql'
import type { UpdateSchedulingSettingsInput } from '../gql/graphql'

/** Changes when the company lets people be booked. Throws where the server cannot answer. */
export function useSchedulingSettings() {
  const { mutate } = useMutation(
    graphql(`
      mutation UpdateSchedulingSettings($input: UpdateSchedulingSettingsInput!) {
        updateSchedulingSettings(input: $input) {
          __typename
          ...SchedulingRules_Settings
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
  )
  return async (input: UpdateSchedulingSettingsInput) => (await mutate({ input }))!.data!.updateSchedulingSettings
}
