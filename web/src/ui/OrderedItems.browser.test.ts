import { enableAutoUnmount, mount } from '@vue/test-utils'
import { afterEach, expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import { defineComponent, h, ref, type Component } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { i18n, setLocale, useWords } from '../shared/i18n'
import OrderedItems from './OrderedItems.vue'

enableAutoUnmount(afterEach)

interface Thing {
  key: string
  title: string
}

/** A list of things, with a field for each title. */
async function list(...titles: string[]) {
  await useWords('dashboard')
  await setLocale('en', { remember: false })
  const items = ref<Thing[]>(titles.map((title) => ({ key: title, title })))
  const Page = defineComponent(
    () => () =>
      h(
        OrderedItems as Component,
        {
          modelValue: items.value,
          'onUpdate:modelValue': (next: Thing[]) => (items.value = next),
          name: 'thing',
          titleOf: ({ title }: Thing) => title,
          unnamed: 'Unnamed',
          label: (number: number, title: string) => `Thing ${number}: ${title}`,
          addLabel: 'Add thing',
          most: 4,
          make: (key: string): Thing => ({ key, title: '' }),
        },
        { default: ({ item }: { item: Thing }) => h('input', { value: item.title, 'data-key': item.key }) },
      ),
  )
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: Page }] })
  const mounted = mount(Page, { attachTo: document.body, global: { plugins: [router, i18n] } })
  const button = (label: string) =>
    [...document.querySelectorAll('button')].find(
      (each) => (each.getAttribute('aria-label') ?? each.textContent?.replace(/\s+/g, '')) === label,
    )!
  return {
    titles: () => items.value.map(({ title }) => title),
    button,
    said: () => mounted.get('[role=status]').text(),
    press: (label: string) => userEvent.click(button(label)),
    async strike(label: string, key: string) {
      button(label).focus()
      await userEvent.keyboard(`{Alt>}{${key}}{/Alt}`)
    },
    focused: () => document.activeElement,
  }
}

test('Alt with an arrow moves a thing, keeps the focus on it and says where it is', async () => {
  const { titles, strike, said, focused, button } = await list('One', 'Two', 'Three')
  await strike('1One', 'ArrowDown')
  expect(titles()).toEqual(['Two', 'One', 'Three'])
  expect(said()).toBe('One is now 2 of 3.')
  expect(focused()).toBe(button('2One'))
  await strike('2One', 'ArrowDown')
  await strike('3One', 'ArrowDown')
  expect(titles()).toEqual(['Two', 'Three', 'One'])
  await strike('1Two', 'ArrowUp')
  expect(titles()).toEqual(['Two', 'Three', 'One'])
})

test('buttons move it, and at an end the other one has the focus', async () => {
  const { titles, press, focused, button } = await list('One', 'Two')
  await press('Move Two up')
  expect(titles()).toEqual(['Two', 'One'])
  expect(focused()).toBe(button('Move Two down'))
  expect(button('Move Two up').disabled).toBe(true)
})

test('what is added is open at its first field, and what is removed gives the focus to the next', async () => {
  const { titles, press, focused, button } = await list('One', 'Two')
  await press('Addthing')
  expect(titles()).toEqual(['One', 'Two', ''])
  expect((focused() as HTMLElement).dataset['key']).toBe('added-1')
  await press('Remove One')
  expect(focused()).toBe(button('1Two'))
  await press('Remove Two')
  await press('Remove Unnamed')
  expect(titles()).toEqual([])
  expect(focused()).toBe(button('Addthing'))
})

test('there is no end of adding but the most there may be', async () => {
  const { press, button } = await list('One', 'Two', 'Three')
  await press('Addthing')
  expect(button('Addthing')).toBeUndefined()
})
