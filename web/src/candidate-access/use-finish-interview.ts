import { graphql } from '../gql'
import type { CandidateDoor_InterviewFragment } from '../gql/graphql'
import type { Graph } from '../shared/graph'
import { send } from './send'
import { useGesture } from './use-gesture'

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
export function useFinishInterview(graph: Graph, after: (taken: CandidateDoor_InterviewFragment | null) => void) {
  const { make, ...rest } = useGesture(async () => (await send(graph, document, {})).finishInterview, after)
  return { finish: make, ...rest }
}
