import { ApolloClient, ApolloLink, InMemoryCache, Observable } from '@apollo/client/core'
import { DefaultApolloClient } from '@vue/apollo-composable'
import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, describe, expect, test } from 'vitest'
import { computed, defineComponent, h, shallowRef } from 'vue'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'
import { viewerKey } from '../dashboard/use-viewer'
import { possibleTypes } from '../gql/possible-types'
import { i18n, setLocale, useWords } from '../shared/i18n'
import type { KitEditor_KitFragment } from '../gql/graphql'
import KitEditor from './KitEditor.vue'
import VoiceDialog from './VoiceDialog.vue'

enableAutoUnmount(afterEach)

const question = (id: string, text: string) => ({
  __typename: 'KitQuestion' as const,
  id,
  texts: [{ __typename: 'QuestionText' as const, language: 'EN' as const, text, voice: null }],
  prepareSeconds: 30,
  answerSeconds: 120,
  retakes: 1,
  maxFollowUps: 0,
})
const versionOf = (number: number, ...texts: string[]) => ({
  __typename: 'KitVersion' as const,
  id: `version-${number}`,
  number,
  language: 'EN' as const,
  createdAt: '2026-11-21T09:00:00Z',
  questions: texts.map((text, index) => question(`q${index + 1}`, text)),
  criteria: [{ __typename: 'Criterion' as const, id: 'c1', name: 'Calm', lookFor: null, mustBeScored: false }],
})
const kitOf = (number: number, ...texts: string[]): KitEditor_KitFragment & { __typename: 'Kit' } => ({
  __typename: 'Kit',
  id: 'kit',
  name: 'First talk',
  archivedAt: null,
  version: versionOf(number, ...texts),
})

/** The editor of a kit before a server that answers with `answer`. */
async function openEditor(
  answer: object,
  kit: KitEditor_KitFragment | null = kitOf(2, 'One?', 'Two?'),
  services: object[] = [],
) {
  await useWords('dashboard')
  await setLocale('en', { remember: false })
  const sent: Record<string, unknown>[] = []
  const link = new ApolloLink(({ operationName, variables }) => {
    if (operationName === 'FollowUpService')
      return Observable.of({ data: { roomSettings: { __typename: 'RoomSettings', id: 'company', services } } })
    sent.push(variables['input'])
    return Observable.of({ data: { [operationName.charAt(0).toLowerCase() + operationName.slice(1)]: answer } })
  })
  const viewer = {
    role: 'RECRUITER',
    company: { id: 'company', name: 'Lindgren & Co', timeZone: 'Europe/Stockholm', language: 'EN' },
    staffMember: { id: 'ruben', name: 'Ruben Sand', email: 'ruben@demo.test' },
    profile: {
      id: 'ruben',
      clocks: 'COMPANY',
      timeZone: null,
      language: null,
      wantsReminders: true,
      wantsFeedbackReminders: true,
    },
    workplaces: [],
  }
  const current = shallowRef(kit)
  const Page = defineComponent(() => () => h(KitEditor, { kit: current.value }))
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/', component: Page }],
  })
  const mounted = mount(RouterView, {
    attachTo: document.body,
    global: {
      plugins: [router, i18n],
      provide: {
        [viewerKey as symbol]: computed(() => viewer),
        [DefaultApolloClient]: new ApolloClient({ link, cache: new InMemoryCache({ possibleTypes }) }),
      },
    },
  })
  await router.push('/')
  await flushPromises()
  const button = (label: string) =>
    [...document.querySelectorAll('button')].find(
      (each) => (each.getAttribute('aria-label') ?? each.textContent?.replace(/\s+/g, ' ').trim()) === label,
    )!
  return {
    sent,
    mounted,
    button,
    /** What the preview asks. */
    preview: () => document.querySelector('h2[tabindex="-1"]')?.textContent?.trim(),
    text: () => document.body.textContent?.replace(/\s+/g, ' ') ?? '',
    /** Somebody else has saved this. */
    async becomes(saved: KitEditor_KitFragment) {
      current.value = saved
      await flushPromises()
    },
    async press(label: string) {
      button(label).click()
      await flushPromises()
    },
    /** Writes into the first field of this name. */
    async write(label: string, text: string) {
      const found = [...document.querySelectorAll('label')].find((each) => each.textContent?.trim() === label)!
      const field = document.getElementById(found.htmlFor) as HTMLInputElement
      field.value = text
      field.dispatchEvent(new Event('input', { bubbles: true }))
      await flushPromises()
    },
    /** Chooses of a list by this name. */
    async choose(label: string, option: string) {
      const found = [...document.querySelectorAll('label')].find((each) => each.textContent?.trim() === label)!
      document.getElementById(found.htmlFor)!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }))
      await flushPromises()
      const chosen = [...document.querySelectorAll<HTMLElement>('[role=option]')].find(
        (each) => each.textContent?.trim() === option,
      )!
      chosen.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }))
      await flushPromises()
    },
    async save() {
      document.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
      await flushPromises()
    },
  }
}

