export type PaperTheme = 'light' | 'dark'

/**
 * A document of an email for a sandboxed frame: it may load nothing but pictures and runs nothing, its links open
 * nothing, and its colours are those of the theme that is asked for and not of this device.
 */
export function framed(html: string, theme: PaperTheme): string {
  const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src https:">`
  // Where a frame may open no window, a link that wants one goes nowhere.
  const head = `${policy}<base target="_blank"><style>:root{color-scheme:only ${theme} !important}</style>`
  return html
    .replace(/<head>/i, (tag) => tag + head)
    .replaceAll(/\(prefers-color-scheme:\s*dark\)/g, theme === 'dark' ? 'all' : 'not all')
}
