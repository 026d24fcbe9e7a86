export const passwordWeakness = ['TOO_SHORT', 'TOO_LONG', 'TOO_UNIFORM', 'IN_A_ROW', 'TOO_FAMILIAR'] as const
export type PasswordWeakness = (typeof passwordWeakness)[number]

/** The shortest and the longest password that somebody may choose, in characters. */
export const passwordLength = [12, 128] as const

/** What many people begin with, once digits and signs are taken away. */
const commonplaces = ['password', 'passwort', 'losenord', 'lösenord', 'motdepasse', 'qwertyuiop', 'qwerty', 'azerty']

/**
 * Why a password is too easily guessed; null where it is good enough. Kinds of characters are not asked for: they make
 * passwords forgotten rather than strong (NIST SP 800-63B section 3.1.1.2).
 * @param known what others know of the person: name, address, company
 */
export function whyWeak(password: string, known: readonly string[]): PasswordWeakness | null {
  const [least, most] = passwordLength
  const length = [...password].length
  if (length < least) return 'TOO_SHORT'
  if (length > most) return 'TOO_LONG'
  if (new Set(password.toLowerCase()).size < 6) return 'TOO_UNIFORM'
  if (isRow(password)) return 'IN_A_ROW'
  const letters = password.toLowerCase().replaceAll(/[^\p{L}]/gu, '')
  const words = known.flatMap((text) => text.toLowerCase().split(/[^\p{L}]+/u)).filter((word) => word.length >= 3)
  // What is left when everything that can be known is taken away must still be worth guessing.
  const left = [...commonplaces, ...words].reduce((rest, word) => rest.replaceAll(word, ''), letters)
  return letters.length > 0 && left.length < 3 && length - letters.length < 8 ? 'TOO_FAMILIAR' : null
}

/** Such as 123456789012 or abcdefghijkl, up or down. */
function isRow(password: string): boolean {
  const steps = [...password].slice(1).map((character, place) => character.charCodeAt(0) - password.charCodeAt(place))
  const along = steps.filter((step) => step === steps[0] || Math.abs(step) === 9).length
  return Math.abs(steps[0] ?? 0) === 1 && along >= steps.length - 1
}
