/** Two soft notes, a second long. Made here, so that nothing is fetched for them. */
export async function playTestSound(): Promise<void> {
  const context = new AudioContext()
  try {
    await context.resume()
    const start = context.currentTime
    for (const [place, frequency] of [523.25, 659.25].entries()) {
      const tone = context.createOscillator()
      const volume = context.createGain()
      tone.frequency.value = frequency
      const at = start + place * 0.35
      // Without a slope at both ends it would click.
      volume.gain.setValueAtTime(0, at)
      volume.gain.linearRampToValueAtTime(0.25, at + 0.05)
      volume.gain.exponentialRampToValueAtTime(0.001, at + 0.6)
      tone.connect(volume).connect(context.destination)
      tone.start(at)
      tone.stop(at + 0.65)
    }
    await new Promise((resolve) => setTimeout(resolve, 1_100))
  } finally {
    void context.close()
  }
}
