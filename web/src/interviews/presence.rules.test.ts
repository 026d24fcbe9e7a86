import { describe, expect, test } from 'vitest'
import { presenceState, roughlyAgo, type Watched } from './presence.rules'

const startsAt = '2026-11-24T09:00:00.000Z'
const at = (time: string) => Date.parse(`2026-11-24T${time}Z`)
const now = at('09:05:00')
const here = { isPageOpen: true, since: '2026-11-24T08:50:00.000Z', saidGoodbye: false }
const lost = { isPageOpen: false, since: '2026-11-24T09:03:00.000Z', saidGoodbye: false }
const closed = { ...lost, saidGoodbye: true }
const second = { questionPosition: 2, questionCount: 5 }

const watched = (changes: Partial<Watched>): Watched => ({
  mode: 'SELF_GUIDED',
  status: 'SCHEDULED',
  startsAt,
  presence: null,
  roomProgress: null,
  ...changes,
})
const words = (changes: Partial<Watched>, when = now) => presenceState(watched(changes), when)?.word ?? null

describe('an interview in the room', () => {
  test('says nothing of who has not come before the start, and says it from then on', () => {
    expect(words({}, at('08:59:59.999'))).toBeNull()
    expect(words({}, at('09:00:00'))).toBe('notCome')
  })

  test('tells who is here, who closed the page, and whose line was lost', () => {
    expect([here, closed, lost].map((presence) => words({ presence }))).toEqual(['inLobby', 'left', 'lost'])
    expect(presenceState(watched({ status: 'IN_PROGRESS', presence: here, roomProgress: second }), now)).toEqual({
      word: 'inRoom',
      goneSince: null,
      progress: { position: 2, count: 5 },
    })
    expect(presenceState(watched({ status: 'IN_PROGRESS', presence: lost, roomProgress: second }), now)).toEqual({
      word: 'lost',
      goneSince: lost.since,
      progress: { position: 2, count: 5 },
    })
  })

  test('claims nothing of whose line never came through: only where they are with the questions', () => {
    const past = { questionPosition: null, questionCount: 5 }
    expect(presenceState(watched({ status: 'IN_PROGRESS', roomProgress: past }), now)).toEqual({
      word: 'atQuestion',
      goneSince: null,
      progress: { position: null, count: 5 },
    })
    expect(words({ status: 'IN_PROGRESS' })).toBeNull()
  })
})

test('where people meet elsewhere, a page that is open is told, and one that is closed means nothing', () => {
  expect(words({ mode: 'VIDEO', presence: here })).toBe('inLobby')
  for (const mode of ['PHONE', 'ONSITE'] as const) expect(words({ mode, presence: here })).toBe('onPage')
  for (const mode of ['VIDEO', 'PHONE', 'ONSITE'] as const) {
    for (const presence of [null, closed, lost]) expect(words({ mode, presence })).toBeNull()
    expect(words({ mode, status: 'IN_PROGRESS', presence: here })).toBeNull()
    // Their own word is the better one.
    expect(words({ mode, presence: here, candidateArrival: { state: 'HERE' } })).toBeNull()
    expect(words({ mode, presence: here, candidateArrival: { state: 'LATE' } })).not.toBeNull()
  }
})

test('what is over has nobody in it, whatever an older answer said', () => {
  for (const status of ['COMPLETED', 'CANCELLED', 'NO_SHOW', 'EXPIRED'] as const)
    for (const presence of [null, here, lost]) expect(words({ status, presence, roomProgress: second })).toBeNull()
})

test.each([
  ['09:03:00', 'now', 0],
  ['09:03:59.999', 'now', 0],
  ['09:04:00', 'minutes', 1],
  ['11:02:59', 'minutes', 119],
  ['11:03:00', 'hours', 2],
  // The device's clock is behind: nothing is going to have happened.
  ['08:00:00', 'now', 0],
])('at %s it was %s %i', (time, unit, n) => {
  expect(roughlyAgo(lost.since, at(time))).toEqual({ unit, n })
})
