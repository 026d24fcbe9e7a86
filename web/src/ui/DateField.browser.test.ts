import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { h } from 'vue'
import { soon } from '../../test/soon'
import { focused, show, showField } from '../../test/show'
import type { Locale } from '../shared/i18n'
import DateField from './DateField.vue'
import TimeField from './TimeField.vue'

test.each([
  ['en', '3112'],
  ['fr', '3112'],
  ['sv', '2026'],
] as const)('a date is written in the order of the language: %s', async (language: Locale, begun) => {
  const field = await showField(DateField, '', { label: 'Day' }, language)
  await field.getByText('Before').click()
  await userEvent.keyboard('{Tab}')
  await userEvent.keyboard(begun)
  // A date that lacks a part is none yet, and what is written stays.
  expect(field.value.value).toBe('')
  await userEvent.keyboard(language === 'sv' ? '1231' : '2026')
  await soon(() => expect(field.value.value).toBe('2026-12-31'))
})

test('a date is picked from the calendar, which opens at it and goes with Escape', async () => {
  const field = await showField(DateField, '2026-11-24', { label: 'Day', min: '2026-11-20' })
  const opener = field.getByRole('button', { name: 'Calendar: Day' })
  await opener.click()
  await expect.element(field.getByRole('button', { name: /19 November 2026/ })).toHaveAttribute('aria-disabled', 'true')
  await userEvent.keyboard('{Escape}')
  await expect.element(field.getByRole('grid')).not.toBeInTheDocument()
  await soon(() => expect(document.activeElement).toBe(opener.element()))
  await opener.click()
  await field.getByRole('button', { name: /26 November 2026/ }).click()
  expect(field.value.value).toBe('2026-11-26')
})

test('Tab leads through a date and a time and out again, both ways', async () => {
  const field = await showField(TimeField, '09:30', { label: 'Time' })
  await field.getByText('Before').click()
  await userEvent.keyboard('{Tab}{Tab}{Tab}')
  expect(focused()).toBe('After')
  await userEvent.keyboard('{Shift>}{Tab}{/Shift}')
  await userEvent.keyboard('{ArrowUp}')
  await soon(() => expect(field.value.value).toBe('09:31'))
  await userEvent.keyboard('{Shift>}{Tab}{Tab}{/Shift}')
  expect(focused()).toBe('Before')
})

test('a time is written with 24 hours', async () => {
  const field = await showField(TimeField, '', { label: 'Time' })
  await field.getByText('Before').click()
  await userEvent.keyboard('{Tab}1745')
  await soon(() => expect(field.value.value).toBe('17:45'))
})

test('Enter in a date sends its form, and Escape reaches what it stands in', async () => {
  const heard: string[] = []
  const form = await show(() =>
    h(
      'form',
      {
        onSubmit: (event: Event) => (event.preventDefault(), heard.push('sent')),
        onKeydown: ({ key }: KeyboardEvent) => void (key === 'Escape' && heard.push('left')),
      },
      [h(DateField, { modelValue: '2026-11-24', label: 'Day' }), h('button', 'Send')],
    ),
  )
  await form.getByRole('spinbutton').first().click()
  await userEvent.keyboard('{Enter}{Escape}')
  expect(heard).toEqual(['sent', 'left'])
})

test.each(['en', 'sv', 'fr'] as const)(
  'in a narrow place each part is still wide enough for a finger: %s',
  async (language) => {
    await page.viewport(390, 844)
    const field = await show(
      () => h('div', { style: 'width: 9.9rem' }, h(DateField, { modelValue: '', label: 'Day', class: 'w-full' })),
      language,
    )
    const parts = [...field.container.querySelectorAll('[role=spinbutton]')]
    expect(parts.map((part) => part.getBoundingClientRect().width >= 24)).toEqual([true, true, true])
    const last = parts.at(-1)!.getBoundingClientRect()
    const opener = field.getByRole('button', { name: /Day/ }).element().getBoundingClientRect()
    expect(last.right).toBeLessThanOrEqual(opener.left)
  },
)
