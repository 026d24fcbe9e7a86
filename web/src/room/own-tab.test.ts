// @vitest-environment node
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

/** What a tab keeps through a reload, and a doubled one begins with. */
let kept: Map<string, string>

beforeEach(() => {
  kept = new Map()
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  })
})
afterEach(() => vi.unstubAllGlobals())

/** A page of its own in the same browser. */
async function openPage(): Promise<() => Promise<string>> {
  vi.resetModules()
  return (await import('./own-tab')).ownTab
}

test('a tab has one id for as long as its page is there', async () => {
  const ownTab = await openPage()
  const id = await ownTab()
  expect(id).toMatch(/^[0-9a-f]{32}$/)
  expect(await ownTab()).toBe(id)
})

test('a page that is loaded anew is the same tab', async () => {
  kept.set('greenroom-room-tab', 'the page before')
  expect(await (await openPage())()).toBe('the page before')
})

test('a page that is slow to end is waited for, and the next one is the same tab', async () => {
  const name = 'greenroom-room-tab-a slow page'
  let letGo!: () => void
  await new Promise<void>((held) => {
    void navigator.locks.request(name, () => {
      held()
      return new Promise<void>((resolve) => (letGo = resolve))
    })
  })
  const channel = new BroadcastChannel(name)
  let asked = 0
  channel.addEventListener('message', () => {
    asked += 1
    // It answers when it was just left, and is long in ending.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    if (asked === 1) channel.postMessage('mine')
    if (asked === 4) letGo()
  })
  kept.set('greenroom-room-tab', 'a slow page')
  expect(await (await openPage())()).toBe('a slow page')
  channel.close()
})

test('a doubled tab is another one, and stays that through a reload', async () => {
  const first = await (await openPage())()
  const second = await (await openPage())()
  expect(second).not.toBe(first)
  expect([...kept.values()]).toEqual([second])
})

test('where the browser keeps nothing a tab has an id all the same', async () => {
  const refuses = () => {
    throw new DOMException('The operation is insecure.', 'SecurityError')
  }
  vi.stubGlobal('sessionStorage', { getItem: refuses, setItem: refuses })
  expect(await (await openPage())()).toMatch(/^[0-9a-f]{32}$/)
})
