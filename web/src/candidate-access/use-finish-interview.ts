import { graphql } from '../gql'
import type { CandidateDoor_InterviewFragment } from '../gql/graphql'
import type { Graph } from '../shared/graph'
import { patiently, useGesture } from './use-gesture'

const document = graphql(`
  mutation FinishInterview {
    finishInterview {
      __typename
      ... on CandidateInterview {
        ...CandidateDoor_Interview
      }
    }
  }
`)

/** The candidate leaves for good. */
export function useFinishInterview({ client }: Graph, after: (taken: CandidateDoor_InterviewFragment | null) => void) {
  const { make, ...rest } = useGesture(async () => {
    const { data } = await client.mutate({ mutation: document, fetchPolicy: 'no-cache', context: patiently() })
    if (!data) throw new Error('The server answered without data')
    return data.finishInterview
  }, after)
  return { finish: make, ...rest }
}
