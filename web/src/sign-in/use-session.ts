import { staffGraph } from '../dashboard/staff-graph'
import { graphql } from '../gql'
import { forgetLastPerson } from '../shared/last-person'
import { post } from './post'

/** Ends the session, or lets it act for another company. */
export function useSession() {
  async function signOut() {
    const answer = await post('/api/auth/sign-out', {})
    if (!answer.ok) throw new Error(`Sign-out answered ${answer.status}`)
    staffGraph.closeSocket()
    await forgetLastPerson()
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

  return { signOut, switchCompany, forget }
}
