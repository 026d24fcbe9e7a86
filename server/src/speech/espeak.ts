import { execFile } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import path from 'node:path'
import type { Language } from '../shared/language.ts'
import { largestSound, SpeechError, type SpeechDriver } from './speech-driver.ts'

const voices: Record<Language, string> = { EN: 'en-gb', SV: 'sv', FR: 'fr-fr' }
/** Words a minute. Its own 175 are much for a question that is heard once. */
const pace = 150
const milliseconds = 20_000

/** Looks for espeak-ng. @param folders in which, in this order @returns null where it is in none */
export async function findEspeak(folders: readonly string[]): Promise<SpeechDriver | null> {
  for (const folder of folders) {
    const program = path.join(folder, 'espeak-ng')
    const isThere = await access(program, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (isThere) return espeak(program)
  }
  return null
}

/** The program espeak-ng, started anew for every text. */
function espeak(program: string): SpeechDriver {
  return {
    voiceOf: (language) => `espeak-ng ${voices[language]} ${pace}`,
    render: (text, language) =>
      new Promise((resolve, reject) => {
        const child = execFile(
          program,
          ['-v', voices[language], '-s', String(pace), '-b', '1', '--stdin', '--stdout'],
          {
            encoding: 'buffer',
            // What it says, it hears from us: of our surroundings it gets nothing.
            env: {},
            timeout: milliseconds,
            killSignal: 'SIGKILL',
            maxBuffer: largestSound,
          },
          (error, sound) => {
            if (!error) return resolve(withLength(sound))
            const { code, killed } = error
            if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return reject(new SpeechError('TOO_LARGE', error))
            reject(new SpeechError(killed ? 'TIMEOUT' : 'PROGRAM_FAILED', error))
          },
        )
        // Who dies before it has read everything is told of above.
        child.stdin!.on('error', () => {})
        child.stdin!.end(plain(text))
      }),
  }
}

/** Double brackets would be read as a pronunciation. A line's end without a full stop is no pause to it. */
const plain = (text: string): string => `${text.replaceAll('[[', '[ [')}\n`

const headOf = { riff: 4, data: 40, length: 44 }

/** It writes the head of its file before it knows how long the file gets, and cannot go back in a pipe. */
function withLength(sound: Buffer): Buffer {
  if (sound.length <= headOf.length || sound.toString('latin1', headOf.data - 4, headOf.data) !== 'data') return sound
  sound.writeUInt32LE(sound.length - 8, headOf.riff)
  sound.writeUInt32LE(sound.length - headOf.length, headOf.data)
  return sound
}
