import { ApolloClient, ApolloLink, gql, InMemoryCache, Observable } from '@apollo/client/core'
import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { DefaultApolloClient } from '@vue/apollo-composable'
import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import { defineComponent, ref } from 'vue'
import { useAllPages } from './use-all-pages'

interface Answer {
  things: {
    nodes: { __typename: 'Thing'; id: string }[]
    pageInfo: { hasNextPage: boolean; endCursor: string | null }
    totalCount: number
  }
}
const document = gql`
  query Things($list: String, $after: String) {
    things(list: $list, after: $after) {
      nodes {
        id
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      totalCount
    }
  }
` as TypedDocumentNode<Answer, { list: string; after?: string | null }>

/** A server with lists of things, two to a page; the cursor is the last thing before it. */
function opened(lists: Record<string, string[]>) {
  const asked: string[] = []
  const state = { lists, isDown: false }
  const link = new ApolloLink(({ variables: { list, after } }) => {
    asked.push(`${list} ${after ?? 'first'}`)
    if (state.isDown) return new Observable((observer) => observer.error(new Error('down')))
    const all = state.lists[list] ?? []
    const from = after ? all.filter((id) => id <= after).length : 0
    const ids = all.slice(from, from + 2)
    return Observable.of({
      data: {
        things: {
          __typename: 'ThingConnection',
          nodes: ids.map((id) => ({ __typename: 'Thing', id })),
          pageInfo: { __typename: 'PageInfo', hasNextPage: from + 2 < all.length, endCursor: ids.at(-1) ?? null },
          totalCount: all.length,
        },
      },
    })
  })
  const client = new ApolloClient({ link, cache: new InMemoryCache() })
  const list = ref<string | null>('a')
  let pages!: ReturnType<typeof useAllPages<Answer, { list: string; after?: string | null }, { id: string }>>
  const page = defineComponent({
    setup() {
      pages = useAllPages(
        document,
        () => (list.value === null ? null : { list: list.value }),
        ({ things }) => things,
      )
      return () => null
    },
  })
  mount(page, { global: { provide: { [DefaultApolloClient as symbol]: client } } })
  return { asked, state, client, list, pages, ids: () => pages.nodes.value.map(({ id }) => id).join('') }
}
const letters = (count: number) => Array.from({ length: count }, (_, index) => String.fromCharCode(97 + index))

enableAutoUnmount(afterEach)

test('a list is asked for page behind page until it is whole', async () => {
  const { pages, ids, asked } = opened({ a: letters(5) })
  await flushPromises()
  expect(ids()).toBe('abcde')
  expect(asked).toEqual(['a first', 'a b', 'a d'])
  expect([pages.total.value, pages.hasMore.value, pages.loading.value]).toEqual([5, false, false])
})

test('five pages are asked for by themselves, and the next five when somebody wants more', async () => {
  const { pages, ids, asked } = opened({ a: letters(23) })
  await flushPromises()
  expect(ids()).toBe('abcdefghij')
  expect([pages.total.value, pages.hasMore.value]).toEqual([23, true])
  pages.more()
  await flushPromises()
  expect(ids()).toBe('abcdefghijklmnopqrst')
  expect(pages.hasMore.value).toBe(true)
  pages.more()
  await flushPromises()
  expect(ids()).toHaveLength(23)
  expect([pages.hasMore.value, new Set(asked).size, asked.length]).toEqual([false, 12, 12])
})

test('news that push things from page to page lose none of them', async () => {
  const { ids, state, client } = opened({ a: ['b', 'd', 'f', 'h'] })
  await flushPromises()
  state.lists['a'] = ['a', 'b', 'c', 'd', 'f', 'h']
  await client.refetchQueries({ include: 'active' })
  await vi.waitFor(() => expect(ids()).toBe('abcdfh'))
  state.lists['a'] = ['h']
  await client.refetchQueries({ include: 'active' })
  await vi.waitFor(() => expect(ids()).toBe('h'))
})

test('another list takes the place of the one before, and what comes too late of that is left out', async () => {
  const { ids, list, asked } = opened({ a: ['a', 'b', 'c'], x: ['x'] })
  list.value = 'x'
  await flushPromises()
  expect(ids()).toBe('x')
  list.value = null
  await flushPromises()
  expect(ids()).toBe('')
  expect(asked.filter((each) => each.startsWith('x'))).toEqual(['x first'])
})

test('where the server cannot be reached what was there stays, and it is tried again', async () => {
  vi.useFakeTimers()
  try {
    const { ids, state, pages, client } = opened({ a: ['a', 'b', 'c'] })
    await vi.advanceTimersByTimeAsync(10)
    expect(ids()).toBe('abc')
    state.isDown = true
    await client.refetchQueries({ include: 'active' }).catch(() => {})
    await vi.advanceTimersByTimeAsync(10)
    expect([pages.failed.value, ids()]).toEqual([true, 'abc'])
    state.isDown = false
    state.lists['a'] = ['a', 'b', 'c', 'd']
    await vi.advanceTimersByTimeAsync(6_000)
    expect([pages.failed.value, ids()]).toEqual([false, 'abcd'])
  } finally {
    vi.useRealTimers()
  }
})
