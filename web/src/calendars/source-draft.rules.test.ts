import { expect, test } from 'vitest'
import { accessOf, freshSource, problemsOfSource, wantsNewAccess } from './source-draft.rules'

const draft = { ...freshSource('Home'), url: ' webcal://calendar.example/x.ics ' }
const namesOf = (problems: { name: string }[]) => problems.map(({ name }) => name)

test('a file needs a name and an address, an account also a login', () => {
  expect(namesOf(problemsOfSource(freshSource(), false))).toEqual(['name', 'url'])
  expect(problemsOfSource(draft, false)).toEqual([])
  expect(problemsOfSource({ ...draft, url: 'calendar.example/x.ics' }, false)).toEqual([
    { name: 'url', code: 'addressMalformed' },
  ])
  expect(namesOf(problemsOfSource({ ...draft, kind: 'CALDAV' }, false))).toEqual(['user', 'password'])
})

test('of one that is there the address stays, unless some of it is told anew: then all of it is', () => {
  expect(problemsOfSource(freshSource('Work'), true)).toEqual([])
  expect(wantsNewAccess(freshSource('Work'))).toBe(false)
  expect(namesOf(problemsOfSource({ ...freshSource('Work'), password: 'new' }, true))).toEqual(['url'])
})

test('nothing is sent that was not typed in, and a password is sent as it is', () => {
  expect(accessOf(draft)).toEqual({ url: 'webcal://calendar.example/x.ics' })
  expect(accessOf({ ...draft, user: ' ines ', password: ' pass ' })).toEqual({
    url: 'webcal://calendar.example/x.ics',
    user: 'ines',
    password: ' pass ',
  })
})
