/** A tenth of a second of nothing, as a WAV file (8,000 samples a second, 8 bits, one channel). */
export function makeSilence(): Blob {
  const samples = 800
  const view = new DataView(new ArrayBuffer(44 + samples))
  const words = (at: number, text: string) => {
    for (let place = 0; place < text.length; place++) view.setUint8(at + place, text.charCodeAt(place))
  }
  words(0, 'RIFF')
  view.setUint32(4, 36 + samples, true)
  words(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, 8_000, true)
  view.setUint32(28, 8_000, true)
  view.setUint16(32, 1, true)
  view.setUint16(34, 8, true)
  words(36, 'data')
  view.setUint32(40, samples, true)
  // Silence lies in the middle.
  for (let place = 44; place < view.byteLength; place++) view.setUint8(place, 128)
  return new Blob([view], { type: 'audio/wav' })
}
