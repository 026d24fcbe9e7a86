/**
 * The segments of a date or time swallow every key but Tab, and with them Escape, which closes a dialog, and Enter,
 * which sends a form. Listens while the event is on its way down, before the segment hears of it.
 */
export function letThrough(event: KeyboardEvent) {
  const field = event.currentTarget as HTMLElement
  if (event.key === 'Escape') {
    event.stopPropagation()
    // From the parent on: told to the field itself, it would come back here for ever.
    field.parentElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }))
  }
  if (event.key === 'Enter' && (event.target as HTMLElement).role === 'spinbutton') {
    event.stopPropagation()
    field.closest('form')?.requestSubmit()
  }
}
