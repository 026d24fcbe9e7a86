import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { soon } from '../../test/soon'
import { canRecord, closeDevices, hasPicture, MicrophoneTrouble, openDevices, record } from './recorder'
import type { RecordingTrouble } from './recorder.rules'

/** A recorder that hands out what it is given, when it is told to. */
class HandRecorder extends EventTarget {
  static latest: HandRecorder
  static isTypeSupported = (format: string) => format.startsWith('audio/webm')
  state = 'inactive'
  timeslice = 0
  // Not what it was asked for: what it says counts.
  readonly mimeType = 'audio/webm;codecs=opus;from=browser'

  constructor(
    readonly stream: unknown,
    readonly options: MediaRecorderOptions,
  ) {
    super()
    HandRecorder.latest = this
  }

  start(timeslice: number) {
    this.timeslice = timeslice
    this.state = 'recording'
  }

  hands(...bytes: number[]) {
    const data = new Blob([new Uint8Array(bytes)])
    this.dispatchEvent(Object.assign(new Event('dataavailable'), { data }))
  }

  stop() {
    this.state = 'inactive'
    this.hands(9)
    this.dispatchEvent(new Event('stop'))
  }
}

const streamWith = (pictures: number) =>
  ({ getVideoTracks: () => Array.from({ length: pictures }, () => ({})) }) as unknown as MediaStream
const stream = streamWith(0)
let parts: number[][]
let ends: (RecordingTrouble | null)[]

const take = async (bytes: Uint8Array) => void parts.push([...bytes])

beforeEach(() => {
  parts = []
  ends = []
})
afterEach(() => vi.unstubAllGlobals())

describe.each([
  ['sound', false, 'audio/'],
  ['picture and sound', true, 'video/'],
] as const)('what the browser itself records: %s', (_what, wantsPicture, kind) => {
  test('comes in parts that can be played, and ends when it is stopped', async () => {
    const { stream, noPicture } = await openDevices(wantsPicture)
    onTestFinished(() => closeDevices(stream))
    expect([noPicture, hasPicture(stream)]).toEqual([null, wantsPicture])
    const recording = record(stream, take, (why) => ends.push(why))
    await soon(() => expect(parts.length).toBeGreaterThan(0))
    await recording.stop()
    expect(ends).toEqual([null])
    expect(recording.contentType().startsWith(kind)).toBe(true)
    const player = document.createElement(wantsPicture ? 'video' : 'audio')
    player.muted = true
    const bytes = parts.map((part) => new Uint8Array(part))
    player.src = URL.createObjectURL(new Blob(bytes, { type: recording.contentType() }))
    onTestFinished(() => URL.revokeObjectURL(player.src))
    await player.play()
    await soon(() => expect(player.currentTime).toBeGreaterThan(0.2))
    if (player instanceof HTMLVideoElement)
      expect([player.videoWidth > 0, player.videoHeight > 0]).toEqual([true, true])
    player.pause()
  })

  test('ends by itself when the devices are taken away', async () => {
    const { stream } = await openDevices(wantsPicture)
    record(stream, take, (why) => ends.push(why))
    closeDevices(stream)
    await soon(() => expect(ends).toEqual(['CUT_OFF']))
  })
})

describe('a recording', () => {
  beforeEach(() => void vi.stubGlobal('MediaRecorder', HandRecorder))

  test('hands over each part in its order, and its end when the last one is in', async () => {
    let letFirstIn = () => {}
    const isIn = new Promise<void>((resolve) => (letFirstIn = resolve))
    const slow = async (bytes: Uint8Array) => {
      if (bytes[0] === 1) await isIn
      await take(bytes)
    }
    const recording = record(stream, slow, (why) => ends.push(why))
    expect(HandRecorder.latest.timeslice).toBe(2_000)
    expect(HandRecorder.latest.options.mimeType).toBe('audio/webm;codecs=opus')
    expect(recording.contentType()).toBe('audio/webm;codecs=opus;from=browser')
    HandRecorder.latest.hands(1)
    HandRecorder.latest.hands()
    HandRecorder.latest.hands(2)
    const stopped = recording.stop()
    expect([parts, ends]).toEqual([[], []])
    letFirstIn()
    await stopped
    expect(parts).toEqual([[1], [2], [9]])
    expect(ends).toEqual([null])
    await recording.stop()
    expect(ends).toEqual([null])
  })

  test('is of picture and sound where there is picture', () => {
    HandRecorder.isTypeSupported = (format) => format === 'video/webm;codecs=vp8,opus' || format.startsWith('audio/')
    record(streamWith(1), take, () => {})
    expect(HandRecorder.latest.options).toMatchObject({
      mimeType: 'video/webm;codecs=vp8,opus',
      videoBitsPerSecond: 700_000,
    })
    HandRecorder.isTypeSupported = (format) => format.startsWith('audio/webm')
    record(stream, take, () => {})
    expect(HandRecorder.latest.options.videoBitsPerSecond).toBeUndefined()
  })

  test('tells that it was cut off, with all that came before', async () => {
    record(stream, take, (why) => ends.push(why))
    HandRecorder.latest.hands(1)
    HandRecorder.latest.stop()
    await soon(() => expect(ends).toEqual(['CUT_OFF']))
    expect(parts).toEqual([[1], [9]])
  })

  test('ends where a part cannot be stored: nothing after a gap could be played', async () => {
    const full = async (bytes: Uint8Array) => {
      if (bytes[0] === 2) throw new Error('QuotaExceededError')
      await take(bytes)
    }
    record(stream, full, (why) => ends.push(why))
    HandRecorder.latest.hands(1)
    HandRecorder.latest.hands(2)
    HandRecorder.latest.hands(3)
    await soon(() => expect(ends).toEqual(['NO_STORAGE']))
    expect(parts).toEqual([[1]])
  })
})

describe('a microphone', () => {
  const asking = (getUserMedia: unknown) =>
    vi.stubGlobal('navigator', { mediaDevices: getUserMedia ? { getUserMedia } : undefined })

  test('that is denied says so, by its own word', async () => {
    asking(() => Promise.reject(new DOMException('no', 'NotAllowedError')))
    await expect(openDevices(false)).rejects.toThrow(new MicrophoneTrouble('DENIED'))
  })

  test('cannot be had in a browser that has no way to ask for one', async () => {
    asking(undefined)
    expect(canRecord()).toBe(false)
    await expect(openDevices(false)).rejects.toThrow(new MicrophoneTrouble('UNSUPPORTED'))
  })

  test('is opened alone where only the camera cannot be had, and it is said why', async () => {
    const asked: boolean[] = []
    asking(({ video }: { video?: unknown }) => {
      asked.push(video !== undefined)
      return video ? Promise.reject(new DOMException('no', 'NotFoundError')) : Promise.resolve(stream)
    })
    expect(await openDevices(true)).toEqual({ stream, noPicture: 'NO_DEVICE' })
    expect(await openDevices(false)).toEqual({ stream, noPicture: null })
    expect(asked).toEqual([true, false, false])
    asking(() => Promise.reject(new DOMException('no', 'NotReadableError')))
    await expect(openDevices(true)).rejects.toThrow(new MicrophoneTrouble('IN_USE'))
  })

  test('is let go of with all its tracks', () => {
    const tracks = [{ stop: vi.fn() }, { stop: vi.fn() }]
    closeDevices({ getTracks: () => tracks } as unknown as MediaStream)
    closeDevices(null)
    for (const { stop } of tracks) expect(stop).toHaveBeenCalledOnce()
  })
})
