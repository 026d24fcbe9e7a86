import { graphql } from '../gql'
import type { CandidateDoor_InterviewFragment } from '../gql/graphql'
import type { Graph } from '../shared/graph'
import { send } from './send'
import { useGesture } from './use-gesture'

const document = graphql(`
  mutation StartInterview {
    startInterview {
      __typename
      ... on CandidateInterview {
        ...CandidateDoor_Interview
      }
      ... on LinkIsEarly {
        opensAt
      }
      ... on LinkHasExpired {
        closedAt
      }
    }
  }
`)

/** The candidate comes in; possible from the moment the door opens until it closes. */
export function useStartInterview(graph: Graph, after: (taken: CandidateDoor_InterviewFragment | null) => void) {
  const { make, ...rest } = useGesture(async () => (await send(graph, document, {})).startInterview, after)
  return { start: make, ...rest }
}
