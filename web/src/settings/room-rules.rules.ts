import type { Problem } from '../shared/problems'

type Language = 'EN' | 'SV' | 'FR'

/** What a company says and allows in its rooms, as the server tells it. */
export interface RoomRules {
  words: readonly { language: Language; text: string; defaultText: string }[]
  recordsVideo: boolean
  keptDays: number
  allowsText: boolean
}

/** The same as a person writes it. */
export interface RoomDraft {
  words: Record<Language, string>
  recordsVideo: boolean
  keptDays: number | null
  allowsText: boolean
}

const [least, most] = [1, 3650]
const longest = 4000
const known = ['recorded', 'days', 'companyName']
/** Nobody can agree to what they are not told. */
const needed = ['recorded', 'days']

export const draftOf = ({ words, recordsVideo, keptDays, allowsText }: RoomRules): RoomDraft => ({
  words: Object.fromEntries(words.map(({ language, text }) => [language, text])) as RoomDraft['words'],
  recordsVideo,
  keptDays,
  allowsText,
})

/** What is sent: whoever says what Greenroom says has no words of their own. */
export const inputOf = (draft: RoomDraft, { words }: Pick<RoomRules, 'words'>) => ({
  words: words.map(({ language, defaultText }) => {
    const text = draft.words[language].trim()
    return { language, text: text === defaultText ? null : text }
  }),
  recordsVideo: draft.recordsVideo,
  keptDays: draft.keptDays,
  allowsText: draft.allowsText,
})

/** Why words cannot be said; null where they can. */
function problemOfWords(words: string): Problem | null {
  const text = words.trim()
  const named = [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
  const unknown = named.find((name) => !known.includes(name))
  const missing = needed.find((name) => !named.includes(name))
  const problem = (code: string, facts?: Problem['facts']): Problem => ({
    name: 'words',
    code,
    ...(facts && { facts }),
  })
  if (text === '') return problem('missingWords')
  if (text.length > longest) return problem('tooLong', { most: longest })
  if (unknown !== undefined) return problem('unknownHere', { placeholder: `{${unknown}}` })
  if (missing !== undefined) return problem('missingPlaceholder', { placeholder: `{${missing}}` })
  return /[{}]/.test(text.replaceAll(/\{\w+\}/g, '')) ? problem('looseBraces') : null
}

/** In which language words are to be mended, the one on show first; null where all can be said. */
export function languageToMend({ words }: RoomDraft, shown: Language): Language | null {
  const languages = Object.keys(words) as Language[]
  return [shown, ...languages].find((language) => problemOfWords(words[language])) ?? null
}

/** What is to be mended before the server is asked. */
export function problemsOfRoom(draft: RoomDraft, shown: Language): Problem[] {
  const { keptDays } = draft
  const language = languageToMend(draft, shown)
  const fits = keptDays !== null && Number.isInteger(keptDays) && keptDays >= least && keptDays <= most
  return [
    ...(fits ? [] : [{ name: 'keptDays', code: 'keptDaysOutOfBounds' }]),
    ...(language ? [problemOfWords(draft.words[language])!] : []),
  ]
}
