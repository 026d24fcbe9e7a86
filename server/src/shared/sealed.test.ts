import { expect, test } from 'vitest'
import { seal, unseal } from './sealed.ts'

const [newest, older] = ['the newest secret', 'an older secret']

test('what is sealed can be read again, also after the secret was changed', () => {
  const sealed = seal(older, 'calendar', 'row 1', 'Ärlig text')
  expect(unseal([older], 'calendar', 'row 1', sealed)).toBe('Ärlig text')
  expect(unseal([newest, older], 'calendar', 'row 1', sealed)).toBe('Ärlig text')
})

test('it shows nothing of the text, and never looks the same twice', () => {
  const [one, other] = [seal(newest, 'calendar', 'row 1', 'password'), seal(newest, 'calendar', 'row 1', 'password')]
  expect(one).not.toBe(other)
  expect(Buffer.from(one, 'base64url').toString('latin1')).not.toContain('password')
})

test('without the secret, for another purpose, at another place or changed it cannot be read', () => {
  const sealed = seal(newest, 'calendar', 'row 1', 'password')
  expect(unseal([older], 'calendar', 'row 1', sealed)).toBeNull()
  expect(unseal([newest], 'mailbox', 'row 1', sealed)).toBeNull()
  expect(unseal([newest], 'calendar', 'row 2', sealed)).toBeNull()
  for (const place of [0, 12, 28, 30]) {
    const bytes = Buffer.from(sealed, 'base64url')
    bytes[place]! ^= 1
    expect(unseal([newest], 'calendar', 'row 1', bytes.toString('base64url'))).toBeNull()
  }
  expect(unseal([newest], 'calendar', 'row 1', '')).toBeNull()
})
