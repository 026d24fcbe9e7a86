let sounding: HTMLMediaElement | null = null

/** Lets this one sound and whatever else sounds on the page pause. */
export function soundAlone(element: HTMLMediaElement): void {
  if (sounding !== element) sounding?.pause()
  sounding = element
}

/** It goes away: nothing of it is kept. */
export function fallSilent(element: HTMLMediaElement): void {
  element.pause()
  if (sounding === element) sounding = null
}
