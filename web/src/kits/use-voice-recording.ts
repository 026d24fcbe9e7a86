import { useWakeLock } from '@vueuse/core'
import { onScopeDispose, readonly, ref, shallowReadonly, shallowRef } from 'vue'
import { closeDevices, openDevices, record, troubleIn, type Recording } from '../room/recorder'
import type { RecordingTrouble } from '../room/recorder.rules'

/** How long a recording may be, in seconds; the server takes no longer ones. */
export const mostSeconds = 180
const LOOK_MS = 200

/** A recording as this page has it. */
export interface RecordedVoice {
  sound: Blob
  seconds: number
}

/** Records one thing after the other in the memory of this page, each up to three minutes. */
export function useVoiceRecording() {
  const doing = ref<'NOTHING' | 'OPENING' | 'RECORDING' | 'ENDING'>('NOTHING')
  const trouble = ref<RecordingTrouble | null>(null)
  const stream = shallowRef<MediaStream | null>(null)
  const seconds = ref(0)
  const recorded = shallowRef<RecordedVoice | null>(null)
  // A phone that goes to sleep takes the microphone away.
  const awake = useWakeLock()
  let recording: Recording | null = null
  let timer: ReturnType<typeof setInterval> | undefined
  /** Counted up by whoever forgets: what ends later is nobody's. */
  let round = 0

  function letGo() {
    clearInterval(timer)
    closeDevices(stream.value)
    stream.value = null
    recording = null
    void awake.release().catch(() => {})
    doing.value = 'NOTHING'
  }

  /** As if nothing had been recorded. */
  function forget() {
    round++
    void recording?.stop()
    letGo()
    trouble.value = null
    recorded.value = null
    seconds.value = 0
  }

  async function start(): Promise<void> {
    if (doing.value !== 'NOTHING') return
    forget()
    const mine = round
    doing.value = 'OPENING'
    try {
      const devices = await openDevices(false)
      if (mine !== round) return closeDevices(devices.stream)
      stream.value = devices.stream
      const parts: Uint8Array<ArrayBuffer>[] = []
      const beganAt = performance.now()
      const sinceThen = () => Math.min(Math.max((performance.now() - beganAt) / 1000, 0.1), mostSeconds)
      const running = record(
        devices.stream,
        async (bytes) => void parts.push(bytes),
        (why) => {
          if (mine !== round) return
          trouble.value = why
          if (parts.length > 0)
            recorded.value = { sound: new Blob(parts, { type: running.contentType() }), seconds: sinceThen() }
          letGo()
        },
      )
      recording = running
      doing.value = 'RECORDING'
      timer = setInterval(() => {
        if (doing.value !== 'RECORDING') return
        seconds.value = sinceThen()
        if (seconds.value === mostSeconds) void stop()
      }, LOOK_MS)
      void awake.request('screen').catch(() => {})
    } catch (error) {
      if (mine !== round) return
      letGo()
      trouble.value = troubleIn(error)
    }
  }

  async function stop(): Promise<void> {
    if (doing.value !== 'RECORDING') return
    doing.value = 'ENDING'
    await recording?.stop()
  }

  onScopeDispose(forget)
  return {
    doing: readonly(doing),
    trouble: readonly(trouble),
    stream: shallowReadonly(stream),
    seconds: readonly(seconds),
    recorded: shallowReadonly(recorded),
    start,
    stop,
    forget,
  }
}
