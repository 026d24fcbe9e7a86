import { readonly, ref } from 'vue'
import { useReadingAloud, type Words } from '../shared/use-reading-aloud'

interface Spoken extends Words {
  /** The recording of these words; null where nobody has made one. */
  voice: { url: string } | null
}

/** Reads a question aloud as its candidate will hear it: by whoever has recorded it first. */
export function useListening() {
  /** The recording that could not be had when its words were read last. */
  const missing = ref<string | null>(null)
  const reading = useReadingAloud<Spoken>(async ({ text, language, voice }, signal) => {
    if (voice) {
      const recorded = await fetch(voice.url, { signal }).catch(() => null)
      missing.value = recorded?.status === 200 ? null : voice.url
      if (recorded?.status === 200) return recorded
    }
    return fetch('/api/kits/speech', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text, language }),
      signal,
    })
  })
  return { ...reading, missing: readonly(missing) }
}
