import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../gql'
import type { InviteToChooseInput, RevokeSchedulingLinkInput } from '../gql/graphql'

/** The link by which a candidate chooses a time: given, sent again, ended. Throws where the server cannot answer. */
export function useSchedulingLink() {
  const { mutate: invite } = useMutation(
    graphql(`
      mutation InviteToChoose($input: InviteToChooseInput!) {
        inviteToChoose(input: $input) {
          __typename
          ... on SchedulingLink {
            id
            status
            url
            expiresAt
          }
          ... on Refusal {
            message
          }
        }
      }
    `),
    { refetchQueries: 'active' },
  )
  const { mutate: revoke } = useMutation(
    graphql(`
      mutation RevokeSchedulingLink($input: RevokeSchedulingLinkInput!) {
        revokeSchedulingLink(input: $input) {
          __typename
          ... on SchedulingLink {
            id
            status
            url
          }
          ... on Refusal {
            message
          }
        }
      }
    `),
  )
  return {
    inviteToChoose: async (input: InviteToChooseInput) => (await invite({ input }))!.data!.inviteToChoose,
    revokeSchedulingLink: async (input: RevokeSchedulingLinkInput) =>
      (await revoke({ input }))!.data!.revokeSchedulingLink,
  }
}
