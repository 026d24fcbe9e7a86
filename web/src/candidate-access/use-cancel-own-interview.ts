import { graphql } from '../gql'
import type { CandidateDoor_InterviewFragment } from '../gql/graphql'
import { asText } from '../shared/graphql-text'
import type { PersonalGraph } from '../shared/personal-graph'
import { keepIntentionKeys } from './intention-key'
import { useGesture } from './use-gesture'

const document = asText(
  graphql(`
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
  `),
)

/** The candidate calls their interview off. */
export function useCancelOwnInterview(
  graph: PersonalGraph,
  after: (taken: CandidateDoor_InterviewFragment | null) => void,
) {
  const once = keepIntentionKeys()
  const { make, ...rest } = useGesture(
    (wanted: { reason: string | null }) =>
      once(wanted, async (input) => (await graph.ask(document, { input })).cancelOwnInterview),
    after,
  )
  return { callOff: make, ...rest }
}
