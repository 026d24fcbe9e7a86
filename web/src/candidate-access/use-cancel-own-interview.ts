import { graphql } from '../gql'
import type { CandidateDoor_InterviewFragment } from '../gql/graphql'
import type { Graph } from '../shared/graph'
import { keepIntentionKeys } from './intention-key'
import { send } from './send'
import { useGesture } from './use-gesture'

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
export function useCancelOwnInterview(graph: Graph, after: (taken: CandidateDoor_InterviewFragment | null) => void) {
  const once = keepIntentionKeys()
  const { make, ...rest } = useGesture(
    (wanted: { reason: string | null }) =>
      once(wanted, async (input) => (await send(graph, document, { input })).cancelOwnInterview),
    after,
  )
  return { callOff: make, ...rest }
}
