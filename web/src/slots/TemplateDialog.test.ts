import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDialog, type Answer } from '../../test/dialog'
import type { TemplateList_SlotTemplateFragment } from '../gql/graphql'
import { setLocale, useWords } from '../shared/i18n'
import { usualTemplate } from './pattern.rules'
import TemplateDialog from './TemplateDialog.vue'

const template: TemplateList_SlotTemplateFragment = {
  id: 'template',
  name: 'Mornings',
  durationMinutes: 30,
  gapMinutes: 10,
  capacity: 2,
  mode: 'ONSITE',
  location: 'Storgatan 12',
  meetingUrl: null,
  windows: [{ weekdays: ['MONDAY', 'WEDNESDAY'], from: '18:00', to: '24:00' }],
  interviewers: [{ id: 'johan', name: 'Johan Ek' }],
  anyOf: [
    [
      { id: 'ines', name: 'Inès Moreau' },
      { id: 'ruben', name: 'Ruben Sand' },
    ],
  ],
}
const kept: Answer = { __typename: 'SlotTemplate', ...template }
const pattern = { ...usualTemplate(), place: { mode: 'PHONE' as const, location: '', meetingUrl: '' } }

enableAutoUnmount(afterEach)
beforeEach(async () => {
  await useWords('dashboard')
  await setLocale('en', { remember: false })
})

test('a template that is saved unchanged is sent as it is', async () => {
  const dialog = await openDialog(TemplateDialog, { template, pattern }, kept)
  await dialog.submit()
  expect(dialog.sent).toEqual([
    {
      templateId: 'template',
      name: 'Mornings',
      durationMinutes: 30,
      gapMinutes: 10,
      capacity: 2,
      mode: 'ONSITE',
      location: 'Storgatan 12',
      meetingUrl: null,
      windows: template.windows,
      interviewerIds: ['johan'],
      anyOf: [['ines', 'ruben']],
      idempotencyKey: expect.any(String),
    },
  ])
})

test('everything of a template can be changed, and what it no longer has is emptied', async () => {
  const dialog = await openDialog(TemplateDialog, { template, pattern }, kept)
  await dialog.write('Name', 'Evenings by phone')
  const [duration, , capacity] = dialog.mounted.findAllComponents({ name: 'InputNumber' })
  duration!.vm.$emit('update:modelValue', 60)
  capacity!.vm.$emit('update:modelValue', 1)
  dialog.mounted.getComponent({ name: 'Select' }).vm.$emit('update:modelValue', 'PHONE')
  await dialog.press('Tue')
  await dialog.press('Remove choice 1')
  await dialog.submit()
  expect(dialog.sent).toMatchObject([
    {
      name: 'Evenings by phone',
      durationMinutes: 60,
      capacity: 1,
      mode: 'PHONE',
      location: null,
      meetingUrl: null,
      windows: [{ weekdays: ['MONDAY', 'TUESDAY', 'WEDNESDAY'], from: '18:00', to: '24:00' }],
      anyOf: [],
    },
  ])
})

test('what a template lacks is said beside its field before the server is asked', async () => {
  const dialog = await openDialog(TemplateDialog, { template, pattern }, kept)
  await dialog.write('Name', ' ')
  await dialog.write('Place', '')
  await dialog.submit()
  expect(dialog.complaints()).toEqual([
    ['Name', 'Enter a name.'],
    ['Place', 'Say where it takes place.'],
  ])
  expect(dialog.sent).toEqual([])
})

test('a new template needs its name only, and keeps the pattern', async () => {
  const dialog = await openDialog(TemplateDialog, { pattern }, kept)
  expect(dialog.text()).not.toContain('Minutes')
  await dialog.write('Name', 'By phone')
  await dialog.submit()
  expect(dialog.sent).toMatchObject([
    { name: 'By phone', durationMinutes: 45, mode: 'PHONE', windows: [{ from: '09:00' }] },
  ])
})
