import { describe, expect, test } from 'vitest'
import { Listener, ListenerTooSlow, positionOf, type Hint } from './live-hub.ts'

const hint = (cursor: string, topic: Hint['topic'] = 'slotChanged'): Hint => ({
  cursor,
  companyId: 'company',
  topic,
  subjectId: `about ${cursor}`,
})
const everything = () => true

const heard = async (listener: Listener, count: number) => {
  const cursors: string[] = []
  for (let index = 0; index < count; index++) cursors.push((await listener.next()).value.cursor)
  return cursors
}

/** What a listener has waiting, without waiting for more. */
const rest = async (listener: Listener) => {
  listener.end()
  const cursors: string[] = []
  for await (const { cursor } of listener) cursors.push(cursor)
  return cursors
}

describe('a listener', () => {
  test('hears what was missed before what came meanwhile, each once and in order', async () => {
    const listener = new Listener(everything, positionOf('10.1'))
    listener.push(hint('11.4'))
    listener.push(hint('12.5'))
    listener.push(hint('100.6'))
    listener.replay([hint('10.2'), hint('11.3'), hint('11.4')])
    listener.push(hint('101.7'))
    expect(await heard(listener, 6)).toEqual(['10.2', '11.3', '11.4', '12.5', '100.6', '101.7'])
    expect(await rest(listener)).toEqual([])
  })

  test('is not told again of what it knew when it came, nor of what was replayed to it', async () => {
    const listener = new Listener(everything, positionOf('20.5'))
    listener.push(hint('20.4'))
    listener.push(hint('20.5'))
    listener.replay([hint('20.6')])
    listener.push(hint('20.5'))
    listener.push(hint('20.6'))
    listener.push(hint('21.7'))
    expect(await rest(listener)).toEqual(['20.6', '21.7'])
  })

  test('that comes without a cursor hears everything from now on', async () => {
    const listener = new Listener(everything, null)
    listener.push(hint('1.1'))
    listener.replay([])
    listener.push(hint('1.2'))
    expect(await rest(listener)).toEqual(['1.1', '1.2'])
  })

  test('hears nothing before what it missed is known', async () => {
    const listener = new Listener(everything, positionOf('1.0'))
    listener.push(hint('3.3'))
    const first = listener.next()
    listener.replay([hint('2.2')])
    expect((await first).value.cursor).toBe('2.2')
  })

  test('hears only what it wants, also of what it missed', async () => {
    const listener = new Listener((each) => each.topic === 'emailSent', positionOf('1.0'))
    listener.push(hint('3.1'))
    listener.push(hint('3.2', 'emailSent'))
    listener.replay([hint('2.1', 'emailSent'), hint('2.2')])
    expect(await rest(listener)).toEqual(['2.1', '3.2'])
  })

  test('that leaves 500 unread is told to ask again, and costs nothing from then on', async () => {
    const listener = new Listener(everything, null)
    let ended = 0
    listener.onEnd = () => ended++
    listener.replay([])
    for (let id = 0; id <= 500; id++) listener.push(hint(`1.${id}`))
    listener.push(hint('2.1'))
    await expect(listener.next()).rejects.toBeInstanceOf(ListenerTooSlow)
    expect(await listener.next()).toEqual({ value: undefined, done: true })
    expect(ended).toBe(1)
  })

  test('with exactly 500 unread hears them all', async () => {
    const listener = new Listener(everything, null)
    listener.replay([])
    for (let id = 0; id < 500; id++) listener.push(hint(`1.${id}`))
    expect(await rest(listener)).toHaveLength(500)
  })

  test('that goes is waited for by nobody', async () => {
    const listener = new Listener(everything, null)
    let ended = 0
    listener.onEnd = () => ended++
    listener.replay([])
    const waiting = listener.next()
    await listener.return()
    expect(await waiting).toEqual({ value: undefined, done: true })
    listener.push(hint('1.1'))
    expect(await listener.next()).toEqual({ value: undefined, done: true })
    expect(ended).toBe(1)
  })
})

test.each(['', '1', '1.', '.1', '1.1.1', '-1.1', '1.-1', 'a.b', '1.1 ', '99999999999999999999.1', "1.1'--"])(
  '%j is no cursor of a subscription',
  (cursor) => {
    expect(positionOf(cursor)).toBeNull()
  },
)
