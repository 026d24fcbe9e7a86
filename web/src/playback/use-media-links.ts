import { useApolloClient } from '@vue/apollo-composable'
import { graphql } from '../gql'
import { linkIsGoodFor } from './player.rules'

const mediaLinks = graphql(`
  query MediaLinks($id: ID!) {
    interview(id: $id) {
      id
      questionAnswers {
        id
        mediaUrl
      }
    }
  }
`)

export interface MediaLinks {
  /** The link to a recording that is known and good still; null where one has to be asked for. */
  known(answerId: string): string | null
  /** Asks for a new one. @returns null where there is no recording any more @throws where the server cannot answer */
  renew(answerId: string): Promise<string | null>
}

/** Links to the recordings of an interview. They hold for minutes, so they are kept here and not in the cache. */
export function useMediaLinks(interviewId: () => string): MediaLinks {
  const { client } = useApolloClient()
  let links = new Map<string, string | null>()
  let askedAt = -Infinity

  return {
    known: (answerId) => (Date.now() - askedAt < linkIsGoodFor ? (links.get(answerId) ?? null) : null),
    async renew(answerId) {
      const { data } = await client.query({
        query: mediaLinks,
        variables: { id: interviewId() },
        fetchPolicy: 'no-cache',
      })
      links = new Map(data.interview?.questionAnswers.map(({ id, mediaUrl }) => [id, mediaUrl ?? null]))
      askedAt = Date.now()
      return links.get(answerId) ?? null
    },
  }
}
