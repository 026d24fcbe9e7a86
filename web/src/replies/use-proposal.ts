import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../gql'

/** What a recruiter does with a time that somebody proposes. Each verb throws where the server cannot answer. */
export function useProposal() {
  const accept = useMutation(
    graphql(`
      mutation AcceptProposal($input: AcceptProposalInput!) {
        acceptProposal(input: $input) {
          __typename
          ... on Interview {
            id
            startsAt
            endsAt
            rsvp
          }
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { refetchQueries: 'active' },
  )
  const dismiss = useMutation(
    graphql(`
      mutation DismissProposal($input: DismissProposalInput!) {
        dismissProposal(input: $input) {
          __typename
          ... on Interview {
            id
          }
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { refetchQueries: 'active' },
  )
  return {
    async acceptProposal(input: { proposalId: string; overrideReason?: string; idempotencyKey: string }) {
      return (await accept.mutate({ input }))!.data!.acceptProposal
    },
    async dismissProposal(input: { proposalId: string; idempotencyKey: string }) {
      return (await dismiss.mutate({ input }))!.data!.dismissProposal
    },
  }
}
