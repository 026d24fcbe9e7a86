import { useApolloClient } from '@vue/apollo-composable'
import { useDebounceFn } from '@vueuse/core'
import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { graphql } from '../gql'
import type { PaletteSearchQuery } from '../gql/graphql'
import { useViewer } from './use-viewer'

/** A person pauses for so long before the server is asked. */
const pause = 180
/** The server takes no longer words. */
const longest = 200
/** After so long nobody waits for an answer any more. */
const patience = 8_000

const document = graphql(`
  query PaletteSearch($search: String!, $recruiting: Boolean!) {
    candidates(first: 5, search: $search) @include(if: $recruiting) {
      nodes {
        id
        name
        email
      }
    }
    interviews(first: 5, filter: { search: $search }, sort: STARTS_AT_DESC) {
      nodes {
        id
        startsAt
        status
        candidate {
          id
          name
        }
        job {
          id
          title
        }
      }
    }
    jobs(first: 5, search: $search) @include(if: $recruiting) {
      nodes {
        id
        title
      }
    }
    staff(first: 5, search: $search) @include(if: $recruiting) {
      nodes {
        id
        name
        role
      }
    }
  }
`)

/**
 * Whom and what the server knows by some words: a handful of each kind. The newest question is the only one: those before
 * it are taken back, and none waits for ever.
 */
export function usePaletteSearch(words: Ref<string>) {
  const { resolveClient } = useApolloClient()
  const { mayRecruit } = useViewer()
  const found = shallowRef<PaletteSearchQuery | null>(null)
  const searching = ref(false)
  const failed = ref(false)
  let underWay: AbortController | undefined

  const ask = useDebounceFn(async (search: string, own: AbortController) => {
    if (own.signal.aborted) return
    try {
      const { data } = await resolveClient().query({
        query: document,
        variables: { search, recruiting: mayRecruit.value },
        fetchPolicy: 'no-cache',
        context: {
          fetchOptions: { signal: AbortSignal.any([own.signal, AbortSignal.timeout(patience)]) },
          queryDeduplication: false,
        },
      })
      if (own.signal.aborted) return
      found.value = data
      failed.value = false
    } catch {
      if (own.signal.aborted) return
      found.value = null
      failed.value = true
    }
    searching.value = false
  }, pause)

  watch(words, (text) => {
    underWay?.abort()
    const search = text.trim().slice(0, longest)
    failed.value = false
    searching.value = search !== ''
    if (search === '') {
      found.value = null
      return
    }
    underWay = new AbortController()
    void ask(search, underWay)
  })
  onScopeDispose(() => underWay?.abort())

  return { found, searching, failed }
}
