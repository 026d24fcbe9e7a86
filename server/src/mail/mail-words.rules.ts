/*
 * The words of an email that a company may make its own: subject and introduction, with placeholders in braces for what
 * differs from one email to the next. Our own words are written the same way, so there is one way to say them.
 */

/** What a placeholder may stand for. */
export const placeholder = [
  'candidateName',
  'jobTitle',
  'companyName',
  'date',
  'time',
  'timeZone',
  'interviewers',
  'until',
] as const
export type Placeholder = (typeof placeholder)[number]

/** What each placeholder stands for in one email; empty where it stands for nothing there. */
export type WordValues = Readonly<Record<Placeholder, string>>

/** Words taken apart: text as it is, and the placeholders between. */
export type Piece = string | { readonly placeholder: Placeholder }

const isPlaceholder = (name: string): name is Placeholder => (placeholder as readonly string[]).includes(name)

/** Takes words apart. Braces around anything but a placeholder are text like any other. */
export function piecesOf(words: string): Piece[] {
  return words
    .split(/(\{\w+\})/)
    .filter((piece) => piece !== '')
    .map((piece) => {
      const name = piece.slice(1, -1)
      return piece.startsWith('{') && isPlaceholder(name) ? { placeholder: name } : piece
    })
}

/** The words with their values. */
export const sayWords = (words: string, values: WordValues): string =>
  piecesOf(words)
    .map((piece) => (typeof piece === 'string' ? piece : values[piece.placeholder]))
    .join('')

/**
 * Values of which the longest give way, so that with them the words have no more than so many characters, and the words
 * themselves stay whole.
 * @param cut shortens a value to a number of characters
 */
export function valuesWithin(
  words: string,
  values: WordValues,
  most: number,
  cut: (value: string, longest: number) => string,
): WordValues {
  const pieces = piecesOf(words)
  const fixed = pieces.reduce((sum, piece) => sum + (typeof piece === 'string' ? piece.length : 0), 0)
  const lengths = pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [values[piece.placeholder].length]))
  const share = fairShare(lengths, most - fixed)
  return Object.fromEntries(placeholder.map((name) => [name, cut(values[name], share)])) as Record<Placeholder, string>
}

/** The greatest length to which all may go so that together they fit: who needs less leaves the rest to the others. */
function fairShare(lengths: number[], room: number): number {
  let left = room
  const sorted = [...lengths].sort((one, other) => one - other)
  for (const [index, length] of sorted.entries()) {
    const others = sorted.length - index
    if (length * others > left) return Math.max(0, Math.floor(left / others))
    left -= length
  }
  return Infinity
}

/**
 * On which occasions Greenroom writes: a delivery's kind, told apart where it brings different news (an update tells of a
 * MOVE in time, or of another CHANGE) or is told to another side.
 */
export const mailOccasion = [
  'INVITATION',
  'CHOSEN',
  'MOVE',
  'CHANGE',
  'CANCELLATION',
  'RELEASED',
  'REMINDER',
  'CHOOSE_SLOT',
  'WAITLIST_OFFER',
  'WAITLIST_CANCELLATION',
  'APPROVAL',
  'REJECTION',
  'INTERVIEWER_INVITATION',
  'INTERVIEWER_CHOSEN',
  'INTERVIEWER_MOVE',
  'INTERVIEWER_CHANGE',
  'INTERVIEWER_CANCELLATION',
  'INTERVIEWER_RELEASED',
  'INTERVIEWER_REMINDER',
  'FEEDBACK_REQUEST',
  'FEEDBACK_REMINDER',
  'STAFF_INVITATION',
  'PASSWORD_RESET',
] as const
export type MailOccasion = (typeof mailOccasion)[number]

/** News of a meeting are told to each side in words of its own. */
export const occasionOf = <
  News extends 'INVITATION' | 'CHOSEN' | 'MOVE' | 'CHANGE' | 'CANCELLATION' | 'RELEASED' | 'REMINDER',
>(
  audience: 'CANDIDATE' | 'INTERVIEWER',
  news: News,
): News | `INTERVIEWER_${News}` => (audience === 'CANDIDATE' ? news : `INTERVIEWER_${news}`)

/** On which occasion a decision is told. */
export const occasionOfDecision = { APPROVED: 'APPROVAL', REJECTED: 'REJECTION' } as const

const isAboutAccount = (occasion: MailOccasion) => occasion === 'STAFF_INVITATION' || occasion === 'PASSWORD_RESET'

const everywhere: readonly Placeholder[] = ['candidateName', 'jobTitle', 'companyName']
const ofAMeeting: readonly Placeholder[] = [...everywhere, 'date', 'time', 'timeZone', 'interviewers']

/** Which placeholders stand for something on an occasion. */
export function placeholdersOf(occasion: MailOccasion): readonly Placeholder[] {
  if (isAboutAccount(occasion)) return ['companyName', 'until']
  if (occasion === 'APPROVAL' || occasion === 'REJECTION') return everywhere
  if (occasion === 'CHOOSE_SLOT') return [...everywhere, 'until']
  if (occasion === 'FEEDBACK_REQUEST' || occasion === 'FEEDBACK_REMINDER')
    return [...everywhere, 'date', 'time', 'timeZone']
  if (occasion === 'WAITLIST_OFFER' || occasion === 'WAITLIST_CANCELLATION')
    return [...everywhere, 'date', 'time', 'timeZone', 'until']
  return ofAMeeting
}

/** The words of an email that a company may make its own. */
export type WordsPart = 'subject' | 'intro'

/** What a subject must name: without it two emails of one company look the same in a list. */
export function requiredIn(occasion: MailOccasion, part: WordsPart): readonly Placeholder[] {
  if (part !== 'subject') return []
  return isAboutAccount(occasion) ? ['companyName'] : ['jobTitle']
}

/** How long words may be, placeholders included. */
export const longestWords: Record<WordsPart, number> = { subject: 120, intro: 2000 }

/** Why words cannot be used, as sentences in English; none where they can. */
export function problemsOfWords(occasion: MailOccasion, part: WordsPart, words: string): string[] {
  const named = [...words.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
  const known = placeholdersOf(occasion)
  const unknown = [...new Set(named)].filter((name) => !(known as readonly string[]).includes(name))
  const missing = requiredIn(occasion, part).filter((name) => !named.includes(name))
  const loose = /[{}]/.test(words.replace(/\{\w+\}/g, ''))
  return [
    ...unknown.map((name) => `There is no {${name}} in this email; there are ${inBraces(known)}.`),
    ...(missing.length > 0 ? [`Must have ${inBraces(missing)}.`] : []),
    ...(loose ? ['Braces stand around placeholders only.'] : []),
  ]
}

const inBraces = (names: readonly Placeholder[]) => names.map((name) => `{${name}}`).join(', ')
