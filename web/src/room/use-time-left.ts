import { useIntervalFn } from '@vueuse/core'
import { readonly, ref, watch } from 'vue'
import { saidTime, secondsLeft } from './room.rules'
import type { Recording } from './use-recording'

/** Often enough that no second is seen to be skipped. */
const LOOK_MS = 250

/**
 * How much of its time a recording has left, in whole seconds; with the last of them it is stopped.
 * @param answerSeconds how long it may be
 * @param say called when it is time to say aloud how many are left
 */
export function useTimeLeft(recording: Recording, answerSeconds: () => number, say: (left: number) => void) {
  const left = ref(0)
  const { pause, resume } = useIntervalFn(look, LOOK_MS, { immediate: false })

  function look() {
    const before = left.value
    left.value = secondsLeft(recording.beganAt.value + answerSeconds() * 1000, performance.now())
    const said = saidTime(before, left.value)
    if (said !== null) say(said)
    if (left.value === 0) void recording.stop()
  }
  watch(recording.doing, (is) => {
    if (is !== 'RECORDING') return pause()
    left.value = answerSeconds()
    resume()
  })

  return readonly(left)
}
