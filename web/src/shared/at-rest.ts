/** After so long, in milliseconds, a page has shown what it was opened for, and the line is free for what comes next. */
const firstSightTakes = 2_000

const known = new Set<() => Promise<unknown>>()
const waiting: (() => Promise<unknown>)[] = []
let isAtRest = false
let isBringing = false

// Safari learned it late.
const whenIdle = (then: () => void) =>
  'requestIdleCallback' in window ? window.requestIdleCallback(then) : setTimeout(then, 1)

/** One after another: a gesture meanwhile has the line for itself. */
async function bringAll() {
  if (!isAtRest || isBringing) return
  isBringing = true
  for (let bring = waiting.shift(); bring; bring = waiting.shift()) {
    await new Promise<void>((resolve) => whenIdle(resolve))
    // What does not come now comes when it is wanted.
    await bring().catch(() => {})
  }
  isBringing = false
}

/** Whether somebody pays for every byte, and has said so. */
const isSparing = () => (navigator as Navigator & { connection?: { saveData?: boolean } }).connection?.saveData ?? false

/** Brings something that will be wanted by a gesture, once the page is at rest, so that it is there when it is. */
export function bringAtRest(bring: () => Promise<unknown>): void {
  if (known.has(bring) || isSparing()) return
  known.add(bring)
  waiting.push(bring)
  void bringAll()
}

/** The first page is there. */
export function restBegins(): void {
  setTimeout(() => {
    isAtRest = true
    void bringAll()
  }, firstSightTakes)
}
