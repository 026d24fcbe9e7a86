import { expect, test } from 'vitest'
import { panelOf, problemsOfPanel } from './panel.rules'

test('a pool in which nobody was chosen is not sent', () => {
  expect(panelOf({ interviewerIds: ['johan'], pools: [[], ['ines', 'maria']] })).toEqual({
    interviewerIds: ['johan'],
    anyOf: [['ines', 'maria']],
  })
  expect(panelOf({ interviewerIds: [], pools: [[]] })).toEqual({ interviewerIds: [] })
})

test('a pool of nobody but those who come anyway can never be filled', () => {
  expect(problemsOfPanel({ interviewerIds: ['johan'], pools: [['johan']] })).toEqual([
    { name: 'anyOf', code: 'poolIsTaken' },
  ])
  expect(problemsOfPanel({ interviewerIds: ['johan'], pools: [['johan', 'ines'], []] })).toEqual([])
})
