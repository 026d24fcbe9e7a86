import { nextTick } from 'vue'

/**
 * Does something and brings the focus back to where it was, if nothing else has it by then: a button that waits is
 * disabled, and a browser takes the focus from it.
 */
export async function keepFocus<T>(work: () => Promise<T>): Promise<T> {
  const before = document.activeElement
  try {
    return await work()
  } finally {
    void nextTick(() => {
      const isLost = !document.activeElement || document.activeElement === document.body
      if (isLost && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    })
  }
}
