import type { Language } from '../shared/language.ts'

/** What turns words into sound. */
export interface SpeechDriver {
  /** Which voice speaks, settings included: another one makes another sound of the same words. */
  voiceOf(language: Language): string
  /**
   * Speaks a text, within limits of time and size.
   * @returns the bytes of a sound file, unchecked
   * @throws {SpeechError}
   */
  render(text: string, language: Language): Promise<Buffer>
}

/** Why there is no sound. The message is for the log and holds neither words nor addresses. */
export class SpeechError extends Error {
  override name = 'SpeechError'
  constructor(
    /** One stable word. */
    readonly code: 'PROGRAM_FAILED' | 'TIMEOUT' | 'TOO_LARGE' | 'UNREACHABLE' | 'REFUSED' | 'NO_SOUND' | 'TOO_BUSY',
    cause?: unknown,
  ) {
    super(`The words were not spoken: ${code}.`, { cause })
  }
}

/** The longest sound, in bytes: 12 minutes as espeak-ng makes them. A question is read in a few seconds. */
export const largestSound = 32 * 1024 * 1024
