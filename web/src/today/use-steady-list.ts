import { useElementHover, useEventListener } from '@vueuse/core'
import { ref, shallowRef, watch, type MaybeRefOrGetter, toValue, type Ref } from 'vue'
import { steady, type Kept } from './steady.rules'

/**
 * A list that does not move under somebody's hand: while the pointer or the focus is in it, or in a dialog that was opened
 * from it, what is shown keeps its place.
 * @param list the element around it
 * @param fresh what belongs there now
 */
export function useSteadyList<Item extends { id: string }>(
  list: Ref<HTMLElement | null>,
  fresh: MaybeRefOrGetter<readonly Item[]>,
) {
  const isHovered = useElementHover(list)
  const hasFocus = ref(false)
  const isAtList = (target: EventTarget | null) => target instanceof Node && Boolean(list.value?.contains(target))
  useEventListener(document, 'focusin', ({ target }) => {
    // Whoever goes into a dialog is still where they came from.
    if (target instanceof Element && target.closest('[role=dialog], [role=alertdialog]')) return
    hasFocus.value = isAtList(target)
  })
  useEventListener(document, 'pointerdown', ({ target }) => {
    if (target instanceof Element && target.closest('[role=dialog], [role=alertdialog]')) return
    hasFocus.value &&= isAtList(target)
  })

  const kept: Ref<Kept<Item>[]> = shallowRef([])
  let isReleased = false
  watch(
    [() => toValue(fresh), isHovered, hasFocus],
    ([items, hovered, focused], [before]) => {
      if (isReleased && items === before) return
      kept.value = steady(kept.value, items, (hovered || focused) && !isReleased)
      isReleased = false
    },
    { immediate: true },
  )
  return {
    kept,
    /** Another page of it was asked for: it replaces this one wherever the pointer is. */
    release: () => {
      isReleased = true
    },
  }
}
