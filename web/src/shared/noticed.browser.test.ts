import { enableAutoUnmount, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defineComponent, h, nextTick, withDirectives, type VNode } from 'vue'
import { soon } from '../../test/soon'
import { prefer } from '../../test/media'
import { noteOwnChange, vNoticed } from './noticed'

enableAutoUnmount(afterEach)
let start = 0
beforeEach(() => {
  vi.useFakeTimers({ now: 0, toFake: ['performance'] })
  // Long after anything that was done in another test.
  vi.advanceTimersByTime((start += 60_000))
  return () => vi.useRealTimers()
})

const row = (draw: (text: string) => VNode) =>
  mount(
    defineComponent({
      props: { text: { type: String, required: true } },
      setup: (props) => () => draw(props.text),
    }),
    { props: { text: 'Scheduled' }, attachTo: document.body },
  )
const byText = () => row((text) => withDirectives(h('p', text), [[vNoticed]]))
const isNoticed = (mounted: ReturnType<typeof row>) => mounted.classes().includes('noticed')

test('what comes is not pointed at, what changes is, until that is over', async () => {
  const mounted = byText()
  expect(isNoticed(mounted)).toBe(false)
  await mounted.setProps({ text: 'Scheduled' })
  expect(isNoticed(mounted)).toBe(false)
  await mounted.setProps({ text: 'In progress' })
  expect(isNoticed(mounted)).toBe(true)
  const [animation] = mounted.element.getAnimations()
  expect(animation).toMatchObject({ animationName: 'noticed', playState: 'running' })
  animation!.finish()
  await soon(() => expect(isNoticed(mounted)).toBe(false))
})

test('what was done here is known already', async () => {
  const mounted = byText()
  noteOwnChange()
  await mounted.setProps({ text: 'Cancelled' })
  expect(isNoticed(mounted)).toBe(false)
  vi.advanceTimersByTime(3_000)
  await mounted.setProps({ text: 'Scheduled' })
  expect(isNoticed(mounted)).toBe(true)
})

test('what changes with the clock alone is no news', async () => {
  const mounted = row((text) => withDirectives(h('p', `${text}, 5 minutes left`), [[vNoticed, ['SCHEDULED']]]))
  await mounted.setProps({ text: 'Another minute' })
  await nextTick()
  expect(isNoticed(mounted)).toBe(false)
})

test('who wants less motion sees it for as long, and nothing moves', async () => {
  await prefer('prefers-reduced-motion', 'reduce')
  const mounted = byText()
  await mounted.setProps({ text: 'In progress' })
  const [animation] = mounted.element.getAnimations()
  expect(animation!.effect!.getComputedTiming().duration).toBe(2_400)
  const ground = () => getComputedStyle(mounted.element).backgroundColor
  const first = ground()
  expect(first).not.toBe('rgba(0, 0, 0, 0)')
  animation!.currentTime = 2_300
  expect(ground()).toBe(first)
})
