import { useEventListener } from '@vueuse/core'
import { onScopeDispose, shallowRef } from 'vue'

/** A card that is being carried, and where it is over. In pixels of the window. */
export interface Carried<Card> {
  card: Card
  x: number
  y: number
  /** The column under the pointer; null beside all of them. */
  over: string | null
}

/** So far a press may wander and still be a press. */
const wandering = 6
/** So near the edge of the board it scrolls by itself, and by so much each time. */
const edge = 48
const step = 14

/**
 * Lets cards be carried from column to column by mouse, pen or finger. Columns are told by their `data-column`. A finger
 * carries by the handle alone, so that it scrolls everywhere else.
 * @param board what scrolls sideways
 * @param drop where a card was let go
 */
export function useCardDrag<Card>(board: () => HTMLElement | null, drop: (card: Card, column: string) => void) {
  const carried = shallowRef<Carried<Card> | null>(null)
  let pressed: { card: Card; x: number; y: number; pointer: number } | null = null
  let scrolling: ReturnType<typeof setInterval> | undefined

  function end() {
    pressed = null
    carried.value = null
    clearInterval(scrolling)
    scrolling = undefined
  }

  /** The nearest column: a finger at the very edge means what is at the edge, and one below a short column that column. */
  function columnAt(x: number, y: number): string | null {
    const element = board()
    if (!element) return null
    const { top, bottom } = element.getBoundingClientRect()
    if (y < top || y > bottom) return null
    const columns = [...element.querySelectorAll<HTMLElement>('[data-column]')].map((column) => {
      const { left, right } = column.getBoundingClientRect()
      return { column, away: Math.max(left - x, x - right, 0) }
    })
    return columns.toSorted((one, other) => one.away - other.away)[0]?.column.dataset['column'] ?? null
  }

  /** What lies beyond the edge comes to the card, for as long as it is held there. */
  function scrollAtEdges() {
    const [element, at] = [board(), carried.value]
    if (!element || !at) return
    const { left, right } = element.getBoundingClientRect()
    const by = at.x < left + edge ? -step : at.x > right - edge ? step : 0
    if (by === 0) return
    element.scrollLeft += by
    carried.value = { ...at, over: columnAt(at.x, at.y) }
  }

  function press(event: PointerEvent, card: Card) {
    if (event.button !== 0 || !event.isPrimary) return
    const target = event.target as Element
    const handle = target.closest('[data-handle]')
    if (!handle && (event.pointerType !== 'mouse' || target.closest('a, button, input, [role=menu]'))) return
    pressed = { card, x: event.clientX, y: event.clientY, pointer: event.pointerId }
  }

  useEventListener(window, 'pointermove', (event: PointerEvent) => {
    if (!pressed || event.pointerId !== pressed.pointer) return
    const { clientX: x, clientY: y } = event
    if (!carried.value && Math.hypot(x - pressed.x, y - pressed.y) < wandering) return
    scrolling ??= setInterval(scrollAtEdges, 16)
    carried.value = { card: pressed.card, x, y, over: columnAt(x, y) }
  })
  useEventListener(window, 'pointerup', (event: PointerEvent) => {
    if (!pressed || event.pointerId !== pressed.pointer) return
    const at = carried.value
    end()
    if (at?.over) drop(at.card, at.over)
  })
  useEventListener(window, 'pointercancel', end)
  // Whoever has thought better of it lets go nowhere.
  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    if (event.key === 'Escape' && pressed) end()
  })
  onScopeDispose(end)

  return { carried, press }
}
