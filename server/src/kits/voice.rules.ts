import { headLength, mediaTypeOf } from '../shared/media-type.rules.ts'
import { soundTypeOf } from '../shared/sound-type.rules.ts'

/** What a voice may be recorded as: what the recorders of browsers write, and WAV. */
export const voiceType = ['audio/webm', 'audio/mp4', 'audio/ogg', 'audio/wav'] as const
export type VoiceType = (typeof voiceType)[number]

/** How long a voice may be. A question is read in far less. */
export const mostSecondsOfVoice = 180
/** How many bytes it may have: three minutes of speech in any of the types but WAV, of which it is more than one. */
export const mostBytesOfVoice = 4 * 1024 * 1024
/** How many bytes all voices of a company may have together: some six thousand questions of twenty seconds. */
export const mostBytesOfVoices = 1_000_000_000
/** For how many hours one is kept that nobody has saved with a question. */
export const keptHoursOfVoice = 24

/** What a recording is, by its first bytes, whatever anybody says of it; null for what is no recording that browsers play. */
export function voiceTypeOf(bytes: Buffer): VoiceType | null {
  const found = soundTypeOf(bytes) ?? mediaTypeOf(bytes.subarray(0, headLength), 'AUDIO')
  return voiceType.find((each) => each === found) ?? null
}
