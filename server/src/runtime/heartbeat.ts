import fs from 'node:fs/promises'
import path from 'node:path'

export interface Heartbeat {
  stop(): Promise<void>
}

const BEAT_EVERY_MS = 5_000
const FRESH_FOR_MS = 30_000

/**
 * Lets another process see that this one still gets its work done, where there is no port to ask: a file whose time of
 * change is that of the last successful check. Checks at once and then every five seconds, never two at a time.
 *
 * @param check something that fails when the work would, for example a question to the database.
 */
export function startHeartbeat({ file, check }: { file: string; check: () => Promise<unknown> }): Heartbeat {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let beating = beat()

  async function beat(): Promise<void> {
    try {
      await check()
      await fs.mkdir(path.dirname(file), { recursive: true, mode: 0o711 })
      await fs.writeFile(file, `${process.pid}\n`)
    } catch {
      // A missing beat is the message.
    }
    if (!stopped)
      timer = setTimeout(() => {
        beating = beat()
      }, BEAT_EVERY_MS).unref()
  }

  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await beating
      await fs.rm(file, { force: true })
    },
  }
}

/** @returns whether some process has had a successful check within the last thirty seconds before `now`. */
export async function isBeating(file: string, now = new Date()): Promise<boolean> {
  const stat = await fs.stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  return stat !== undefined && now.getTime() - stat.mtimeMs < FRESH_FOR_MS
}
