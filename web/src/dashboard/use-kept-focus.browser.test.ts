import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, expect, test } from 'vitest'
import { defineComponent, h, nextTick, onMounted, ref } from 'vue'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'
import { useKeptFocus } from './use-kept-focus'

const people = ref(['Ada', 'Ben', 'Cleo'])
const isLoaded = ref(true)
const asks = ref(false)

const row = (name: string) => h('li', { key: name }, h('a', { href: `#${name}` }, name))
const List = defineComponent(() => () => [
  h('h1', 'Interviews'),
  h('section', { 'data-list': '' }, h('ul', people.value.map(row))),
  h('section', [h('h2', 'Answer'), ...(asks.value ? [h('button', 'Ask')] : [])]),
])
const Page = defineComponent(() => () => (isLoaded.value ? [h('h1', 'Ada')] : [h('p', 'Loading')]))
const Field = defineComponent(() => {
  onMounted(() => document.getElementById('field')!.focus())
  return () => [h('h1', 'New'), h('input', { id: 'field' })]
})

let app: VueWrapper
async function opened() {
  people.value = ['Ada', 'Ben', 'Cleo']
  isLoaded.value = true
  asks.value = true
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', component: List },
      { path: '/page', component: Page },
      { path: '/field', component: Field },
    ],
  })
  await router.push('/')
  const App = defineComponent(() => {
    useKeptFocus()
    return () => h('main', { tabindex: -1 }, h(RouterView))
  })
  app = mount(App, { attachTo: document.body, global: { plugins: [router] } })
  await flushPromises()
  return router
}
afterEach(() => app.unmount())

const settled = async () => {
  await nextTick()
  await flushPromises()
  await new Promise((resolve) => setTimeout(resolve))
}
const focused = () => document.activeElement?.textContent?.trim()
const focus = (name: string) =>
  [...document.querySelectorAll<HTMLElement>('a, button')].find((each) => each.textContent === name)!.focus()

test('a new page begins at its heading, also when that comes later', async () => {
  const router = await opened()
  isLoaded.value = false
  await router.push('/page')
  await settled()
  expect(document.activeElement?.tagName).toBe('MAIN')
  isLoaded.value = true
  await settled()
  expect(focused()).toBe('Ada')
  expect(document.activeElement?.tagName).toBe('H1')
})

test('a page that begins in a field of its own is left in it', async () => {
  const router = await opened()
  await router.push('/field')
  await settled()
  expect(document.activeElement?.id).toBe('field')
})

test('a change of filters leaves the focus where it is', async () => {
  const router = await opened()
  focus('Ben')
  await router.replace({ query: { status: 'done' } })
  await settled()
  expect(focused()).toBe('Ben')
})

test('when a row leaves its list, the one that takes its place has the focus, and after the last one the one before', async () => {
  await opened()
  focus('Ben')
  people.value = ['Ada', 'Cleo']
  await settled()
  expect(focused()).toBe('Cleo')
  people.value = ['Ada']
  await settled()
  expect(focused()).toBe('Ada')
})

test('when a button goes whose deed is done, the heading of its part has the focus', async () => {
  await opened()
  focus('Ask')
  asks.value = false
  await settled()
  expect(focused()).toBe('Answer')
})

test('nothing is taken from who has the focus elsewhere', async () => {
  await opened()
  focus('Ben')
  const field = document.body.appendChild(document.createElement('input'))
  field.focus()
  people.value = ['Ada']
  await settled()
  expect(document.activeElement).toBe(field)
  field.remove()
})
