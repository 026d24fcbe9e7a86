import { onScopeDispose, readonly, ref } from 'vue'
import type { Language } from '../gql/graphql'
import { speakByBrowser } from '../shared/browser-voice'

export interface Words {
  text: string
  /** In which language they are written. */
  language: Language
}

/** The server itself gives up before. */
const patience = 60_000

/** Reads a question aloud as its candidate will hear it: by the server's voice, or else by that of the browser. */
export function useListening() {
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
  async function soundOf(words: Words, signal: AbortSignal): Promise<string | null> {
    const key = JSON.stringify(words)
    if (heard?.key === key) return heard.address
    const answer = await fetch('/api/kits/speech', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: key,
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
    }).catch(() => null)
    if (answer?.status !== 200 || signal.aborted) return null
    const address = URL.createObjectURL(await answer.blob())
    forget()
    heard = { key, address }
    return address
  }

  async function listen(words: Words): Promise<void> {
    stop()
    const mine = (running = new AbortController())
    const { signal } = mine
    voice.value = null
    state.value = 'waiting'
    const sound = await soundOf(words, signal).catch(() => null)
    if (signal.aborted) return
    state.value = 'speaking'
    const wasHeard = sound !== null && (await play(sound, signal))
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

/** Plays to the end. @returns false where the browser would not */
function play(address: string, signal: AbortSignal): Promise<boolean> {
  const audio = new Audio(address)
  return new Promise((resolve) => {
    signal.addEventListener(
      'abort',
      () => {
        audio.pause()
        resolve(true)
      },
      { once: true },
    )
    audio.addEventListener('ended', () => resolve(true))
    audio.addEventListener('error', () => resolve(false))
    audio.play().catch(() => resolve(false))
  })
}
