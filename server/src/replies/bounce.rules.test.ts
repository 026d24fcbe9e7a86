import { expect, test } from 'vitest'
import { readDeliveryStatus, reportLine, verdictOf } from './bounce.rules.ts'

const status = (...fields: string[]) => `Reporting-MTA: dns; mx.test\r\n\r\n${fields.join('\r\n')}\r\n`

test.each([
  ['failed for good', ['Action: failed', 'Status: 5.1.1'], 'FAILED'],
  ['failed for good by its diagnostic', ['Action: failed', 'Diagnostic-Code: smtp; 550 5.7.1 no'], 'FAILED'],
  ['failed, and may work again', ['Action: failed', 'Status: 4.2.2'], 'DELAYED'],
  ['still tried', ['Action: delayed', 'Status: 4.4.1'], 'DELAYED'],
  ['still tried, whatever its code says', ['Action: delayed', 'Status: 5.4.1'], 'DELAYED'],
  ['delivered', ['Action: delivered', 'Status: 2.0.0'], 'DELIVERED'],
  ['failed without a code', ['Action: failed'], 'UNKNOWN'],
  ['something else', ['Action: dropped', 'Status: 5.1.1'], 'UNKNOWN'],
])('an email that is %s', (_, fields, verdict) => {
  const reports = readDeliveryStatus(status('Final-Recipient: rfc822;ada@example.com', ...fields))
  expect(verdictOf(reports).verdict).toBe(verdict)
})

test('a report without recipients says nothing', () => {
  expect(verdictOf(readDeliveryStatus('Reporting-MTA: dns; mx.test'))).toEqual({ verdict: 'UNKNOWN', report: null })
})

test('is told in the words of the server', () => {
  const [report] = readDeliveryStatus(
    status(
      'Final-Recipient: rfc822; <Ada@Example.com>',
      'Action: failed (expired)',
      'Status: 5.1.1 (x)',
      'Diagnostic-Code: smtp; 550 No',
      '\tsuch user',
    ),
  )
  expect(report).toMatchObject({ address: 'ada@example.com', action: 'FAILED', status: '5.1.1' })
  expect(reportLine(report!)).toBe('550 No such user')
  // Postfix, of what it could not deliver itself.
  expect(reportLine({ ...report!, diagnostic: 'X-Postfix; unknown user: "ada"' })).toBe('unknown user: "ada"')
  expect(reportLine({ ...report!, diagnostic: '550 No; really' })).toBe('550 No; really')
  expect(reportLine({ ...report!, diagnostic: null })).toBe('5.1.1')
})
