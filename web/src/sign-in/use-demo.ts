import { staffGraph } from '../dashboard/staff-graph'
import { graphql } from '../gql'
import { useSession } from './use-session'

/** A demo of a company: a company of its own, into which one goes and which is removed as a whole. */
export function useDemo() {
  const { switchCompany, forget } = useSession()

  /** Goes into the demo, which is made where there is none. Throws where the server cannot. */
  async function openDemo() {
    const { data } = await staffGraph.client.mutate({
      mutation: graphql(`
        mutation OpenDemo {
          openDemo {
            __typename
            ... on Workplace {
              id
            }
            ... on Refusal {
              message
            }
          }
        }
      `),
      fetchPolicy: 'no-cache',
    })
    const answer = data!.openDemo
    if (answer.__typename !== 'Workplace') throw new Error(answer.message)
    await switchCompany(answer.id)
  }

  /** Removes it, wherever one is, and answers what the server says. */
  async function removeDemo() {
    const { data } = await staffGraph.client.mutate({
      mutation: graphql(`
        mutation RemoveDemo {
          removeDemo {
            __typename
            ... on Refusal {
              ...Refusal_Facts
            }
          }
        }
      `),
      fetchPolicy: 'no-cache',
    })
    const answer = data!.removeDemo
    if (answer.__typename === 'DemoRemoved') await forget()
    return answer
  }

  return { openDemo, removeDemo }
}
