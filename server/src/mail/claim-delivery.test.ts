import { describe, expect, test } from 'vitest'
import { hoursAhead, minute, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { tellStory, type InterviewWishes } from '../../test/story.ts'
import { leaseLength, makeClaimDelivery, type Claimed } from './claim-delivery.ts'
import { makeSettleDelivery, type Outcome } from './settle-delivery.ts'

// No worker runs here: the tests are the workers.
const house = await openHouse()
const { inTransaction, candidateLink, replyAddressOf } = house.greenroom
const claimFor = makeClaimDelivery({ inTransaction, candidateLink, replyAddressOf })
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

const failed = (verdict: 'RETRY' | 'FAIL' | 'PAUSE'): Outcome => ({
  kind: 'Failed',
  code: 'MAILBOX_FULL',
  hint: 'Ask for another address.',
  verdict,
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
    expect(await email.settle('dead', { kind: 'Sent', response: '250 late' })).toEqual({ kind: 'TakenOver' })
    expect(await email.settle('next', { kind: 'Sent', response: '250 ok' })).toEqual({
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
    await email.settle('w', { kind: 'Sent', response: '250 ok' })
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
