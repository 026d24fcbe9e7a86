import type { Ref } from 'vue'
import { ask, usualPatience } from './ask'
import type { TypedText } from './graphql-text'
import { createLine, type Connection } from './line'

/**
 * The line of somebody who has come by a link. Nothing is kept between answers, so a phone is spared the cache that the
 * dashboard works with.
 */
export interface PersonalGraph {
  connection: Readonly<Ref<Connection>>
  /**
   * Puts a question, or takes a gesture to the server. Throws `Declined`, or whatever the network says.
   * @param patience milliseconds after which it counts as lost: a phone between two cells would hold it for minutes
   */
  ask<Data, Variables>(asked: TypedText<Data, Variables>, variables: Variables, patience?: number): Promise<Data>
  /** Hears events until it is ended from here, or from there. @returns ends it */
  listen<Data, Variables>(
    wished: TypedText<Data, Variables>,
    heard: { next: (event: Data) => void; ended: () => void },
  ): () => void
  closeSocket(): void
}

/** @param authorization `Candidate <key>` */
export function createPersonalGraph(authorization: string): PersonalGraph {
  const line = createLine({ authorization })
  return {
    connection: line.connection,
    ask: (asked, variables, patience = usualPatience) => ask(asked, variables, { authorization, patience }),
    listen: ({ text, name }, { next, ended }) =>
      line.listen(
        { query: text, operationName: name, variables: {} },
        { next: ({ data }) => data && next(data as never), error: ended, complete: ended },
      ),
    closeSocket: line.close,
  }
}
