import { expect, test } from 'vitest'
import { answerRate, failureRate, perWeek, showUpRate, summed, versionsPerInterview } from './figures.rules.ts'
import { reasonOf } from './mail-failure.rules.ts'

test('a share of nothing is none, and not zero', () => {
  expect(showUpRate({ held: 0, noShow: 0, expired: 0 })).toBeNull()
  expect(answerRate({ asked: 0, accepted: 0, tentative: 0, declined: 0 })).toBeNull()
  expect(failureRate({ sent: 0, bounced: 0, failed: 0 })).toBeNull()
  expect(versionsPerInterview({ arranged: 0, moves: 0 })).toBeNull()
  expect(showUpRate({ held: 0, noShow: 2, expired: 0 })).toBe(0)
})

test('rates are of what they say', () => {
  expect(showUpRate({ held: 6, noShow: 1, expired: 1 })).toBe(0.75)
  expect(answerRate({ asked: 8, accepted: 4, tentative: 1, declined: 1 })).toBe(0.75)
  expect(failureRate({ sent: 6, bounced: 1, failed: 1 })).toBe(0.25)
  expect(versionsPerInterview({ arranged: 4, moves: 3 })).toBe(1.75)
  expect(perWeek(6, 14)).toBe(3)
  expect(perWeek(6, 0)).toBe(0)
})

test('counts are summed name by name', () => {
  expect(
    summed({ held: 0, noShow: 0 }, [
      { held: 1, noShow: 2 },
      { held: 3, noShow: 4 },
    ]),
  ).toEqual({ held: 4, noShow: 6 })
  expect(summed({ held: 0 }, [])).toEqual({ held: 0 })
})

test('codes of emails that did not arrive belong to who can do something about it', () => {
  expect(['BOUNCED', 'RECIPIENT_REFUSED', 'RECIPIENT_MAILBOX_FULL', 'MAIL_ADDRESS_UNUSABLE'].map(reasonOf)).toEqual(
    Array(4).fill('ADDRESS'),
  )
  expect(['SMTP_DOMAIN_UNPROVEN', 'SMTP_SENDER_REFUSED', 'SMTP_RELAY_DENIED', 'SMTP_BLOCKED'].map(reasonOf)).toEqual(
    Array(4).fill('SENDER'),
  )
  expect(['SMTP_CONNECT_TIMEOUT', 'SMTP_LOGIN_REFUSED', 'SMTP_TRY_LATER'].map(reasonOf)).toEqual(
    Array(3).fill('SERVER'),
  )
  expect(['MESSAGE_REFUSED', 'MAIL_TOO_LARGE'].map(reasonOf)).toEqual(Array(2).fill('MESSAGE'))
  expect([null, 'MAIL_NOT_SENT', 'toString'].map(reasonOf)).toEqual(Array(3).fill('OTHER'))
})
