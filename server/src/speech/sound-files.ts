import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rm, stat, utimes } from 'node:fs/promises'
import path from 'node:path'
import { writeWhole } from '../shared/write-whole.ts'

export interface SoundFiles {
  read(name: string): Promise<Buffer | null>
  /** What was not used for longest goes when there is too much. */
  keep(name: string, bytes: Buffer): Promise<void>
}

/**
 * Sounds that were made once, as files. Nothing is lost with them: each is made again where it is missing.
 * @param folder made when the first one is kept
 * @param most bytes in it
 */
export function soundFiles(folder: string, most = 256 * 1024 * 1024): SoundFiles {
  const fileOf = (name: string) => path.join(folder, name)

  async function makeRoom(): Promise<void> {
    const files = await Promise.all(
      (await readdir(folder)).map(async (name) => {
        const facts = await stat(fileOf(name)).catch(() => null)
        return { name, bytes: facts?.size ?? 0, usedAt: facts?.mtimeMs ?? 0 }
      }),
    )
    let total = files.reduce((sum, { bytes }) => sum + bytes, 0)
    for (const { name, bytes } of files.toSorted((one, other) => one.usedAt - other.usedAt)) {
      if (total <= most) return
      await rm(fileOf(name), { force: true })
      total -= bytes
    }
  }

  return {
    async read(name) {
      try {
        const bytes = await readFile(fileOf(name))
        const now = new Date()
        await utimes(fileOf(name), now, now)
        return bytes
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
        throw error
      }
    },
    async keep(name, bytes) {
      await mkdir(folder, { recursive: true })
      // Two processes may make it at once.
      await writeWhole(fileOf(name), bytes, { meanwhile: fileOf(`${name}.${randomBytes(6).toString('hex')}`) })
      await makeRoom()
    },
  }
}
