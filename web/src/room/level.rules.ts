/** Quieter than this is a room in which nobody speaks; louder than that a voice close to the microphone. In dBFS. */
const QUIET_DB = -60
const LOUD_DB = -12
/** How loud it must be to count as a voice: a third of the way up. */
const VOICE = 0.3
/** For how long nothing may be heard before a person is told: less where there was no voice yet, since people think. */
const SILENCE_MS = { LISTENING: 6_000, HEARD: 15_000 }

/** How loud samples between -1 and 1 are, from 0 (quiet) to 1 (loud), as ears count: in decibels. */
export function levelOf(samples: ArrayLike<number>): number {
  let sum = 0
  for (let place = 0; place < samples.length; place++) sum += (samples[place] ?? 0) ** 2
  const db = 10 * Math.log10(sum / Math.max(1, samples.length))
  return Math.min(1, Math.max(0, (db - QUIET_DB) / (LOUD_DB - QUIET_DB)))
}

/** What a person is told of it, for ears and eyes alike: not the level, which changes all the time. */
export type Hearing = 'LISTENING' | 'HEARD' | 'SILENT'

export interface Heard {
  readonly hearing: Hearing
  /** When there was a voice last, or when listening began; by the caller's clock in milliseconds. */
  readonly since: number
}

/** The next thing to say, by what was heard up to now. */
export function hear(heard: Heard, level: number, now: number): Heard {
  if (level >= VOICE) return { hearing: 'HEARD', since: now }
  if (heard.hearing === 'SILENT' || now - heard.since < SILENCE_MS[heard.hearing]) return heard
  return { hearing: 'SILENT', since: heard.since }
}
