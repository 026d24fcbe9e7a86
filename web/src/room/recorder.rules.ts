/** Why nothing can be recorded; each has its own mend in plain words. */
export type RecordingTrouble =
  /** The person, their browser or their system does not let the page use the microphone. */
  | 'DENIED'
  /** No microphone is connected. */
  | 'NO_DEVICE'
  /** Another program has it, or the system cannot open it. */
  | 'IN_USE'
  /** The browser cannot record, or may not because the page did not come over https. */
  | 'UNSUPPORTED'
  /** The microphone went away in the middle: unplugged, or taken by a call. */
  | 'CUT_OFF'
  /** The device has no room left for what is recorded, or does not let the page keep anything. */
  | 'NO_STORAGE'

/** What a browser may record as, best first. MP4 plays everywhere; the others are for browsers that lack it. */
const FORMATS = {
  sound: ['audio/mp4', 'audio/webm;codecs=opus', 'audio/webm', 'audio/ogg;codecs=opus'],
  picture: ['video/mp4', 'video/webm;codecs=vp8,opus', 'video/webm'],
} as const

/** The format to ask for; undefined leaves the choice to a browser that knows none of ours. */
export const formatFor = (isPicture: boolean, isSupported: (format: string) => boolean): string | undefined =>
  FORMATS[isPicture ? 'picture' : 'sound'].find(isSupported)

/**
 * What the name of an error of getUserMedia means to a person. Older names are of browsers that people still have.
 * @see https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia
 */
export function troubleOf(errorName: string): RecordingTrouble {
  switch (errorName) {
    case 'NotAllowedError':
    case 'SecurityError':
    case 'PermissionDeniedError':
      return 'DENIED'
    case 'NotFoundError':
    case 'OverconstrainedError':
    case 'DevicesNotFoundError':
      return 'NO_DEVICE'
    case 'NotReadableError':
    case 'AbortError':
    case 'TrackStartError':
      return 'IN_USE'
    default:
      return 'UNSUPPORTED'
  }
}
