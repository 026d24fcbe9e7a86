import { watchDebounced } from '@vueuse/core'
import { computed, ref, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useStillHere } from './use-still-here'

const text = (value: unknown) => (typeof value === 'string' ? value : '')

/** A list's search and page, kept in the address bar. `search` is what the person types, `variables` what is asked. */
export function useListQuery(pageSize: number) {
  const route = useRoute()
  const router = useRouter()

  const isStillHere = useStillHere()

  const asked = computed(() => text(route.query.search))
  const search = ref(asked.value)
  watch(asked, (next) => {
    if (next !== search.value.trim()) search.value = next
  })
  watchDebounced(
    search,
    (next) => {
      if (next.trim() !== asked.value && isStillHere())
        void router.replace({ query: next.trim() ? { search: next.trim() } : {} })
    },
    { debounce: 250 },
  )

  const variables = computed(() => {
    const before = text(route.query.before)
    const after = text(route.query.after)
    return {
      search: asked.value || null,
      ...(before ? { last: pageSize, before } : { first: pageSize, after: after || null }),
    }
  })

  const turn = (page: { after?: string | null | undefined; before?: string | null | undefined }) => {
    const { search } = route.query
    void router.push({ query: { ...(search ? { search } : {}), ...page } })
  }

  return { search, asked, variables, turn }
}
