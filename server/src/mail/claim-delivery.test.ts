import { describe, expect, test } from 'vitest'
import { hoursAhead, minute, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import type { Answer } from '../../test/documents.ts'
import { granted, tellStory, type InterviewWishes } from '../../test/story.ts'
import { system } from '../shared/actor.ts'
import { newId } from '../shared/id.ts'
import { leaseLength, makeClaimDelivery, type Claimed } from './claim-delivery.ts'
import type { InterviewMail } from './interview-mail.ts'
import { makeSettleDelivery, type Outcome } from './settle-delivery.ts'

// No worker runs here: the tests are the workers.
const house = await openHouse()
const { inTransaction } = house.greenroom
const claimFor = makeClaimDelivery(house.greenroom)
const settleFor = makeSettleDelivery({ inTransaction }, () => 0)

async function waitingEmail(wishes: InterviewWishes = {}) {
  const story = await tellStory(house)
  const { recruiter, interview, candidate } = await story.arranged(wishes)
  const { id } = interview['delivery']
  return {
    story,
    recruiter,
    interview,
    candidate,
    claim: (worker: string) => claimFor(story.companyId, id, worker),
    settle: (worker: string, outcome: Outcome) => settleFor(story.companyId, id, worker, outcome),
    now: async () => {
      const data = await recruiter.reads(
        'query($id: ID!) { interview(id: $id) { deliveries { id status attempts errorCode hint serverResponse nextAttemptAt } } }',
        { id: interview.id },
      )
      return data.interview.deliveries.find((each: { id: string }) => each.id === id)
    },
  }
}

const sent = (response: string): Outcome => ({ kind: 'Sent', response, tells: null })

const failed = (verdict: 'RETRY' | 'FAIL' | 'PAUSE'): Outcome => ({
  kind: 'Failed',
  code: 'MAILBOX_FULL',
  hint: 'Ask for another address.',
  verdict,
  command: 'RCPT TO',
  serverResponse: '452 full',
})

describe('an email in the outbox', () => {
  test('is in one hand at a time', async () => {
    const email = await waitingEmail()
    const claims = await Promise.all(['one', 'two', 'three', 'four'].map((worker) => email.claim(worker)))
    expect(claims.map((claim) => claim.kind).sort()).toEqual(['Claimed', 'NotDue', 'NotDue', 'NotDue'])
    expect(await email.now()).toMatchObject({ status: 'SENDING', attempts: 1, nextAttemptAt: null })
  })

  test('of a dead worker goes to another one when its lease ends, and is the same message', async () => {
    const email = await waitingEmail({ startsAt: hoursAhead(24) })
    const noon = hoursAhead(1)
    house.clock.stopAt(noon)
    const first = (await email.claim('dead')) as Claimed
    house.clock.stopAt(shifted(noon, leaseLength))
    expect(await email.claim('next')).toEqual({ kind: 'NotDue' })
    house.clock.stopAt(shifted(noon, leaseLength + 1))
    const second = (await email.claim('next')) as Claimed

    expect(second).toMatchObject({ kind: 'Claimed', attempt: 2 })
    expect(second.mail).toEqual(first.mail)
    expect(await email.settle('dead', sent('250 late'))).toEqual({ kind: 'TakenOver' })
    expect(await email.settle('next', sent('250 ok'))).toEqual({
      kind: 'Settled',
      status: 'SENT',
    })
    expect(await email.now()).toMatchObject({ status: 'SENT', serverResponse: '250 ok', attempts: 2 })
  })

  test('that was refused for good is not tried again, and says why', async () => {
    const email = await waitingEmail()
    await email.claim('w')
    expect(await email.settle('w', failed('FAIL'))).toEqual({ kind: 'Settled', status: 'FAILED' })
    expect(await email.now()).toEqual({
      id: expect.any(String),
      status: 'FAILED',
      attempts: 1,
      errorCode: 'MAILBOX_FULL',
      hint: 'Ask for another address.',
      serverResponse: '452 full',
      nextAttemptAt: null,
    })
    expect(await email.claim('w')).toEqual({ kind: 'NotDue' })
  })

  test('that was refused for the moment waits longer each time, and says so meanwhile', async () => {
    const email = await waitingEmail({ startsAt: hoursAhead(72) })
    let now = hoursAhead(1)
    house.clock.stopAt(now)
    for (const pause of [1, 5, 15, 60, 60]) {
      expect((await email.claim('w')).kind).toBe('Claimed')
      expect(await email.settle('w', failed('RETRY'))).toEqual({ kind: 'Settled', status: 'QUEUED' })
      const next = shifted(now, pause * minute)
      expect(await email.now()).toMatchObject({
        status: 'QUEUED',
        hint: 'Ask for another address.',
        nextAttemptAt: next.toISOString(),
      })
      house.clock.stopAt(shifted(next, -1))
      expect(await email.claim('w')).toEqual({ kind: 'NotDue' })
      house.clock.stopAt((now = next))
    }
    await email.claim('w')
    await email.settle('w', sent('250 ok'))
    expect(await email.now()).toMatchObject({ status: 'SENT', errorCode: null, hint: null })
  })

  test('is given up when the next attempt would come after the start', async () => {
    const email = await waitingEmail({ startsAt: hoursAhead(2) })
    house.clock.stopAt(shifted(email.interview['startsAt'], -30_000))
    await email.claim('w')
    expect(await email.settle('w', failed('RETRY'))).toEqual({ kind: 'Settled', status: 'FAILED' })
  })

  test('goes first when it was not the email that was to blame', async () => {
    const email = await waitingEmail()
    await email.claim('w')
    expect(await email.settle('w', failed('PAUSE'))).toEqual({ kind: 'Settled', status: 'QUEUED' })
    expect((await email.claim('w')).kind).toBe('Claimed')
  })

  test('that was overtaken while it was under way and failed is not tried again', async () => {
    const email = await waitingEmail()
    await email.claim('w')
    await email.recruiter.cancels(email.interview)
    expect(await email.settle('w', failed('RETRY'))).toEqual({ kind: 'Settled', status: 'CANCELLED' })
  })

  test('whose meeting is over, or whose reader has no address any more, is dropped and says so', async () => {
    const over = await waitingEmail({ startsAt: hoursAhead(2) })
    house.clock.stopAt(over.interview['endsAt'])
    expect(await over.claim('w')).toEqual({ kind: 'Dropped', status: 'CANCELLED' })
    house.clock.goOn()

    const moved = await waitingEmail()
    await moved.recruiter.does('updateCandidate', { candidateId: moved.candidate.id, email: null })
    expect(await moved.claim('w')).toEqual({ kind: 'Dropped', status: 'SKIPPED_NO_ADDRESS' })
  })

  test('goes to where the candidate is reached when it leaves', async () => {
    const email = await waitingEmail()
    await email.recruiter.does('updateCandidate', { candidateId: email.candidate.id, email: 'new@candidates.test' })
    expect(await email.claim('w')).toMatchObject({ mail: { to: { address: 'new@candidates.test' } } })
  })

  test('that waits is sent now when it is asked for again; there is no second one', async () => {
    const email = await waitingEmail()
    await email.claim('w')
    await email.settle('w', failed('RETRY'))
    expect(await email.claim('w')).toEqual({ kind: 'NotDue' })
    expect(await email.recruiter.resends(email.interview)).toMatchObject({ id: email.interview['delivery'].id })
    expect((await email.claim('w')).kind).toBe('Claimed')
  })
})

/** The emails of one interview in the hands of a worker that does each step when it is told to. */
async function interviewWithEmails() {
  const story = await tellStory(house)
  const startsAt = hoursAhead(48)
  const { recruiter, interview, candidate } = await story.arranged({ startsAt })
  const emails = async (): Promise<{ id: string; kind: string; status: string; nextAttemptAt: string | null }[]> =>
    (
      await recruiter.reads('query($id: ID!) { interview(id: $id) { deliveries { id kind status nextAttemptAt } } }', {
        id: interview.id,
      })
    ).interview.deliveries
  /** Each as `kind status`, the newest first. */
  const states = async () => (await emails()).map(({ kind, status }) => `${kind} ${status}`)
  const waiting = async () => (await emails()).find(({ status }) => status === 'QUEUED')!
  return {
    recruiter,
    interview,
    candidate,
    startsAt,
    states,
    waiting,
    movesTo: async (time: Date) => granted(await recruiter.reschedules(interview, { startsAt: time })),
    /** Takes the one that waits into the worker's hands. */
    async takesUp() {
      const { id } = await waiting()
      const claimed = (await claimFor(story.companyId, id, 'w')) as Claimed
      return { claimed, mail: claimed.mail as InterviewMail }
    },
    ends: ({ deliveryId, tells }: Claimed, outcome: Outcome = { kind: 'Sent', response: '250 ok', tells }) =>
      settleFor(story.companyId, deliveryId, 'w', outcome),
  }
}

describe('the emails of an interview that moves', () => {
  const after = hoursAhead(72)
  const later = hoursAhead(96)
  const lasting = (startsAt: Date) => ({ startsAt, endsAt: shifted(startsAt, 45 * minute) })

  test('before the invitation left are one invitation to the new time', async () => {
    const email = await interviewWithEmails()
    await email.movesTo(after)
    expect(await email.states()).toEqual(['INVITATION QUEUED', 'INVITATION CANCELLED'])
    const { mail } = await email.takesUp()
    expect(mail).toMatchObject({ kind: 'INVITATION', sequence: 1, told: null, ...lasting(after) })
  })

  test('tell from what the candidate knows to what is true, however often it moved meanwhile', async () => {
    const email = await interviewWithEmails()
    await email.ends((await email.takesUp()).claimed)
    await email.movesTo(after)
    await email.movesTo(later)
    expect(await email.states()).toEqual(['UPDATE QUEUED', 'UPDATE CANCELLED', 'INVITATION SENT'])
    const { mail } = await email.takesUp()
    expect(mail).toMatchObject({ kind: 'UPDATE', sequence: 2, told: lasting(email.startsAt), ...lasting(later) })
  })

  test('tell the time that the invitation said, which was under way when it moved', async () => {
    const email = await interviewWithEmails()
    const { claimed } = await email.takesUp()
    await email.movesTo(after)
    expect(await email.states()).toEqual(['UPDATE QUEUED', 'INVITATION SENDING'])
    await email.ends(claimed)
    const { mail } = await email.takesUp()
    expect(mail).toMatchObject({ kind: 'UPDATE', told: lasting(email.startsAt), ...lasting(after) })
  })

  test('invite where the invitation, which was under way when it moved, never arrived', async () => {
    const email = await interviewWithEmails()
    const { claimed } = await email.takesUp()
    await email.movesTo(after)
    expect(await email.ends(claimed, failed('RETRY'))).toEqual({ kind: 'Settled', status: 'CANCELLED' })
    const { mail } = await email.takesUp()
    expect(mail).toMatchObject({ kind: 'INVITATION', sequence: 1, told: null, ...lasting(after) })
    expect(await email.states()).toEqual(['INVITATION SENDING', 'INVITATION CANCELLED'])
  })

  test('are the same message on a retry, the old time included', async () => {
    const email = await interviewWithEmails()
    await email.ends((await email.takesUp()).claimed)
    await email.movesTo(after)
    const first = await email.takesUp()
    await email.ends(first.claimed, failed('PAUSE'))
    expect((await email.takesUp()).mail).toEqual(first.mail)
  })

  test('soon after an update wait until two minutes have passed, as one', async () => {
    const email = await interviewWithEmails()
    const now = hoursAhead(1)
    house.clock.stopAt(now)
    await email.ends((await email.takesUp()).claimed)
    await email.movesTo(after)
    await email.ends((await email.takesUp()).claimed)
    house.clock.stopAt(shifted(now, 30_000))
    await email.movesTo(later)
    house.clock.stopAt(shifted(now, 60_000))
    await email.movesTo(email.startsAt)
    expect(await email.states()).toEqual(['UPDATE QUEUED', 'UPDATE CANCELLED', 'UPDATE SENT', 'INVITATION SENT'])
    expect(await email.waiting()).toMatchObject({ nextAttemptAt: shifted(now, 2 * minute).toISOString() })
    house.clock.stopAt(shifted(now, 2 * minute))
    const { mail } = await email.takesUp()
    expect(mail).toMatchObject({ kind: 'UPDATE', sequence: 3, told: lasting(after), ...lasting(email.startsAt) })
  })

  test('do not wait where a person asks for them', async () => {
    const email = await interviewWithEmails()
    await email.ends((await email.takesUp()).claimed)
    await email.movesTo(after)
    await email.ends((await email.takesUp()).claimed)
    await email.movesTo(later)
    const waiting = await email.waiting()
    expect(await email.recruiter.resends(email.interview)).toMatchObject({ id: waiting.id, kind: 'UPDATE' })
    expect((await email.takesUp()).mail).toMatchObject({ kind: 'UPDATE', ...lasting(later) })
  })

  test('are none where nothing changed that they tell', async () => {
    const email = await interviewWithEmails()
    await email.ends((await email.takesUp()).claimed)
    granted(await email.recruiter.reschedules(email.interview, { timeZone: 'Asia/Tokyo' }))
    expect(await email.states()).toEqual(['INVITATION SENT'])
  })

  test('call off the time that was told, where it moved and was cancelled before anybody was told', async () => {
    const email = await interviewWithEmails()
    await email.ends((await email.takesUp()).claimed)
    await email.movesTo(after)
    granted(await email.recruiter.cancels(email.interview))
    expect(await email.states()).toEqual(['CANCELLATION QUEUED', 'UPDATE CANCELLED', 'INVITATION SENT'])
    expect((await email.takesUp()).mail).toMatchObject({
      kind: 'CANCELLATION',
      sequence: 2,
      ...lasting(email.startsAt),
    })
  })
})

describe('an email that asks to choose a time', () => {
  async function choiceWaits() {
    const story = await tellStory(house)
    const [recruiter, candidate] = [await story.recruiter(), await story.applicant()]
    const link = granted(await recruiter.invitesToChoose(candidate))
    const emails = async () =>
      (
        await recruiter.reads(
          'query($id: ID!) { deliveries(filter: { applicationId: $id }) { nodes { id status } } }',
          {
            id: candidate.applicationId,
          },
        )
      ).deliveries.nodes as { id: string; status: string }[]
    const { id } = (await emails())[0]!
    return {
      recruiter,
      candidate,
      link,
      emails,
      claim: (worker: string) => claimFor(story.companyId, id, worker),
      settle: (worker: string, outcome: Outcome) => settleFor(story.companyId, id, worker, outcome),
    }
  }

  test('is in one hand at a time, and the same message in the next', async () => {
    const email = await choiceWaits()
    const claims = await Promise.all(['one', 'two', 'three'].map((worker) => email.claim(worker)))
    const claimed = claims.filter((claim) => claim.kind === 'Claimed')
    expect(claimed).toHaveLength(1)
    expect(claimed[0]!.mail).toMatchObject({
      kind: 'CHOOSE_SLOT',
      link: email.link['url'],
      until: new Date(email.link['expiresAt'] as string),
      references: [],
    })
    house.clock.stopAt(shifted(new Date(), 2 * minute))
    expect(((await email.claim('next')) as Claimed).mail).toEqual(claimed[0]!.mail)
    expect(await email.settle('next', sent('250 ok'))).toEqual({ kind: 'Settled', status: 'SENT' })
  })

  test.each<[string, (email: Awaited<ReturnType<typeof choiceWaits>>) => Promise<Answer>]>([
    [
      'the link was revoked',
      ({ recruiter, link }) => recruiter.does('revokeSchedulingLink', { schedulingLinkId: link.id }),
    ],
    ['a time was found', ({ recruiter, candidate }) => recruiter.schedules(candidate)],
    ['it was decided', ({ recruiter, candidate }) => recruiter.decides(candidate, 'REJECTED', 'Another was chosen.')],
  ])('is dropped once %s', async (_, act) => {
    const email = await choiceWaits()
    granted(await act(email))
    const { kind } = await email.claim('w')
    expect(['Dropped', 'NotDue']).toContain(kind)
    expect((await email.emails()).at(-1)).toMatchObject({ status: 'CANCELLED' })
  })

  test('that failed is tried again as long as the link works', async () => {
    const email = await choiceWaits()
    const end = new Date(email.link['expiresAt'] as string)
    await email.claim('w')
    expect(await email.settle('w', failed('RETRY'))).toEqual({ kind: 'Settled', status: 'QUEUED' })
    house.clock.stopAt(end)
    expect(await email.claim('w')).toEqual({ kind: 'Dropped', status: 'CANCELLED' })
  })

  test('asked for again before it left is one email', async () => {
    const email = await choiceWaits()
    granted(await email.recruiter.invitesToChoose(email.candidate))
    expect((await email.emails()).map(({ status }) => status)).toEqual(['QUEUED', 'CANCELLED'])
  })
})

describe('an email that offers a place', () => {
  /** A place in a slot is kept for somebody who waited for it, for an hour from now. */
  async function placeOffered(wishes: { timeZone?: string } = {}) {
    const story = await tellStory(house)
    const [recruiter, candidate] = [await story.recruiter(), await story.applicant(wishes)]
    const link = granted(await recruiter.invitesToChoose(candidate))
    const slot = await recruiter.opens({ mode: 'ONSITE', location: 'Room 7', startsAt: hoursAhead(30) })
    const entryId = newId()
    const until = hoursAhead(1)
    await inTransaction({ name: 'offerPlace', actor: system(story.companyId) }, async (tx) => {
      tx.insert('waitlist_entry', {
        company_id: tx.companyId,
        id: entryId,
        slot_id: slot.id,
        application_id: candidate.applicationId,
        round: 1,
        status: 'OFFERED',
        offered_at: tx.now,
        offer_expires_at: until,
      })
      tx.record({ name: 'WaitlistOffered', about: { type: 'WaitlistEntry', id: entryId } })
      return { kind: 'Offered' }
    })
    const [delivery] = await house.database.query<{ id: string }>(
      'select id from delivery where waitlist_entry_id = $1',
      [entryId],
    )
    return { story, recruiter, candidate, link, slot, until, claim: () => claimFor(story.companyId, delivery!.id, 'w') }
  }

  test('says which one, until when, and leads to the page where it is taken', async () => {
    const { slot, link, until, claim } = await placeOffered({ timeZone: 'America/New_York' })
    expect(((await claim()) as Claimed).mail).toMatchObject({
      kind: 'WAITLIST_OFFER',
      time: { startsAt: new Date(slot['startsAt'] as string), endsAt: new Date(slot['endsAt'] as string) },
      candidateTimeZone: 'America/New_York',
      modes: ['ONSITE'],
      location: 'Room 7',
      until,
      link: link['url'],
    })
  })

  test('is dropped once the offer has ended', async () => {
    const { until, claim } = await placeOffered()
    house.clock.stopAt(until)
    expect(await claim()).toEqual({ kind: 'Dropped', status: 'CANCELLED' })
  })

  test('is dropped where the link that would take it was revoked', async () => {
    const { recruiter, link, claim } = await placeOffered()
    granted(await recruiter.does('revokeSchedulingLink', { schedulingLinkId: link.id }))
    expect(await claim()).toEqual({ kind: 'Dropped', status: 'CANCELLED' })
  })
})

describe('an email that tells of a slot for which somebody waited', () => {
  async function waitCalledOff() {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const startsAt = hoursAhead(48)
    const slot = await recruiter.opens({ startsAt, mode: 'ONSITE', location: 'Room 7' })
    granted(await recruiter.books(slot, await story.applicant()))
    const candidate = await story.applicant({ timeZone: 'America/New_York' })
    const link = granted(await recruiter.invitesToChoose(candidate))
    granted(await candidate.mayChoose(link['url'] as string).waitsFor(slot))
    await recruiter.does('cancelSlot', { slotId: slot.id })
    const [delivery] = await house.database.query<{ id: string }>(
      "select id from delivery where kind = 'WAITLIST_CANCELLATION' and application_id = $1",
      [candidate.applicationId],
    )
    return { story, recruiter, candidate, link, slot, claim: () => claimFor(story.companyId, delivery!.id, 'w') }
  }

  test('says which one, and leads to the other times for as long as the link works', async () => {
    const { slot, link, claim } = await waitCalledOff()
    expect(((await claim()) as Claimed).mail).toMatchObject({
      kind: 'WAITLIST_CANCELLATION',
      time: { startsAt: new Date(slot['startsAt'] as string), endsAt: new Date(slot['endsAt'] as string) },
      candidateTimeZone: 'America/New_York',
      location: 'Room 7',
      until: new Date(link['expiresAt'] as string),
      link: link['url'],
    })
  })

  test('is dropped at the hour at which it would have begun', async () => {
    const { slot, claim } = await waitCalledOff()
    house.clock.stopAt(slot['startsAt'] as string)
    expect(await claim()).toEqual({ kind: 'Dropped', status: 'CANCELLED' })
  })

  test('is dropped where they have found another time meanwhile', async () => {
    const { recruiter, candidate, claim } = await waitCalledOff()
    granted(await recruiter.schedules(candidate))
    expect(await claim()).toEqual({ kind: 'Dropped', status: 'CANCELLED' })
  })
})
