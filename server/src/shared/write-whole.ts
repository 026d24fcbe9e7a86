import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import path from 'node:path'

/** What a file is called that is being written. Under its own name it is whole. */
export const unfinished = (file: string): string => `${file}.unfinished`

/**
 * Writes a file that appears at its place whole or not at all, for its owner alone. Its folder has to be there.
 * @param meanwhile the name it has while it is written; one of their own for each where several may write at once
 * @param lasts whether it is still there after the power was cut
 * @returns how many bytes it has
 */
export async function writeWhole(
  file: string,
  content: Uint8Array | AsyncIterable<Uint8Array>,
  { meanwhile = unfinished(file), lasts = true }: { meanwhile?: string; lasts?: boolean } = {},
): Promise<number> {
  const handle = await open(meanwhile, 'wx', 0o600)
  let size = 0
  try {
    try {
      for await (const piece of content instanceof Uint8Array ? [content] : content) {
        await writeAll(handle, piece)
        size += piece.length
      }
      if (lasts) await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(meanwhile, file)
  } catch (error) {
    await rm(meanwhile, { force: true })
    throw error
  }
  // The name is on the disk only when its folder is.
  if (lasts) await syncFolder(path.dirname(file))
  return size
}

async function writeAll(handle: FileHandle, piece: Uint8Array): Promise<void> {
  for (let done = 0; done < piece.length;) done += (await handle.write(piece, done)).bytesWritten
}

/** Whatever was named in a folder is still named there after the power was cut. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows has no such thing, and keeps names by itself.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
