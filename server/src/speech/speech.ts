import { createHash } from 'node:crypto'
import path from 'node:path'
import type { Language } from '../shared/language.ts'
import type { Logger } from '../shared/log.ts'
import { findEspeak } from './espeak.ts'
import { soundFiles } from './sound-files.ts'
import { soundTypeOf, type SoundType } from '../shared/sound-type.rules.ts'
import { SpeechError, type SpeechDriver } from './speech-driver.ts'
import { speechEndpoint, type SpeechEndpoint } from './speech-endpoint.ts'

/** By what words are spoken. */
export interface SpeechSettings {
  /** The folders in which the program espeak-ng is looked for. */
  readonly programFolders: readonly string[]
  /** null: none; then the program speaks, where it is. */
  readonly endpoint: SpeechEndpoint | null
}

export interface Words {
  readonly text: string
  /** In which language they are written. */
  readonly language: Language
}

export interface Sound {
  readonly type: SoundType
  readonly bytes: Buffer
}

/** Speaks. What was spoken once is kept, by text, language and voice. */
export interface Speech {
  /** Whether anything can speak here. */
  isThere(): Promise<boolean>
  /** The name of their sound, without making it; null where nothing can speak. */
  nameOf(words: Words): Promise<string | null>
  /**
   * Their sound; who asks for the same at the same time gets the same one.
   * @returns null where nothing can speak
   * @throws {SpeechError} where it could not be made; it is tried again when it is asked for again
   */
  say(words: Words): Promise<Sound | null>
}

/** How many texts a process speaks at once, and how many may wait for their turn. */
const atOnce = 2
const mostWaiting = 100
/** How long is believed that the program is not there, in milliseconds. */
const lookAgain = 60_000

/**
 * @param settings null: nothing speaks
 * @param folder where sounds are kept
 */
export function makeSpeech(settings: SpeechSettings | null, { folder, log }: { folder: string; log: Logger }): Speech {
  const files = soundFiles(path.join(folder, 'speech'))
  const underWay = new Map<string, Promise<Sound>>()
  const inTurn = turns(atOnce, mostWaiting)
  const endpoint = settings?.endpoint && speechEndpoint(settings.endpoint)
  // Looked for when somebody wants to hear something, so that no start waits for it.
  let looked: { at: number; found: Promise<SpeechDriver | null> } | undefined

  async function driverOf(): Promise<SpeechDriver | null> {
    if (!settings) return null
    if (endpoint) return endpoint
    const isOld = looked && performance.now() - looked.at > lookAgain
    if (!looked || (isOld && !(await looked.found)))
      looked = { at: performance.now(), found: findEspeak(settings.programFolders) }
    return looked.found
  }

  async function make(driver: SpeechDriver, { text, language }: Words, name: string): Promise<Sound> {
    const kept = await files.read(name).catch((error: unknown) => {
      log.warn({ err: error }, 'a sound that was kept cannot be read')
      return null
    })
    const keptType = kept && soundTypeOf(kept)
    if (kept && keptType) return { bytes: kept, type: keptType }
    const bytes = await inTurn(() => driver.render(text, language))
    const type = soundTypeOf(bytes)
    if (!type) throw new SpeechError('NO_SOUND')
    await files.keep(name, bytes).catch((error: unknown) => log.warn({ err: error }, 'a sound cannot be kept'))
    return { bytes, type }
  }

  return {
    isThere: async () => (await driverOf()) !== null,
    async nameOf(words) {
      const driver = await driverOf()
      return driver && nameOf(driver, words)
    },
    async say(words) {
      const driver = await driverOf()
      if (!driver) return null
      const name = nameOf(driver, words)
      const before = underWay.get(name)
      if (before) return before
      const sound = make(driver, words, name).finally(() => underWay.delete(name))
      underWay.set(name, sound)
      return sound
    },
  }
}

const nameOf = (driver: SpeechDriver, { text, language }: Words): string =>
  createHash('sha256')
    .update(JSON.stringify([driver.voiceOf(language), language, text]))
    .digest('hex')

/** Does so many things at once, the others in their order. @throws {SpeechError} where too many wait */
function turns(most: number, mostInLine: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0
  const line: (() => void)[] = []
  return async (work) => {
    if (running < most) running++
    else {
      if (line.length >= mostInLine) throw new SpeechError('TOO_BUSY')
      // Whoever ends hands their place on.
      await new Promise<void>((resolve) => line.push(resolve))
    }
    try {
      return await work()
    } finally {
      const next = line.shift()
      if (next) next()
      else running--
    }
  }
}
