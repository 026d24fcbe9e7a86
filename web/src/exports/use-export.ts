import { ref } from 'vue'
import { locale } from '../shared/i18n'
import { saveFile } from '../shared/save-file'
import { nameOf } from './file-name.rules'

/** A list that can be had as a file, by its field in the schema. */
export type ExportedList = 'interviews' | 'slots' | 'deliveries' | 'applications' | 'candidates'

export type ExportEnd = { kind: 'done'; name: string; rows: number } | { kind: 'busy' } | { kind: 'left' }

/** Fetches a list as a file, and hands it over to the browser. */
export function useExport() {
  /** How many rows have come, of how many; null while nothing is fetched. */
  const progress = ref<{ rows: number; total: number } | null>(null)
  let leaving: AbortController | undefined

  /**
   * @param args what the list is narrowed down and sorted by, as its field takes it
   * @throws where the server cannot answer, or the line breaks
   */
  async function fetchList(list: ExportedList, args: Record<string, unknown>): Promise<ExportEnd> {
    const query = new URLSearchParams({ language: locale.value.toUpperCase() })
    for (const [name, value] of Object.entries(args))
      if (value != null) query.set(name, typeof value === 'string' ? value : JSON.stringify(value))
    leaving = new AbortController()
    progress.value = { rows: 0, total: 0 }
    try {
      const answer = await fetch(`/api/export/${list}.csv?${query}`, { signal: leaving.signal })
      if (answer.status === 429) return { kind: 'busy' }
      if (!answer.ok || !answer.body) throw new Error(`The file was answered with ${answer.status}.`)
      const total = Number(answer.headers.get('x-total-count'))
      progress.value = { rows: 0, total }
      const pieces: Uint8Array<ArrayBuffer>[] = []
      for (const reader = answer.body.getReader(); ;) {
        const { done, value } = await reader.read()
        if (done) break
        pieces.push(value)
        progress.value = { rows: Math.min(total, progress.value.rows + linesIn(value)), total }
      }
      const name = nameOf(answer.headers.get('content-disposition')) ?? `${list}.csv`
      saveFile(new Blob(pieces, { type: 'text/csv' }), name)
      return { kind: 'done', name, rows: total }
    } catch (error) {
      if (leaving.signal.aborted) return { kind: 'left' }
      throw error
    } finally {
      progress.value = null
    }
  }

  return { progress, fetchList, leave: () => leaving?.abort() }
}

/** How many lines end in these bytes. A line break inside of a cell is counted too: it is for a look at how far it is. */
function linesIn(bytes: Uint8Array): number {
  let count = 0
  for (let at = bytes.indexOf(13); at >= 0; at = bytes.indexOf(13, at + 1)) count++
  return count
}
