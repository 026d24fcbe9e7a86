import { describe, expect, test } from 'vitest'
import {
  dkimFinding,
  isNobodysDomain,
  mailCheckStatusOf,
  replyDomainFinding,
  spfFinding,
  worstOf,
} from './mail-finding.rules.ts'

describe('SPF', () => {
  test.each([
    [[], 'SPF_MISSING'],
    [['google-site-verification=abc', 'v=spf10 -all'], 'SPF_MISSING'],
    [['v=spf1 include:_spf.example.com ~all'], 'SPF_FOUND'],
    [['V=SPF1 mx -all', 'other'], 'SPF_FOUND'],
    [['v=spf1'], 'SPF_FOUND'],
    [['v=spf1 mx +all'], 'SPF_LETS_ALL_SEND'],
    [['v=spf1 mx all'], 'SPF_LETS_ALL_SEND'],
    [['v=spf1 mx -all', 'v=spf1 a ~all'], 'SPF_SEVERAL'],
  ])('%j is %s', (texts, code) => {
    expect(spfFinding('example.se', texts)).toMatchObject({ code, step: 'SPF', about: 'example.se' })
  })

  test('a mail server called all is not everybody', () => {
    expect(spfFinding('example.se', ['v=spf1 a:all.example.se include:all.example.se -all']).code).toBe('SPF_FOUND')
  })
})

describe('DKIM', () => {
  const expected = { name: 'mail._domainkey.example.se', value: 'v=DKIM1; k=rsa; p=MIIBabc+/=' }
  test.each([
    [[], 'DKIM_NOT_PUBLISHED'],
    [['v=spf1 -all'], 'DKIM_NOT_PUBLISHED'],
    [['v=DKIM1; k=rsa; p=MIIBabc+/='], 'DKIM_PUBLISHED'],
    [['p=MIIB abc+/=; k=rsa'], 'DKIM_PUBLISHED'],
    [['v=DKIM1; p=other', 'v=DKIM1; p=MIIBabc+/='], 'DKIM_PUBLISHED'],
    [['v=DKIM1; p=other'], 'DKIM_OTHER_KEY'],
    [['v=DKIM1; p='], 'DKIM_REVOKED'],
  ])('%j is %s', (texts, code) => {
    expect(dkimFinding(expected, texts)).toMatchObject({ code, about: expected.name })
  })
})

test.each([
  [[], 'REPLIES_HAVE_NO_SERVER'],
  [[''], 'REPLIES_HAVE_NO_SERVER'],
  [['mx.example.se'], 'REPLIES_ARRIVE'],
  [['aspmx.l.google.com', 'alt1.aspmx.l.google.com'], 'REPLIES_GO_TO_GOOGLE'],
  [['aspmx2.googlemail.com'], 'REPLIES_GO_TO_GOOGLE'],
  [['mx.notgoogle.com'], 'REPLIES_ARRIVE'],
])('mail servers %j of the reply domain: %s', (servers, code) => {
  expect(replyDomainFinding('example.se', servers).code).toBe(code)
})

test('names that are reserved belong to nobody', () => {
  expect(['greenroom.localhost', 'a.test', 'example.com', 'x.example.org'].every(isNobodysDomain)).toBe(true)
  expect(['lindgren.se', 'testing.se', 'myexample.com', 'contest'].some(isNobodysDomain)).toBe(false)
})

test('a look is as good as its worst finding', () => {
  expect(worstOf([])).toBe('GOOD')
  expect(worstOf([{ grade: 'GOOD' }, { grade: 'WARNING' }, { grade: 'NOTE' }])).toBe('WARNING')
})

test('a look that takes too long has been given up, whoever had it', () => {
  const at = (minutes: number) => new Date(Date.UTC(2026, 10, 21, 9, minutes))
  const asked = { askedAt: at(0), startedAt: null, finishedAt: null }
  const taken = { ...asked, startedAt: at(1) }
  expect(mailCheckStatusOf(asked, at(4))).toBe('WAITING')
  expect(mailCheckStatusOf(taken, at(4))).toBe('RUNNING')
  expect(mailCheckStatusOf(taken, at(5))).toBe('GIVEN_UP')
  expect(mailCheckStatusOf({ ...taken, finishedAt: at(3) }, at(59))).toBe('DONE')
  expect(mailCheckStatusOf({ ...taken, finishedAt: at(9) }, at(59))).toBe('GIVEN_UP')
})
