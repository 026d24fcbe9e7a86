import { useQuery } from '@vue/apollo-composable'
import { ref, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { SavedViewList } from '../gql/graphql'
import { queryOf } from './saved-view.rules'
import { savedViewsQuery } from './use-saved-views'

/**
 * Opens a list with the view that somebody has chosen for it, where its address says nothing else. Who takes the filters off
 * later sees the whole list.
 * @returns whether it is known what to show, so that nothing is asked for that nobody wants
 */
export function useDefaultView(list: SavedViewList) {
  const route = useRoute()
  const router = useRouter()
  const isBare = () => Object.keys(route.query).length === 0
  const ready = ref(!isBare())
  if (ready.value) return { ready }

  const { result, error } = useQuery(savedViewsQuery, { list }, { fetchPolicy: 'cache-first' })
  watch(
    [result, error],
    async ([known, failed]) => {
      // Once it is known, what changes later changes nothing here; where it was known before, it is so at once.
      if (ready.value || (!known && !failed)) return
      const view = known?.savedViews.nodes.find(({ isDefault }) => isDefault)
      if (view && isBare()) await router.replace({ query: queryOf(view) })
      ready.value = true
    },
    { immediate: true, flush: 'post' },
  )
  return { ready }
}
