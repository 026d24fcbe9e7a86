import { describe, expect, test } from 'vitest'
import { choiceIsOver, feedbackIsOver, isOvertaken, placeOfferIsOver, whenToUpdate } from './delivery.rules.ts'

const endsAt = new Date('2026-11-24T10:00:00.000Z')
const before = new Date('2026-11-24T09:59:59.999Z')
const meeting = (status: string, sequence = 0) => ({ status, sequence, endsAt })

describe('an email that waits', () => {
  const invitation = { kind: 'INVITATION' as const, sequence: 0 }
  const update = { kind: 'UPDATE' as const, sequence: 1 }
  const cancellation = { kind: 'CANCELLATION' as const, sequence: 1 }

  test.each(['SCHEDULED', 'IN_PROGRESS'])('invites to a meeting that is %s', (status) => {
    expect(isOvertaken(invitation, meeting(status), before)).toBe(false)
  })

  test.each(['CANCELLED', 'COMPLETED', 'NO_SHOW', 'EXPIRED'])('invites nobody to one that is %s', (status) => {
    expect(isOvertaken(invitation, meeting(status), before)).toBe(true)
  })

  test.each(['SCHEDULED', 'IN_PROGRESS', 'COMPLETED', 'NO_SHOW', 'EXPIRED'])(
    'calls off nothing that is %s',
    (status) => {
      expect(isOvertaken(cancellation, meeting(status, 1), before)).toBe(true)
      expect(isOvertaken(cancellation, meeting('CANCELLED', 1), before)).toBe(false)
    },
  )

  test('tells of a change only of a meeting that lies ahead', () => {
    for (const status of ['SCHEDULED', 'IN_PROGRESS'])
      expect(isOvertaken(update, meeting(status, 1), before)).toBe(false)
    for (const status of ['CANCELLED', 'COMPLETED', 'NO_SHOW', 'EXPIRED'])
      expect(isOvertaken(update, meeting(status, 1), before)).toBe(true)
    expect(isOvertaken(update, meeting('SCHEDULED', 2), before)).toBe(true)
  })

  test('tells nothing of an older state of the meeting', () => {
    expect(isOvertaken(invitation, meeting('SCHEDULED', 1), before)).toBe(true)
  })

  test('is of no use from the end of the meeting on', () => {
    expect(isOvertaken(invitation, meeting('SCHEDULED'), endsAt)).toBe(true)
    expect(isOvertaken(cancellation, meeting('CANCELLED', 1), endsAt)).toBe(true)
  })
})

describe('an update', () => {
  const now = new Date('2026-11-23T10:00:00.000Z')
  const secondsAgo = (seconds: number) => new Date(now.getTime() - seconds * 1000)

  test('leaves at once where none left in the last two minutes', () => {
    expect(whenToUpdate(null, now)).toEqual(now)
    expect(whenToUpdate(secondsAgo(120), now)).toEqual(now)
    expect(whenToUpdate(secondsAgo(3600), now)).toEqual(now)
  })

  test('soon after another one waits, so that what changes meanwhile is told once', () => {
    expect(whenToUpdate(now, now)).toEqual(new Date('2026-11-23T10:02:00.000Z'))
    expect(whenToUpdate(secondsAgo(119), now)).toEqual(new Date('2026-11-23T10:00:01.000Z'))
  })
})

describe('an email that asks to choose a time', () => {
  const until = new Date('2026-11-24T10:00:00.000Z')
  const link = { isRevoked: false, expiresAt: until, applicationStatus: 'PENDING' as const, hasInterview: false }

  test('is sent as long as the link opens', () => {
    expect(choiceIsOver(link, before)).toBe(false)
    expect(choiceIsOver(link, until)).toBe(true)
    expect(choiceIsOver({ ...link, isRevoked: true }, before)).toBe(true)
  })

  test('is not sent once the round has its interview, or the application its decision', () => {
    expect(choiceIsOver({ ...link, hasInterview: true }, before)).toBe(true)
    // An earlier round was held: this one still needs its time.
    expect(choiceIsOver({ ...link, applicationStatus: 'INTERVIEW_SCHEDULED' }, before)).toBe(false)
    for (const applicationStatus of ['APPROVED', 'REJECTED', 'WITHDRAWN'] as const)
      expect(choiceIsOver({ ...link, applicationStatus }, before)).toBe(true)
  })
})

describe('an email that offers a place', () => {
  const later = new Date('2026-11-25T10:00:00.000Z')
  const offer = {
    status: 'OFFERED' as const,
    expiresAt: endsAt,
    slotStatus: 'OPEN' as const,
    startsAt: later,
    isRevoked: false,
    linkExpiresAt: later,
    applicationStatus: 'PENDING' as const,
    hasInterview: false,
  }

  test('is sent as long as the place is kept, even where nobody else may book the slot', () => {
    expect(placeOfferIsOver(offer, before)).toBe(false)
    expect(placeOfferIsOver({ ...offer, slotStatus: 'CLOSED' }, before)).toBe(false)
    expect(placeOfferIsOver(offer, endsAt)).toBe(true)
  })

  test.each([
    ['the wait is over', { status: 'TAKEN' as const }],
    ['the offer has lapsed', { status: 'LAPSED' as const }],
    ['they no longer wait', { status: 'WITHDRAWN' as const }],
    ['the slot was called off', { slotStatus: 'CANCELLED' as const }],
    ['the slot has begun', { startsAt: before }],
    ['the link was revoked', { isRevoked: true }],
    ['the link has expired', { linkExpiresAt: before }],
    ['there is an interview', { hasInterview: true }],
    ['it was decided', { applicationStatus: 'REJECTED' as const }],
  ])('is not sent once %s', (_, more) => {
    expect(placeOfferIsOver({ ...offer, ...more }, before)).toBe(true)
  })
})

describe('an email that asks for feedback', () => {
  const asked = {
    interviewStatus: 'COMPLETED' as const,
    applicationStatus: 'INTERVIEW_SCHEDULED' as const,
    isOnPanel: true,
    isSubmitted: false,
  }

  test('is sent as long as the feedback is owed', () => {
    expect(feedbackIsOver(asked)).toBe(false)
    expect(feedbackIsOver({ ...asked, applicationStatus: 'PENDING' })).toBe(false)
  })

  test.each([
    ['it is in', { isSubmitted: true }],
    ['they are not on the panel', { isOnPanel: false }],
    ['the interview is none that was held', { interviewStatus: 'NO_SHOW' as const }],
    ['it was decided', { applicationStatus: 'APPROVED' as const }],
    ['the candidate has withdrawn', { applicationStatus: 'WITHDRAWN' as const }],
  ])('is not sent once %s', (_, more) => {
    expect(feedbackIsOver({ ...asked, ...more })).toBe(true)
  })
})
