import { readonly, ref } from 'vue'
import { useReadingAloud, type Words } from '../shared/use-reading-aloud'

interface Spoken extends Words {
  /** The recording of these words; null where nobody has made one. */
  voice: { url: string } | null
}

/** Reads a question aloud as its candidate will hear it: by whoever has recorded it first. */
export function useListening() {
  /** Whether there was a recording of what was read last, and the server gave it. */
  const recording = ref<'none' | 'heard' | 'missing'>('none')
  const reading = useReadingAloud<Spoken>(async ({ text, language, voice }, signal) => {
    recording.value = 'none'
    if (voice) {
      const recorded = await fetch(voice.url, { signal }).catch(() => null)
      recording.value = recorded?.status === 200 ? 'heard' : 'missing'
      if (recorded?.status === 200) return recorded
    }
    return fetch('/api/kits/speech', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text, language }),
      signal,
    })
  })
  return { ...reading, recording: readonly(recording) }
}
