import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../gql'
import type { UpdateAdmissionSettingsInput } from '../gql/graphql'

/** Changes what happens around the hour of an interview. Throws where the server cannot answer. */
export function useAdmissionSettings() {
  const { mutate } = useMutation(
    graphql(`
      mutation UpdateAdmissionSettings($input: UpdateAdmissionSettingsInput!) {
        updateAdmissionSettings(input: $input) {
          __typename
          ...AdmissionRules_Company
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { refetchQueries: 'active' },
  )
  return async (input: UpdateAdmissionSettingsInput) => (await mutate({ input }))!.data!.updateAdmissionSettings
}
