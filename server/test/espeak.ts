import { existsSync } from 'node:fs'
import path from 'node:path'

/** The folders in which programs are looked for on this machine. */
export const programFolders = (process.env['PATH'] ?? '').split(path.delimiter)

/** Whether the stories with a real voice are left out: none is here, and nobody insists on one. It is said aloud. */
export function espeakIsLeftOut(): boolean {
  if (programFolders.some((folder) => existsSync(path.join(folder, 'espeak-ng')))) return false
  if (process.env['GREENROOM_REQUIRE_ESPEAK'])
    throw new Error('These stories need espeak-ng: install it (Debian: apt install espeak-ng).')
  console.warn('Stories with a real voice are left out: there is no espeak-ng on the PATH.')
  return true
}
