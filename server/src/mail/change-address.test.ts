import { describe, expect, test } from 'vitest'
import { hoursAhead } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import {
  granted,
  tellStory,
  type Asker,
  type Candidate,
  type InterviewWishes,
  type StaffMember,
} from '../../test/story.ts'
import { until } from '../../test/until.ts'
import type { OpenedEmail } from '../mailbox/mailbox.store.ts'
import { system } from '../shared/actor.ts'

const house = await openHouse({ worker: true })

const newAddress = () => `new-${Math.random().toString(36).slice(2)}@candidates.test`
const changes = async (recruiter: StaffMember, candidate: Candidate, email: string | null) =>
  granted(await recruiter.does('updateCandidate', { candidateId: candidate.id, email }))

const inEvent = (email: OpenedEmail, name: string) =>
  email.calendars[0]!.content.replaceAll('\r\n ', '')
    .split('\r\n')
    .find((line) => line.startsWith(`${name}:`))
    ?.slice(name.length + 1)

const deliveriesOf = (interviewId: string) =>
  house.database.query<{ kind: string; status: string; recipient_address: string | null }>(
    `select kind, delivery.status, recipient_address from delivery
      join invitation on invitation.id = delivery.invitation_id
      where interview_id = $1 order by delivery.queued_at, delivery.id`,
    [interviewId],
  )
/** Waits until everything about it has left. */
const allLeft = (interviewId: string) =>
  until('every email to have left', async () =>
    (await deliveriesOf(interviewId)).every(({ status }) => !['QUEUED', 'SENDING'].includes(status)),
  )

async function invited(wishes: InterviewWishes & { email?: string | null } = {}) {
  const story = await tellStory(house)
  const arranged = await story.arranged({ startsAt: hoursAhead(72), ...wishes })
  await allLeft(arranged.interview.id)
  return { story, ...arranged }
}

