import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../gql'

/** What a recruiter does with an email that waits for somebody. Each verb throws where the server cannot answer. */
export function useInboundMessages() {
  const apply = useMutation(
    graphql(`
      mutation ApplyInboundMessage($input: SettleMessageInput!) {
        applyInboundMessage(input: $input) {
          __typename
          ...InboundMessageRow_Message
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
      mutation DismissInboundMessage($input: SettleMessageInput!) {
        dismissInboundMessage(input: $input) {
          __typename
          ...InboundMessageRow_Message
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { refetchQueries: 'active' },
  )
  return {
    async apply(messageId: string) {
      return (await apply.mutate({ input: { messageId } }))!.data!.applyInboundMessage
    },
    async dismiss(messageId: string) {
      return (await dismiss.mutate({ input: { messageId } }))!.data!.dismissInboundMessage
    },
  }
}
