import { onScopeDispose, readonly, ref } from 'vue'
import { playSound } from '../shared/play-sound'

/** Plays recordings, one at a time. */
export function useSound() {
  const state = ref<'silent' | 'playing' | 'failed'>('silent')
  let running: AbortController | null = null

  function stop() {
    running?.abort()
    running = null
    state.value = 'silent'
  }

  /** @param load fetches it, or has it already */
  async function play(load: (signal: AbortSignal) => Promise<Blob>): Promise<void> {
    stop()
    const mine = (running = new AbortController())
    state.value = 'playing'
    const wasHeard = await hear(load, mine.signal).catch(() => false)
    if (running !== mine) return
    running = null
    state.value = wasHeard ? 'silent' : 'failed'
  }

  onScopeDispose(stop)
  return { play, stop, state: readonly(state) }
}

async function hear(load: (signal: AbortSignal) => Promise<Blob>, signal: AbortSignal): Promise<boolean> {
  const address = URL.createObjectURL(await load(signal))
  try {
    return signal.aborted || (await playSound(address, signal))
  } finally {
    URL.revokeObjectURL(address)
  }
}
