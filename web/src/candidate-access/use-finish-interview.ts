import { graphql } from '../gql'
import type { CandidateDoor_InterviewFragment } from '../gql/graphql'
import { asText } from '../shared/graphql-text'
import type { PersonalGraph } from '../shared/personal-graph'
import { useGesture } from './use-gesture'

const document = asText(
  graphql(`
    mutation FinishInterview {
      finishInterview {
        __typename
        ... on CandidateInterview {
          ...CandidateDoor_Interview
        }
      }
    }
  `),
)

/** The candidate leaves for good. */
export function useFinishInterview(
  graph: PersonalGraph,
  after: (taken: CandidateDoor_InterviewFragment | null) => void,
) {
  const { make, ...rest } = useGesture(async () => (await graph.ask(document, {})).finishInterview, after)
  return { finish: make, ...rest }
}
