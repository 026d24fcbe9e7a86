/*
 * A company brings one colour, and any colour at all. Everything readable is derived from it so that text keeps a
 * contrast of at least 4.5:1 (WCAG 2.2, 1.4.3) on light and on dark paper, for a pale yellow as for a deep navy.
 */

/** Two sets of colours, each `#rrggbb`. */
export interface Palette {
  page: string
  card: string
  ink: string
  quiet: string
  line: string
  /** The company's colour, made readable on card and panel; also the button's ground. */
  accent: string
  /** Text on the accent. */
  onAccent: string
  /** The ground of what must be seen first. */
  panel: string
}

const LIGHT = {
  page: '#f2f4f3',
  card: '#ffffff',
  ink: '#16201c',
  quiet: '#4d5953',
  line: '#dfe5e2',
  onAccent: '#ffffff',
}
const DARK = {
  page: '#0e1311',
  card: '#171d1a',
  ink: '#eef2f0',
  quiet: '#a8b3ad',
  line: '#2b3430',
  onAccent: '#101513',
}

type Channels = [red: number, green: number, blue: number]

function channels(colour: string): Channels {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as Channels
}

/** Mixes a share (0 to 1) of one colour into another. */
export function mix(colour: string, into: string, share: number): string {
  const [a, b] = [channels(colour), channels(into)]
  const mixed = a.map((channel, index) => Math.round(channel * share + b[index]! * (1 - share)))
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}

function luminance(colour: string): number {
  const [red, green, blue] = channels(colour).map((channel) => {
    const value = channel / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }) as Channels
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Contrast of two colours, 1 to 21, as WCAG 2.2 defines it. */
export function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

function readable(colour: string, grounds: string[], towards: string): string {
  for (let share = 1; share > 0; share -= 0.05) {
    const candidate = mix(colour, towards, share)
    if (grounds.every((ground) => contrast(candidate, ground) >= 4.5)) return candidate
  }
  return towards
}

/**
 * The colours of an email for light and dark surroundings.
 * @param colour the company's colour as `#rrggbb`
 * @throws {TypeError} when it is not written so
 */
export function palettes(colour: string): { light: Palette; dark: Palette } {
  if (!/^#[0-9a-f]{6}$/i.test(colour)) throw new TypeError('A colour is written #rrggbb')
  const [lightPanel, darkPanel] = [mix(colour, LIGHT.card, 0.08), mix(colour, DARK.card, 0.16)]
  return {
    light: {
      ...LIGHT,
      panel: lightPanel,
      accent: readable(colour, [LIGHT.card, LIGHT.page, LIGHT.onAccent, lightPanel], '#000000'),
    },
    dark: {
      ...DARK,
      panel: darkPanel,
      accent: readable(colour, [DARK.card, DARK.page, DARK.onAccent, darkPanel], '#ffffff'),
    },
  }
}
