import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { i18n, setLocale, useWords } from '../shared/i18n'
import VoiceDialog from './VoiceDialog.vue'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})
enableAutoUnmount(afterEach)

/** A recorder that hands out a few bytes when it ends; browsers' own are heard in the stories with a real one. */
class HandRecorder extends EventTarget {
  static latest: HandRecorder
  static isTypeSupported = () => true
  state = 'inactive'
  readonly mimeType = 'audio/webm'
  constructor() {
    super()
    HandRecorder.latest = this
  }
  start() {
    this.state = 'recording'
  }
  stop() {
    this.state = 'inactive'
    const data = new Blob(['spoken'])
    this.dispatchEvent(Object.assign(new Event('dataavailable'), { data }))
    this.dispatchEvent(new Event('stop'))
  }
}

let tracks: { stop: () => void }[]
let played: { end: () => void; fail: () => void }[]
let answer: (address: string, init: RequestInit) => Promise<Response>
let sent: { address: string; init: RequestInit }[]

beforeEach(() => {
  tracks = []
  played = []
  sent = []
  answer = () => Promise.resolve(Response.json({ id: 'v', url: '/api/kits/voice/v' }, { status: 201 }))
  vi.stubGlobal('MediaRecorder', HandRecorder)
  letMicrophone(() => {
    const track = { stop: vi.fn<() => void>(), addEventListener: () => {} }
    tracks.push(track)
    return Promise.resolve({ getTracks: () => [track], getVideoTracks: () => [] })
  })
  vi.stubGlobal('fetch', (address: string, init: RequestInit) => {
    sent.push({ address, init })
    return answer(address, init)
  })
  vi.stubGlobal(
    'Audio',
    class extends EventTarget {
      play() {
        const tell = (name: string) => () => void this.dispatchEvent(new Event(name))
        played.push({ end: tell('ended'), fail: tell('error') })
        return Promise.resolve()
      }
      pause() {}
    },
  )
})

function letMicrophone(getUserMedia: () => Promise<unknown>) {
  vi.stubGlobal('navigator', { ...navigator, mediaDevices: { getUserMedia } })
}

async function openDialog() {
  await useWords('dashboard')
  await setLocale('en', { remember: false })
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: VoiceDialog }] })
  const mounted = mount(VoiceDialog, {
    attachTo: document.body,
    props: { open: true, text: 'Why us?', language: 'EN' },
    global: { plugins: [router, i18n] },
  })
  await flushPromises()
  const button = (label: string) =>
    [...document.querySelectorAll('button')].find((each) => each.textContent?.trim() === label)
  return {
    mounted,
    button,
    text: () => document.body.textContent!.replace(/\s+/g, ' '),
    async press(label: string) {
      button(label)!.click()
      await vi.waitFor(flushPromises)
    },
    isHeld: () => (mounted.vm as unknown as { isHeld: boolean }).isHeld,
  }
}

test('a question is read, heard again, read once more, and taken only when one says so', async () => {
  const dialog = await openDialog()
  expect(dialog.text()).toContain('Why us?')
  expect(dialog.isHeld()).toBe(false)
  await dialog.press('Start recording')
  expect([dialog.isHeld(), tracks.length]).toEqual([true, 1])
  await dialog.press('Stop')
  await vi.waitFor(() => expect(dialog.text()).toContain('Recorded: 1 second'))
  expect(tracks[0]!.stop).toHaveBeenCalled()
  // The finger that stopped it finds what comes next.
  expect(document.activeElement?.textContent?.trim()).toBe('Listen')
  await dialog.press('Listen')
  await vi.waitFor(() => expect(played).toHaveLength(1))
  played[0]!.end()
  await vi.waitFor(() => expect(dialog.button('Listen')).toBeDefined())
  await dialog.press('Record again')
  await dialog.press('Stop')
  await vi.waitFor(() => expect(dialog.button('Use this recording')).toBeDefined())
  expect(sent).toEqual([])

  await dialog.press('Use this recording')
  await vi.waitFor(() => expect(dialog.mounted.emitted('recorded')).toHaveLength(1))
  expect(sent.map(({ address, init }) => [address.replace(/[\d.]+$/, ''), init.method, init.headers])).toEqual([
    ['/api/kits/voice?seconds=', 'POST', { 'content-type': 'application/octet-stream' }],
  ])
  expect(await (sent[0]!.init.body as Blob).text()).toBe('spoken')
  expect(dialog.mounted.emitted('recorded')![0]).toMatchObject([{ id: 'v', url: '/api/kits/voice/v' }])
  expect(dialog.mounted.emitted('update:open')).toEqual([[false]])
})

test('what could not be sent is still here, and is sent when one tries again', async () => {
  const dialog = await openDialog()
  await dialog.press('Start recording')
  await dialog.press('Stop')
  await vi.waitFor(() => expect(dialog.button('Use this recording')).toBeDefined())
  const works = answer
  for (const [status, words] of [
    [0, 'It could not be sent. It is still here'],
    [500, 'It could not be sent. It is still here'],
    [413, 'too large'],
    [415, 'does not know this kind'],
    [507, 'as many recordings as it may have'],
  ] as const) {
    answer = () =>
      status === 0 ? Promise.reject(new TypeError('offline')) : Promise.resolve(new Response('', { status }))
    await dialog.press('Use this recording')
    await vi.waitFor(() => expect(dialog.text()).toContain(words))
  }
  expect(dialog.mounted.emitted('recorded')).toBeUndefined()
  answer = works
  await dialog.press('Use this recording')
  await vi.waitFor(() => expect(dialog.mounted.emitted('recorded')).toHaveLength(1))
})

test.each([
  ['NotAllowedError', 'The microphone is not allowed', true],
  ['NotFoundError', 'No microphone was found', true],
  ['NotReadableError', 'The microphone is in use', true],
  ['TypeError', 'This browser cannot record', false],
])('where there is %s, it is said what helps', async (name, words, mayTryAgain) => {
  letMicrophone(() => Promise.reject(Object.assign(new Error('no'), { name })))
  const dialog = await openDialog()
  await dialog.press('Start recording')
  await vi.waitFor(() => expect(dialog.text()).toContain(words))
  expect([Boolean(dialog.button('Try again')), dialog.isHeld()]).toEqual([mayTryAgain, false])
})

test('what was recorded before the microphone went away is kept, and that is said', async () => {
  const dialog = await openDialog()
  await dialog.press('Start recording')
  HandRecorder.latest.stop()
  await vi.waitFor(() => expect(dialog.text()).toContain('The microphone went away'))
  expect(dialog.button('Use this recording')).toBeDefined()
})

test('it ends by itself after three minutes', async () => {
  const dialog = await openDialog()
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
  await dialog.press('Start recording')
  vi.advanceTimersByTime(179_000)
  expect(HandRecorder.latest.state).toBe('recording')
  vi.advanceTimersByTime(2_000)
  expect(HandRecorder.latest.state).toBe('inactive')
  await vi.waitFor(() => expect(dialog.text()).toContain('Recorded: 3 minutes'))
})

test('who closes it has recorded nothing, and the microphone is off', async () => {
  const dialog = await openDialog()
  await dialog.press('Start recording')
  await dialog.mounted.setProps({ open: false })
  await flushPromises()
  expect(tracks[0]!.stop).toHaveBeenCalled()
  expect([dialog.isHeld(), dialog.mounted.emitted('recorded')]).toEqual([false, undefined])
})
