import { useWakeLock } from '@vueuse/core'
import { onScopeDispose, readonly, ref, shallowReadonly, shallowRef } from 'vue'
import { onThisServer } from '../candidate-access/on-this-server'
import { closeDevices, hasPicture, openDevices, record, troubleIn, type Recording as Recorded } from './recorder'
import type { RecordingTrouble } from './recorder.rules'
import type { Doing } from './room.rules'
import type { BegunTake } from './use-room-gestures'
import type { Uploads } from './use-uploads'

/**
 * Records takes of one interview, one at a time, into what this browser keeps.
 * @param wantsPicture whether the camera is to be opened with the microphone
 * @param begin asks the server for a take, for this tab of the browser; null where there is none, which it tells by itself
 */
export function useRecording(
  interviewId: string,
  uploads: Uploads,
  wantsPicture: () => boolean,
  begin: (kind: 'AUDIO' | 'VIDEO', tab: string, takeOver: boolean) => Promise<BegunTake | null>,
) {
  const doing = ref<Doing['kind']>('NOTHING')
  const trouble = ref<RecordingTrouble | null>(null)
  /** Why there is sound alone although picture is wanted. */
  const noPicture = ref<RecordingTrouble | null>(null)
  const stream = shallowRef<MediaStream | null>(null)
  /** By the device's steady clock, in milliseconds: setting the clock must not cut an answer short. */
  const beganAt = ref(0)
  /** The take that this page records, or recorded last. */
  const answerId = ref<string | null>(null)
  // A phone that goes to sleep takes the microphone away.
  const awake = useWakeLock()
  let recording: Recorded | null = null
  let letGo: (() => void) | null = null

  const secondsSoFar = () => (performance.now() - beganAt.value) / 1000

  function giveUp() {
    closeDevices(stream.value)
    stream.value = null
    recording = null
    letGo?.()
    letGo = null
    void awake.release().catch(() => {})
    doing.value = 'NOTHING'
  }

  async function ended(id: string, why: RecordingTrouble | null) {
    doing.value = 'ENDING'
    trouble.value = why
    closeDevices(stream.value)
    try {
      await uploads.settle(id)
    } catch {
      trouble.value = 'NO_STORAGE'
    } finally {
      giveUp()
    }
  }

  async function start(takeOver = false): Promise<void> {
    if (doing.value !== 'NOTHING') return
    const [store, tab] = [uploads.store.value, uploads.tab.value]
    trouble.value = uploads.trouble.value
    if (!store || tab === null) return
    doing.value = 'BEGINNING'
    let id: string | null = null
    try {
      // Before the server counts a take: somebody who is asked for leave may think about it for a while.
      const devices = await openDevices(wantsPicture())
      stream.value = devices.stream
      noPicture.value = devices.noPicture
      if (takeOver) await uploads.recover()
      const take = await begin(
        hasPicture(devices.stream) ? 'VIDEO' : 'AUDIO',
        tab,
        takeOver || uploads.empty.value.size > 0,
      )
      if (!take) return giveUp()
      id = take.id
      answerId.value = id
      letGo = await uploads.hold(id)
      let isKept: Promise<void> = Promise.resolve()
      recording = record(
        devices.stream,
        async (bytes) => {
          await isKept
          await store.append(take.id, bytes, secondsSoFar())
          void uploads.stored()
        },
        (why) => void ended(take.id, why),
      )
      beganAt.value = performance.now()
      doing.value = 'RECORDING'
      isKept = store.begin({
        answerId: id,
        interviewId,
        questionId: take.questionId,
        uploadUrl: onThisServer(take.uploadUrl).href,
        contentType: recording.contentType(),
      })
      // A part that finds no room for itself ends the recording and says why.
      isKept.then(uploads.stored).catch(() => {})
      uploads.takeOver()
      void awake.request('screen').catch(() => {})
    } catch (error) {
      trouble.value = troubleIn(error)
      if (id !== null) await uploads.settle(id).catch(() => {})
      giveUp()
    }
  }

  async function stop(): Promise<void> {
    if (doing.value !== 'RECORDING') return
    doing.value = 'ENDING'
    await recording?.stop()
  }

  onScopeDispose(() => {
    if (recording) void recording.stop()
    else giveUp()
  })

  return {
    doing: readonly(doing),
    trouble: readonly(trouble),
    noPicture: readonly(noPicture),
    stream: shallowReadonly(stream),
    beganAt: readonly(beganAt),
    answerId: readonly(answerId),
    start,
    stop,
  }
}

export type Recording = ReturnType<typeof useRecording>
