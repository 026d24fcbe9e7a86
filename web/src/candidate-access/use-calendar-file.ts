import { readonly, ref } from 'vue'
import { usualPatience } from '../shared/ask'
import { onThisServer } from './on-this-server'

/**
 * Fetches the calendar entry and hands it to the device as a file. A plain link would not do: the key goes in a header
 * and never in an address. Only this page's own server is asked, whatever host the address names.
 * @param authorization the value of the Authorization header
 */
export function useCalendarFile(authorization: string) {
  const state = ref<'idle' | 'under way' | 'saved' | 'failed'>('idle')

  async function save(calendarUrl: string): Promise<void> {
    state.value = 'under way'
    try {
      const answer = await fetch(onThisServer(calendarUrl), {
        headers: { authorization },
        credentials: 'omit',
        signal: AbortSignal.timeout(usualPatience),
      })
      if (!answer.ok) throw new Error(`The server answered ${answer.status}`)
      handOver(new Blob([await answer.arrayBuffer()], { type: 'text/calendar;charset=utf-8' }))
      state.value = 'saved'
    } catch {
      state.value = 'failed'
    }
  }

  return { save, state: readonly(state) }
}

function handOver(file: Blob) {
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = 'interview.ics'
  link.click()
  // Safari reads the file only after this turn; an address given back at once would leave it with nothing.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
