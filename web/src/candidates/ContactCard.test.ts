import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDialog, type Answer } from '../../test/dialog'
import { setLocale, useWords } from '../shared/i18n'
import ContactCard from './ContactCard.vue'

const candidate = {
  __typename: 'Candidate',
  id: 'ada',
  name: 'Ada',
  email: 'ada@home.test',
  addressBadSince: null,
  addressBadReason: null,
  phone: null,
  timeZone: 'Europe/Stockholm',
  language: 'EN',
}

enableAutoUnmount(afterEach)

beforeEach(async () => {
  await useWords('dashboard')
  await setLocale('en', { remember: false })
})

const shows = (answer: Answer, more: object = {}) =>
  openDialog(ContactCard, { candidate: { ...candidate, ...more } }, answer)
const field = () => document.querySelector<HTMLInputElement>('[data-editing] input')!
async function writes(text: string) {
  field().value = text
  field().dispatchEvent(new Event('input', { bubbles: true }))
  await flushPromises()
}
async function saves() {
  document.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
  await flushPromises()
}

test('a fact is corrected where it stands, and the focus goes back to where it began', async () => {
  const { sent, press } = await shows({ ...candidate, phone: '+46 1' })
  await press('Change: Phone')
  expect(document.activeElement).toBe(field())
  await writes('+46 1')
  await saves()
  expect(sent).toEqual([{ candidateId: 'ada', phone: '+46 1', idempotencyKey: expect.any(String) }])
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Change: Phone')
})

test('what nobody has changed is not sent, and Escape leaves it as it was', async () => {
  const { sent, press } = await shows(candidate)
  await press('Change: Email')
  await saves()
  await press('Change: Email')
  await writes('other@home.test')
  field().dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
  await flushPromises()
  expect(sent).toEqual([])
  expect(document.body.textContent).toContain('ada@home.test')
})

test('an emptied address is told as none, and a refusal stands beside the field with what was written', async () => {
  const { mounted, sent, press } = await shows({
    __typename: 'CandidateAlreadyExists',
    message: '',
    candidate: { __typename: 'Candidate', id: 'ben', name: 'Ben' },
  })
  await press('Change: Email')
  await writes('')
  await saves()
  expect(sent[0]).toMatchObject({ email: null })
  expect(document.querySelector('[role=alert]')?.textContent).toContain('A candidate with this address exists already.')
  expect(field().value).toBe('')
  // The two may be one person.
  await press('Merge with Ben …')
  expect(mounted.emitted('merge')).toEqual([['ben']])
})

test('what somebody else has written meanwhile is told before it is written over, and both are offered', async () => {
  const { mounted, sent, press } = await shows({ ...candidate, phone: '+46 2' })
  await press('Change: Phone')
  await writes('+46 2')
  await mounted.setProps({ candidate: { ...candidate, phone: '+46 1' } })
  await saves()
  expect(sent).toEqual([])
  expect(document.activeElement?.textContent).toContain('It is now: +46 1')
  await press('Keep mine')
  expect(field().value).toBe('+46 2')
  await saves()
  expect(sent).toMatchObject([{ phone: '+46 2' }])
})
