/** What of a pressed key counts: the character it makes, so that it is the same key on every keyboard. */
export interface Press {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
  repeat: boolean
  isComposing: boolean
}

/** After this many milliseconds a second key begins anew. */
export const pauseBetween = 1_500

/**
 * The character a press stands for; null where it is no single key: a modifier belongs to the browser and to screen
 * readers, a capital letter to nobody, a held key to lists only. A sign above a digit needs Shift on some keyboards, and
 * is the same sign for that.
 */
export function characterOf({ key, ctrlKey, metaKey, altKey, shiftKey, repeat, isComposing }: Press): string | null {
  if (ctrlKey || metaKey || altKey || isComposing || [...key].length !== 1) return null
  const isLetter = key.toLowerCase() !== key.toUpperCase()
  if (isLetter && shiftKey) return null
  const character = key.toLowerCase()
  return repeat && character !== 'j' && character !== 'k' ? null : character
}

export type Heard = { meant: readonly string[] } | { begun: readonly string[] } | null

/**
 * What the keys pressed so far come to: a shortcut, the beginning of one, or nothing. A key that does not continue what
 * was begun begins anew.
 */
export function hear(begun: readonly string[], character: string, known: readonly (readonly string[])[]): Heard {
  const pressed = [...begun, character]
  const starts = known.filter((keys) => pressed.every((key, place) => keys[place] === key))
  const whole = starts.find((keys) => keys.length === pressed.length)
  if (whole) return { meant: whole }
  if (starts.length > 0) return { begun: pressed }
  return begun.length > 0 ? hear([], character, known) : null
}

/** Whether keys mean words there: what one writes in, and what is gone through by its first letters. */
export function takesWords(element: Element | null): boolean {
  if (!element) return false
  if (element instanceof HTMLInputElement)
    return !['button', 'checkbox', 'radio', 'submit', 'reset', 'range', 'file'].includes(element.type)
  return Boolean(
    element.closest(
      'textarea, select, [contenteditable=""], [contenteditable=true], [contenteditable=plaintext-only], ' +
        '[role=textbox], [role=searchbox], [role=spinbutton], [role=combobox], [role=listbox], [role=menu], [role=application]',
    ),
  )
}
