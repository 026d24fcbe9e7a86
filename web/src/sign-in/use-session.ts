import { graphql } from '../gql'
import { staffGraph } from '../dashboard/staff-graph'

const post = (path: string, body: object) =>
  fetch(path, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

/** An object where the password is right and a code is wanted as well: with what it is given. */
export type SignInAnswer = 'signed-in' | 'wrong-credentials' | 'too-many-tries' | { secondFactor: string }

/** Opens and ends the cookie session. Both forget what the last person's screen held. */
export function useSession() {
  /** Throws where the server cannot be reached or fails. */
  async function signIn(email: string, password: string): Promise<SignInAnswer> {
    const answer = await post('/api/auth/sign-in/email', { email, password })
    if (answer.status === 429) return 'too-many-tries'
    // better-auth tells a malformed address by 400 or 422; to the person it is the same mistake.
    if ([400, 401, 403, 422].includes(answer.status)) return 'wrong-credentials'
    if (!answer.ok) throw new Error(`Sign-in answered ${answer.status}`)
    const { secondFactor } = (await answer.json()) as { secondFactor?: { key: string } }
    if (secondFactor) return { secondFactor: secondFactor.key }
    await staffGraph.client.clearStore()
    return 'signed-in'
  }

  async function signOut() {
    const answer = await post('/api/auth/sign-out', {})
    if (!answer.ok) throw new Error(`Sign-out answered ${answer.status}`)
    staffGraph.closeSocket()
    await staffGraph.client.clearStore()
  }

  /** Acts for another company of the same person. Throws where it cannot. */
  async function switchCompany(companyId: string) {
    await staffGraph.client.mutate({
      mutation: graphql(`
        mutation SwitchCompany($companyId: ID!) {
          switchCompany(companyId: $companyId) {
            role
          }
        }
      `),
      variables: { companyId },
      fetchPolicy: 'no-cache',
    })
    await forget()
  }

  /** Asks everything anew, of the company for which the session acts now: the line still listens to the one before. */
  async function forget() {
    staffGraph.closeSocket()
    await staffGraph.client.resetStore()
  }

  return { signIn, signOut, switchCompany, forget }
}
