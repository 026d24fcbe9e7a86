import { describe, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { h, ref, type Component } from 'vue'
import UInput from '@nuxt/ui/components/Input.vue'
import UTextarea from '@nuxt/ui/components/Textarea.vue'
import { soon } from '../../test/soon'
import { prefer } from '../../test/media'
import { focused, show, showField } from '../../test/show'
import { locales } from '../shared/i18n'
import type { Weekday } from '../shared/time'
import ColumnChoice from './ColumnChoice.vue'
import CopyLink from './CopyLink.vue'
import FilterChoice from './FilterChoice.vue'
import FilterWords from './FilterWords.vue'
import { growing } from './growing'
import SpanField from './SpanField.vue'
import SteadyButton from './SteadyButton.vue'
import WeekdayPicker from './WeekdayPicker.vue'
import ZoneSelect from './ZoneSelect.vue'

test('a filter of words is chosen with the keyboard, says what it holds, and gives the focus back', async () => {
  const words = ['SCHEDULED', 'IN_PROGRESS', 'CANCELLED'] as const
  const field = await showField(FilterWords, [], { words, under: 'interviewStatus', label: 'Status' })
  await field.getByText('Before').click()
  await userEvent.keyboard('{Tab}{Enter}')
  await expect.element(field.getByRole('option', { name: 'In progress' })).toBeVisible()
  await userEvent.keyboard('{End}{Enter}{Home}{Enter}')
  // In the order of the words, not of the presses.
  await soon(() => expect(field.value.value).toEqual(['SCHEDULED', 'CANCELLED']))
  await userEvent.keyboard('{Escape}')
  await soon(() => expect(focused()).toBe('Status: Scheduled, Cancelled'))
})

test('one of many is found by its letters, and let go of again', async () => {
  const choices = ['Ada', 'Åsa', 'Ben'].map((label) => ({ value: label.toLowerCase(), label }))
  const field = await showField<string | null>(FilterChoice, null, { choices, label: 'Who' })
  await field.getByRole('button', { name: 'Who', exact: true }).click()
  await userEvent.keyboard('Be')
  await expect.element(field.getByRole('option')).toHaveTextContent('Ben')
  await userEvent.keyboard('{Enter}')
  await soon(() => expect(field.value.value).toBe('ben'))
  await expect.element(field.getByRole('button', { name: 'Who: Ben' })).toBeVisible()
})

test('a zone is found as people write it', async () => {
  const field = await showField(ZoneSelect, 'Europe/Stockholm')
  await field.getByText('Before').click()
  await userEvent.keyboard('{Tab}{Enter}')
  await userEvent.keyboard('new york')
  await expect.element(field.getByRole('option')).toHaveTextContent('America/New York')
  await userEvent.keyboard('{Enter}')
  await soon(() => expect(field.value.value).toBe('America/New_York'))
})

describe.each(locales)('the days of a week in %s', (language) => {
  test('fit beside each other on the narrowest screen', async () => {
    await page.viewport(320, 640)
    const field = await showField<Weekday[]>(WeekdayPicker, [], { label: 'Days' }, language)
    const buttons = [...field.container.querySelectorAll<HTMLElement>('[role=group] button')]
    expect(buttons).toHaveLength(7)
    const isCut = ({ scrollWidth, clientWidth }: HTMLElement) => scrollWidth > clientWidth
    expect(buttons.filter(isCut).map((each) => each.textContent)).toEqual([])
    expect(new Set(buttons.map((each) => each.getBoundingClientRect().top)).size).toBe(1)
    // In a card of it they take two rows rather than letters from each other.
    field.container.style.width = '14rem'
    expect(buttons.filter(isCut).map((each) => each.textContent)).toEqual([])
    await page.viewport(1280, 800)
  })
})

test('days are pressed in and out with the keyboard, and stand in the order of the week', async () => {
  const field = await showField<Weekday[]>(WeekdayPicker, ['FRIDAY'], { label: 'Days' })
  await field.getByText('Before').click()
  await userEvent.keyboard('{Tab}{Tab} ')
  expect(field.value.value).toEqual(['TUESDAY', 'FRIDAY'])
  await expect.element(field.getByRole('button', { name: 'Tue' })).toHaveAttribute('aria-pressed', 'true')
  await userEvent.keyboard(' ')
  expect(field.value.value).toEqual(['FRIDAY'])
})

test('a length of time keeps its number when its unit changes', async () => {
  const field = await showField<number | null>(SpanField, 120, { label: 'Notice' })
  await expect.element(field.getByRole('spinbutton')).toHaveValue('2')
  await field.getByRole('combobox').click()
  await field.getByRole('option', { name: 'days' }).click()
  await soon(() => expect(field.value.value).toBe(2 * 24 * 60))
  await field.getByRole('spinbutton').fill('3')
  await userEvent.keyboard('{Tab}')
  await soon(() => expect(field.value.value).toBe(3 * 24 * 60))
})

test('a link that the browser does not copy is selected to be copied by hand', async () => {
  const link = 'https://interviews.example/interview/secret'
  const shown = await show(() => h(CopyLink, { link, label: 'Link' }))
  const copied = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValueOnce()
  await shown.getByRole('button', { name: 'Copy' }).click()
  expect(copied).toHaveBeenCalledWith(link)
  await expect.element(shown.getByRole('button', { name: 'Copied' })).toBeVisible()
  copied.mockRejectedValueOnce(new DOMException('no', 'NotAllowedError'))
  await shown.getByRole('button').click()
  await expect.element(shown.getByRole('status')).not.toBeEmptyDOMElement()
  const field = shown.getByRole('textbox').element() as HTMLInputElement
  expect(field.value.slice(field.selectionStart!, field.selectionEnd!)).toBe(link)
})

test('a button keeps the focus while it is busy, and hears nothing meanwhile', async () => {
  const isBusy = ref(false)
  const heard: string[] = []
  const shown = await show(() =>
    h('form', { onSubmit: (event: Event) => (event.preventDefault(), heard.push('sent')) }, [
      h(SteadyButton, { isBusy: isBusy.value, onPress: () => heard.push('pressed'), type: 'submit' }, () => 'Go'),
    ]),
  )
  const button = shown.getByRole('button', { name: 'Go' })
  await button.click()
  expect(heard).toEqual(['pressed', 'sent'])
  isBusy.value = true
  await expect.element(button).toHaveAttribute('aria-disabled', 'true')
  expect(document.activeElement).toBe(button.element())
  await userEvent.keyboard('{Enter}')
  expect(heard).toEqual(['pressed', 'sent'])
})

test('several columns are chosen while the menu stays open, and the last one cannot go', async () => {
  const columns = ['who', 'when'].map((key) => ({ key, label: key }))
  const shown = ref<readonly string[]>(['who', 'when'])
  const take = (next: readonly string[]) => (shown.value = next)
  const menu = await show(() => h(ColumnChoice, { columns, modelValue: shown.value, 'onUpdate:modelValue': take }))
  await menu.getByRole('button', { name: 'Columns' }).click()
  await menu.getByRole('menuitemcheckbox', { name: 'who' }).click()
  expect(shown.value).toEqual(['when'])
  await expect.element(menu.getByRole('menuitemcheckbox', { name: 'when' })).toHaveAttribute('data-disabled')
  await menu.getByRole('menuitemcheckbox', { name: 'who' }).click()
  expect(shown.value).toEqual(['who', 'when'])
})

test('a text field is as high as its text, also when it was filled out of sight', async () => {
  const isShown = ref(false)
  const text = Array.from({ length: 12 }, (_, line) => `Line ${line}`).join('\n')
  const shown = await show(() =>
    h(
      'div',
      { hidden: !isShown.value },
      h(UTextarea as Component, { modelValue: text, ui: growing, 'aria-label': 'Notes' }),
    ),
  )
  isShown.value = true
  const field = shown.getByRole('textbox', { name: 'Notes' })
  await expect.element(field).toBeVisible()
  const { scrollHeight, clientHeight } = field.element()
  expect(scrollHeight).toBeLessThanOrEqual(clientHeight)
  expect(clientHeight).toBeGreaterThan(200)
})

test('in the reader’s own colours fields have a line, and what is chosen differs from what is not', async () => {
  await prefer('forced-colors', 'active')
  const shown = await show(() => [
    h(WeekdayPicker, { modelValue: ['MONDAY'], label: 'Days' }),
    h(UInput as Component, { 'aria-label': 'Words' }),
  ])
  const ground = (name: string) => getComputedStyle(shown.getByRole('button', { name }).element()).backgroundColor
  expect(ground('Mon')).not.toBe(ground('Tue'))
  const { borderTopWidth, borderTopStyle } = getComputedStyle(shown.getByRole('textbox').element())
  expect([borderTopWidth, borderTopStyle]).toEqual(['1px', 'solid'])
})
