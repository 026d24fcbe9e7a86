import { describe, expect, test } from 'vitest'
import { gradeOf, readVerdict, type Verdict } from './verdict.rules.ts'

const gmail =
  'mx.google.com; dkim=pass header.i=@example.com header.s=s1 header.b=abc; spf=pass (google.com: domain of ada@example.com designates 1.2.3.4 as permitted sender) smtp.mailfrom=ada@example.com; dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=example.com'
const exchange =
  'mx.house.test; spf=fail (sender IP is 1.2.3.4) smtp.mailfrom=example.com; dkim=none (message not signed) header.d=none;dmarc=fail action=quarantine header.from=example.com;compauth=fail reason=000'

describe('the verdict of one’s own server', () => {
  test('is read as Gmail writes it', () => {
    expect(readVerdict([gmail], 'mx.google.com', 'ada@example.com')).toEqual({
      dmarc: 'PASS',
      policy: 'reject',
      alignedDkim: true,
      dkimDomains: ['example.com'],
    })
  })

  test('is read as Exchange writes it', () => {
    expect(readVerdict([exchange], 'MX.House.test', 'ada@example.com')).toMatchObject({
      dmarc: 'FAIL',
      policy: 'quarantine',
      alignedDkim: false,
    })
  })

  test('is believed of that server alone, and only on top of all others', () => {
    expect(readVerdict([gmail], 'mx.house.test', 'ada@example.com')).toBeNull()
    expect(readVerdict([exchange, gmail], 'mx.google.com', 'ada@example.com')).toBeNull()
    expect(readVerdict([gmail], null, 'ada@example.com')).toBeNull()
    expect(readVerdict([], 'mx.google.com', 'ada@example.com')).toBeNull()
    expect(readVerdict([`evil (; ${gmail}`], 'mx.google.com', 'ada@example.com')).toBeNull()
  })

  test('is not what stands in brackets', () => {
    const hidden = 'mx.test; none (x; dmarc=pass (p=none) header.from=example.com)'
    expect(readVerdict([hidden], 'mx.test', 'ada@example.com')).toMatchObject({ dmarc: 'NONE' })
  })

  test('of another sender counts for nothing', () => {
    expect(readVerdict([gmail], 'mx.google.com', 'eve@evil.test')).toMatchObject({ dmarc: 'NONE', alignedDkim: false })
  })
})

describe('the grade', () => {
  const verdict = (some: Partial<Verdict>): Verdict => ({
    dmarc: 'NONE',
    policy: null,
    alignedDkim: false,
    dkimDomains: [],
    ...some,
  })
  const invited = ['ada@example.com', 'ada@home.test']
  const google = { from: 'ada@example.com', sender: 'calendar-notification@google.com' }
  const own = { from: 'ada@example.com', sender: null }
  const other = { from: 'eve@example.com', sender: null }

  test.each([
    ['their address, proven', own, verdict({ dmarc: 'PASS' }), 'A'],
    ['their address, signed by its domain', own, verdict({ alignedDkim: true }), 'A'],
    ['an address they had before, proven', { from: 'ada@home.test', sender: null }, verdict({ dmarc: 'PASS' }), 'A'],
    ['their address, and nobody knows', own, null, 'B'],
    ['their address, and the domain does not mind', own, verdict({ dmarc: 'FAIL', policy: 'none' }), 'B'],
    ['Google in their name', google, verdict({ dmarc: 'FAIL', policy: 'reject', dkimDomains: ['google.com'] }), 'B'],
    ['somebody who says they are Google', google, verdict({ dmarc: 'FAIL', policy: 'reject' }), 'D'],
    ['another address, proven', other, verdict({ dmarc: 'PASS' }), 'C'],
    ['another address', other, null, 'C'],
    ['nobody', { from: null, sender: null }, null, 'C'],
    ['their address, disowned', own, verdict({ dmarc: 'FAIL', policy: 'reject' }), 'D'],
    ['their address, disowned in an unknown way', own, verdict({ dmarc: 'FAIL' }), 'D'],
    ['another address, disowned', other, verdict({ dmarc: 'FAIL', policy: 'quarantine' }), 'D'],
  ] as const)('of %s', (_, who, said, expected) => expect(gradeOf(who, invited, said)).toBe(expected))
})
