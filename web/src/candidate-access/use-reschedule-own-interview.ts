import { graphql } from '../gql'
import type { CandidateDoor_InterviewFragment } from '../gql/graphql'
import type { Graph } from '../shared/graph'
import { keepIntentionKeys } from './intention-key'
import { send } from './send'
import { useGesture } from './use-gesture'

const document = graphql(`
  mutation RescheduleOwnInterview($input: RescheduleOwnInterviewInput!) {
    rescheduleOwnInterview(input: $input) {
      __typename
      ... on CandidateInterview {
        ...CandidateDoor_Interview
      }
      ... on TimeIsGone {
        ...LostTime_Gone
      }
      ... on ChangeIsTooLate {
        until
      }
    }
  }
`)

/** The candidate moves their interview to another of the times that they can choose. */
export function useRescheduleOwnInterview(
  graph: Graph,
  after: (taken: CandidateDoor_InterviewFragment | null) => void,
) {
  const once = keepIntentionKeys()
  const { make, ...rest } = useGesture(
    (wanted: { slotId: string; reason: string | null }) =>
      once(wanted, async (input) => (await send(graph, document, { input })).rescheduleOwnInterview),
    after,
  )
  return { move: make, ...rest }
}
