import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../gql'
import type { RemoveAnswersInput } from '../gql/graphql'

/** Removes what a candidate said and wrote. Throws where the server cannot answer. */
export function useRemoveAnswers() {
  const remove = useMutation(
    graphql(`
      mutation RemoveAnswers($input: RemoveAnswersInput!) {
        removeAnswers(input: $input) {
          __typename
          ... on Interview {
            id
            questionAnswers {
              ...QuestionAnswers_Take
            }
          }
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
  )
  return async (input: RemoveAnswersInput) => (await remove.mutate({ input }))!.data!.removeAnswers
}
