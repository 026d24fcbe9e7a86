import { onScopeDispose, readonly, ref, watch } from 'vue'
import { hear, levelOf, type Heard, type Hearing } from './level.rules'

const LOOK_MS = 80

/** How loud a stream is, from 0 to 1, and what a person is told of it. Nothing of the sound leaves this function. */
export function useLevel(stream: () => MediaStream | null) {
  const level = ref(0)
  const hearing = ref<Hearing>('LISTENING')
  let end: (() => void) | null = null

  function listen(to: MediaStream) {
    const context = new AudioContext()
    const analyser = context.createAnalyser()
    context.createMediaStreamSource(to).connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    let heard: Heard = { hearing: 'LISTENING', since: performance.now() }
    hearing.value = 'LISTENING'
    const timer = setInterval(() => {
      // iOS puts it to sleep during a call, and some browsers until somebody presses something.
      if (context.state !== 'running') return void context.resume().catch(() => {})
      analyser.getFloatTimeDomainData(samples)
      const now = levelOf(samples)
      // Up at once and down slowly, as eyes expect of a needle.
      level.value = Math.max(now, level.value * 0.8)
      heard = hear(heard, now, performance.now())
      hearing.value = heard.hearing
    }, LOOK_MS)
    end = () => {
      clearInterval(timer)
      level.value = 0
      void context.close().catch(() => {})
    }
  }

  function stop() {
    end?.()
    end = null
  }

  watch(
    stream,
    (now) => {
      stop()
      if (now && typeof AudioContext !== 'undefined') listen(now)
    },
    { immediate: true },
  )
  onScopeDispose(stop)
  return { level: readonly(level), hearing: readonly(hearing) }
}
