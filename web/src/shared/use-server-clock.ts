import { useEventListener } from '@vueuse/core'
import { computed, onScopeDispose, readonly, ref, shallowRef } from 'vue'
import { betterSample, hasJumped, isClockWrong, readServerClock, type ClockSample } from './server-clock.rules'

/**
 * The server's clock on this device. `now` moves on at each whole second of the server; `offset` is what the server is
 * ahead of the device. All in milliseconds, `now` since the Unix epoch.
 * @param onDoubt called when the device slept or its clock was set, so that the reading may no longer hold
 */
export function useServerClock(onDoubt: () => void) {
  const sample = shallowRef<ClockSample | null>(null)
  const read = () => Date.now() + (sample.value?.offset ?? 0)
  const now = ref(read())
  const offset = computed(() => sample.value?.offset ?? 0)
  const isWrong = computed(() => isClockWrong(sample.value))

  let timer: ReturnType<typeof setTimeout>
  let wall = Date.now()
  let steady = performance.now()

  function tick() {
    clearTimeout(timer)
    const [wallNow, steadyNow] = [Date.now(), performance.now()]
    const jumped = hasJumped(wallNow - wall, steadyNow - steady)
    wall = wallNow
    steady = steadyNow
    now.value = read()
    timer = setTimeout(tick, 1000 - (now.value % 1000))
    if (jumped) onDoubt()
  }

  /** Takes in one answer of the server; `sentAt` and `receivedAt` are by the device's clock. */
  function learn(sentAt: number, receivedAt: number, serverNow: string) {
    const fresh = readServerClock(sentAt, receivedAt, serverNow)
    if (!fresh) return
    sample.value = betterSample(sample.value, fresh)
    tick()
  }

  tick()
  // A sleeping tab's timers are late by up to a minute; what is seen must be right at once.
  useEventListener(document, 'visibilitychange', tick)
  onScopeDispose(() => clearTimeout(timer))

  return { now: readonly(now), offset, isWrong, learn }
}
