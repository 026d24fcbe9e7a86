import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDialog, type Answer } from '../../test/dialog'
import { setLocale, useWords } from '../shared/i18n'
import BulkDialog from './BulkDialog.vue'
import { bulkInput, bulkProblems, emptyDraft } from './bulk-changes.rules'

const johan = { __typename: 'StaffMember', id: 'johan', name: 'Johan Ek' }
const state = (startsAt: string, endsAt: string) => ({
  __typename: 'InterviewState',
  status: 'SCHEDULED',
  startsAt,
  endsAt,
  interviewers: [johan],
})
const candidate = (id: string, name: string) => ({
  __typename: 'Interview',
  id,
  candidate: { __typename: 'Candidate', id: `candidate ${id}`, name },
})
const before = state('2026-11-24T09:00:00.000Z', '2026-11-24T09:45:00.000Z')
const changes: Answer = {
  __typename: 'InterviewChanges',
  isDone: false,
  changes: [
    {
      __typename: 'InterviewChange',
      interview: candidate('i1', 'Ada Bergström'),
      before,
      after: state('2026-11-24T10:00:00.000Z', '2026-11-24T10:45:00.000Z'),
      refusal: null,
      emails: [
        {
          __typename: 'PlannedEmail',
          kind: 'UPDATE',
          status: 'QUEUED',
          recipientName: 'Ada Bergström',
          to: 'ada@candidates.test',
          subject: 'Interview moved',
          text: 'Hello Ada, it is an hour later.',
        },
      ],
    },
    {
      __typename: 'InterviewChange',
      interview: candidate('i2', 'Ben Kowalski'),
      before,
      after: state('2026-11-24T10:00:00.000Z', '2026-11-24T10:45:00.000Z'),
      refusal: null,
      emails: [
        {
          __typename: 'PlannedEmail',
          kind: 'UPDATE',
          status: 'SKIPPED_NO_ADDRESS',
          recipientName: 'Ben Kowalski',
          to: null,
          subject: null,
          text: null,
        },
      ],
    },
    {
      __typename: 'InterviewChange',
      interview: candidate('i3', 'Cleo Diaz'),
      before,
      after: null,
      refusal: {
        __typename: 'InterviewerIsBusy',
        message: '',
        interviewers: [johan],
        nextFreeAt: null,
      },
      emails: [],
    },
  ],
}

enableAutoUnmount(afterEach)

beforeEach(async () => {
  await useWords('dashboard')
  await setLocale('en', { remember: false })
})

const opens = () => openDialog(BulkDialog, { kind: 'cancel', interviewIds: ['i1', 'i2', 'i3'] }, changes)

test.each([
  ['en', ['Busy at this time: Johan Ek.', 'No email address: tell them another way.', '2 of 3 can be changed.']],
  ['sv', ['Johan Ek', 'Ingen e-postadress: säg till på annat sätt.', '2 av 3 kan ändras.']],
  ['fr', ['Johan Ek', 'Pas d’adresse e-mail : prévenez autrement.', '2 sur 3 peuvent changer.']],
] as const)('what would become of each is shown before anything is done, in %s', async (language, words) => {
  await setLocale(language, { remember: false })
  const dialog = await opens()
  await dialog.submit()
  for (const text of ['Ada Bergström', 'Ben Kowalski', 'Cleo Diaz', 'Hello Ada, it is an hour later.', ...words])
    expect(dialog.text()).toContain(text)
  expect(dialog.sent).toEqual([{ interviewIds: ['i1', 'i2', 'i3'], cancel: true }])
  expect(dialog.mounted.emitted('changed')).toBeUndefined()
})

test('one button does all that is possible, and what was done leaves the selection', async () => {
  const dialog = await opens()
  await dialog.write('Reason', 'The house is closed.')
  await dialog.submit()
  expect(dialog.text()).toContain('Do all that is possible (2)')
  await dialog.submit()
  expect(dialog.sent[1]).toEqual({ ...dialog.sent[0]!, reason: 'The house is closed.' })
  expect(dialog.text()).toContain('2 interviews changed. 1 was not.')
  expect(dialog.mounted.emitted('changed')).toEqual([[['i1', 'i2']]])
})

test('what is said anew is looked at anew before it is done', async () => {
  const dialog = await opens()
  await dialog.submit()
  await dialog.write('Reason', 'Another one.')
  expect(dialog.text()).toContain('Show what would happen')
  await dialog.submit()
  expect(dialog.mounted.emitted('changed')).toBeUndefined()
})

test('a change needs to be a change', () => {
  const draft = emptyDraft()
  expect(bulkProblems('move', draft)).toEqual([{ name: 'minutes', code: 'offsetMissing' }])
  expect(bulkProblems('move', { ...draft, days: -1 })).toEqual([])
  expect(bulkProblems('slots', draft)).toEqual([{ name: 'slotIds', code: 'slotMissing' }])
  expect(bulkProblems('interviewer', { ...draft, insteadOfId: 'a' })).toEqual([
    { name: 'comingIds', code: 'personMissing' },
  ])
  expect(bulkProblems('interviewer', { ...draft, insteadOfId: 'a', comingIds: ['b', 'a'] })).toEqual([
    { name: 'comingIds', code: 'samePerson' },
  ])
  expect(bulkProblems('cancel', draft)).toEqual([])
})

test('one person comes to all, and of several whoever is free', () => {
  const input = (comingIds: string[]) =>
    bulkInput('interviewer', ['i'], { ...emptyDraft(), insteadOfId: 'a', comingIds }, '')
  expect(input(['b'])).toEqual({ interviewIds: ['i'], insteadOfId: 'a', interviewerId: 'b' })
  expect(input(['b', 'c'])).toEqual({ interviewIds: ['i'], insteadOfId: 'a', oneOfIds: ['b', 'c'] })
})
