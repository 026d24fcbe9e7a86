import { shallowRef, watch } from 'vue'
import { ask } from '../shared/ask'
import type { TypedText } from '../shared/graphql-text'

/**
 * Puts a question of a page where nobody is signed in: at once, when what it is about becomes something else, and again
 * when the page wishes. Nothing is kept beyond the page, so there is no need for the cache of the dashboard.
 */
export function useQuestion<Data, Variables>(asked: TypedText<Data, Variables>, variables: () => Variables) {
  const result = shallowRef<Data>()
  const error = shallowRef<unknown>(null)
  let newest = 0

  async function refetch() {
    const own = ++newest
    try {
      const answer = await ask(asked, variables())
      if (own !== newest) return
      result.value = answer
      error.value = null
    } catch (failed) {
      if (own === newest) error.value = failed
    }
  }
  watch(
    () => JSON.stringify(variables()),
    () => {
      result.value = undefined
      void refetch()
    },
    { immediate: true },
  )
  return { result, error, refetch }
}
