import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../gql'

/**
 * What a recruiter can do with an email. Each verb throws where the server cannot answer.
 * @param quietly leaves it to who calls to have lists asked again, as after several emails at once
 */
export function useEmails({ quietly = false } = {}) {
  const again = quietly ? {} : { refetchQueries: 'active' as const }
  const resend = useMutation(
    graphql(`
      mutation ResendEmail($input: ResendEmailInput!) {
        resendEmail(input: $input) {
          __typename
          ...EmailRow_Delivery
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    again,
  )
  const withdraw = useMutation(
    graphql(`
      mutation WithdrawEmail($input: WithdrawEmailInput!) {
        withdrawEmail(input: $input) {
          __typename
          ...EmailRow_Delivery
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    again,
  )
  return {
    resendEmail: async (input: { deliveryId: string; idempotencyKey: string }) =>
      (await resend.mutate({ input }))!.data!.resendEmail,
    withdrawEmail: async (input: { deliveryId: string; idempotencyKey: string }) =>
      (await withdraw.mutate({ input }))!.data!.withdrawEmail,
  }
}
