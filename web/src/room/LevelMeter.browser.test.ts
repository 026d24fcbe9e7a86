import { expect, onTestFinished, test } from 'vitest'
import { h, ref, shallowRef } from 'vue'
import { soon } from '../../test/soon'
import { show } from '../../test/show'
import LevelMeter from './LevelMeter.vue'
import { closeDevices, openDevices } from './recorder'

/** A tone that one can make louder, as a microphone would give it. */
function tone() {
  const context = new AudioContext()
  const gain = new GainNode(context, { gain: 0 })
  const out = new MediaStreamAudioDestinationNode(context)
  const oscillator = new OscillatorNode(context, { frequency: 220 })
  oscillator.connect(gain).connect(out)
  oscillator.start()
  onTestFinished(() => context.close())
  return { stream: out.stream, loud: (volume: number) => void (gain.gain.value = volume) }
}

const lit = () => document.querySelectorAll('[aria-hidden=true] > .bg-primary').length

test('the bars follow a voice up and down, and words tell that it is heard', async () => {
  const { stream, loud } = tone()
  const shown = await show(() => h(LevelMeter, { stream }))
  await expect.element(shown.getByRole('status')).toHaveTextContent('Listening …')
  expect(lit()).toBe(0)
  loud(0.5)
  await soon(() => expect(lit()).toBeGreaterThan(12))
  await expect.element(shown.getByRole('status')).toHaveTextContent('We hear you')
  loud(0)
  await soon(() => expect(lit()).toBe(0))
  // A pause is none yet.
  await expect.element(shown.getByRole('status')).toHaveTextContent('We hear you')
})

test('a microphone is heard, and let go of when there is none any more', async () => {
  const { stream: microphone } = await openDevices(false)
  onTestFinished(() => closeDevices(microphone))
  const stream = shallowRef<MediaStream | null>(microphone)
  const isThere = ref(true)
  await show(() => (isThere.value ? h(LevelMeter, { stream: stream.value }) : null))
  // The one of the tests beeps every second.
  await soon(() => expect(lit()).toBeGreaterThan(0))
  stream.value = null
  await soon(() => expect(lit()).toBe(0))
})
