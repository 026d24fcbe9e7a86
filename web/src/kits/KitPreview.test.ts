import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { i18n, setLocale, useWords } from '../shared/i18n'
import KitPreview from './KitPreview.vue'

afterEach(() => vi.unstubAllGlobals())
// What was begun last ends first: a preview that goes silences what it speaks with.
enableAutoUnmount(afterEach)

const question = {
  key: 'one',
  texts: { EN: 'Why us?', SV: '  ', FR: 'Pourquoi nous ?' },
  voices: { EN: null, SV: null, FR: null },
  prepareSeconds: 30,
  answerSeconds: 60,
  retakes: 1,
  maxFollowUps: 0,
}

/** Everything that made a sound, and how each of it ends. */
async function openPreview({
  answer,
  voices = [],
  asked = question,
}: {
  answer: (address: string) => Promise<Response>
  voices?: string[]
  asked?: InstanceType<typeof KitPreview>['$props']['questions'][number]
}) {
  await useWords('dashboard')
  await setLocale('en', { remember: false })
  const sent: unknown[] = []
  const sounds: { said: string; lang?: string; end: () => void; isCut: boolean }[] = []
  vi.stubGlobal('fetch', (address: string, init: RequestInit) => {
    sent.push(init.body ? [address, JSON.parse(String(init.body))] : address)
    return answer(address)
  })
  vi.stubGlobal(
    'Audio',
    class extends EventTarget {
      readonly sound
      constructor(address: string) {
        super()
        const end = () => void this.dispatchEvent(new Event('ended'))
        this.sound = { said: new URL(address).protocol, end, isCut: false }
      }
      play() {
        sounds.push(this.sound)
        return Promise.resolve()
      }
      pause() {
        this.sound.isCut = true
      }
      removeAttribute() {}
      load() {}
    },
  )
  vi.stubGlobal(
    'SpeechSynthesisUtterance',
    class extends EventTarget {
      lang = ''
      constructor(readonly text: string) {
        super()
      }
    },
  )
  vi.stubGlobal(
    'speechSynthesis',
    Object.assign(new EventTarget(), {
      getVoices: () => voices.map((lang) => ({ lang, localService: true })),
      cancel: () => sounds.forEach((sound) => (sound.isCut = true)),
      speak: (words: { text: string; lang: string } & EventTarget) => {
        const end = () => void words.dispatchEvent(new Event('end'))
        sounds.push({ said: words.text, lang: words.lang, end, isCut: false })
      },
    }),
  )
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: KitPreview }] })
  const mounted = mount(KitPreview, {
    attachTo: document.body,
    props: { questions: [asked], language: 'SV', kitLanguage: 'EN' },
    global: { plugins: [router, i18n] },
  })
  const press = async (label: string) => {
    ;[...document.querySelectorAll('button')].find((each) => each.textContent?.trim() === label)!.click()
    await flushPromises()
  }
  return { mounted, sent, sounds, press, text: () => document.body.textContent!.replace(/\s+/g, ' ') }
}

const sound = () => Promise.resolve(new Response(new Blob(['sound'], { type: 'audio/wav' })))

test('a question is heard by the voice of the server, in the language that its words are in', async () => {
  const preview = await openPreview({ answer: sound })
  await preview.press('Listen')
  expect(preview.sent).toEqual([['/api/kits/speech', { text: 'Why us?', language: 'EN' }]])
  expect(preview.sounds).toMatchObject([{ said: 'blob:' }])
  preview.sounds[0]!.end()
  await flushPromises()
  expect(preview.text()).not.toContain('browser')
  // What was heard once is not asked for again.
  await preview.press('Listen')
  expect(preview.sounds).toHaveLength(2)
  expect(preview.sent).toHaveLength(1)
})

