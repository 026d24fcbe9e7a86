import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../gql'
import type { Decision } from '../gql/graphql'

graphql(`
  fragment InterviewMoves_Interview on Interview {
    id
    status
    cancellationReason
    endedAt
    delivery {
      id
    }
    deliveries {
      ...DeliveryList_Delivery
    }
    application {
      id
      status
    }
  }
`)

/** What a recruiter can do with an interview that exists. Each verb throws where the server cannot answer. */
export function useInterviewMoves() {
  const cancel = useMutation(
    graphql(`
      mutation CancelInterview($input: CancelInterviewInput!) {
        cancelInterview(input: $input) {
          __typename
          ...InterviewMoves_Interview
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { refetchQueries: 'active' },
  )
  const complete = useMutation(
    graphql(`
      mutation CompleteInterview($input: CompleteInterviewInput!) {
        completeInterview(input: $input) {
          __typename
          ...InterviewMoves_Interview
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { refetchQueries: 'active' },
  )
  const noShow = useMutation(
    graphql(`
      mutation MarkNoShow($input: MarkNoShowInput!) {
        markNoShow(input: $input) {
          __typename
          ...InterviewMoves_Interview
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { refetchQueries: 'active' },
  )
  const resend = useMutation(
    graphql(`
      mutation ResendInvitation($input: ResendInvitationInput!) {
        resendInvitation(input: $input) {
          __typename
          ...DeliveryList_Delivery
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { refetchQueries: 'active' },
  )
  const decide = useMutation(
    graphql(`
      mutation DecideApplication($input: DecideApplicationInput!) {
        decideApplication(input: $input) {
          __typename
          ... on Application {
            id
            status
            decisionReason
            decidedAt
            decidedBy {
              id
              name
            }
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
    cancelInterview: async (input: { interviewId: string; reason?: string; idempotencyKey: string }) =>
      (await cancel.mutate({ input }))!.data!.cancelInterview,
    completeInterview: async (input: { interviewId: string; idempotencyKey: string }) =>
      (await complete.mutate({ input }))!.data!.completeInterview,
    markNoShow: async (input: { interviewId: string; idempotencyKey: string }) =>
      (await noShow.mutate({ input }))!.data!.markNoShow,
    resendInvitation: async (input: { interviewId: string; idempotencyKey: string }) =>
      (await resend.mutate({ input }))!.data!.resendInvitation,
    decideApplication: async (input: {
      applicationId: string
      decision: Decision
      reason?: string
      notifyCandidate: boolean
      idempotencyKey: string
    }) => (await decide.mutate({ input }))!.data!.decideApplication,
  }
}
