import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../gql'
import type { UpdateEmailWordsInput } from '../gql/graphql'

/** Makes the words of an email the company's own. Throws where the server cannot answer. */
export function useEmailWords() {
  const { mutate } = useMutation(
    graphql(`
      mutation UpdateEmailWords($input: UpdateEmailWordsInput!) {
        updateEmailWords(input: $input) {
          __typename
          ...WordsForm_Words
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
  )
  return async (input: UpdateEmailWordsInput) => (await mutate({ input }))!.data!.updateEmailWords
}
