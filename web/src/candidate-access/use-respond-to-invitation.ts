import { graphql } from '../gql'
import type { CandidateDoor_InterviewFragment, Rsvp } from '../gql/graphql'
import { asText } from '../shared/graphql-text'
import type { PersonalGraph } from '../shared/personal-graph'
import { useGesture } from './use-gesture'

const document = asText(
  graphql(`
    mutation RespondToInvitation($answer: Rsvp!) {
      respondToInvitation(input: { answer: $answer }) {
        __typename
        ... on CandidateInterview {
          ...CandidateDoor_Interview
        }
        ... on InterviewIsOver {
          status
        }
      }
    }
  `),
)

/** The candidate's answer to the invitation; answering again changes it. */
export function useRespondToInvitation(
  graph: PersonalGraph,
  after: (taken: CandidateDoor_InterviewFragment | null) => void,
) {
  const { make, ...rest } = useGesture(
    async (answer: Rsvp) => (await graph.ask(document, { answer })).respondToInvitation,
    after,
  )
  return { respond: make, ...rest }
}
