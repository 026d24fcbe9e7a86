import { graphql } from '../gql'
import type { CandidateDoor_InterviewFragment, SayOwnArrivalInput } from '../gql/graphql'
import { asText } from '../shared/graphql-text'
import type { PersonalGraph } from '../shared/personal-graph'
import { useGesture } from './use-gesture'

const document = asText(
  graphql(`
    mutation SayOwnArrival($input: SayOwnArrivalInput!) {
      sayOwnArrival(input: $input) {
        __typename
        ... on CandidateInterview {
          ...CandidateDoor_Interview
        }
        ... on ArrivalIsEarly {
          from
        }
        ... on LinkHasExpired {
          closedAt
        }
        ... on TimeIsPast {
          startsAt
        }
      }
    }
  `),
)

/** The candidate says that they are here, or by how much they are late; the last word counts. */
export function useSayOwnArrival(graph: PersonalGraph, after: (taken: CandidateDoor_InterviewFragment | null) => void) {
  const { make, ...rest } = useGesture(
    async (input: SayOwnArrivalInput) => (await graph.ask(document, { input })).sayOwnArrival,
    after,
  )
  return { say: make, ...rest }
}
