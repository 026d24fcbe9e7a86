import { onScopeDispose, readonly, ref } from 'vue'
import type { Language } from '../gql/graphql'
import { speakByBrowser } from './browser-voice'
import { playSound } from './play-sound'

export interface Words {
  text: string
  /** In which language they are written. */
  language: Language
}

/** The server itself gives up before. */
const patience = 60_000

/**
 * Reads a question aloud: by the server's voice, or else by that of the browser.
 * @param ask asks the server for the sound; null where it has none
 * @param player what plays it; a new one each time where left out
 */
export function useReadingAloud<Read extends Words>(
  ask: (words: Read, signal: AbortSignal) => Promise<Response | null>,
  player: HTMLAudioElement | null = null,
) {
  const state = ref<'silent' | 'waiting' | 'speaking'>('silent')
  /** How it was spoken last: `none` where nothing could. */
  const voice = ref<'server' | 'browser' | 'none' | null>(null)
  let running: AbortController | null = null
  let heard: { key: string; address: string } | null = null

  function stop() {
    running?.abort()
    running = null
    state.value = 'silent'
  }

  function forget() {
    if (heard) URL.revokeObjectURL(heard.address)
    heard = null
  }

  /** Where the sound is, in this browser; null where the server has none. */
  async function soundOf(words: Read, signal: AbortSignal): Promise<string | null> {
    const key = JSON.stringify(words)
    if (heard?.key === key) return heard.address
    const answer = await ask(words, AbortSignal.any([signal, AbortSignal.timeout(patience)])).catch(() => null)
    if (answer?.status !== 200 || signal.aborted) return null
    const address = URL.createObjectURL(await answer.blob())
    forget()
    heard = { key, address }
    return address
  }

  async function listen(words: Read): Promise<void> {
    stop()
    const mine = (running = new AbortController())
    const { signal } = mine
    voice.value = null
    state.value = 'waiting'
    const sound = await soundOf(words, signal).catch(() => null)
    if (signal.aborted) return
    state.value = 'speaking'
    const wasHeard = sound !== null && (await playSound(sound, signal, player))
    if (wasHeard) voice.value = 'server'
    else if (!signal.aborted) {
      voice.value = 'browser'
      if (!(await speakByBrowser(words.text, words.language, signal)) && !signal.aborted) voice.value = 'none'
    }
    if (running === mine) stop()
  }

  onScopeDispose(() => {
    stop()
    forget()
  })
  return { listen, stop, state: readonly(state), voice: readonly(voice) }
}
