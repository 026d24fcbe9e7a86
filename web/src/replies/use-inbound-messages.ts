import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../gql'
import type { InboundMessageRow_MessageFragment } from '../gql/graphql'

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
  const restore = useMutation(
    graphql(`
      mutation RestoreInboundMessage($input: SettleMessageInput!) {
        restoreInboundMessage(input: $input) {
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
    /** It is shown as put away before the server has answered. */
    async dismiss(message: InboundMessageRow_MessageFragment) {
      const optimisticResponse = {
        dismissInboundMessage: {
          ...message,
          __typename: 'InboundMessage' as const,
          status: 'DISMISSED' as const,
          mayApply: false,
        },
      }
      const sent = await dismiss.mutate({ input: { messageId: message.id } }, { optimisticResponse })
      return sent!.data!.dismissInboundMessage
    },
    async restore(messageId: string) {
      return (await restore.mutate({ input: { messageId } }))!.data!.restoreInboundMessage
    },
  }
}
