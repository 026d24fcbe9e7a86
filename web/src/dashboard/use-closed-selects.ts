import { useEventListener } from '@vueuse/core'

/**
 * Keeps a list closed when Enter has chosen from it. The list of reka-ui 2.10 gives the focus back to its button while the
 * key is still down, and the browser presses the button with the rest of that key: the list would open again. Its own
 * listener looks whether the key was taken, so this one stands behind it.
 */
export function useClosedSelects(): void {
  useEventListener(window, 'keydown', (event) => {
    if (event.key === 'Enter' && event.target instanceof Element && event.target.closest('[role=option]'))
      event.preventDefault()
  })
}
