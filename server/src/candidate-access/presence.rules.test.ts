import { expect, test } from 'vitest'
import { goneAfter, openSince, isPresent, presenceOf, type Hold } from './presence.rules.ts'

const opensAt = new Date('2026-11-24T08:45:00Z')
const after = (seconds: number) => new Date(opensAt.getTime() + seconds * 1000)
const hold = (changes: Partial<Hold>): Hold => ({
  holderId: 'one process',
  openSince: opensAt,
  seenAt: after(100),
  isHeld: true,
  saidGoodbye: false,
  ...changes,
})
const gone = new Date(after(100).getTime() + goneAfter)

test('somebody is here until a minute after they were last seen, and not at its end', () => {
  const last = new Date(gone.getTime() - 1)
  expect([isPresent(hold({}), last), isPresent(hold({}), gone)]).toEqual([true, false])
  expect(presenceOf([hold({})], opensAt, last)).toEqual({ isPageOpen: true, since: opensAt, saidGoodbye: false })
  expect(presenceOf([hold({})], opensAt, gone)).toEqual({ isPageOpen: false, since: after(100), saidGoodbye: false })
})

test('whoever holds a line says that they are here, whatever the others have seen end', () => {
  const ended = hold({ holderId: 'another one', isHeld: false, seenAt: after(120), saidGoodbye: true })
  const later = hold({ openSince: after(30) })
  expect(presenceOf([ended, later], opensAt, after(130))).toEqual({
    isPageOpen: true,
    since: after(30),
    saidGoodbye: false,
  })
  expect(openSince([ended, later, hold({ openSince: after(10) })], after(130))).toEqual(after(10))
  expect(presenceOf([ended, later], opensAt, gone)).toEqual({ isPageOpen: false, since: after(120), saidGoodbye: true })
})

test('nobody was seen who was seen before the lobby opened, for a time that the interview had earlier', () => {
  expect(presenceOf([], opensAt, after(200))).toBeNull()
  expect(presenceOf([hold({ seenAt: after(-1), isHeld: false })], opensAt, after(200))).toBeNull()
  expect(presenceOf([hold({ seenAt: opensAt, isHeld: false })], opensAt, after(200))).toMatchObject({ since: opensAt })
})
