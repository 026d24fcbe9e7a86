import { onTestFinished } from 'vitest'
import { cdp } from 'vitest/browser'

/** Shows the rest of the test to somebody whose system asks for something: less motion, their own colours. */
export async function prefer(name: 'prefers-reduced-motion' | 'forced-colors', value: string): Promise<void> {
  const set = (features: { name: string; value: string }[]) => cdp().send('Emulation.setEmulatedMedia', { features })
  await set([{ name, value }])
  onTestFinished(() => void set([{ name, value: '' }]))
}
