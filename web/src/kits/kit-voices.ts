/** What came of sending a recording. */
export type SentVoice = { id: string; url: string } | 'NO_SOUND' | 'TOO_LARGE' | 'NO_ROOM' | 'FAILED'

/** A phone's line at its worst brings a minute of speech in that time. */
const patience = 120_000

const whyNot = { 413: 'TOO_LARGE', 415: 'NO_SOUND', 507: 'NO_ROOM' } as const

/** Brings a recording to the server. @param seconds how long it is */
export async function sendVoice(sound: Blob, seconds: number): Promise<SentVoice> {
  try {
    const answer = await fetch(`/api/kits/voice?seconds=${seconds.toFixed(1)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: sound,
      signal: AbortSignal.timeout(patience),
    })
    if (answer.status === 201) return (await answer.json()) as { id: string; url: string }
    return whyNot[answer.status as keyof typeof whyNot] ?? 'FAILED'
  } catch {
    return 'FAILED'
  }
}

/** Fetches one that the server has. @throws where it does not give it */
export async function fetchVoice(url: string, signal: AbortSignal): Promise<Blob> {
  const answer = await fetch(url, { signal })
  if (answer.status !== 200) throw new Error(`The recording was answered ${answer.status}.`)
  return answer.blob()
}
