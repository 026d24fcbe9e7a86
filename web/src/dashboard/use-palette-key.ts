import { useEventListener } from '@vueuse/core'
import { isCovered } from './use-shortcuts'

/** ⌘K on a Mac, Ctrl+K elsewhere, also from within a field. Not over a dialog: what is written there would be left. */
export function usePaletteKey(toggle: () => void): void {
  useEventListener(window, 'keydown', (event) => {
    if (!(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'k') return
    // The browser's own search bar has the same key.
    event.preventDefault()
    if (event.repeat) return
    if (!isCovered() || document.querySelector('[data-palette]')) toggle()
  })
}
