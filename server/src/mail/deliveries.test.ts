import { describe, expect, test } from 'vitest'
import { hoursAhead, minute, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory, type InterviewWishes } from '../../test/story.ts'
import { makeClaimDelivery } from './claim-delivery.ts'
import { makeSettleDelivery, type Outcome } from './settle-delivery.ts'

// No worker runs here: the tests are the workers.
const house = await openHouse()
const claimFor = makeClaimDelivery(house.greenroom)
const settleFor = makeSettleDelivery(house.greenroom, () => 0)

const sent: Outcome = { kind: 'Sent', response: '250 kept as 42', tells: null }
const failed = (verdict: 'RETRY' | 'FAIL', serverResponse: string): Outcome => ({
  kind: 'Failed',
  code: 'RECIPIENT_REFUSED',
  hint: 'Check the address.',
  verdict,
  command: 'RCPT TO',
  serverResponse,
})

async function anEmail(wishes: InterviewWishes & { email?: string | null } = {}) {
  const story = await tellStory(house)
  const arranged = await story.arranged({ startsAt: hoursAhead(72), ...wishes })
  const id = arranged.interview['delivery'].id as string
  return {
    story,
    ...arranged,
    id,
    claim: (which = id) => claimFor(story.companyId, which, 'w'),
    settle: (outcome: Outcome, which = id) => settleFor(story.companyId, which, 'w', outcome),
    all: async () =>
      (
        await arranged.recruiter.reads(
          `{ deliveries { nodes { id kind status errorCode recipientAddress nextAttemptAt
            attemptHistory { number begunAt endedAt errorCode command serverResponse } } } }`,
        )
      ).deliveries.nodes as { id: string; status: string; attemptHistory: { number: number }[] }[],
  }
}

describe('each attempt', () => {
  test('is remembered with what the server said, the newest first', async () => {
    const email = await anEmail()
    const noon = hoursAhead(1)
    house.clock.stopAt(noon)
    await email.claim()
    await email.settle(failed('RETRY', '450 4.2.1 busy'))
    const later = shifted(noon, minute)
    house.clock.stopAt(later)
    await email.claim()
    expect((await email.all())[0]!.attemptHistory[0]).toMatchObject({ number: 2, endedAt: null })
    await email.settle(sent)
    expect((await email.all())[0]!.attemptHistory).toEqual([
      {
        number: 2,
        begunAt: later.toISOString(),
        endedAt: later.toISOString(),
        errorCode: null,
        command: null,
        serverResponse: '250 kept as 42',
      },
      {
        number: 1,
        begunAt: noon.toISOString(),
        endedAt: noon.toISOString(),
        errorCode: 'RECIPIENT_REFUSED',
        command: 'RCPT TO',
        serverResponse: '450 4.2.1 busy',
      },
    ])
  })

  test('of a dead worker stays without an end', async () => {
    const email = await anEmail()
    await email.claim()
    house.clock.stopAt(shifted(new Date(), minute))
    await email.claim()
    await email.settle(sent)
    expect((await email.all())[0]!.attemptHistory).toMatchObject([
      { number: 2, endedAt: expect.any(String) },
      { number: 1, endedAt: null },
    ])
  })

  test('of very many is remembered only where it is among the newest', async () => {
    const email = await anEmail()
    await house.database.query('update delivery set attempts = 60 where id = $1', [email.id])
    await house.database.query(
      `insert into delivery_attempt (company_id, delivery_id, number, begun_at)
        select company_id, id, n, now() from delivery, generate_series(1, 60) n where id = $1`,
      [email.id],
    )
    await email.claim()
    const numbers = (await email.all())[0]!.attemptHistory.map(({ number }) => number)
    expect(numbers).toEqual(Array.from({ length: 50 }, (_, index) => 61 - index))
  })
})

