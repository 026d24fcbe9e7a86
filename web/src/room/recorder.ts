import { formatFor, troubleOf, type RecordingTrouble } from './recorder.rules'

/** How often the browser hands out what it has recorded, in milliseconds: as much is lost when its process dies. */
const TIMESLICE_MS = 2_000
/** Speech needs no more, and a phone's line can carry it while it is spoken. */
const BITS_PER_SECOND = 64_000
/** A face is recognised, and a phone's line still keeps up. */
const PICTURE_BITS_PER_SECOND = 700_000

/** Nothing can be recorded, and why. */
export class MicrophoneTrouble extends Error {
  constructor(
    readonly trouble: RecordingTrouble,
    options?: ErrorOptions,
  ) {
    super(`No recording: ${trouble}`, options)
    this.name = 'MicrophoneTrouble'
  }
}

/** The trouble in an error; what is no trouble of ours counts as a browser that cannot record. */
export const troubleIn = (error: unknown): RecordingTrouble =>
  error instanceof MicrophoneTrouble ? error.trouble : 'UNSUPPORTED'

/** Whether the page could record at all, before anybody is asked for anything. */
export const canRecord = (): boolean =>
  typeof MediaRecorder !== 'undefined' && typeof navigator.mediaDevices?.getUserMedia === 'function'

const SOUND = { echoCancellation: true, noiseSuppression: true, autoGainControl: true }
const PICTURE = { facingMode: 'user', width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 24, max: 30 } }

const troubleWith = (error: unknown) => troubleOf((error as { name?: string }).name ?? '')

/** What was opened: sound, and picture where it was wanted and could be had. */
export interface Devices {
  readonly stream: MediaStream
  /** Why there is no picture although it was wanted; null where there is, or nobody wanted one. */
  readonly noPicture: RecordingTrouble | null
}

/**
 * Opens the microphone, and the camera where picture is wanted; the browser may ask the person. Where only the camera
 * cannot be had, there is sound alone. Throws {@link MicrophoneTrouble}.
 */
export async function openDevices(wantsPicture: boolean): Promise<Devices> {
  if (!canRecord()) throw new MicrophoneTrouble('UNSUPPORTED')
  const { mediaDevices } = navigator
  let noPicture: RecordingTrouble | null = null
  if (wantsPicture)
    try {
      return { stream: await mediaDevices.getUserMedia({ audio: SOUND, video: PICTURE }), noPicture }
    } catch (error) {
      // Which of the two it was, the browser does not say: the microphone alone shows it.
      noPicture = troubleWith(error)
    }
  try {
    return { stream: await mediaDevices.getUserMedia({ audio: SOUND }), noPicture }
  } catch (error) {
    throw new MicrophoneTrouble(troubleWith(error), { cause: error })
  }
}

/** Whether there is picture in it. */
export const hasPicture = (stream: MediaStream): boolean => stream.getVideoTracks().length > 0

/** Lets go of microphone and camera, so that the browser's sign that they are on goes out. */
export function closeDevices(stream: MediaStream | null | undefined) {
  for (const track of stream?.getTracks() ?? []) track.stop()
}

/** A recording under way. */
export interface Recording {
  /** What is recorded, by what the recorder itself says. */
  readonly contentType: () => string
  /** Ends it. Resolves once the last part has been taken in, and may be called again. */
  stop(): Promise<void>
}

/**
 * Records a stream until it is stopped or cut off.
 * @param onPart takes in one part after the other, in their order, each only when the one before is in; a part that it
 * cannot take in ends the recording
 * @param onEnd called once: with null after `stop`, and with why when it ended by itself
 */
export function record(
  stream: MediaStream,
  onPart: (bytes: Uint8Array<ArrayBuffer>) => Promise<void>,
  onEnd: (why: RecordingTrouble | null) => void,
): Recording {
  const isPicture = hasPicture(stream)
  const mimeType = formatFor(isPicture, (format) => MediaRecorder.isTypeSupported(format))
  let recorder: MediaRecorder
  try {
    recorder = new MediaRecorder(stream, {
      audioBitsPerSecond: BITS_PER_SECOND,
      ...(isPicture ? { videoBitsPerSecond: PICTURE_BITS_PER_SECOND } : {}),
      ...(mimeType ? { mimeType } : {}),
    })
  } catch (error) {
    throw new MicrophoneTrouble('UNSUPPORTED', { cause: error })
  }

  let why: RecordingTrouble | null = null
  let isStopping = false
  let taken: Promise<void> = Promise.resolve()

  async function takeIn(before: Promise<void>, data: Blob) {
    await before
    // After one part is missing, whatever follows it cannot be played.
    if (why === 'NO_STORAGE') return
    try {
      await onPart(new Uint8Array(await data.arrayBuffer()))
    } catch {
      why = 'NO_STORAGE'
      if (recorder.state !== 'inactive') recorder.stop()
    }
  }
  recorder.addEventListener('dataavailable', ({ data }) => {
    if (data.size > 0) taken = takeIn(taken, data)
  })

  async function finish() {
    // The last part is told before the end; it may still be on its way in.
    await taken
    if (!isStopping) why ??= 'CUT_OFF'
    onEnd(why)
  }
  const ended = new Promise<void>((resolve) => {
    recorder.addEventListener('stop', () => resolve(finish()))
  })
  recorder.addEventListener('error', () => {
    why ??= 'CUT_OFF'
    if (recorder.state !== 'inactive') recorder.stop()
  })
  try {
    recorder.start(TIMESLICE_MS)
  } catch (error) {
    throw new MicrophoneTrouble('UNSUPPORTED', { cause: error })
  }

  return {
    contentType: () => recorder.mimeType,
    stop() {
      isStopping = true
      if (recorder.state !== 'inactive') recorder.stop()
      return ended
    },
  }
}
