import { graphql } from '../gql'
import type { CandidateDoor_InterviewFragment, Rsvp } from '../gql/graphql'
import type { Graph } from '../shared/graph'
import { send } from './send'
import { useGesture } from './use-gesture'

const document = graphql(`
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
`)

/** The candidate's answer to the invitation; answering again changes it. */
export function useRespondToInvitation(graph: Graph, after: (taken: CandidateDoor_InterviewFragment | null) => void) {
  const { make, ...rest } = useGesture(
    async (answer: Rsvp) => (await send(graph, document, { answer })).respondToInvitation,
    after,
  )
  return { respond: make, ...rest }
}
