import { expect, test } from 'vitest'
import { newId } from '../shared/id.ts'
import { makeMailAddresses } from './mail-address.ts'

const secret = 'a secret of this test, long enough'
const mail = makeMailAddresses('interviews@greenroom.test', [secret])

test('an address tells whose it is, whatever folds its case', () => {
  const id = newId()
  const address = mail.replyAddressOf(id)
  expect(address).toMatch(/^interviews\+[a-z2-7]{39}@greenroom\.test$/)
  expect(mail.meaningOf(address)).toEqual({ kind: 'PERSON', id })
  expect(mail.meaningOf(address.toUpperCase())).toEqual({ kind: 'PERSON', id })
  expect(mail.meaningOf(mail.bounceAddressOf(id))).toEqual({ kind: 'DELIVERY', id })
  expect(mail.meaningOf('Interviews@Greenroom.test')).toEqual({ kind: 'NOBODY' })
})

test('the longest address that a house may send from leaves room for the token', () => {
  const longest = makeMailAddresses(`${'x'.repeat(24)}@greenroom.test`, [secret])
  expect(longest.replyAddressOf(newId()).indexOf('@')).toBe(64)
})

test('an address stays good when the secret changes, until the old one is gone', () => {
  const id = newId()
  const address = mail.replyAddressOf(id)
  const rotated = makeMailAddresses('interviews@greenroom.test', ['another secret of this test, as long', secret])
  expect(rotated.meaningOf(address)).toEqual({ kind: 'PERSON', id })
  const forgotten = makeMailAddresses('interviews@greenroom.test', ['another secret of this test, as long'])
  expect(forgotten.meaningOf(address)).toBeNull()
})

test('an address that we gave to nobody means nothing', () => {
  const good = mail.replyAddressOf(newId())
  const changed = (at: number) => good.slice(0, at) + (good[at] === 'a' ? 'b' : 'a') + good.slice(at + 1)
  const tokenAt = good.indexOf('+') + 1
  for (let at = tokenAt; at < tokenAt + 39; at++) expect(mail.meaningOf(changed(at))).toBeNull()
  for (const address of [
    '',
    '@',
    'interviews+@greenroom.test',
    `interviews+${'a'.repeat(39)}@greenroom.test`,
    good.replace('greenroom', 'elsewhere'),
    good.replace('interviews', 'others'),
    good.replace('@', 'a@'),
    `x${good}`,
    `${good}\0`,
  ])
    expect(mail.meaningOf(address)).toBeNull()
})
