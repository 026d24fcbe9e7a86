import { createSharedComposable, useNow } from '@vueuse/core'
import { computed } from 'vue'

/** Now, in milliseconds since the Unix epoch, read again often enough for minutes; one timer for a whole list. */
export const useMinutes = createSharedComposable(() => {
  const now = useNow({ interval: 10_000 })
  return computed(() => now.value.getTime())
})
