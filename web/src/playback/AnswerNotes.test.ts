import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDialog } from '../../test/dialog'
import { setLocale, useWords } from '../shared/i18n'
import AnswerNotes from './AnswerNotes.vue'

enableAutoUnmount(afterEach)
beforeEach(async () => {
  await useWords('dashboard')
  await setLocale('en', { remember: false })
})

const answerWith = (...texts: string[]) => ({
  id: 'answer',
  notes: {
    totalCount: texts.length,
    nodes: texts.map((text) => ({
      id: 'note',
      atSeconds: null,
      text,
      createdAt: '2026-11-22T09:00:00Z',
      changedAt: null,
      author: { id: 'ruben', name: 'Ruben Sand' },
    })),
  },
})

const field = () => document.querySelector('textarea')!
const send = async () => {
  field()
    .closest('form')!
    .dispatchEvent(new Event('submit', { cancelable: true }))
  await flushPromises()
}
const said = () => document.body.textContent ?? ''

/** Somebody corrects a note, which becomes these in another of their windows. */
async function corrects(...meanwhile: string[]) {
  const props = { answer: answerWith('Calm.'), ownOnly: false, zone: 'Europe/Stockholm' }
  const notes = await openDialog(AnswerNotes, props, {
    __typename: 'AnswerNote',
    id: 'note',
    text: 'Calm, and precise.',
  })
  await notes.press('Edit the note')
  field().value = 'Calm, and precise.'
  field().dispatchEvent(new Event('input', { bubbles: true }))
  await flushPromises()
  await notes.mounted.setProps({ answer: answerWith(...meanwhile) })
  await send()
  expect(notes.sent).toEqual([])
  expect(document.activeElement?.textContent).toContain('Somebody else has changed this')
  return notes
}

test('a note that became another one is told of before it is corrected: one’s own is kept', async () => {
  const notes = await corrects('Restless.')
  await notes.press('Keep mine')
  await send()
  expect(notes.sentBy('UpdateAnswerNote')).toMatchObject([{ noteId: 'note', text: 'Calm, and precise.' }])
})

test('or the new one is gone on with', async () => {
  const notes = await corrects('Restless.')
  await notes.press('Begin with the new')
  expect(field().value).toBe('Restless.')
  expect(document.activeElement).toBe(field())
  expect(said()).not.toContain('Somebody else has changed this')
})

test('what is written of a note that was removed is a note of its own, if it is kept', async () => {
  const notes = await corrects()
  expect(said()).toContain('The note has been removed.')
  await notes.press('Keep mine')
  await send()
  expect(notes.sentBy('AddAnswerNote')).toMatchObject([{ answerId: 'answer', text: 'Calm, and precise.' }])
})

test('who removes a note that became another one is told first', async () => {
  const props = { answer: answerWith('Calm.'), ownOnly: false, zone: 'Europe/Stockholm' }
  const notes = await openDialog(AnswerNotes, props, { __typename: 'QuestionAnswer', id: 'answer' })
  await notes.press('Remove the note')
  await notes.mounted.setProps({ answer: answerWith('Calm, and precise.') })
  await notes.submit()
  expect(notes.sent).toEqual([])
  expect(notes.text()).toContain('Calm, and precise.')
  await notes.press('Go on all the same')
  await notes.submit()
  expect(notes.sentBy('RemoveAnswerNote')).toMatchObject([{ noteId: 'note' }])
})
