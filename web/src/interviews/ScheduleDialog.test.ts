import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openDialog } from '../../test/dialog'
import type { ApplicationPicker_ApplicationFragment } from '../gql/graphql'
import { setLocale, useWords } from '../shared/i18n'
import DateField from '../ui/DateField.vue'
import TimeField from '../ui/TimeField.vue'
import ScheduleDialog from './ScheduleDialog.vue'

const application: ApplicationPicker_ApplicationFragment = {
  id: 'application',
  candidate: { id: 'ada', name: 'Ada Bergström', email: 'ada@candidates.test', timeZone: 'Europe/Stockholm' },
  job: { id: 'job', title: 'Backend engineer' },
}
const timeIsPast = { __typename: 'TimeIsPast', message: 'Past' }

async function scheduled(answer: { __typename: string }, date = '2026-11-24') {
  const dialog = await openDialog(ScheduleDialog, { application }, answer)
  dialog.mounted.getComponent(DateField).vm.$emit('update:modelValue', date)
  dialog.mounted.getComponent(TimeField).vm.$emit('update:modelValue', '10:00')
  const link = document.querySelector<HTMLInputElement>('input[type=url]')!
  link.value = 'https://meet.example/ada'
  link.dispatchEvent(new Event('input'))
  await dialog.submit()
  return dialog
}

enableAutoUnmount(afterEach)

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-24T08:00:00Z'), toFake: ['Date'] })
  await useWords('dashboard')
  await setLocale('en', { remember: false })
  return () => vi.useRealTimers()
})

test.each([
  ['en', 'Date', 'This time is past. Choose one ahead.'],
  ['sv', 'Datum', 'Tiden har passerat. Välj en kommande.'],
  ['fr', 'Date', 'Cette heure est passée. Choisissez-en une à venir.'],
] as const)('a time that passed on the way is mended at the date, in %s', async (language, label, words) => {
  await setLocale(language, { remember: false })
  const dialog = await scheduled(timeIsPast)
  expect(dialog.sent).toMatchObject([
    { applicationId: 'application', startsAt: '2026-11-24T09:00:00.000Z', timeZone: 'Europe/Stockholm', mode: 'VIDEO' },
  ])
  expect(dialog.complaints()).toEqual([[label, words]])
})

test('a busy interviewer is named beside the interviewers', async () => {
  const dialog = await scheduled({
    __typename: 'InterviewerIsBusy',
    message: 'Busy',
    interviewers: [
      { __typename: 'StaffMember', id: 's1', name: 'Johan Ek' },
      { __typename: 'StaffMember', id: 's2', name: 'Inès Moreau' },
    ],
  } as { __typename: string })
  expect(dialog.complaints()).toEqual([['Interviewers', 'Busy at this time: Johan Ek, Inès Moreau.']])
})

test('each invalid field complains beside itself, and what is no field above the buttons', async () => {
  const dialog = await scheduled({
    __typename: 'InvalidInput',
    message: 'Invalid',
    fields: [
      { path: 'durationMinutes', message: 'At most 1440.' },
      { path: 'notes', message: 'At most 2000 characters.' },
      { path: 'idempotencyKey', message: 'At most 200 characters.' },
    ],
  } as { __typename: string })
  expect(dialog.complaints()).toEqual([
    ['Minutes', 'Not accepted: At most 1440.'],
    ['Notes', 'Not accepted: At most 2000 characters.'],
    ['', 'Not accepted: At most 200 characters.'],
  ])
})

test('a past time is refused before the server is asked', async () => {
  const dialog = await scheduled(timeIsPast, '2026-11-23')
  expect(dialog.complaints()).toEqual([['Date', 'This time is past. Choose one ahead.']])
  expect(dialog.sent).toEqual([])
})

test('an empty form names every gap at once', async () => {
  const dialog = await openDialog(ScheduleDialog, {}, timeIsPast)
  await dialog.submit()
  expect(dialog.complaints()).toEqual([
    ['Application', 'Choose an application.'],
    ['Date', 'Choose a date.'],
    ['Time', 'Choose a time.'],
    ['Meeting link', 'A video call needs its link.'],
  ])
  expect(dialog.sent).toEqual([])
})
