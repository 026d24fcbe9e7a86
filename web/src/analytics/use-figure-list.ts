import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { useApolloClient, useQuery } from '@vue/apollo-composable'
import { computed, ref, watch } from 'vue'
import type { AnalyticsInput } from '../gql/graphql'
import { pageOf, type ListPlace } from '../shared/list-address.rules'

interface Page<Row> {
  nodes: readonly Row[]
  totalCount: number
  pageInfo: {
    hasNextPage: boolean
    hasPreviousPage: boolean
    startCursor?: string | null
    endCursor?: string | null
  }
}

interface PageVariables {
  input: AnalyticsInput
  first?: number | null
  after?: string | null
  last?: number | null
  before?: string | null
}

/** So many rows stand below each other in a chart; the largest page there is makes a file. */
const shown = 10
const largest = 100
const start: ListPlace = { after: null, before: null }

/**
 * A list of figures, page by page.
 * @param listOf the list in an answer; undefined where the server refused it
 */
export function useFigureList<Data, Row>(
  document: TypedDocumentNode<Data, PageVariables>,
  listOf: (data: Data) => Page<Row> | undefined,
  input: () => AnalyticsInput,
) {
  const place = ref<ListPlace>(start)
  // Another period has other people on its first page.
  watch(input, (now, before) => {
    if (JSON.stringify(now) !== JSON.stringify(before)) place.value = start
  })
  const { resolveClient } = useApolloClient()
  const { result, loading, error, refetch } = useQuery(
    document,
    () => ({ input: input(), ...pageOf(place.value, shown) }),
    { fetchPolicy: 'cache-and-network', keepPreviousResult: true },
  )
  const page = computed(() => result.value && listOf(result.value))

  return {
    page,
    loading,
    failed: computed(() => !!error.value || (!!result.value && !page.value)),
    refetch,
    turn: (to: ListPlace) => {
      place.value = to
    },
    /** Every row there is, for a file. Throws where the server cannot answer. */
    async everyRow(): Promise<Row[]> {
      const rows: Row[] = []
      for (let after: string | null = null; ;) {
        const { data }: { data: Data } = await resolveClient().query({
          query: document,
          variables: { input: input(), first: largest, after },
          fetchPolicy: 'no-cache',
        })
        const list = listOf(data)
        if (!list) throw new Error('These figures were refused.')
        rows.push(...list.nodes)
        if (!list.pageInfo.hasNextPage) return rows
        after = list.pageInfo.endCursor ?? null
      }
    },
  }
}