test('how many follow-ups a program may propose is chosen beside its name, and said to be none where there is none', async () => {
  const none = await openEditor(kitOf(3, 'One?'), kitOf(2, 'One?'))
  await none.press('1One?')
  expect(none.text()).toContain('The operator of this Greenroom has set none')
  none.mounted.unmount()

  const service = { __typename: 'OutsideService', kind: 'FOLLOW_UP', host: 'model.example' }
  const editor = await openEditor(kitOf(3, 'One?'), kitOf(2, 'One?'), [service])
  await editor.press('1One?')
  expect(editor.text()).toContain('a program at model.example may propose a question')
  expect(editor.text()).not.toContain('if a program')
  await editor.choose('Follow-up questions', 'Up to 2')
  expect(editor.text()).toContain('Up to 2 follow-ups, if a program proposes them')
  await editor.save()
  expect(editor.sent).toMatchObject([{ questions: [{ questionId: 'q1', maxFollowUps: 2 }] }])
})

test('what is put in another order is saved over the version that was edited, and only then', async () => {
  const editor = await openEditor(kitOf(3, 'Two?', 'One?'))
  expect(editor.button('Save kit').disabled).toBe(true)
  await editor.press('Move Two? up')
  expect(editor.button('Save kit').disabled).toBe(false)
  await editor.save()
  expect(editor.sent).toMatchObject([
    { kitId: 'kit', version: 2, questions: [{ questionId: 'q2' }, { questionId: 'q1' }] },
  ])
  expect(editor.text()).toContain('Changed questions or criteria become version 4.')
})

test('the preview shows what is being written, and in which language it would be read', async () => {
  const editor = await openEditor(kitOf(3), kitOf(2, 'One?'))
  expect(editor.preview()).toBe('One?')
  expect(editor.text()).toContain('30 seconds to prepare')
  await editor.write('Question (English)', 'One, in other words?')
  expect(editor.preview()).toBe('One, in other words?')
})

test('where somebody else has saved, nothing is lost and it is said', async () => {
  const refusal = { __typename: 'KitHasChanged', message: '', kit: kitOf(3, 'Theirs?') }
  const editor = await openEditor(refusal)
  await editor.press('Remove Two?')
  await editor.save()
  expect(editor.text()).toContain('Somebody has saved another version of this kit meanwhile.')
  expect(editor.button('Save kit').disabled).toBe(false)
})

describe('what somebody else has saved meanwhile', () => {
  const theirs = () => {
    const kit = kitOf(3)
    kit.version.questions = [question('q2', 'Two, by them?')]
    return kit
  }
  async function writesMeanwhile() {
    const editor = await openEditor(kitOf(4, 'One, by me?', 'Two?'))
    await editor.write('Question (English)', 'One, by me?')
    await editor.becomes(theirs())
    await editor.save()
    expect(editor.sent).toEqual([])
    expect(document.activeElement?.textContent).toContain('Somebody else has changed this')
    return editor
  }

  test('is said before anything is sent, and one’s own is saved over it, what they removed as new', async () => {
    const editor = await writesMeanwhile()
    await editor.press('Keep mine')
    expect(editor.text()).not.toContain('Somebody else has changed this')
    expect(document.activeElement?.textContent?.trim()).toBe('Save kit')
    await editor.save()
    expect(editor.sent).toMatchObject([
      {
        version: 3,
        questions: [
          { questionId: null, texts: [{ text: 'One, by me?' }] },
          { questionId: 'q2', texts: [{ text: 'Two?' }] },
        ],
        criteria: [{ criterionId: 'c1' }],
      },
    ])
  })

  test('is taken instead', async () => {
    const editor = await writesMeanwhile()
    await editor.press('Begin with the new')
    expect(editor.preview()).toBe('Two, by them?')
    expect(editor.button('Save kit').disabled).toBe(true)
    await editor.write('Name', 'Another name')
    await editor.save()
    expect(editor.sent).toMatchObject([{ version: 3, questions: [{ texts: [{ text: 'Two, by them?' }] }] }])
  })
})

