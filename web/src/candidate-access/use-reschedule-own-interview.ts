import { graphql } from '../gql'
import type { CandidateDoor_InterviewFragment } from '../gql/graphql'
import { asText } from '../shared/graphql-text'
import type { PersonalGraph } from '../shared/personal-graph'
import { keepIntentionKeys } from './intention-key'
import { useGesture } from './use-gesture'

const document = asText(
  graphql(`
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
  `),
)

/** The candidate moves their interview to another of the times that they can choose. */
export function useRescheduleOwnInterview(
  graph: PersonalGraph,
  after: (taken: CandidateDoor_InterviewFragment | null) => void,
) {
  const once = keepIntentionKeys()
  const { make, ...rest } = useGesture(
    (wanted: { slotId: string; reason: string | null }) =>
      once(wanted, async (input) => (await graph.ask(document, { input })).rescheduleOwnInterview),
    after,
  )
  return { move: make, ...rest }
}
