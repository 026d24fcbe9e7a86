import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDialog } from '../../test/dialog'
import type { PersonSchedule_ScheduleFragment } from '../gql/graphql'
import { setLocale, useWords } from '../shared/i18n'
import WorkingHoursDialog from './WorkingHoursDialog.vue'

const schedule: PersonSchedule_ScheduleFragment = {
  id: 'johan',
  hasUsualHours: false,
  limitPerDay: null,
  limitPerWeek: null,
  timeZone: 'Europe/Stockholm',
  workingHours: [{ weekday: 'TUESDAY', from: '08:00', to: '12:00' }],
}
const opened = () =>
  openDialog(WorkingHoursDialog, { schedule }, { __typename: 'InvalidInput', message: 'No', fields: [] })

enableAutoUnmount(afterEach)

beforeEach(async () => {
  await useWords('dashboard')
  await setLocale('en', { remember: false })
})

test('hours are added day by day and sent whole', async () => {
  const dialog = await opened()
  await dialog.press('Add hours: Tuesday')
  await dialog.press('Add hours: Friday')
  await dialog.submit()
  expect(dialog.sent).toMatchObject([
    {
      staffMemberId: 'johan',
      hours: [
        { weekday: 'TUESDAY', from: '08:00', to: '12:00' },
        { weekday: 'TUESDAY', from: '13:00', to: '17:00' },
        { weekday: 'FRIDAY', from: '09:00', to: '17:00' },
      ],
    },
  ])
})

test('a week without any hours is not sent, and the usual ones are a press away', async () => {
  const dialog = await opened()
  await dialog.press('Remove hours: Tuesday')
  await dialog.submit()
  expect(dialog.text()).toContain('Give at least some hours, or go back to the usual ones.')
  expect(dialog.sent).toEqual([])
  await dialog.press('Usual hours')
  await dialog.submit()
  expect(dialog.sent).toHaveLength(1)
})
