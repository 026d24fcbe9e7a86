import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openDialog } from '../../test/dialog'
import { setLocale, useWords } from '../shared/i18n'
import ExportButton from './ExportButton.vue'

const bytes = new TextEncoder()
const saved: { name: string; text: Promise<string> }[] = []

enableAutoUnmount(afterEach)
beforeEach(async () => {
  await useWords('dashboard')
  await setLocale('sv', { remember: false })
  saved.length = 0
  let file: Blob
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    file = blob as Blob
    return 'blob:file'
  })
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push({ name: this.download, text: file.text() })
  })
  return () => vi.restoreAllMocks()
})

/** A server that sends a file piece by piece, as it is told to. */
function server(status = 200) {
  let pieces!: ReadableStreamDefaultController<Uint8Array>
  const asked: URL[] = []
  vi.stubGlobal('fetch', async (url: string, { signal }: { signal: AbortSignal }) => {
    asked.push(new URL(url, 'http://localhost'))
    const body = new ReadableStream<Uint8Array>({ start: (controller) => void (pieces = controller) })
    signal.addEventListener('abort', () => pieces.error(new DOMException('', 'AbortError')))
    return {
      ok: status === 200,
      status,
      body,
      headers: new Headers({
        'x-total-count': '3',
        'content-disposition': `attachment; filename*=UTF-8''Hos%20%C3%85re%20intervjuer.csv`,
      }),
    }
  })
  return {
    asked,
    sends: async (text: string) => {
      pieces.enqueue(bytes.encode(text))
      await flushPromises()
    },
    ends: async () => {
      pieces.close()
      await flushPromises()
    },
    breaks: async () => {
      pieces.error(new TypeError('network error'))
      await flushPromises()
    },
  }
}

const args = { filter: { status: ['SCHEDULED'] }, sort: 'JOB_ASC' }
const button = () => openDialog(ExportButton, { list: 'interviews', args }, { __typename: '' })

test('fetches the list as it is on show, says how far it is, and hands the file over by its name', async () => {
  const from = server()
  const { mounted } = await button()
  await mounted.get('button').trigger('click')
  await flushPromises()
  expect(from.asked.map(({ pathname }) => pathname)).toEqual(['/api/export/interviews.csv'])
  expect(Object.fromEntries(from.asked[0]!.searchParams)).toEqual({
    language: 'SV',
    filter: '{"status":["SCHEDULED"]}',
    sort: 'JOB_ASC',
  })
  await from.sends('"Kandidat"\r\n')
  await from.sends('"Ada"\r\n"Ben"\r\n')
  expect(mounted.text()).toBe('3 av 3')
  await from.sends('"Cleo"\r\n')
  await from.ends()
  expect(mounted.text()).toBe('Exportera')
  expect(saved.map(({ name }) => name)).toEqual(['Hos Åre intervjuer.csv'])
  expect(await saved[0]!.text).toBe('"Kandidat"\r\n"Ada"\r\n"Ben"\r\n"Cleo"\r\n')
})

test('a second press stops it, and nothing is saved', async () => {
  const from = server()
  const { mounted } = await button()
  await mounted.get('button').trigger('click')
  await flushPromises()
  await from.sends('"Kandidat"\r\n')
  await mounted.get('button').trigger('click')
  await flushPromises()
  expect(mounted.text()).toBe('Exportera')
  expect(saved).toEqual([])
})

test('a file that breaks off is not saved as if it were whole', async () => {
  const from = server()
  const { mounted } = await button()
  await mounted.get('button').trigger('click')
  await flushPromises()
  await from.sends('"Kandidat"\r\n"Ada"\r\n')
  await from.breaks()
  expect(mounted.text()).toBe('Exportera')
  expect(saved).toEqual([])
})

test('a server that has its hands full, or fails, hands over nothing', async () => {
  for (const status of [429, 500]) {
    server(status)
    const { mounted } = await button()
    await mounted.get('button').trigger('click')
    await flushPromises()
    expect(mounted.text()).toBe('Exportera')
  }
  expect(saved).toEqual([])
})
