import { existsSync } from 'node:fs'
import path from 'node:path'

/** The shell comes first: the same engine without a window, its bars and their pages around each page that a story opens. */
const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome']

/** The browser of this machine: CHROMIUM_PATH, or one on the PATH; null where there is none. */
function findChromium(): string | null {
  const given = process.env['CHROMIUM_PATH']
  if (given) return given
  const folders = (process.env['PATH'] ?? '').split(path.delimiter)
  for (const folder of folders)
    for (const name of names) if (existsSync(path.join(folder, name))) return path.join(folder, name)
  return null
}

/**
 * The browser for tests of a kind, or null where they are left out: no browser, and nobody insists on one. It is said
 * aloud, because a run without them proves less.
 */
export function chromiumFor(kind: string): string | null {
  const found = findChromium()
  if (found) return found
  if (process.env['GREENROOM_REQUIRE_BROWSER'])
    throw new Error(
      `${kind} need Chromium: set CHROMIUM_PATH, or install it (Debian: apt install chromium-headless-shell).`,
    )
  console.warn(`${kind} are left out: no Chromium on the PATH, and CHROMIUM_PATH is not set.`)
  return null
}

/** What it is told at its start. */
export const chromiumArguments = [
  // Chromium's own sandbox does not work for root; the pages are ours.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A microphone that beeps and a camera that shows the time, allowed without a question.
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
]
