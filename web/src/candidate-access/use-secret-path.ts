import { onBeforeUnmount } from 'vue'

/**
 * For a page whose path holds a key. The router notes scroll positions by path in the session's storage; it leaves that
 * to the browser, which keeps them to itself, wherever the page says so.
 */
export function useSecretPath() {
  const before = history.scrollRestoration
  history.scrollRestoration = 'auto'
  onBeforeUnmount(() => {
    history.scrollRestoration = before
  })
}
