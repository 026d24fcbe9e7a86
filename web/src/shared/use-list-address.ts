import { computed } from 'vue'
import { useRoute, useRouter, type LocationQuery, type LocationQueryRaw } from 'vue-router'
import { graphql } from '../gql'
import { addressOf, layoutOf, listPlaceOf, viewOf, wordOf, type ListPlace } from './list-address.rules'

graphql(`
  fragment ListPage_Info on PageInfo {
    hasNextPage
    hasPreviousPage
    startCursor
    endCursor
  }
`)

/**
 * What a list shows, kept in the address bar and nowhere else, so that a view can be bookmarked and sent to a colleague.
 * @param read understands the address; what it does not know it leaves out
 * @param write says in the address what differs from a fresh look at the page
 */
export function useListAddress<Filters extends ListPlace>(
  read: (query: LocationQuery) => Filters,
  write: (filters: Filters) => LocationQueryRaw = addressOf,
) {
  const route = useRoute()
  const router = useRouter()
  const filters = computed(() => read(route.query))

  return {
    filters,
    /** Another filter means another list, and that begins on its first page. */
    change: (changes: Partial<Filters>) =>
      void router.replace({
        query: { ...write({ ...filters.value, after: null, before: null, ...changes }), ...viewOf(route.query) },
      }),
    /** A page is a place to come back to, so it is a step in the history. */
    turn: (place: ListPlace) =>
      void router.push({ query: { ...write({ ...filters.value, ...place }), ...viewOf(route.query) } }),
    clear: () => void router.replace({ query: layoutOf(route.query) }),
  }
}

/** The same for a list that is searched and not filtered. */
export const useSearchAddress = () =>
  useListAddress((query) => ({ search: wordOf(query.search) ?? '', ...listPlaceOf(query) }))