test('what the server does not accept is said where it stands, which unfolds', async () => {
  const editor = await openEditor({
    __typename: 'InvalidInput',
    message: 'Invalid',
    fields: [{ path: 'criteria.0.name', message: 'Too long.' }],
  })
  await editor.press('Remove Two?')
  await editor.save()
  const fold = [...document.querySelectorAll('[aria-expanded]')].find((each) => each.textContent?.includes('Calm'))!
  expect(fold.getAttribute('aria-expanded')).toBe('true')
  expect(editor.text()).toContain('Not accepted: Too long.')
})

describe('a recording of a question', () => {
  const voice = {
    __typename: 'QuestionVoice' as const,
    id: 'v1',
    url: '/api/kits/voice/v1',
    durationSeconds: 12.2,
    recordedBy: { __typename: 'StaffMember' as const, id: 'olof', name: 'Olof Berg' },
  }
  const recorded = () => {
    const kit = kitOf(2, 'One?')
    kit.version.questions[0]!.texts[0]!.voice = voice
    return kit
  }
  const unfolds = (editor: Awaited<ReturnType<typeof openEditor>>) => editor.press('1One?')

  test('says whose it is, and goes with its words alone', async () => {
    const editor = await openEditor(kitOf(3, 'One, really?'), recorded())
    await unfolds(editor)
    expect(editor.text()).toContain('Candidates hear Olof Berg read this · 12 seconds')
    expect(editor.button('Save kit').disabled).toBe(true)
    await editor.write('Question (English)', 'One, really?')
    expect(editor.text()).toContain('These are not the words that were recorded')
    expect(editor.text()).not.toContain('Candidates hear Olof Berg')
    await editor.write('Question (English)', 'One?')
    expect(editor.text()).toContain('Candidates hear Olof Berg read this')
    expect(editor.button('Save kit').disabled).toBe(true)
    await editor.write('Question (English)', 'One, really?')
    await editor.save()
    expect(editor.sent).toMatchObject([{ questions: [{ texts: [{ language: 'EN', text: 'One, really?' }] }] }])
    expect(JSON.stringify(editor.sent)).not.toContain('voiceId')
    expect(editor.text()).not.toContain('These are not the words')
  })

  test('is taken away, which is a change like any other', async () => {
    const editor = await openEditor(kitOf(3, 'One?'), recorded())
    await unfolds(editor)
    await editor.press('Remove the recording')
    expect(document.activeElement?.textContent?.trim()).toBe('Record in your own voice')
    expect(editor.button('Save kit').disabled).toBe(false)
    await editor.save()
    expect(JSON.stringify(editor.sent)).not.toContain('voiceId')
  })

  test('is made in a dialog and saved with its words', async () => {
    const editor = await openEditor(kitOf(3, 'One?'), kitOf(2, 'One?'))
    await unfolds(editor)
    await editor.press('Record in your own voice')
    const dialog = editor.mounted.findComponent(VoiceDialog)
    expect(dialog.props()).toMatchObject({ open: true, text: 'One?', language: 'EN' })
    dialog.vm.$emit('recorded', { id: 'v2', url: '/api/kits/voice/v2', seconds: 3 })
    dialog.vm.$emit('update:open', false)
    await flushPromises()
    expect(editor.text()).toContain('Candidates hear Ruben Sand read this · 3 seconds')
    await editor.save()
    expect(editor.sent).toMatchObject([{ questions: [{ texts: [{ text: 'One?', voiceId: 'v2' }] }] }])
  })

  test('that the server does not have any more is told where it stands', async () => {
    const path = 'questions.0.texts.0.voiceId'
    const fields = [{ path, message: 'There is no such recording.' }]
    const editor = await openEditor({ __typename: 'InvalidInput', message: 'Invalid', fields }, recorded())
    await editor.write('Name', 'Another name')
    await editor.save()
    expect(editor.text()).toContain('Not accepted: There is no such recording.')
    expect(document.querySelector('[aria-expanded=true]')?.textContent).toContain('One?')
  })
})

test('a new kit is made in the language of the company', async () => {
  const editor = await openEditor(kitOf(1, 'Why?'), null)
  await editor.write('Name', 'First talk')
  await editor.press('Add question')
  await editor.save()
  expect(editor.sent).toEqual([])
  expect(editor.text()).toContain('Write the question.')
  await editor.write('Question (English)', 'Why?')
  await editor.save()
  expect(editor.sent).toMatchObject([
    { name: 'First talk', language: 'EN', questions: [{ texts: [{ language: 'EN', text: 'Why?' }] }], criteria: [] },
  ])
})
