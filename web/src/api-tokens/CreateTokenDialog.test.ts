import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openDialog, recruiter, type Answer } from '../../test/dialog'
import { setLocale, useWords } from '../shared/i18n'
import DateField from '../ui/DateField.vue'
import CreateTokenDialog from './CreateTokenDialog.vue'

enableAutoUnmount(afterEach)

const secret = `gr_${'a'.repeat(52)}`
const made: Answer = { __typename: 'ApiTokenCreated', secret }
const opened = (answer: Answer) => openDialog(CreateTokenDialog, {}, answer, {}, { ...recruiter, role: 'ADMIN' })

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse('2027-03-01T12:00:00Z'), toFake: ['Date'] })
  await useWords('dashboard')
  await setLocale('en', { remember: false })
  return () => vi.useRealTimers()
})

test('a token reads, works for three months where nothing else is chosen, and is shown once', async () => {
  const dialog = await opened(made)
  await dialog.write('Name', ' Careers site ')
  await dialog.submit()
  expect(dialog.sent).toEqual([{ name: 'Careers site', scopes: ['READ'], expiresAt: '2027-05-30T22:00:00.000Z' }])
  expect(document.querySelector<HTMLInputElement>('input[readonly]')!.value).toBe(secret)
  expect(dialog.text()).toContain('it is shown this once')
})

test('what it may do besides reading is chosen', async () => {
  const dialog = await opened(made)
  await dialog.write('Name', 'Careers site')
  for (const scope of ['Contact data', 'Schedule', 'Contact data']) await dialog.choose(scope)
  await dialog.submit()
  expect(dialog.sent).toMatchObject([{ scopes: ['READ', 'SCHEDULE'] }])
})

test('a day of one’s choice is needed where one chooses that', async () => {
  const dialog = await opened(made)
  await dialog.write('Name', 'Careers site')
  await dialog.choose('Until a day of your choice')
  await dialog.submit()
  expect(dialog.complaints()).toEqual([['Last day', 'Choose a date.']])
  dialog.mounted.getComponent(DateField).vm.$emit('update:modelValue', '2027-06-30')
  await dialog.submit()
  expect(dialog.sent).toMatchObject([{ expiresAt: '2027-06-30T22:00:00.000Z' }])
})

test.each([
  ['en', 'Name', 'Enter a name.'],
  ['sv', 'Namn', 'Ange ett namn.'],
  ['fr', 'Nom', 'Saisissez un nom.'],
] as const)('without a name the server is not asked, in %s', async (language, label, words) => {
  await setLocale(language, { remember: false })
  const dialog = await opened(made)
  await dialog.submit()
  expect(dialog.complaints()).toEqual([[label, words]])
  expect(dialog.sent).toEqual([])
})

test('a name that is taken is told beside it, and no secret is shown', async () => {
  const dialog = await opened({
    __typename: 'TokenNameIsTaken',
    message: 'Another token is called Careers site.',
    tokenName: 'Careers site',
  })
  await dialog.write('Name', 'Careers site')
  await dialog.submit()
  expect(dialog.complaints()).toEqual([['Name', 'Another token is called “Careers site”.']])
  expect(document.querySelector('input[readonly]')).toBeNull()
})
