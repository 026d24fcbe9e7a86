import type { Directive } from 'vue'

/** For so long after something was done here, in milliseconds, what changes on the screen is taken for its effect. */
const ownFor = 3_000
let lastOwn = -Infinity

/** Something that was done here took effect: what follows from it needs no pointing at. */
export const noteOwnChange = () => {
  lastOwn = performance.now()
}

const seen = new WeakMap<HTMLElement, string>()
const read = (element: HTMLElement, value: unknown) =>
  value === undefined ? (element.textContent ?? '').replace(/\s+/g, ' ') : JSON.stringify(value)

/**
 * Points for a moment at what changes while it is shown, unless it was changed here: `v-noticed` where the text says it
 * all, `v-noticed="facts"` where the text changes with the clock, too. An element that comes to stand for another thing
 * needs a `key`, so that it is another element.
 */
export const vNoticed: Directive<HTMLElement, unknown> = {
  mounted(element, { value }) {
    seen.set(element, read(element, value))
    element.addEventListener('animationend', ({ target }) => {
      if (target === element) element.classList.remove('noticed')
    })
  },
  updated(element, { value }) {
    const now = read(element, value)
    if (seen.get(element) === now) return
    seen.set(element, now)
    if (performance.now() - lastOwn < ownFor) return
    // Begun again where it is under way: a class that is there already begins nothing.
    element.classList.remove('noticed')
    void element.offsetWidth
    element.classList.add('noticed')
  },
}
