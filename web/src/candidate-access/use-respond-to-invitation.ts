import { graphql } from '../gql'
import type { CandidateDoor_InterviewFragment, Rsvp } from '../gql/graphql'
import type { Graph } from '../shared/graph'
import { patiently, useGesture } from './use-gesture'

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
export function useRespondToInvitation(
  { client }: Graph,
  after: (taken: CandidateDoor_InterviewFragment | null) => void,
) {
  const { make, ...rest } = useGesture(async (answer: Rsvp) => {
    const { data } = await client.mutate({
      mutation: document,
      variables: { answer },
      fetchPolicy: 'no-cache',
      context: patiently(),
    })
    if (!data) throw new Error('The server answered without data')
    return data.respondToInvitation
  }, after)
  return { respond: make, ...rest }
}
