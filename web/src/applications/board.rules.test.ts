import { expect, test } from 'vitest'
import { statuses } from './application-filters.rules'
import { boardMove } from './board.rules'

const said = (from: (typeof statuses)[number], to: (typeof statuses)[number]) => {
  const move = boardMove(from, to)
  return move === null ? 'there' : 'does' in move ? move.does : `not: ${move.whyNot}`
}

test('a card that waits goes anywhere, one with an interview not back by hand, a decided one nowhere', () => {
  expect(statuses.map((from) => statuses.map((to) => said(from, to)))).toEqual([
    ['there', 'schedule', 'approve', 'reject', 'withdraw'],
    ['not: toPending', 'there', 'approve', 'reject', 'withdraw'],
    ['not: APPROVED', 'not: APPROVED', 'there', 'not: APPROVED', 'not: APPROVED'],
    ['not: REJECTED', 'not: REJECTED', 'not: REJECTED', 'there', 'not: REJECTED'],
    ['not: WITHDRAWN', 'not: WITHDRAWN', 'not: WITHDRAWN', 'not: WITHDRAWN', 'there'],
  ])
})
