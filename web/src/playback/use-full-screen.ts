import { useEventListener } from '@vueuse/core'
import { readonly, ref } from 'vue'

/** Gives a part of the page the whole screen, and takes it back. Then nothing else of the page is on show. */
export function useFullScreen(part: () => HTMLElement | null) {
  const fills = ref(false)
  useEventListener(document, 'fullscreenchange', () => (fills.value = document.fullscreenElement === part()))

  async function leave() {
    if (fills.value) await document.exitFullscreen().catch(() => {})
  }
  return {
    fills: readonly(fills),
    /** A phone that lets no part of a page fill its screen has nothing to press. */
    mayFill: document.fullscreenEnabled,
    turn: () => (fills.value ? leave() : part()!.requestFullscreen()).catch(() => {}),
    leave,
  }
}