describe('when the address of a candidate changes', () => {
  test('the old one gets a cancellation of its event, the new one an event of its own', async () => {
    const { recruiter, candidate, interview } = await invited()
    const first = await candidate.readsEmail()
    const address = newAddress()
    await changes(recruiter, candidate, address)
    const [cancelled, anew] = [await candidate.readsEmail(2), await house.post.waitFor(address)]

    expect(cancelled.calendars[0]!.method).toBe('CANCEL')
    expect(inEvent(cancelled, 'UID')).toBe(inEvent(first, 'UID'))
    expect(inEvent(cancelled, 'SEQUENCE')).toBe('1')
    expect(cancelled.headers.find(({ name }) => name.toLowerCase() === 'in-reply-to')?.value).toBe(first.messageId)
    expect(cancelled.text).toContain('to another email address')
    expect(cancelled.text).not.toContain('/interview/')

    expect(anew.calendars[0]!.method).toBe('REQUEST')
    expect(inEvent(anew, 'UID')).not.toBe(inEvent(first, 'UID'))
    expect(inEvent(anew, 'SEQUENCE')).toBe('0')
    expect(anew.headers.find(({ name }) => name.toLowerCase() === 'in-reply-to')).toBeUndefined()
    expect(anew.calendars[0]!.content).toContain(address)
    await allLeft(interview.id)
    expect(house.post.subjectsTo(candidate.email!)).toHaveLength(2)
  })

  test('the personal link that lies at the old one opens nothing any more, and the new one does', async () => {
    const { recruiter, candidate } = await invited()
    await candidate.opensLink()
    const old = candidate.holder
    expect((await old.ask('{ candidateInterview { id } }')).errors).toBeUndefined()
    const address = newAddress()
    await changes(recruiter, candidate, address)
    expect((await old.ask('{ candidateInterview { id } }')).errors![0]!.extensions.code).toBe('UNAUTHENTICATED')
    const email = await house.post.waitFor(address)
    const link = /https?:\/\/\S+\/interview\/[a-z2-7]+/.exec(email.text ?? '')![0]
    expect((await candidate.isGiven(link).sees()).id).toBeDefined()
  })

  test('later news goes to the new one only', async () => {
    const { recruiter, candidate, interview } = await invited()
    const address = newAddress()
    await changes(recruiter, candidate, address)
    await allLeft(interview.id)
    granted(await recruiter.reschedules(interview, { startsAt: hoursAhead(96) }))
    const update = await house.post.waitFor(address, 2)
    expect(inEvent(update, 'SEQUENCE')).toBe('1')
    expect(inEvent(update, 'UID')).toBe(inEvent(await house.post.waitFor(address), 'UID'))
    await recruiter.cancels(interview)
    await house.post.waitFor(address, 3)
    expect(house.post.subjectsTo(candidate.email!)).toHaveLength(2)
  })

  test('nothing is sent about what is over or called off', async () => {
    const { recruiter, candidate, interview } = await invited()
    await recruiter.cancels(interview)
    await allLeft(interview.id)
    const before = await deliveriesOf(interview.id)
    await changes(recruiter, candidate, newAddress())
    expect(await deliveriesOf(interview.id)).toEqual(before)
  })

  test('a change of anything else sends nothing', async () => {
    const { recruiter, candidate, interview } = await invited()
    const before = await deliveriesOf(interview.id)
    granted(
      await recruiter.does('updateCandidate', { candidateId: candidate.id, name: 'Ada B', email: candidate.email }),
    )
    expect(await deliveriesOf(interview.id)).toEqual(before)
  })

  test('and there is none any more, the event is taken back, and nothing else is said', async () => {
    const { recruiter, candidate, interview } = await invited()
    await changes(recruiter, candidate, null)
    await allLeft(interview.id)
    expect((await candidate.readsEmail(2)).calendars[0]!.method).toBe('CANCEL')
    expect((await deliveriesOf(interview.id)).map(({ kind, status }) => `${kind} ${status}`).sort()).toEqual([
      'CANCELLATION SENT',
      'INVITATION SENT',
      'INVITATION SKIPPED_NO_ADDRESS',
    ])
  })

  test('and there was none before, the invitation leaves now', async () => {
    const { recruiter, candidate, interview } = await invited({ email: null })
    const address = newAddress()
    await changes(recruiter, candidate, address)
    const email = await house.post.waitFor(address)
    expect(email.calendars[0]!.method).toBe('REQUEST')
    await allLeft(interview.id)
    expect((await deliveriesOf(interview.id)).map(({ kind, status }) => `${kind} ${status}`)).toEqual([
      'INVITATION SKIPPED_NO_ADDRESS',
      'INVITATION SENT',
    ])
  })

  test('and what was sent to the old one came back, it is not written to any more', async () => {
    const { recruiter, candidate, interview } = await invited()
    await house.database.query(
      `update delivery set status = 'BOUNCED' from invitation
        where invitation.id = delivery.invitation_id and interview_id = $1`,
      [interview.id],
    )
    const address = newAddress()
    await changes(recruiter, candidate, address)
    await house.post.waitFor(address)
    await allLeft(interview.id)
    expect((await deliveriesOf(interview.id)).map(({ kind, status }) => `${kind} ${status}`)).toEqual([
      'INVITATION BOUNCED',
      'INVITATION SENT',
    ])
    expect(house.post.subjectsTo(candidate.email!)).toHaveLength(1)
  })

  test('twice in a row, each address that was told hears of it', async () => {
    const { recruiter, candidate, interview } = await invited()
    const [second, third] = [newAddress(), newAddress()]
    await changes(recruiter, candidate, second)
    await house.post.waitFor(second)
    await allLeft(interview.id)
    await changes(recruiter, candidate, third)
    expect((await house.post.waitFor(third)).calendars[0]!.method).toBe('REQUEST')
    expect((await house.post.waitFor(second, 2)).calendars[0]!.method).toBe('CANCEL')
  })
})

