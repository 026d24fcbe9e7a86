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
  /** Asks for links before somebody wants to hear anything. What fails here is asked for again when they do. */
  prepare(): void
  /** The newest link to a recording, as long as it is good; null where one has to be asked for. */
  known(answerId: string): string | null
  /** Whether a link that was given out opens something still. */
  isGood(link: string): boolean
  /** Asks for a new one. @returns null where there is no recording any more @throws where the server cannot answer */
  renew(answerId: string): Promise<string | null>
}

/** Links to the recordings of an interview. They hold for minutes, so they are kept here and not in the cache. */
export function useMediaLinks(interviewId: () => string): MediaLinks {
  const { client } = useApolloClient()
  let newest = new Map<string, string | null>()
  const askedAt = new Map<string, number>()

  const isGood = (link: string) => Date.now() - (askedAt.get(link) ?? -Infinity) < linkIsGoodFor
  async function ask() {
    // From before the answer: the server's ten minutes have begun by the time it comes.
    const now = Date.now()
    const { data } = await client.query({
      query: mediaLinks,
      variables: { id: interviewId() },
      fetchPolicy: 'no-cache',
    })
    newest = new Map(data.interview?.questionAnswers.map(({ id, mediaUrl }) => [id, mediaUrl ?? null]))
    for (const link of newest.values()) if (link) askedAt.set(link, now)
  }

  return {
    prepare: () => void ask().catch(() => {}),
    known(answerId) {
      const link = newest.get(answerId)
      return link && isGood(link) ? link : null
    },
    isGood,
    async renew(answerId) {
      await ask()
      return newest.get(answerId) ?? null
    },
  }
}