describe('an email that is sent again', () => {
  test('is a copy with the same calendar event, to the address that the person has now', async () => {
    const email = await anEmail()
    await email.claim()
    await email.settle(failed('FAIL', '550 5.1.1 nobody'))
    const { recruiter, candidate, id } = email
    granted(await recruiter.does('updateCandidate', { candidateId: candidate.id, phone: '+46 1' }))
    const copy = granted(await recruiter.does('resendEmail', { deliveryId: id }))
    expect(copy).toMatchObject({ status: 'QUEUED', kind: 'INVITATION' })
    expect(copy.id).not.toBe(id)
    const claimed = await email.claim(copy.id)
    expect(claimed).toMatchObject({
      kind: 'Claimed',
      mail: { kind: 'INVITATION', sequence: 0, to: { address: candidate.email } },
    })
    // While it is being handed over, nobody asks for another one.
    expect(await recruiter.does('resendEmail', { deliveryId: copy.id })).toMatchObject({
      __typename: 'EmailIsUnderWay',
    })
    const audit = await house.database.query(
      "select 1 from audit_entry where entity_id = $1 and action = 'EmailResent'",
      [copy.id],
    )
    expect(audit).toHaveLength(1)
  })

  test('is only hurried where it waits still, or a copy of it does', async () => {
    const email = await anEmail()
    const { recruiter, id } = email
    house.clock.stopAt(hoursAhead(1))
    await email.claim()
    await email.settle(failed('RETRY', '450 busy'))
    const hurried = granted(await recruiter.does('resendEmail', { deliveryId: id }))
    expect(hurried).toMatchObject({ id, status: 'QUEUED', nextAttemptAt: hoursAhead(1).toISOString() })
    await email.claim()
    await email.settle(sent)
    const copy = granted(await recruiter.does('resendEmail', { deliveryId: id }))
    expect(granted(await recruiter.does('resendEmail', { deliveryId: id })).id).toBe(copy.id)
    expect(await email.all()).toHaveLength(2)
  })

  test('must still be true: an invitation after the cancellation is not', async () => {
    const email = await anEmail()
    await email.claim()
    await email.settle(failed('FAIL', '550 no'))
    await email.recruiter.cancels(email.interview)
    expect(await email.recruiter.does('resendEmail', { deliveryId: email.id })).toMatchObject({
      __typename: 'EmailIsOvertaken',
    })
    const [cancellation] = await email.all()
    granted(await email.recruiter.does('resendEmail', { deliveryId: cancellation!.id }))
  })

  test('needs an address', async () => {
    const email = await anEmail({ email: null })
    expect(await email.recruiter.does('resendEmail', { deliveryId: email.id })).toMatchObject({
      __typename: 'AddressIsMissing',
      candidateLink: expect.stringContaining('/interview/'),
    })
  })

  test('may be a link to choose a time', async () => {
    const story = await tellStory(house)
    await story.chooser()
    const recruiter = await story.recruiter()
    const { deliveries } = await recruiter.reads('{ deliveries { nodes { id } } }')
    const [first] = deliveries.nodes as { id: string }[]
    await claimFor(story.companyId, first!.id, 'w')
    await settleFor(story.companyId, first!.id, 'w', failed('FAIL', '550 no'))
    const copy = granted(await recruiter.does('resendEmail', { deliveryId: first!.id }))
    expect(copy).toMatchObject({ status: 'QUEUED', kind: 'CHOOSE_SLOT' })
    expect(copy.id).not.toBe(first!.id)
  })
})

describe('an email that is withdrawn', () => {
  test('does not leave, and says who it was that no worker did it', async () => {
    const email = await anEmail()
    const gone = granted(await email.recruiter.does('withdrawEmail', { deliveryId: email.id }))
    expect(gone).toMatchObject({ id: email.id, status: 'CANCELLED', errorCode: 'EMAIL_WITHDRAWN', nextAttemptAt: null })
    expect(await email.claim()).toEqual({ kind: 'NotDue' })
    const audit = await house.database.query<{ actor_id: string }>(
      "select actor_id from audit_entry where entity_id = $1 and action = 'EmailWithdrawn'",
      [email.id],
    )
    expect(audit).toEqual([{ actor_id: email.recruiter.id }])
    // Thought better of it: it can be sent after all.
    expect(granted(await email.recruiter.does('resendEmail', { deliveryId: email.id }))).toMatchObject({
      status: 'QUEUED',
    })
  })

  test('must not have left', async () => {
    const email = await anEmail()
    await email.claim()
    expect(await email.recruiter.does('withdrawEmail', { deliveryId: email.id })).toMatchObject({
      __typename: 'EmailHasLeft',
      status: 'SENDING',
    })
    await email.settle(sent)
    expect(await email.recruiter.does('withdrawEmail', { deliveryId: email.id })).toMatchObject({ status: 'SENT' })
  })
})