describe('when somebody has the links of an address that was corrected', () => {
  const refused = async (asker: Asker, query: string) =>
    expect((await asker.ask(query)).errors?.map(({ extensions }) => extensions.code)).toEqual(['UNAUTHENTICATED'])
  const choiceIn = (email: OpenedEmail) => /https?:\/\/\S+\/choose\/[a-z2-7]+/.exec(email.text ?? '')![0]
  /** They were asked to choose a time, and the email is there. */
  const asked = async (wishes: { email?: string | null } = {}) => {
    const story = await tellStory(house)
    const [recruiter, candidate] = [await story.recruiter(), await story.chooser(wishes)]
    if (candidate.email) await candidate.readsEmail()
    return { story, recruiter, candidate, old: candidate.chooser }
  }
  const choice = '{ candidateChoice { status } }'

  test('the one to choose a time opens nothing, and another one goes to the new address', async () => {
    const { recruiter, candidate, old } = await asked()
    await old.reads(choice)
    const address = newAddress()
    await changes(recruiter, candidate, address)
    await refused(old, choice)
    const email = await house.post.waitFor(address)
    expect(email.subject).toContain('Choose a time')
    expect((await candidate.mayChoose(choiceIn(email)).seesChoice())['status']).toBe('OPEN')
    expect(house.post.to(candidate.email!)).toHaveLength(1)
  })

  test('it does not lead to the interview either that was chosen by it', async () => {
    const { recruiter, candidate, old } = await asked()
    granted(await candidate.chooses(await recruiter.opens({ startsAt: hoursAhead(72) })))
    await candidate.readsEmail(2)
    const address = newAddress()
    await changes(recruiter, candidate, address)
    await refused(old, choice)
    expect((await house.post.waitFor(address)).subject).toContain('Interview scheduled')
    // The time is found: nobody is asked to choose one.
    expect(house.post.subjectsTo(address).filter((subject) => subject.includes('Choose'))).toEqual([])
  })

  test('a place that is kept for them is theirs at the new address', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const slot = await recruiter.opens({ startsAt: hoursAhead(72) })
    const { interview } = granted(await recruiter.books(slot, await story.applicant()))
    const candidate = await story.chooser({ name: 'Ben' })
    granted(await candidate.waitsFor(slot))
    await recruiter.cancels(interview)
    await house.greenroom.useCases.offerPlaces(system(story.companyId), { slotId: slot.id })
    const old = candidate.chooser
    expect((await candidate.readsEmail(2)).subject).toContain('A place is free')

    const address = newAddress()
    await changes(recruiter, candidate, address)
    await refused(old, choice)
    const emails = [await house.post.waitFor(address, 1), await house.post.waitFor(address, 2)]
    expect(emails.map(({ subject }) => subject!.split(':')[0]).sort()).toEqual([
      'A place is free',
      'Choose a time for your interview',
    ])
    for (const email of emails) granted(await candidate.mayChoose(choiceIn(email)).holds(slot))
    granted(await candidate.chooses(slot))
  })

  test('one that ended or was revoked is not given anew', async () => {
    const { recruiter, candidate } = await asked()
    await house.database.query('update scheduling_link set revoked_at = now() where application_id = $1', [
      candidate.applicationId,
    ])
    await changes(recruiter, candidate, newAddress())
    expect(await house.database.query('select kind from delivery where candidate_id = $1', [candidate.id])).toEqual([
      { kind: 'CHOOSE_SLOT' },
    ])
  })

  test('one that nobody was sent stays as it is, and leaves when there is an address', async () => {
    const { recruiter, candidate, old } = await asked({ email: null })
    const address = newAddress()
    await changes(recruiter, candidate, address)
    const email = await house.post.waitFor(address)
    expect(email.subject).toContain('Choose a time')
    await old.reads(choice)
  })

  test('and there is no address any more, the link is handed over another way', async () => {
    const { recruiter, candidate, old } = await asked()
    await changes(recruiter, candidate, null)
    await refused(old, choice)
    const rows = await house.database.query('select status from delivery where candidate_id = $1 order by queued_at', [
      candidate.id,
    ])
    expect(rows).toEqual([{ status: 'SENT' }, { status: 'SKIPPED_NO_ADDRESS' }])
  })

  test('those of an interview that is over or called off show nothing', async () => {
    for (const end of ['cancels', 'completes'] as const) {
      const { recruiter, candidate, interview } = await invited()
      await candidate.opensLink()
      const answers = /https?:\/\/\S+\/answer\/[a-z2-7]+/.exec((await candidate.readsEmail()).text!)![0]
      if (end === 'completes')
        await house.database.query(`update interview set status = 'COMPLETED' where id = $1`, [interview.id])
      else await recruiter.cancels(interview)
      await changes(recruiter, candidate, newAddress())
      await refused(candidate.holder, '{ candidateInterview { id } }')
      expect((await fetch(answers)).status).toBe(404)
    }
  })

  test('nobody is put out of the room that they are in', async () => {
    const { recruiter, candidate, interview } = await invited()
    await candidate.opensLink()
    await house.database.query(`update interview set status = 'IN_PROGRESS' where id = $1`, [interview.id])
    await changes(recruiter, candidate, newAddress())
    expect((await candidate.holder.ask('{ candidateInterview { id } }')).errors).toBeUndefined()
  })

  test('those of the interviewers still work', async () => {
    const story = await tellStory(house)
    const ivar = await story.interviewer()
    const { recruiter, candidate } = await story.arranged({ startsAt: hoursAhead(72), interviewers: [ivar] })
    const email = await house.post.waitFor(ivar.email)
    const answers = /https?:\/\/\S+\/answer\/[a-z2-7]+/.exec(email.text!)![0]
    await candidate.readsEmail()
    const address = newAddress()
    await changes(recruiter, candidate, address)
    await house.post.waitFor(address)
    expect((await fetch(answers)).status).toBe(200)
  })
})
