import { computed } from 'vue'
import { graphql } from '../gql'
import type { SetUpInput } from '../gql/graphql'
import { ask } from '../shared/ask'
import { asText } from '../shared/graphql-text'
import { useQuestion } from './use-question'

/** Whether this installation has a company; undefined while nobody knows. */
export function useInstallation() {
  const { result, error, refetch } = useQuestion(
    asText(
      graphql(`
        query Installation {
          installation {
            isSetUp
          }
        }
      `),
    ),
    () => ({}),
  )
  return { isSetUp: computed(() => result.value?.installation.isSetUp), error, refetch }
}

/** Founds the first company, and signs its administrator in. Throws where the server cannot answer. */
export async function setUp(input: SetUpInput) {
  const { setUp: answer } = await ask(
    asText(
      graphql(`
        mutation SetUp($input: SetUpInput!) {
          setUp(input: $input) {
            __typename
            ... on Viewer {
              company {
                id
                name
              }
            }
            ... on Refusal {
              ...Refusal_Facts
            }
          }
        }
      `),
    ),
    { input },
  )
  return answer
}
