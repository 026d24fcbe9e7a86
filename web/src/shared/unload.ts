/**
 * Takes from a player what it plays or was about to load. To be done before the address of its bytes is revoked: who still
 * was to load them would ask for what is gone, and the browser complain.
 */
export function unload(player: HTMLMediaElement): void {
  player.pause()
  player.removeAttribute('src')
  player.load()
}
