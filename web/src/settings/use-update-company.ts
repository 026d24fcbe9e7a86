import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../gql'
import type { UpdateCompanyInput } from '../gql/graphql'

/** Changes what the company is called, its zone and its language. Throws where the server cannot answer. */
export function useUpdateCompany() {
  const { mutate } = useMutation(
    graphql(`
      mutation UpdateCompany($input: UpdateCompanyInput!) {
        updateCompany(input: $input) {
          __typename
          ... on Company {
            id
            name
            timeZone
            language
          }
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    // Most of what is on show is told by the company's clocks.
    { refetchQueries: 'active' },
  )
  return async (input: UpdateCompanyInput) => (await mutate({ input }))!.data!.updateCompany
}
