import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { useApolloClient } from '@vue/apollo-composable'
import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'

interface Page<Node> {
  nodes: readonly Node[]
  pageInfo: { hasNextPage: boolean; endCursor?: string | null | undefined }
  totalCount?: number | undefined
}

/** So many pages are asked for by themselves; who wants to see more says so. */
const pagesAtOnce = 5
const pauseAfterError = 5_000

/**
 * The whole of a list, page behind page: a calendar has no second page to turn to. Each page stays open like any
 * question of a screen, so that live events renew it; the next one follows the cursor with which the one before ends.
 * What is shown stays until the first page of another list is here.
 * @param document asks for one page by `after`
 * @param variables of the question without the cursor; null while nothing is asked
 * @param pageOf the page in an answer
 */
export function useAllPages<Result, Variables extends { after?: string | null | undefined }, Node>(
  document: TypedDocumentNode<Result, Variables>,
  variables: () => Omit<Variables, 'after'> | null,
  pageOf: (result: Result) => Page<Node>,
) {
  const { client } = useApolloClient()
  const pages: Ref<readonly Page<Node>[]> = shallowRef([])
  const waiting = ref(0)
  const failed = ref(false)
  const mostPages = ref(pagesAtOnce)
  let open: OpenPage[] = []
  let again: ReturnType<typeof setTimeout> | undefined

  interface OpenPage {
    after: string | null
    close: () => void
  }

  function ask(asked: Omit<Variables, 'after'>, place: number, after: string | null) {
    close(place)
    const query = client.watchQuery<Result, Variables>({
      query: document,
      variables: { ...asked, after } as Variables,
      fetchPolicy: 'cache-and-network',
    })
    let isWaiting = true
    waiting.value += 1
    const hasAnswered = () => {
      if (isWaiting) waiting.value -= 1
      isWaiting = false
    }
    const watched = query.subscribe({
      next({ data, loading, partial }) {
        if (loading || partial || !data) return
        hasAnswered()
        failed.value = false
        take(asked, place, pageOf(data))
      },
      error() {
        hasAnswered()
        failed.value = true
        clearTimeout(again)
        again = setTimeout(() => begin(), pauseAfterError)
      },
    })
    open[place] = {
      after,
      close() {
        hasAnswered()
        watched.unsubscribe()
      },
    }
  }

  function take(asked: Omit<Variables, 'after'>, place: number, page: Page<Node>) {
    const { hasNextPage, endCursor } = page.pageInfo
    const goesOn = hasNextPage && endCursor != null && place + 1 < mostPages.value
    // The first answer of another list replaces the old one whole.
    const kept = place === 0 && open.length === 1 ? [] : pages.value.slice(place + 1)
    pages.value = [...pages.value.slice(0, place), page, ...(goesOn ? kept : [])]
    if (!goesOn) close(place + 1)
    else if (open[place + 1]?.after !== endCursor) ask(asked, place + 1, endCursor)
  }

  /** Closes this page and all behind it. */
  function close(place: number) {
    for (const page of open.slice(place)) page.close()
    open = open.slice(0, place)
  }

  function begin() {
    clearTimeout(again)
    close(0)
    const asked = variables()
    if (asked) ask(asked, 0, null)
    else pages.value = []
  }

  watch(
    () => JSON.stringify(variables()),
    () => {
      mostPages.value = pagesAtOnce
      begin()
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    clearTimeout(again)
    close(0)
  })

  const nodes = computed(() => pages.value.flatMap((page) => page.nodes))
  return {
    nodes,
    /** How many there are in all, of which `nodes` may be the first. */
    total: computed(() => pages.value[0]?.totalCount ?? nodes.value.length),
    /** There is more than is shown, and nobody has asked for it yet. */
    hasMore: computed(() => pages.value.length >= mostPages.value && !!pages.value.at(-1)?.pageInfo.hasNextPage),
    loading: computed(() => waiting.value > 0),
    failed,
    more() {
      mostPages.value += pagesAtOnce
      const last = pages.value.length - 1
      const asked = variables()
      if (asked && last >= 0) take(asked, last, pages.value[last]!)
    },
    retry: begin,
  }
}
