import { localeTags, type Locale } from '../shared/i18n'

/** Rates of fewer than so many say little, and are marked. */
export const few = 10

const formatters = new Map<string, Intl.NumberFormat>()
function formatter(locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`
  const known = formatters.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(localeTags[locale], options)
  formatters.set(key, made)
  return made
}

export const showCount = (count: number, locale: Locale) => formatter(locale, {}).format(count)

/** A number with one digit behind the point, where it has any. */
export const showDecimal = (value: number, locale: Locale) =>
  formatter(locale, { maximumFractionDigits: 1 }).format(value)

export const showShare = (share: number, locale: Locale) =>
  formatter(locale, { style: 'percent', maximumFractionDigits: share > 0 && share < 0.1 ? 1 : 0 }).format(share)

/** How long something took, as short as it can be said: `45 mins`, `5 hrs`, `3.5 days`. */
export function showLength(minutes: number, locale: Locale): string {
  const [unit, value] =
    minutes < 60 ? ['minute', minutes] : minutes < 24 * 60 ? ['hour', minutes / 60] : ['day', minutes / (24 * 60)]
  return formatter(locale, {
    style: 'unit',
    unit: unit as 'minute' | 'hour' | 'day',
    unitDisplay: 'short',
    maximumFractionDigits: unit === 'minute' ? 0 : 1,
  }).format(value as number)
}

/** How much more or less than before, with its sign: `+4`, `−0.5`. */
export const showDifference = (value: number, locale: Locale, options: Intl.NumberFormatOptions = {}) =>
  // Of the languages only Swedish writes a minus; the others a hyphen, which is shorter than a plus.
  formatter(locale, { signDisplay: 'exceptZero', maximumFractionDigits: 1, ...options })
    .format(value)
    .replace('-', '−')

const hour = 60
const day = 24 * hour
const even = [15, 30, hour, 2 * hour, 4 * hour, 8 * hour, ...[1, 2, 3, 5, 7, 14, 30, 60, 120].map((days) => days * day)]

/** How far apart lines behind lengths of time stand, in minutes, so that they are even hours or days. */
export const evenLength = (longest: number): number => even.find((each) => each >= longest / 4) ?? 365 * day
