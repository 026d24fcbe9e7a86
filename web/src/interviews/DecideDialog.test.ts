import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDialog } from '../../test/dialog'
import { setLocale, useWords } from '../shared/i18n'
import DecideDialog from './DecideDialog.vue'

enableAutoUnmount(afterEach)
beforeEach(async () => {
  await useWords('dashboard')
  await setLocale('en', { remember: false })
})

const application = { id: 'application', status: 'PENDING', decisionReason: null }

/** Somebody has chosen and written, and meanwhile another one has decided. */
async function decided() {
  const dialog = await openDialog(
    DecideDialog,
    { application, candidateName: 'Maya Okafor', hasCompleted: true },
    { __typename: 'Application', id: 'application' },
  )
  document.querySelector<HTMLElement>('[role=radio][value=REJECTED]')!.click()
  await dialog.write('Reason', 'Too far away.')
  await dialog.mounted.setProps({
    application: { ...application, status: 'APPROVED', decisionReason: 'She is great.' },
  })
  await dialog.submit()
  expect(dialog.sent).toEqual([])
  expect(dialog.text()).toContain('The application is now: Approved')
  expect(dialog.text()).toContain('She is great.')
  return dialog
}

test('who decides what somebody else has decided is told first, and may keep to it', async () => {
  const dialog = await decided()
  await dialog.press('Keep mine')
  await dialog.submit()
  expect(dialog.sent).toMatchObject([{ applicationId: 'application', decision: 'REJECTED', reason: 'Too far away.' }])
})

test('or begins anew', async () => {
  const dialog = await decided()
  await dialog.press('Begin with the new')
  await dialog.submit()
  expect(dialog.sent).toEqual([])
  expect(dialog.complaints().map(([field]) => field)).toHaveLength(1)
})
