import FullCalendar from '@fullcalendar/vue3'
import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import { soon } from '../../test/soon'
import { i18n, setLocale, useWords } from '../shared/i18n'
import type { DrawnEvent } from './calendar-events.rules'
import { daysOf, rangeOf } from './calendar-range.rules'
import CalendarGrid from './CalendarGrid.vue'

const event = (id: string, start: string, more: Partial<DrawnEvent> = {}): DrawnEvent => ({
  id,
  kind: 'interview',
  start,
  end: new Date(Date.parse(start) + 45 * 60_000).toISOString(),
  title: id,
  allDay: false,
  movable: true,
  look: 'gr-event',
  ...more,
})
const ada = event('ada', '2026-11-24T09:00:00.000Z')
const ben = event('ben', '2026-11-25T09:00:00.000Z')

function opened(props: Record<string, unknown> = {}) {
  const mounted = mount(CalendarGrid, {
    props: {
      view: 'week',
      date: '2026-11-24',
      zone: 'Europe/Stockholm',
      ahead: null,
      events: [ada, ben],
      held: null,
      now: () => Date.parse('2026-11-23T08:00:00Z'),
      firstDay: 1,
      label: 'Calendar',
      ...props,
    } as InstanceType<typeof CalendarGrid>['$props'],
    slots: { event: '<template #event="{ id, startsAt }">{{ id }} {{ startsAt }}</template>' },
    attrs: { style: 'height: 700px' },
    attachTo: document.body,
    global: { plugins: [i18n] },
  })
  const element = (id: string) => document.querySelector<HTMLElement>(`[data-event="${id}"]`)
  const api = () => mounted.getComponent(FullCalendar).vm.getApi()
  return { mounted, element, api }
}

enableAutoUnmount(afterEach)
beforeEach(async () => {
  await useWords('dashboard')
  await setLocale('en', { remember: false })
})

test.each([
  ['day', '2026-11-24', 'Europe/Stockholm', 1],
  ['week', '2026-11-22', 'Europe/Stockholm', 1],
  ['week', '2026-11-22', 'America/New_York', 7],
  ['week', '2026-10-25', 'Europe/Stockholm', 1],
  ['month', '2026-11-24', 'Europe/Stockholm', 1],
  ['month', '2027-03-10', 'Asia/Tokyo', 7],
] as const)('what is asked for is what is drawn: %s of %s in %s', async (view, date, zone, firstDay) => {
  const { api } = opened({ view, date, zone, firstDay })
  await flushPromises()
  const { activeStart, activeEnd } = api().view
  const { from, to } = rangeOf(daysOf(view, date, firstDay), zone)
  expect([activeStart.toISOString(), activeEnd.toISOString()]).toEqual([from, to])
})

test('news leaves what stays where it is in the page, and with it the focus', async () => {
  const { mounted, element, api } = opened()
  await soon(() => expect(element('ben')).not.toBeNull())
  const before = element('ben')!
  before.focus()
  await mounted.setProps({
    events: [event('ada', '2026-11-26T13:00:00.000Z'), { ...ben, look: 'gr-event gr-trouble' }, event('cleo', ben.end)],
  })
  await soon(() => expect(element('cleo')).not.toBeNull())
  expect(element('ben')).toBe(before)
  expect(before.className).toContain('gr-trouble')
  expect(document.activeElement).toBe(before)
  expect(api().getEventById('ada')!.start!.toISOString()).toBe('2026-11-26T13:00:00.000Z')
  await mounted.setProps({ events: [ben] })
  await soon(() => expect(element('ada')).toBeNull())
  expect(element('ben')).toBe(before)
})

test('what somebody has in hand stays in their hand, and goes back when they let go of it', async () => {
  const { mounted, api } = opened({ held: 'ada', events: [ben] })
  await flushPromises()
  await mounted.setProps({ held: null, events: [ada, ben] })
  const drawn = () => api().getEventById('ada')!.start!.toISOString()
  await soon(() => expect(drawn()).toBe(ada.start))
  await mounted.setProps({ held: 'ada' })
  api().getEventById('ada')!.setDates('2026-11-27T09:00:00Z', '2026-11-27T09:45:00Z')
  // News of others come meanwhile.
  await mounted.setProps({ events: [ada, { ...ben, title: 'Benedict' }] })
  expect(drawn()).toBe('2026-11-27T09:00:00.000Z')
  await mounted.setProps({ held: null })
  await soon(() => expect(drawn()).toBe(ada.start))
})

test('Tab leads to one event, what comes next, and the arrows to the others', async () => {
  const { mounted, element } = opened({ now: () => Date.parse('2026-11-25T00:00:00Z') })
  await soon(() => expect(element('ben')?.tabIndex).toBe(0))
  expect(element('ada')!.tabIndex).toBe(-1)
  element('ben')!.focus()
  await userEvent.keyboard('{ArrowLeft}')
  expect(document.activeElement).toBe(element('ada'))
  expect([element('ada')!.tabIndex, element('ben')!.tabIndex]).toEqual([0, -1])
  await userEvent.keyboard('{Enter}')
  expect(mounted.emitted('open')).toMatchObject([['ada', 'interview', element('ada')]])
})

test('an interviewer drags nothing, and nobody what is over', async () => {
  const { api } = opened({ events: [ada, { ...ben, movable: false }] })
  await soon(() => expect(api().getEventById('ben')).not.toBeNull())
  expect(['ada', 'ben'].map((id) => api().getEventById(id)!.startEditable)).toEqual([true, false])
})

test('an event is dragged to another day and time, by quarters of an hour', async () => {
  const { mounted, element } = opened()
  await soon(() => expect(element('ada')).not.toBeNull())
  const ada = element('ada')!
  ada.scrollIntoView({ block: 'center' })
  const { width, height } = ada.getBoundingClientRect()
  const half = height / 2
  await userEvent.dragAndDrop(ada, element('ben')!, {
    sourcePosition: { x: width / 2, y: half },
    targetPosition: { x: width / 2, y: half },
    steps: 10,
    force: true,
  })
  await soon(() =>
    expect(mounted.emitted('move')).toEqual([['ada', { startsAt: '2026-11-25T09:00:00.000Z', durationMinutes: 45 }]]),
  )
})

test('a press on an empty time tells which one it is', async () => {
  const { mounted, element } = opened()
  await soon(() => expect(element('ada')).not.toBeNull())
  element('ada')!.scrollIntoView({ block: 'center' })
  const { x, y, width, height } = element('ada')!.getBoundingClientRect()
  // As high as the event takes 45 minutes; the middle of the half hour that begins as long after its end.
  const at = { x: x + width / 2, y: y + (height / 45) * 100 }
  const body = document.body.getBoundingClientRect()
  await userEvent.click(document.body, { position: { x: at.x - body.x, y: at.y - body.y } })
  expect(mounted.emitted('pick')).toMatchObject([[{ date: '2026-11-24', instant: '2026-11-24T10:30:00.000Z' }]])
})
