import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { filtersOf, queryOf, type EmailFilters } from './email-filters.rules'

/** The list's filters, kept in the address bar and nowhere else. */
export function useEmailFilters() {
  const route = useRoute()
  const router = useRouter()
  const filters = computed(() => filtersOf(route.query))

  /** Another filter means another list, and that begins on its first page. */
  const change = (changes: Partial<EmailFilters>) =>
    void router.replace({ query: queryOf({ ...filters.value, after: null, before: null, ...changes }) })

  /** A page is a place to come back to, so it is a step in the history. */
  const turn = (page: { after?: string | null; before?: string | null }) =>
    void router.push({ query: queryOf({ ...filters.value, after: page.after ?? null, before: page.before ?? null }) })

  const clear = () => void router.replace({ query: {} })

  return { filters, change, turn, clear }
}
