import { readonly, ref } from 'vue'
import type { MediaLinks } from './use-media-links'

/** Saves a recording as a file, under the name that the server gives it. */
export function useDownload(answerId: string, links: MediaLinks) {
  const problem = ref<'notSaved' | 'gone' | null>(null)

  async function download() {
    problem.value = null
    try {
      const link = links.known(answerId) ?? (await links.renew(answerId))
      if (!link) return void (problem.value = 'gone')
      const anchor = document.createElement('a')
      anchor.href = link
      // The server says under which name; an answer that is no recording any more is not shown as a page.
      anchor.download = ''
      anchor.click()
    } catch {
      problem.value = 'notSaved'
    }
  }

  return { download, problem: readonly(problem) }
}
