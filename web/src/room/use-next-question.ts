import { keepIntentionKeys } from '../candidate-access/intention-key'
import { useGesture } from '../candidate-access/use-gesture'
import { graphql } from '../gql'
import type { CandidateDoor_InterviewFragment } from '../gql/graphql'
import { asText } from '../shared/graphql-text'
import type { PersonalGraph } from '../shared/personal-graph'

const document = asText(
  graphql(`
    mutation GoToNextQuestion($input: GoToNextQuestionInput!) {
      goToNextQuestion(input: $input) {
        __typename
        ... on CandidateInterview {
          ...CandidateDoor_Interview
        }
      }
    }
  `),
)

/**
 * Goes on from a question; from none, where all are gone through, to the follow-up that has come since.
 * @param after called once it is over, with the interview where the server said it, else with null
 */
export function useNextQuestion(graph: PersonalGraph, after: (taken: CandidateDoor_InterviewFragment | null) => void) {
  const withKey = keepIntentionKeys()
  return useGesture(
    (questionId: string | null) =>
      withKey({ questionId }, async (input) => (await graph.ask(document, { input })).goToNextQuestion),
    after,
  )
}
