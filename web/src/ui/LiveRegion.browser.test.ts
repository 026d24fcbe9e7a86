import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { defineComponent, h, ref } from 'vue'
import { soon } from '../../test/soon'
import { focused, show } from '../../test/show'
import FormDialog from '../shared/FormDialog.vue'
import { useAnnouncer } from '../shared/announcer'
import LiveRegion from './LiveRegion.vue'

const open = ref(false)
const { announce } = useAnnouncer()

const Page = defineComponent(() => () => [
  h('main', [h('button', { onClick: () => (open.value = true) }, 'Cancel …')]),
  h(LiveRegion),
  h(FormDialog, {
    open: open.value,
    'onUpdate:open': (isOpen: boolean) => (open.value = isOpen),
    title: 'Cancel?',
    description: 'The candidate is told.',
    submitLabel: 'Cancel it',
    submit: () => Promise.resolve({ __typename: 'Interview' }),
  }),
])
beforeEach(() => {
  open.value = false
})
afterEach(() => vi.useRealTimers())

const region = () => document.querySelector<HTMLElement>('[data-announcer]')!

test('while a dialog hides the page from screen readers, they still hear what changes', async () => {
  const shown = await show(Page)
  await shown.getByRole('button', { name: 'Cancel …' }).click()
  await expect.element(page.getByRole('dialog')).toBeVisible()
  await soon(() => expect(document.querySelector('main')!.closest('[aria-hidden=true]')).not.toBeNull())
  expect(region().closest('[aria-hidden=true]')).toBeNull()
  expect(region().getAttribute('aria-live')).toBe('polite')
  announce('Ada has accepted.')
  await soon(() => expect(region().textContent).toBe('Ada has accepted.'))
  expect(region().checkVisibility()).toBe(true)
})

test('the focus goes into a dialog, around in it, and back to the button it came from', async () => {
  const shown = await show(Page)
  await shown.getByRole('button', { name: 'Cancel …' }).click()
  const dialog = page.getByRole('dialog', { name: 'Cancel?' })
  await expect.element(dialog).toBeVisible()
  const seen = new Set<string>()
  for (let steps = 0; steps < 6; steps++) {
    await userEvent.keyboard('{Tab}')
    expect(dialog.element().contains(document.activeElement)).toBe(true)
    seen.add(focused())
  }
  expect([...seen].toSorted()).toEqual(['Cancel it', 'Close', 'Not now'])
  await userEvent.keyboard('{Escape}')
  await soon(() => expect(focused()).toBe('Cancel …'))
  await expect.element(dialog).not.toBeInTheDocument()
})
