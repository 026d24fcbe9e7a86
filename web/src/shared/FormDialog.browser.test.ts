import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDialog, type Answer } from '../../test/dialog'
import FormDialog from './FormDialog.vue'
import { setLocale, useWords } from './i18n'

enableAutoUnmount(afterEach)
beforeEach(async () => {
  await useWords('dashboard')
  await setLocale('en', { remember: false })
})

/** A dialog that asks only whether, before a server that says these things one after another; null where the line fails. */
async function asked(...answers: (Answer | null)[]) {
  const keys: string[] = []
  const submit = (key: string) => {
    const answer = answers[keys.push(key) - 1]
    return answer ? Promise.resolve(answer) : Promise.reject(new Error('The line is down.'))
  }
  const words = { title: 'Close this slot?', description: 'It takes no more bookings.', submitLabel: 'Close slot' }
  const dialog = await openDialog(FormDialog, { ...words, submit }, { __typename: 'Slot' })
  return { ...dialog, keys, closed: () => dialog.mounted.emitted('update:open') ?? [] }
}

test('whoever presses again because the line failed does the thing once', async () => {
  const dialog = await asked(null, { __typename: 'Slot' }, { __typename: 'Slot' })
  await dialog.submit()
  expect(dialog.complaints()).toEqual([
    ['', 'The server could not be reached. What you wrote is kept; please try again.'],
  ])
  expect(dialog.closed()).toEqual([])
  await dialog.submit()
  expect(dialog.closed()).toEqual([[false]])
  expect(dialog.keys[1]).toBe(dialog.keys[0])
  await dialog.mounted.setProps({ open: false })
  await dialog.mounted.setProps({ open: true })
  await dialog.submit()
  expect(dialog.keys[2]).not.toBe(dialog.keys[0])
})

test('what is sent after a refusal is another wish, unless the server has one of this key already', async () => {
  const refused = { __typename: 'SlotHasStarted', message: 'Started' }
  const reused = { __typename: 'IdempotencyKeyReused', message: 'Reused' }
  const dialog = await asked(refused, reused, refused)
  for (let times = 0; times < 3; times++) await dialog.submit()
  const [first, second, third] = dialog.keys
  expect(second).not.toBe(first)
  expect(third).toBe(second)
})

test('a dialog stays with what the server refuses', async () => {
  const dialog = await asked({ __typename: 'SlotHasStarted', message: 'Started' })
  await dialog.submit()
  expect(dialog.complaints()).toHaveLength(1)
  expect(dialog.closed()).toEqual([])
})

/** A dialog that was begun from something, which others may change meanwhile. */
async function begun() {
  const chosen: string[] = []
  const sent: string[] = []
  const dialog = await openDialog(
    FormDialog,
    {
      title: 'Move',
      description: '',
      submitLabel: 'Move it',
      about: { startsAt: '09:00' },
      takeNew: () => chosen.push('new'),
      keepOwn: () => chosen.push('own'),
      submit: (key: string) => {
        sent.push(key)
        return Promise.resolve({ __typename: 'Interview' })
      },
    },
    { __typename: 'Interview' },
  )
  return { ...dialog, chosen, sent, warns: () => dialog.text().includes('Somebody else has changed this') }
}

test.each([
  ['Begin with the new', 'new'],
  ['Keep mine', 'own'],
])('what somebody else changed meanwhile is said before anything is sent: %s', async (press, choice) => {
  const dialog = await begun()
  await dialog.mounted.setProps({ about: { startsAt: '09:00' } })
  expect(dialog.warns()).toBe(false)
  await dialog.mounted.setProps({ about: { startsAt: '10:00' } })
  expect(dialog.warns()).toBe(true)
  await dialog.submit()
  expect(dialog.sent).toEqual([])
  expect(document.activeElement?.textContent).toContain('Somebody else has changed this')
  await dialog.press(press)
  expect(dialog.chosen).toEqual([choice])
  expect(dialog.warns()).toBe(false)
  expect(document.activeElement?.textContent?.trim()).toBe('Move it')
  await dialog.submit()
  expect(dialog.sent).toHaveLength(1)
})

test('what one sends oneself is no change by somebody else', async () => {
  const dialog = await begun()
  let answer: (value: { __typename: string }) => void = () => undefined
  await dialog.mounted.setProps({ submit: () => new Promise((resolve) => (answer = resolve)) })
  await dialog.submit()
  await dialog.mounted.setProps({ about: { startsAt: '10:00' } })
  expect(dialog.warns()).toBe(false)
  answer({ __typename: 'Interview' })
})
