import { expect, test } from 'vitest'
import { emailProblems, nameProblems, newPasswordProblems } from './field-problems.rules'

test.each(['', '  ', '\n'])('%j is no name', (text) =>
  expect(nameProblems(text, 'company')).toEqual([{ name: 'company', code: 'nameMissing' }]),
)

test('a name of one letter is one', () => expect(nameProblems(' A ')).toEqual([]))

test.each(['', 'ada', 'ada@', '@mail.test', 'ada@mail', 'ada lovelace@mail.test', 'ada@mail@mail.test'])(
  '%j is no address',
  (text) => expect(emailProblems(text)).toEqual([{ name: 'email', code: 'emailMalformed' }]),
)

test.each(['ada@mail.test', ' ada+interview@mail.example.test ', 'å@ö.test'])('%j is an address', (text) =>
  expect(emailProblems(text)).toEqual([]),
)

test('a password is counted in characters, not in their halves', () => {
  expect(newPasswordProblems('🐝'.repeat(11))).toEqual([
    { name: 'password', code: 'passwordTooShort', facts: { least: 12 } },
  ])
  expect(newPasswordProblems('🐝'.repeat(12))).toEqual([])
})
