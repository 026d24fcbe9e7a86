import { graphql } from '../gql'
import type { CandidateDoor_InterviewFragment } from '../gql/graphql'
import type { Graph } from '../shared/graph'
import { keepIntentionKey } from './intention-key'
import { patiently, useGesture } from './use-gesture'

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
  { client }: Graph,
  after: (taken: CandidateDoor_InterviewFragment | null) => void,
) {
  const { keyFor, settle } = keepIntentionKey()
  const { make, ...rest } = useGesture(async (wanted: { slotId: string; reason: string | null }) => {
    const { data } = await client.mutate({
      mutation: document,
      variables: { input: { ...wanted, idempotencyKey: keyFor(wanted) } },
      fetchPolicy: 'no-cache',
      context: patiently(),
    })
    if (!data) throw new Error('The server answered without data')
    settle()
    return data.rescheduleOwnInterview
  }, after)
  return { move: make, ...rest }
}
