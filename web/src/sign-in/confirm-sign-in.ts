import { graphql } from '../gql'
import { ask } from '../shared/ask'
import { asText } from '../shared/graphql-text'
import { forgetLastPerson } from '../shared/last-person'

/** Finishes a sign-in with a code, and forgets what the last person's screen held. Throws where the server cannot answer. */
export async function confirmSignIn(key: string, code: string) {
  const { confirmSignIn: answer } = await ask(
    asText(
      graphql(`
        mutation ConfirmSignIn($input: ConfirmSignInInput!) {
          confirmSignIn(input: $input) {
            __typename
            ... on Refusal {
              ...Refusal_Facts
            }
          }
        }
      `),
    ),
    { input: { key, code } },
  )
  if (answer.__typename === 'Viewer') await forgetLastPerson()
  return answer
}

/** Where a page goes on that was told that a code is needed: the key travels in memory, not in the address. */
export const toSecondFactor = (key: string) => ({ name: 'sign-in', state: { secondFactor: key } })