test('emails are found by kind, status, person, address, job and time, the newest or the oldest first', async () => {
  const story = await tellStory(house)
  const recruiter = await story.recruiter()
  const nurse = await recruiter.createsJob('Nurse')
  const [ada, ben] = [
    await story.applicant({ name: 'Ada Åström', email: `ada-${story.companyId}@candidates.test` }),
    await story.applicant({ name: 'Ben Berg', email: `ben-${story.companyId}@candidates.test`, job: nurse }),
  ]
  const adas = granted(await recruiter.schedules(ada, { startsAt: hoursAhead(48) }))
  granted(await recruiter.schedules(ben, { startsAt: hoursAhead(72) }))
  await recruiter.cancels(adas)
  const noon = new Date()
  const age = (name: string, days: number) =>
    house.database.query(
      `update delivery set queued_at = $3::timestamptz - $2 * interval '1 day' from candidate
        where candidate.id = delivery.candidate_id and candidate.name = $1 and delivery.company_id = $4`,
      [name, days, noon, story.companyId],
    )
  await age('Ben Berg', 3)
  const found = async (filter: object, sort?: string) =>
    (
      await recruiter.reads(
        'query($filter: DeliveryFilter, $sort: DeliverySort) { deliveries(filter: $filter, sort: $sort) { totalCount nodes { kind candidate { name } staffMember { name } } } }',
        { filter, ...(sort ? { sort } : {}) },
      )
    ).deliveries.nodes.map(
      (node: { kind: string; candidate: { name: string } | null; staffMember: { name: string } | null }) =>
        `${node.kind} ${(node.candidate ?? node.staffMember)!.name[0]}`,
    )
  expect(await found({})).toEqual(['CANCELLATION A', 'INVITATION A', 'INVITATION B'])
  expect(await found({ kind: ['CANCELLATION'] })).toEqual(['CANCELLATION A'])
  expect(await found({ kind: ['INVITATION'], status: ['CANCELLED'] })).toEqual(['INVITATION A'])
  expect(await found({ search: 'ÅSTR' })).toEqual(['CANCELLATION A', 'INVITATION A'])
  expect(await found({ search: `BEN-${story.companyId}` })).toEqual(['INVITATION B'])
  expect(await found({ search: '100%' })).toEqual([])
  expect(await found({ queuedBefore: shifted(noon, -2 * 24 * 60 * minute) })).toEqual(['INVITATION B'])
  expect(await found({ queuedFrom: shifted(noon, -2 * 24 * 60 * minute) })).toEqual(['CANCELLATION A', 'INVITATION A'])
  expect(await found({}, 'QUEUED_AT_ASC')).toEqual(['INVITATION B', 'INVITATION A', 'CANCELLATION A'])
  expect(await found({ jobId: nurse.id })).toEqual(['INVITATION B'])
  const cleo = await story.applicant({ name: 'Cleo', email: null })
  const interviewer = await story.interviewer('Ines')
  granted(await recruiter.schedules(cleo, { startsAt: hoursAhead(96), interviewers: [interviewer] }))
  expect(await found({ recipient: 'STAFF' })).toEqual(['INVITATION I'])
  expect(await found({ recipient: 'CANDIDATE', kind: ['INVITATION'] })).toEqual([
    'INVITATION C',
    'INVITATION A',
    'INVITATION B',
  ])
})
