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
 * The words with values of which the longest give way, so that no more than so many characters come out and the words
 * themselves stay whole.
 * @param cut shortens a value to a number of characters
 */
export function sayWithin(
  words: string,
  values: WordValues,
  most: number,
  cut: (value: string, longest: number) => string,
): string {
  const pieces = piecesOf(words)
  const fixed = pieces.reduce((sum, piece) => sum + (typeof piece === 'string' ? piece.length : 0), 0)
  const lengths = pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [values[piece.placeholder].length]))
  const share = fairShare(lengths, most - fixed)
  return pieces.map((piece) => (typeof piece === 'string' ? piece : cut(values[piece.placeholder], share))).join('')
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
