import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ref } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { ChooseDoor_ChoiceFragment, TimeButton_SlotFragment } from '../gql/graphql'
import type { TypedText } from '../shared/graphql-text'
import { setLocale, i18n, useWords } from '../shared/i18n'
import type { Connection } from '../shared/line'
import type { PersonalGraph } from '../shared/personal-graph'
import ChooseDoor from './ChooseDoor.vue'

const noonInStockholm = Date.parse('2026-11-21T11:00:00Z')
const at = (minutes: number) => new Date(noonInStockholm + minutes * 60_000).toISOString()

const aSlot = (id: string, startsAt: string, more: Partial<TimeButton_SlotFragment> = {}): TimeButton_SlotFragment => ({
  id,
  startsAt,
  endsAt: new Date(Date.parse(startsAt) + 45 * 60_000).toISOString(),
  durationMinutes: 45,
  mode: 'PHONE',
  location: null,
  placesLeft: 1,
  heldUntil: null,
  wait: null,
  ...more,
})

const late = aSlot('late', '2026-11-23T23:30:00Z', { placesLeft: 2 })
const early = aSlot('early', '2026-11-23T09:00:00Z')

let server: ReturnType<typeof aServer>
let page: VueWrapper

/** Answers as the schema promises, by its own clock, and does to a time what a candidate asks for. */
function aServer() {
  const asked: string[] = []
  const events = new Set<(event: never) => void>()
  const choice: ChooseDoor_ChoiceFragment = {
    id: 'link-1',
    companyName: 'Nordlys AB',
    jobTitle: 'Backend engineer',
    candidateName: 'Ada Lovelace',
    round: 1,
    timeZone: 'Europe/Stockholm',
    companyTimeZone: 'Europe/Stockholm',
    language: 'EN',
    expiresAt: at(60 * 24 * 7),
    status: 'OPEN',
    chosen: null,
    held: null,
    waitsFor: [],
  }
  const state = { choice, slots: [early, late], gone: null as object | null }
  const slot = (input: { slotId: string }) => state.slots.find(({ id }) => id === input.slotId)!
  const acts: Record<string, (input: { slotId: string }) => object> = {
    HoldSlot: (input) => {
      state.choice.held = { ...slot(input), heldUntil: new Date(Date.now() + 120_000).toISOString() }
      return { __typename: 'BookableSlot' }
    },
    ReleaseSlot: () => {
      state.choice.held = null
      return { __typename: 'CandidateChoice', id: 'link-1' }
    },
    ChooseSlot: (input) => {
      const { startsAt, endsAt, mode } = slot(input)
      const chosen = { __typename: 'ChosenTime', startsAt, endsAt, mode, link: 'https://elsewhere.test/interview/abc' }
      Object.assign(state.choice, { status: 'CHOSEN', held: null, chosen })
      return { __typename: 'CandidateChoice' }
    },
    JoinWaitlist: (input) => {
      state.slots = state.slots.map((each) =>
        each.id === input.slotId ? { ...each, wait: { status: 'WAITING', offerExpiresAt: null } } : each,
      )
      return { __typename: 'BookableSlot' }
    },
  }
  async function ask({ name, text }: TypedText<unknown, unknown>, variables: unknown): Promise<unknown> {
    if (text.startsWith('query')) {
      const serverNow = new Date().toISOString()
      const { held } = state.choice
      if (held && Date.parse(held.heldUntil!) <= Date.now()) state.choice.held = null
      const nodes = state.choice.status === 'OPEN' ? state.slots : []
      return {
        candidateChoice: { ...state.choice, serverNow },
        bookableSlots: { nodes, pageInfo: { hasNextPage: false } },
      }
    }
    const { input = {} } = variables as { input?: { slotId?: string } }
    asked.push(`${name} ${input.slotId ?? ''}`.trim())
    return { [name.charAt(0).toLowerCase() + name.slice(1)]: state.gone ?? acts[name]!(input as { slotId: string }) }
  }
  return {
    state,
    asked,
    graph: {
      ask,
      listen: (_: unknown, { next }: { next: (event: never) => void }) => {
        events.add(next)
        return () => void events.delete(next)
      },
      connection: ref<Connection>('live'),
      closeSocket: () => undefined,
    } as PersonalGraph,
    tells(slotId: string, slot: TimeButton_SlotFragment | null) {
      const bookableSlotChanged = { __typename: 'BookableSlotChanged', cursor: '1', slotId, slot }
      for (const listener of events) listener({ bookableSlotChanged } as never)
    },
  }
}

// Buttons of the component library look for one, to know whether they are links.
const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:any*', component: ChooseDoor }] })

