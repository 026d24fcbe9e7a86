import { onScopeDispose } from 'vue'
import { onBeforeRouteLeave, useRouter } from 'vue-router'

/**
 * Whether a person has not set out for another page. What changes the address after a pause asks first: while the other
 * page is being loaded, such a change would call the person back.
 */
export function useStillHere(): () => boolean {
  let isLeaving = false
  onBeforeRouteLeave(() => {
    isLeaving = true
  })
  onScopeDispose(
    useRouter().afterEach((_to, _from, failure) => {
      if (failure) isLeaving = false
    }),
  )
  return () => !isLeaving
}
