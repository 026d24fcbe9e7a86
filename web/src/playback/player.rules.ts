/** How fast a recording may be heard; 1 is as it was spoken. */
export const speeds = [0.75, 1, 1.25, 1.5, 1.75, 2] as const

/** By how much the arrow keys and their buttons jump, in seconds. */
export const jump = 5

/** How long a link is taken for good, in milliseconds. The server's word is ten minutes from when it was asked for. */
export const linkIsGoodFor = 8 * 60_000

/** A place in a recording as a clock shows it: `0:07`, `12:30`, `1:02:03`. */
export function showPlace(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const two = (value: number) => String(value).padStart(2, '0')
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
}

/** A place within a recording; where its length is unknown everything after its start. */
export const within = (seconds: number, length: number | null): number =>
  Math.max(0, length === null ? seconds : Math.min(seconds, length))

/**
 * How long a recording is, in seconds: as the browser that recorded it measured, because what MediaRecorder writes says
 * nothing of it; else what the player found out.
 * @returns null where nobody knows yet
 */
export const lengthOf = (measured: number | null, found: number): number | null =>
  measured ?? (Number.isFinite(found) && found > 0 ? found : null)

/** What a key does in a player; null for what it leaves to whatever has the focus. */
export function deedOf(
  { key, ctrlKey, metaKey, altKey }: { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean },
  focus: 'BUTTON' | 'CHOICE' | 'WORDS' | 'OTHER',
): 'TOGGLE' | 'BACK' | 'ON' | 'NOTE' | null {
  if (ctrlKey || metaKey || altKey || focus === 'WORDS' || focus === 'CHOICE') return null
  // A button is pressed by it.
  if (key === ' ') return focus === 'BUTTON' ? null : 'TOGGLE'
  if (key === 'ArrowLeft') return 'BACK'
  if (key === 'ArrowRight') return 'ON'
  return key === 'n' || key === 'N' ? 'NOTE' : null
}
