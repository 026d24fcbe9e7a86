import { useApolloClient } from '@vue/apollo-composable'
import { ref } from 'vue'
import { graphql } from '../gql'
import type { ChangeableInterviewsQuery, InterviewFilter, InterviewSort } from '../gql/graphql'

/** Only what lies ahead can be changed, whatever else is on show. */
const ahead = (filter: InterviewFilter): InterviewFilter => ({ ...filter, status: ['SCHEDULED'] })

/** Which interviews of a whole list can be changed, beyond the page that is on show. */
export function useAllInterviews() {
  const { client } = useApolloClient()
  /** How many they are; null while nobody has asked. */
  const count = ref<number | null>(null)
  const looking = ref(false)
  let asked = 0

  /** Counts them. Where the line fails nothing is offered. */
  async function look(filter: InterviewFilter) {
    const mine = ++asked
    try {
      const { data } = await client.query({
        query: graphql(`
          query CountChangeable($filter: InterviewFilter) {
            interviews(first: 1, filter: $filter) {
              totalCount
            }
          }
        `),
        variables: { filter: ahead(filter) },
        fetchPolicy: 'no-cache',
      })
      if (mine === asked) count.value = data.interviews.totalCount
    } catch {
      if (mine === asked) count.value = null
    }
  }

  /** The ids of the first of them, so many at most, in the order of the list. */
  async function changeable({ filter, sort }: { filter: InterviewFilter; sort: InterviewSort }, most: number) {
    looking.value = true
    const pageAfter = async (after: string | null) => {
      const { data } = await client.query({
        query: graphql(`
          query ChangeableInterviews($after: String, $filter: InterviewFilter, $sort: InterviewSort) {
            interviews(first: 100, after: $after, filter: $filter, sort: $sort) {
              nodes {
                id
              }
              pageInfo {
                hasNextPage
                endCursor
              }
            }
          }
        `),
        variables: { after, filter: ahead(filter), sort },
        fetchPolicy: 'no-cache',
      })
      return data.interviews
    }
    const ids: string[] = []
    try {
      let after: string | null = null
      do {
        const page: ChangeableInterviewsQuery['interviews'] = await pageAfter(after)
        ids.push(...page.nodes.map(({ id }) => id))
        after = page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null
      } while (after && ids.length < most)
    } finally {
      looking.value = false
    }
    return ids.slice(0, most)
  }

  return { count, look, changeable, looking }
}
