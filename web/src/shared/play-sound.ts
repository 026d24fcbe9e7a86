import { unload } from './unload'

/**
 * Plays a sound to its end.
 * @param signal silences it
 * @param player what plays it; a new one where left out
 * @returns false where the browser would not; what was silenced was heard
 */
export function playSound(
  address: string,
  signal: AbortSignal,
  player: HTMLAudioElement | null = null,
): Promise<boolean> {
  const audio = player ?? new Audio(address)
  if (player) player.src = address
  return new Promise((resolve) => {
    // A player that is kept is not to tell this one of the next sound.
    const over = new AbortController()
    const end = (wasHeard: boolean) => {
      over.abort()
      resolve(wasHeard)
    }
    const options = { signal: over.signal }
    signal.addEventListener(
      'abort',
      () => {
        unload(audio)
        end(true)
      },
      options,
    )
    audio.addEventListener('ended', () => end(true), options)
    audio.addEventListener('error', () => end(false), options)
    audio.play().catch(() => end(false))
  })
}
