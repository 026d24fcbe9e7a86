import { useMutationObserver } from '@vueuse/core'
import { nextTick, onMounted, shallowRef, watch } from 'vue'

/**
 * Puts right what reka-ui 2.10 gets wrong around its toasts (its issue 2776): the two stops that bring the keyboard into
 * them and out again are hidden from screen readers although they take the focus, which WCAG 4.1.2 does not allow. Goes
 * as soon as a release of reka-ui does the same (its pull request 2810).
 */
export function useReachableToasts() {
  const region = shallowRef<HTMLElement | null>(null)
  onMounted(async () => {
    // The library brings them to the end of the page after everything else is there.
    await nextTick()
    region.value = document.querySelector<HTMLElement>('[role=region]:has(> ol[data-slot=viewport])')
  })
  function show() {
    for (const stop of region.value?.querySelectorAll(':scope > [aria-hidden][tabindex="0"]') ?? [])
      stop.removeAttribute('aria-hidden')
  }
  // The stops come with the first toast and go with the last one. That one may have been there before the region.
  watch(region, show)
  useMutationObserver(region, show, { childList: true })
}
