import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../gql'
import type { UpdateReminderSettingsInput } from '../gql/graphql'

/** Changes when people are reminded of their interviews. Throws where the server cannot answer. */
export function useReminderSettings() {
  const { mutate } = useMutation(
    graphql(`
      mutation UpdateReminderSettings($input: UpdateReminderSettingsInput!) {
        updateReminderSettings(input: $input) {
          __typename
          ...ReminderRules_Settings
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
  )
  return async (input: UpdateReminderSettingsInput) => (await mutate({ input }))!.data!.updateReminderSettings
}
