import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDialog, type Answer } from '../../test/dialog'
import { setLocale, useWords } from '../shared/i18n'
import ChangeApplicationsDialog from './ChangeApplicationsDialog.vue'

const application = (id: string, name: string) => ({
  __typename: 'Application',
  id,
  status: 'PENDING',
  candidate: { __typename: 'Candidate', id: `candidate ${id}`, name },
  job: { __typename: 'Job', id: 'j1', title: 'Nurse' },
})
const email = {
  __typename: 'PlannedEmail',
  kind: 'DECISION',
  status: 'QUEUED',
  recipientName: 'Ada Bergström',
  to: 'ada@candidates.test',
  subject: 'Your application',
  text: 'Hello Ada, we have decided.',
}
const change = (of: object, more: object = {}) => ({
  __typename: 'ApplicationChange',
  application: of,
  refusal: null,
  emails: [],
  ...more,
})
const changes: Answer = {
  __typename: 'ApplicationChanges',
  isDone: false,
  changes: [
    change(application('a1', 'Ada Bergström'), { emails: [email] }),
    change(application('a2', 'Ben Kowalski'), {
      refusal: { __typename: 'ApplicationIsDecided', message: '', status: 'REJECTED' },
    }),
  ],
}

enableAutoUnmount(afterEach)

beforeEach(async () => {
  await useWords('dashboard')
  await setLocale('en', { remember: false })
})

const opens = (kind: string, applicationIds = ['a1', 'a2'], answer = changes) =>
  openDialog(ChangeApplicationsDialog, { kind, applicationIds }, answer)

test('a decision on several is shown with its emails, and what is in the way, before it is taken', async () => {
  const dialog = await opens('decide')
  await dialog.submit()
  expect(dialog.complaints().map(([, words]) => words)).toEqual(['Choose a decision.'])
  // Cards: approve, reject.
  document.querySelectorAll<HTMLElement>('[role=radio]')[1]!.click()
  await flushPromises()
  await dialog.write('Reason', 'The job is gone.')
  await dialog.submit()
  for (const words of ['1 of 2 can be changed.', 'Hello Ada, we have decided.', 'Decide on 1 application'])
    expect(dialog.text()).toContain(words)
  expect(dialog.mounted.emitted('changed')).toBeUndefined()
  await dialog.submit()
  const input = { applicationIds: ['a1', 'a2'], action: 'REJECT', reason: 'The job is gone.', notifyCandidate: false }
  expect(dialog.sent).toEqual([input, input])
  expect(dialog.mounted.emitted('changed')).toEqual([[['a1']]])
  expect(dialog.text()).toContain('1 application changed. 1 was not.')
})

test('what is said anew is looked at anew before it is done', async () => {
  const dialog = await opens('withdraw', ['a1'])
  await dialog.submit()
  await dialog.write('Reason', 'Moved abroad.')
  expect(dialog.text()).toContain('Show what would happen')
  await dialog.submit()
  expect(dialog.mounted.emitted('changed')).toBeUndefined()
  expect(dialog.sent.at(-1)).toEqual({ applicationIds: ['a1'], action: 'WITHDRAW', reason: 'Moved abroad.' })
})

test('an invitation needs no words, and goes as the server says', async () => {
  const dialog = await opens('invite')
  await dialog.submit()
  await dialog.submit()
  const input = { applicationIds: ['a1', 'a2'], action: 'INVITE_TO_CHOOSE' }
  expect(dialog.sent).toEqual([input, input])
})
