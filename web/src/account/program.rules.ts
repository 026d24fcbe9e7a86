/*
 * What a program calls itself says too much: each names those that it descends from. So the names that come late are
 * looked for first (RFC 9110 section 10.1.5 says nothing of their order, programs have agreed on it).
 */

const programs = [
  ['Edge', /\bEdgA?(iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(Firefox|FxiOS)\//],
  ['Chrome', /\b(Chrome|CriOS|HeadlessChrome)\//],
  ['Safari', /\bSafari\//],
] as const

const systems = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['macOS', /\bMac OS X\b/],
  ['Linux', /\bLinux\b/],
] as const

const firstOf = (known: readonly (readonly [string, RegExp])[], text: string) =>
  known.find(([, sign]) => sign.test(text))?.[0] ?? null

/** The program and the system behind a User-Agent header, as people call them; null where they are not known. */
export const programOf = (userAgent: string): { program: string | null; system: string | null } => ({
  program: firstOf(programs, userAgent),
  system: firstOf(systems, userAgent),
})
