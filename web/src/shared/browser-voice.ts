import type { Language } from '../gql/graphql'
import { localeOf, localeTags } from './i18n'

/** Some browsers gather their voices after they were first asked; one that has none never says so. */
const patience = 1500

/**
 * Reads aloud by the browser's own voice, where it has one for the language.
 * @param signal silences it
 * @returns whether it was read; false where the browser cannot
 */
export async function speakByBrowser(text: string, language: Language, signal: AbortSignal): Promise<boolean> {
  if (!('speechSynthesis' in globalThis)) return false
  const voice = await voiceFor(localeTags[localeOf(language)])
  if (!voice || signal.aborted) return false
  const utterance = new SpeechSynthesisUtterance(text)
  Object.assign(utterance, { voice, lang: voice.lang })
  const silence = () => speechSynthesis.cancel()
  signal.addEventListener('abort', silence, { once: true })
  try {
    return await new Promise<boolean>((resolve) => {
      utterance.addEventListener('end', () => resolve(true))
      utterance.addEventListener('error', () => resolve(false))
      // What hangs from before would be said first.
      speechSynthesis.cancel()
      speechSynthesis.speak(utterance)
    })
  } finally {
    signal.removeEventListener('abort', silence)
  }
}

/** One of the device itself first: the others send the words away. */
async function voiceFor(tag: string): Promise<SpeechSynthesisVoice | null> {
  const [language] = tag.split('-') as [string]
  const isOf = ({ lang }: SpeechSynthesisVoice) => lang.toLowerCase().split(/[-_]/)[0] === language
  const find = () => {
    const fitting = speechSynthesis.getVoices().filter((voice) => isOf(voice) && voice.localService)
    return fitting.find(({ lang }) => lang.replace('_', '-') === tag) ?? fitting[0] ?? null
  }
  if (speechSynthesis.getVoices().length === 0)
    await new Promise<void>((resolve) => {
      setTimeout(resolve, patience)
      speechSynthesis.addEventListener('voiceschanged', () => resolve(), { once: true })
    })
  return find()
}
