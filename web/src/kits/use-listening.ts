import { useReadingAloud, type Words } from '../shared/use-reading-aloud'

/** Reads a question aloud as its candidate will hear it. */
export const useListening = () =>
  useReadingAloud(({ text, language }: Words, signal) =>
    fetch('/api/kits/speech', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text, language }),
      signal,
    }),
  )
