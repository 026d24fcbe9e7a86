import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'

beforeEach(() => sessionStorage.clear())
afterEach(() => document.body.replaceChildren())

/**
 * A page of its own. Pages within one share what their tab keeps, as a doubled tab begins with a copy of it; locks are
 * held by each for itself.
 * @param first what runs in it before anything else
 */
async function openPage(first = '') {
  const frame = document.createElement('iframe')
  frame.srcdoc = `<script>${first}</script><script type="module">
    import { ownTab } from '${new URL('/src/room/own-tab.ts', location.href).href}'
    window.ownTab = ownTab
  </script>`
  document.body.append(frame)
  const { ownTab } = await vi.waitUntil(
    () => {
      const page = frame.contentWindow as (Window & { ownTab?: () => Promise<string> }) | null
      return page?.ownTab ? { ownTab: page.ownTab } : null
    },
    { timeout: 10_000 },
  )
  return { id: ownTab, leave: () => frame.remove() }
}

test('a tab has one id for as long as its page is there', async () => {
  const { id } = await openPage()
  expect(await id()).toMatch(/^[0-9a-f]{32}$/)
  expect(await id()).toBe(await id())
})

test('a page that is loaded anew is the same tab', async () => {
  const before = await openPage()
  const known = await before.id()
  before.leave()
  expect(await (await openPage()).id()).toBe(known)
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
  onTestFinished(() => channel.close())
  let asked = 0
  channel.addEventListener('message', () => {
    asked += 1
    // It answers when it was just left, and is long in ending.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    if (asked === 1) channel.postMessage('mine')
    if (asked === 4) letGo()
  })
  sessionStorage.setItem('greenroom-room-tab', 'a slow page')
  expect(await (await openPage()).id()).toBe('a slow page')
})

test('a doubled tab is another one, and stays that through a reload', async () => {
  const first = await (await openPage()).id()
  const doubled = await openPage()
  const second = await doubled.id()
  expect(second).not.toBe(first)
  doubled.leave()
  expect(await (await openPage()).id()).toBe(second)
})

test('where the browser keeps nothing a tab has an id all the same', async () => {
  const page = await openPage(`Object.defineProperty(window, 'sessionStorage', {
    get() { throw new DOMException('The operation is insecure.', 'SecurityError') },
  })`)
  expect(await page.id()).toMatch(/^[0-9a-f]{32}$/)
})
