import { graphql } from '../gql'
import type { CandidateDoor_InterviewFragment } from '../gql/graphql'
import type { Graph } from '../shared/graph'
import { keepIntentionKey } from './intention-key'
import { patiently, useGesture } from './use-gesture'

const document = graphql(`
  mutation CancelOwnInterview($input: CancelOwnInterviewInput!) {
    cancelOwnInterview(input: $input) {
      __typename
      ... on CandidateInterview {
        ...CandidateDoor_Interview
      }
      ... on ChangeIsTooLate {
        until
      }
    }
  }
`)

/** The candidate calls their interview off. */
export function useCancelOwnInterview(
  { client }: Graph,
  after: (taken: CandidateDoor_InterviewFragment | null) => void,
) {
  const { keyFor, settle } = keepIntentionKey()
  const { make, ...rest } = useGesture(async (wanted: { reason: string | null }) => {
    const { data } = await client.mutate({
      mutation: document,
      variables: { input: { ...wanted, idempotencyKey: keyFor(wanted) } },
      fetchPolicy: 'no-cache',
      context: patiently(),
    })
    if (!data) throw new Error('The server answered without data')
    settle()
    return data.cancelOwnInterview
  }, after)
  return { callOff: make, ...rest }
}
