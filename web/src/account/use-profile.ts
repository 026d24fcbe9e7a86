import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../gql'
import type { UpdateProfileInput } from '../gql/graphql'

/** Lets a person choose for themselves. Throws where the server cannot answer. */
export function useProfile() {
  const { mutate } = useMutation(
    graphql(`
      mutation UpdateProfile($input: UpdateProfileInput!) {
        updateProfile(input: $input) {
          __typename
          ... on Viewer {
            staffMember {
              id
              name
            }
            profile {
              ...Profile_Facts
            }
          }
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
  )
  return async (input: UpdateProfileInput) => (await mutate({ input }))!.data!.updateProfile
}