async function opened() {
  page = mount(ChooseDoor, {
    props: { schedulingKey: 'abc', graph: server.graph },
    global: { plugins: [i18n, router] },
    attachTo: document.body,
  })
  await settled()
}

/** Until everything that is due now has been done; the clock stays where it is. */
async function settled() {
  for (let turn = 0; turn < 5; turn += 1) {
    await vi.advanceTimersByTimeAsync(0)
    await flushPromises()
  }
}
const later = async (ms: number) => {
  await vi.advanceTimersByTimeAsync(ms)
  await settled()
}

function said() {
  const shown = page.element.cloneNode(true) as HTMLElement
  // The zones to choose from say nothing about the one that is chosen.
  shown.querySelectorAll('select').forEach((select) => select.remove())
  return (shown.textContent ?? '').replace(/\s+/g, ' ')
}
const press = async (words: string) => {
  const found = page.findAll('button').find((each) => each.text().includes(words))
  if (!found) throw new Error(`No button says "${words}". The page says: ${said()}`)
  await found.trigger('click')
  await settled()
}
const days = () => page.findAll('h2').map((heading) => heading.text())

beforeEach(async () => {
  vi.useFakeTimers({ now: noonInStockholm })
  sessionStorage.setItem('greenroom-zone', 'Europe/Stockholm')
  await Promise.all([useWords('candidateAccess'), useWords('selfScheduling')])
  await setLocale('en', { remember: false })
  server = aServer()
})

afterEach(() => {
  page.unmount()
  sessionStorage.clear()
  vi.useRealTimers()
})

test('times stand under the days of the zone, and move with it', async () => {
  await opened()
  expect(days()).toEqual(['Monday, 23 November 2026', 'Tuesday, 24 November 2026'])
  expect(said()).toContain('10:00 CET')
  expect(said()).toContain('00:30 CET')
  expect(said()).toContain('45 minutes · By phone')
  await page.get('select').setValue('Europe/London')
  expect(days()).toEqual(['Monday, 23 November 2026'])
  expect(said()).toContain('23:30 GMT')
})

test('places change as the server tells, and a time that is gone goes', async () => {
  await opened()
  expect(said()).toContain('2 places left')
  server.state.slots = [early, { ...late, placesLeft: 0 }]
  server.tells('late', { ...late, placesLeft: 0 })
  await settled()
  expect(said()).toContain('Full. Tell me if free')
  server.state.slots = [early]
  server.tells('late', null)
  await settled()
  expect(days()).toEqual(['Monday, 23 November 2026'])
})

test("a place is kept for two minutes by the server's clock, and then the page says that it is over", async () => {
  await opened()
  await press('10:00')
  expect(server.asked).toEqual(['HoldSlot early'])
  expect(page.get('[role=timer]').text()).toContain('2:00')
  await later(61_000)
  expect(page.get('[role=timer]').text()).toContain('0:59')
  await later(59_000)
  expect(page.find('[role=timer]').exists()).toBe(false)
  expect(said()).toContain('kept for as long as it could be')
})

test('who looks for another one gives the place back, and who takes it is led to the interview', async () => {
  await opened()
  await press('10:00')
  await press('Look for another one')
  await press('10:00')
  await press('Take this time')
  expect(server.asked).toEqual(['HoldSlot early', 'ReleaseSlot', 'HoldSlot early', 'ChooseSlot early'])
  expect(page.get('h1').text()).toBe('You have a time')
  expect(page.get('main a').attributes('href')).toBe('/interview/abc')
})

test('a time that somebody else has taken is told with what is still free', async () => {
  await opened()
  server.state.gone = {
    __typename: 'TimeIsGone',
    isFull: true,
    slot: { ...early, placesLeft: 0 },
    alternatives: [late],
  }
  await press('10:00')
  expect(page.get('[role=alert]').text()).toContain('Somebody was a moment faster')
  server.state.gone = null
  server.state.slots = [{ ...early, placesLeft: 0 }, late]
  await press('Tell me when a place is free there')
  expect(server.asked).toEqual(['HoldSlot early', 'JoinWaitlist early'])
  expect(said()).toContain('You are waiting')
})

test('a place that is offered may be looked at, without a shorter time to decide', async () => {
  const offered = { ...early, wait: { status: 'OFFERED' as const, offerExpiresAt: at(60) } }
  server.state.choice.waitsFor = [offered]
  server.state.slots = [offered, late]
  await opened()
  expect(said()).toContain('A place is free: Mon 23 Nov, 10:00–10:45 CET')
  expect(said()).toContain('It is kept for you until 13:00 CET')
  await press('Have a look')
  expect(page.get('[role=timer]').text()).toContain('60:00')
  expect(server.asked).toEqual([])
  await press('Take this time')
  expect(server.asked).toEqual(['ChooseSlot early'])
})
