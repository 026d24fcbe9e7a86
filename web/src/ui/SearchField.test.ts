import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'
import { useSearchAddress } from '../shared/use-list-address'
import SearchField from './SearchField.vue'

enableAutoUnmount(afterEach)
beforeEach(() => {
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

const List = defineComponent({
  setup() {
    const { filters, change } = useSearchAddress()
    const onSearch = (search: string) => change({ search })
    return () => h(SearchField, { asked: filters.value.search, label: 'Search', onSearch })
  },
})

async function opened(at = '/') {
  let load = (_page: object) => {}
  const page = new Promise<object>((resolve) => (load = resolve))
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', component: List },
      { path: '/somebody', component: () => page as Promise<typeof List> },
    ],
  })
  await router.push(at)
  const mounted = mount(RouterView, { global: { plugins: [router] } })
  return { router, mounted, load: () => load({ render: () => 'Somebody' }) }
}

test('what is searched for stands in the address once the person pauses', async () => {
  const { router, mounted } = await opened()
  await mounted.get('input').setValue('Chl')
  await mounted.get('input').setValue('Chloé')
  expect(router.currentRoute.value.query).toEqual({})
  await vi.advanceTimersByTimeAsync(250)
  expect(router.currentRoute.value.query).toEqual({ search: 'Chloé' })
})

test('who goes on before the pause is over is not called back, however long the next page takes', async () => {
  const { router, mounted, load } = await opened()
  await mounted.get('input').setValue('Chloé')
  const going = router.push('/somebody')
  await vi.advanceTimersByTimeAsync(1_000)
  load()
  await going
  await flushPromises()
  expect(router.currentRoute.value.fullPath).toBe('/somebody')
  expect(mounted.text()).toBe('Somebody')
})

test('another search begins on the first page, and one from elsewhere is shown', async () => {
  const { router, mounted } = await opened('/?search=Ada&after=cursor')
  expect(mounted.get('input').element.value).toBe('Ada')
  await mounted.get('input').setValue('Ben')
  await vi.advanceTimersByTimeAsync(250)
  expect(router.currentRoute.value.query).toEqual({ search: 'Ben' })
  await router.push('/')
  expect(mounted.get('input').element.value).toBe('')
})
