import { expect, test } from 'vitest'
import { hoursAhead } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory } from '../../test/story.ts'
import { makeClaimDelivery, type Claimed } from './claim-delivery.ts'
import { makeSettleDelivery } from './settle-delivery.ts'

// No worker runs here: the tests are the workers.
const house = await openHouse()
const claimFor = makeClaimDelivery(house.greenroom)
const settleFor = makeSettleDelivery(house.greenroom, () => 0)

async function queued() {
  const story = await tellStory(house)
  const { recruiter, candidate, interview } = await story.arranged({ startsAt: hoursAhead(72) })
  const emails = async () =>
    house.database.query<{ id: string; kind: string; status: string; calendar_uid: string }>(
      `select delivery.id, kind, delivery.status, calendar_uid from delivery
        join invitation on invitation.id = delivery.invitation_id
        where interview_id = $1 order by delivery.queued_at, delivery.id`,
      [interview.id],
    )
  return {
    emails,
    candidate,
    changes: async (email: string) =>
      granted(await recruiter.does('updateCandidate', { candidateId: candidate.id, email })),
    claim: async (id: string) => (await claimFor(story.companyId, id, 'w')) as Claimed,
    settle: (id: string, mail: Claimed) =>
      settleFor(story.companyId, id, 'w', { kind: 'Sent', response: '250 ok', tells: mail.tells }),
    fail: (id: string, verdict: 'FAIL' | 'RETRY' = 'FAIL') =>
      settleFor(story.companyId, id, 'w', {
        kind: 'Failed',
        code: 'RECIPIENT_REFUSED',
        hint: 'Check it.',
        verdict,
        command: 'RCPT TO',
        serverResponse: '550 no',
      }),
    resends: async () => granted(await recruiter.resends(interview)),
    /** Merges the candidate into another entry with this address. */
    mergesInto: async (email: string) => {
      const { id } = granted(await recruiter.does('createCandidate', { name: 'Ada', email }))
      granted(await recruiter.does('mergeCandidates', { candidateId: id, duplicateId: candidate.id }))
    },
  }
}

test('an invitation that still waits goes to the new address, as the same event', async () => {
  const story = await queued()
  const [first] = await story.emails()
  await story.changes('new@candidates.test')
  expect(await story.emails()).toHaveLength(1)
  const { mail } = await story.claim(first!.id)
  expect(mail.to.address).toBe('new@candidates.test')
})

test('one that was refused at the old address leaves again, as the same event', async () => {
  const story = await queued()
  const [first] = await story.emails()
  await story.claim(first!.id)
  await story.fail(first!.id)
  await story.changes('new@candidates.test')
  const [, again] = await story.emails()
  expect(again).toMatchObject({ kind: 'INVITATION', status: 'QUEUED', calendar_uid: first!.calendar_uid })
  expect((await story.claim(again!.id)).mail.to.address).toBe('new@candidates.test')
})

test('one that is in a worker’s hands may arrive: it is called off where it went', async () => {
  const story = await queued()
  const [first] = await story.emails()
  const claimed = await story.claim(first!.id)
  await story.changes('new@candidates.test')
  await story.settle(first!.id, claimed)
  const emails = await story.emails()
  expect(emails).toHaveLength(3)
  const cancellation = emails.find(({ kind }) => kind === 'CANCELLATION')
  const anew = emails.find(({ status, kind }) => kind === 'INVITATION' && status === 'QUEUED')
  expect(cancellation!.calendar_uid).toBe(first!.calendar_uid)
  expect(anew!.calendar_uid).not.toBe(first!.calendar_uid)
  expect((await story.claim(cancellation!.id)).mail.to.address).toBe(story.candidate.email)
  expect((await story.claim(anew!.id)).mail.to.address).toBe('new@candidates.test')
})

test('one that is in a worker’s hands while its candidate is merged stays where it goes, until that address refuses it', async () => {
  const story = await queued()
  const [first] = await story.emails()
  await story.claim(first!.id)
  await story.mergesInto('kept@candidates.test')
  await story.fail(first!.id)
  await story.resends()
  const [, again] = await story.emails()
  expect(again).toMatchObject({ calendar_uid: first!.calendar_uid })
  expect((await story.claim(again!.id)).mail.to.address).toBe('kept@candidates.test')
})

test('one that is tried again since its candidate was merged goes to an address that is corrected then', async () => {
  const story = await queued()
  const [first] = await story.emails()
  await story.claim(first!.id)
  await story.mergesInto('once@candidates.test')
  await story.fail(first!.id, 'RETRY')
  await house.database.query('update delivery set next_attempt_at = now() where id = $1', [first!.id])
  expect((await story.claim(first!.id)).mail.to.address).toBe(story.candidate.email)
  await story.fail(first!.id, 'RETRY')
  await story.changes('right@candidates.test')
  await house.database.query('update delivery set next_attempt_at = now() where id = $1', [first!.id])
  expect((await story.claim(first!.id)).mail.to.address).toBe('right@candidates.test')
})
