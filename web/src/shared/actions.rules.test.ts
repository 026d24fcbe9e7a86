import { expect, test } from 'vitest'
import { standingActions, type Action } from './actions.rules'

const action = (id: string, ...keys: string[]): Action => ({
  id,
  kind: 'here',
  label: id,
  icon: 'i-lucide-star',
  ...(keys.length > 0 ? { keys } : {}),
  run: () => undefined,
})
const said = (offers: Action[][]) => standingActions(offers).map(({ id, keys }) => [id, ...(keys ?? [])].join(' '))

test('what the page offers goes before what is offered everywhere, and takes its key', () => {
  expect(said([[action('schedule', 'n'), action('slots', 'g', 's')], [action('candidate', 'n')]])).toEqual([
    'candidate n',
    'schedule',
    'slots g s',
  ])
})

test('an action that is offered twice stands once, as the innermost part offers it', () => {
  expect(said([[action('undo')], [action('undo', 'z')]])).toEqual(['undo z'])
})
