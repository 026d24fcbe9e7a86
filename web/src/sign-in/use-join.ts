import { computed } from 'vue'
import { graphql } from '../gql'
import { ask } from '../shared/ask'
import { asText } from '../shared/graphql-text'
import { forgetLastPerson } from '../shared/last-person'
import { useQuestion } from './use-question'

/** What the holder of a link may join; null where it does not work, undefined while nobody knows. */
export function useStaffInvitation(key: () => string) {
  const { result, error, refetch } = useQuestion(
    asText(
      graphql(`
        query StaffInvitation($key: String!) {
          staffInvitation(key: $key) {
            company
            name
            email
            hasPassword
          }
        }
      `),
    ),
    () => ({ key: key() }),
  )
  return { invitation: computed(() => result.value?.staffInvitation), error, refetch }
}

/** Joins, and forgets what the last person's screen held. Throws where the server cannot answer. */
export async function join(key: string, password: string) {
  const { join: answer } = await ask(
    asText(
      graphql(`
        mutation Join($input: JoinInput!) {
          join(input: $input) {
            __typename
            ... on SecondFactorIsNeeded {
              key
            }
            ... on Refusal {
              ...Refusal_Facts
            }
          }
        }
      `),
    ),
    { input: { key, password } },
  )
  if (answer.__typename === 'Viewer') await forgetLastPerson()
  return answer
}
