import { graphql } from '../gql'
import type { CandidateDoor_InterviewFragment } from '../gql/graphql'
import { asText } from '../shared/graphql-text'
import type { PersonalGraph } from '../shared/personal-graph'
import { useGesture } from './use-gesture'

const document = asText(
  graphql(`
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
  `),
)

/** The candidate comes in; possible from the moment the door opens until it closes. */
export function useStartInterview(
  graph: PersonalGraph,
  after: (taken: CandidateDoor_InterviewFragment | null) => void,
) {
  const { make, ...rest } = useGesture(async () => (await graph.ask(document, {})).startInterview, after)
  return { start: make, ...rest }
}