describe('a question that somebody has recorded', () => {
  const voice = { id: 'v', url: '/api/kits/voice/v', text: 'Why us?', seconds: 2, by: 'Ruben Sand' }
  const asked = { ...question, voices: { ...question.voices, EN: voice } }

  test('is heard in their voice, and it is said whose that is', async () => {
    const preview = await openPreview({ answer: sound, asked })
    expect(preview.text()).toContain('Candidates hear Ruben Sand read it.')
    await preview.press('Listen')
    expect(preview.sent).toEqual(['/api/kits/voice/v'])
    expect(preview.sounds).toMatchObject([{ said: 'blob:' }])
    preview.sounds[0]!.end()
    await flushPromises()
    expect(preview.text()).not.toContain('a computer')
  })

  test('is read by the server where the recording cannot be had, and that is said', async () => {
    const answer = (address: string) =>
      address === voice.url ? Promise.resolve(new Response('', { status: 404 })) : sound()
    const preview = await openPreview({ answer, asked })
    await preview.press('Listen')
    expect(preview.sent).toEqual(['/api/kits/voice/v', ['/api/kits/speech', { text: 'Why us?', language: 'EN' }]])
    preview.sounds[0]!.end()
    await flushPromises()
    expect(preview.text()).toContain('so a computer reads it')
  })

  test('is heard again after another one could not be had', async () => {
    const answer = (address: string) =>
      address === voice.url ? sound() : Promise.resolve(new Response(null, { status: 204 }))
    const preview = await openPreview({ answer, asked, voices: ['en-GB'] })
    await preview.press('Listen')
    preview.sounds[0]!.end()
    await flushPromises()
    const other = { ...voice, url: '/api/kits/voice/gone' }
    await preview.mounted.setProps({ questions: [{ ...asked, voices: { ...asked.voices, EN: other } }] })
    await preview.press('Listen')
    expect(preview.text()).toContain('The recording cannot be had at the moment')
    await preview.mounted.setProps({ questions: [asked] })
    await preview.press('Listen')
    preview.sounds[2]!.end()
    await flushPromises()
    expect(preview.text()).not.toContain('The recording cannot be had')
  })

  test('is no longer theirs in other words, nor in another language', async () => {
    const preview = await openPreview({ answer: sound, asked: { ...asked, texts: { ...asked.texts, EN: 'Why not?' } } })
    await preview.press('Listen')
    await preview.mounted.setProps({ questions: [asked], language: 'FR' })
    await preview.press('Listen')
    expect(preview.text()).not.toContain('Ruben Sand')
    expect(preview.sent).toEqual([
      ['/api/kits/speech', { text: 'Why not?', language: 'EN' }],
      ['/api/kits/speech', { text: 'Pourquoi nous ?', language: 'FR' }],
    ])
  })
})

test('stops when it is told to, and when the words are no longer those', async () => {
  const preview = await openPreview({ answer: sound })
  await preview.press('Listen')
  await preview.press('Stop')
  expect(preview.sounds.map(({ isCut }) => isCut)).toEqual([true])
  await preview.press('Listen')
  await preview.mounted.setProps({ language: 'FR' })
  await flushPromises()
  expect(preview.sounds.map(({ isCut }) => isCut)).toEqual([true, true])
  await preview.press('Listen')
  expect(preview.sent.at(-1)).toEqual(['/api/kits/speech', { text: 'Pourquoi nous ?', language: 'FR' }])
})

test.each([
  ['has none', () => Promise.resolve(new Response(null, { status: 204 }))],
  ['fails', () => Promise.resolve(new Response('', { status: 503 }))],
  ['is gone', () => Promise.reject(new TypeError('offline'))],
])('where the server %s, the voice of the browser reads it, and it is said', async (_, answer) => {
  const preview = await openPreview({ answer, voices: ['sv-SE', 'en-US', 'en-GB'] })
  await preview.press('Listen')
  expect(preview.sounds).toMatchObject([{ said: 'Why us?', lang: 'en-GB' }])
  expect(preview.text()).toContain('this is your browser’s')
  await preview.press('Stop')
  expect(preview.sounds.map(({ isCut }) => isCut)).toEqual([true])
})

test('where nothing has a voice for the language, that is said', async () => {
  const preview = await openPreview({
    answer: () => Promise.resolve(new Response(null, { status: 204 })),
    voices: ['sv-SE'],
  })
  await preview.press('Listen')
  expect(preview.sounds).toEqual([])
  expect(preview.text()).toContain('Neither the server nor this browser has a voice')
  expect(preview.text()).toContain('Listen')
})
