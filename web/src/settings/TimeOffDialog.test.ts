import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openDialog, type Answer } from '../../test/dialog'
import { setLocale, useWords } from '../shared/i18n'
import DateField from '../ui/DateField.vue'
import TimeOffDialog from './TimeOffDialog.vue'

const timeOff: Answer = {
  __typename: 'TimeOff',
  id: 'off',
  startsAt: '2026-12-21T23:00:00.000Z',
  endsAt: '2026-12-23T23:00:00.000Z',
  note: null,
  meetings: 0,
}
const opened = (answer: Answer) =>
  openDialog(TimeOffDialog, { staffMemberId: 'johan', zone: 'Europe/Stockholm' }, answer)

enableAutoUnmount(afterEach)

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-21T12:00:00Z'), toFake: ['Date'] })
  await useWords('dashboard')
  await setLocale('en', { remember: false })
  return () => vi.useRealTimers()
})

test('a single day off needs its first day only, and is sent as the instants between its midnights', async () => {
  const dialog = await opened(timeOff)
  dialog.mounted.getComponent(DateField).vm.$emit('update:modelValue', '2026-12-22')
  await dialog.submit()
  expect(dialog.sent).toEqual([
    {
      staffMemberId: 'johan',
      startsAt: '2026-12-21T23:00:00.000Z',
      endsAt: '2026-12-22T23:00:00.000Z',
      idempotencyKey: expect.any(String),
    },
  ])
})

test.each([
  ['en', 'Choose a date.'],
  ['sv', 'Välj ett datum.'],
  ['fr', 'Choisissez une date.'],
] as const)('without days the server is not asked, in %s', async (language, words) => {
  await setLocale(language, { remember: false })
  const dialog = await opened(timeOff)
  await dialog.submit()
  expect(dialog.complaints().map(([, text]) => text)).toEqual([words, words])
  expect(dialog.sent).toEqual([])
})
