import { expect, test } from 'vitest'
import { day, hour, hoursAhead, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory, type CompanyWishes, type Story } from '../../test/story.ts'
import { until } from '../../test/until.ts'
import { system } from '../shared/actor.ts'

const house = await openHouse()

const startsAt = hoursAhead(24)
const heldAt = shifted(startsAt, hour)

/** An interview of two that is just about to be told as held. */
async function aboutToBeHeld(wishes: CompanyWishes = {}) {
  house.clock.goOn()
  const story = await tellStory(house, { reminders: true, ...wishes })
  const [ines, olof] = [await story.interviewer('Ines'), await story.interviewer('Olof')]
  const arranged = await story.arranged({ startsAt, interviewers: [ines, olof] })
  house.clock.stopAt(heldAt)
  return { story, ines, olof, ...arranged }
}

async function held(wishes: CompanyWishes = {}) {
  const told = await aboutToBeHeld(wishes)
  granted(await told.recruiter.completes(told.interview))
  return told
}

interface Asked {
  id: string
  kind: string
  status: string
  name: string
}

const asked = (story: Story) =>
  house.database.query<Asked>(
    `select delivery.id, kind, status, staff_member.name from delivery
      join staff_member on staff_member.id = delivery.staff_member_id
      where delivery.company_id = $1 and kind like 'FEEDBACK%' order by queued_at, name`,
    [story.companyId],
  )

/** As if a worker had handed over what waits. */
const leave = (story: Story) =>
  house.database.query(
    `update delivery set status = 'SENT', sent_at = queued_at, next_attempt_at = null
      where company_id = $1 and status = 'QUEUED'`,
    [story.companyId],
  )

/** Looks for reminders at an instant. @returns how many were put into the outbox */
async function looksAt(story: Story, instant: Date): Promise<number> {
  house.clock.stopAt(instant)
  const answer = await house.greenroom.useCases.queueFeedbackReminders(system(story.companyId), {})
  return answer.kind === 'RemindersQueued' ? answer.count : Number.NaN
}

test('everyone who met the candidate is asked once when the interview is told as held, and nobody before', async () => {
  const { story, recruiter, interview } = await aboutToBeHeld()
  expect(await asked(story)).toEqual([])
  await Promise.all(Array.from({ length: 4 }, () => recruiter.completes(interview)))
  expect((await asked(story)).map(({ kind, status, name }) => [kind, status, name])).toEqual([
    ['FEEDBACK_REQUEST', 'QUEUED', 'Ines'],
    ['FEEDBACK_REQUEST', 'QUEUED', 'Olof'],
  ])
})

test('the candidate who finishes a self-guided interview has its interviewers asked too', async () => {
  const story = await tellStory(house)
  const { candidate } = await story.arranged({
    startsAt,
    mode: 'SELF_GUIDED',
    interviewers: [await story.interviewer('Ines')],
  })
  house.clock.stopAt(startsAt)
  await candidate.starts()
  await candidate.finishes()
  expect(await asked(story)).toMatchObject([{ name: 'Ines' }])
})

test('who was quicker, who left the company, and who is on no panel any more is not asked', async () => {
  const { story, recruiter, interview, ines, olof } = await aboutToBeHeld()
  granted(await ines.submitsScorecard(interview))
  await house.database.query('update staff_member set active = false where id = $1', [olof.id])
  granted(await recruiter.completes(interview))
  expect(await asked(story)).toEqual([])
})

test('who still owes is reminded as often and as late as everybody, and no more', async () => {
  const { story, ines, interview } = await held()
  expect(await looksAt(story, shifted(heldAt, day))).toBe(0) // The request still waits.
  await leave(story)
  expect(await looksAt(story, shifted(heldAt, day - 1))).toBe(0)
  house.clock.stopAt(shifted(heldAt, hour))
  granted(await ines.submitsScorecard(interview))
  const counts = await Promise.all(Array.from({ length: 4 }, () => looksAt(story, shifted(heldAt, day))))
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1)
  await leave(story)
  expect(await looksAt(story, shifted(heldAt, 2 * day - 1))).toBe(0)
  expect(await looksAt(story, shifted(heldAt, 2 * day))).toBe(1)
  await leave(story)
  expect(await looksAt(story, shifted(heldAt, 3 * day))).toBe(0)
  expect(await looksAt(story, shifted(heldAt, 20 * day))).toBe(0)
  expect((await asked(story)).slice(2).map(({ kind, name }) => [kind, name])).toEqual([
    ['FEEDBACK_REMINDER', 'Olof'],
    ['FEEDBACK_REMINDER', 'Olof'],
  ])
})

test('who does not want to be reminded is asked once and not again', async () => {
  const { story, olof } = await held()
  await leave(story)
  await olof.does('updateProfile', { wantsFeedbackReminders: false })
  expect(await looksAt(story, shifted(heldAt, day))).toBe(1)
  expect((await asked(story)).slice(2).map(({ name }) => name)).toEqual(['Ines'])
})

test('a company chooses how late and how often, or not at all', async () => {
  const { story } = await held()
  const admin = await story.admin()
  const settings = { remindInterviewers: true }
  house.clock.goOn()
  granted(await admin.does('updateReminderSettings', { ...settings, feedbackReminders: 1, feedbackMinutes: 120 }))
  // What is left out stays.
  granted(await admin.does('updateReminderSettings', { ...settings, firstMinutes: 30 }))
  expect(await admin.reads('{ reminderSettings { firstMinutes feedbackReminders feedbackMinutes } }')).toEqual({
    reminderSettings: { firstMinutes: 30, feedbackReminders: 1, feedbackMinutes: 120 },
  })
  await leave(story)
  expect(await looksAt(story, shifted(heldAt, 2 * hour - 1))).toBe(0)
  expect(await looksAt(story, shifted(heldAt, 2 * hour))).toBe(2)
  await leave(story)
  expect(await looksAt(story, shifted(heldAt, 10 * hour))).toBe(0)

  const silent = await held({ reminders: false })
  await leave(silent.story)
  expect(await looksAt(silent.story, shifted(heldAt, 9 * day))).toBe(0)
})

test.each([
  ['feedbackReminders', { feedbackReminders: 3 }],
  ['feedbackReminders', { feedbackReminders: -1 }],
  ['feedbackMinutes', { feedbackMinutes: 59 }],
  ['feedbackMinutes', { feedbackMinutes: 20_161 }],
])('%s is refused where it cannot be: %o', async (path, wish) => {
  const admin = await tellStory(house).then((story) => story.admin())
  expect(await admin.does('updateReminderSettings', { ...wish, remindInterviewers: true })).toMatchObject({
    __typename: 'InvalidInput',
    fields: [{ path }],
  })
})

test('nobody is reminded of what somebody withdrew, at an address that is bad, or once it is decided', async () => {
  const withdrawn = await held()
  for (const { id } of await asked(withdrawn.story))
    granted(await withdrawn.recruiter.does('withdrawEmail', { deliveryId: id }))
  const decided = await held()
  await leave(decided.story)
  granted(await decided.recruiter.decides(decided.candidate, 'REJECTED'))
  const bad = await held()
  await leave(bad.story)
  await house.database.query('update staff_member set address_bad_since = now() where company_id = $1', [
    bad.story.companyId,
  ])
  for (const { story } of [withdrawn, decided, bad]) expect(await looksAt(story, shifted(heldAt, 2 * day))).toBe(0)
})

test('what is owed no more when the email would leave is not sent; what is owed leads to the scorecard', async () => {
  const { story, ines, olof, recruiter, interview } = await held({ name: 'Northwind', language: 'SV' })
  granted(await ines.submitsScorecard(interview))
  const late = await held()
  granted(await late.recruiter.decides(late.candidate, 'APPROVED'))
  house.startWorker()
  // What invited them waited until now and is overtaken: it is the only email.
  const email = await house.post.waitFor(olof.email, 1)
  expect(email.subject).toBe('Din bedömning, tack: Ada Applicant, Backend Engineer')
  expect(email.text).toContain(`${house.url}/interviews/${interview.id}/scorecard`)
  expect(email.hasCalendar).toBe(false)
  await until('the requests to be settled', async () =>
    [...(await asked(story)), ...(await asked(late.story))].every(({ status }) => !/QUEUED|SENDING/.test(status)),
  )
  expect((await asked(story)).map(({ name, status }) => [name, status])).toEqual([
    ['Ines', 'CANCELLED'],
    ['Olof', 'SENT'],
  ])
  expect((await asked(late.story)).map(({ status }) => status)).toEqual(['CANCELLED', 'CANCELLED'])

  // The list of emails knows them by their kind, and sends one again while it is owed.
  const { deliveries } = await recruiter.reads(
    '{ deliveries(filter: { kind: [FEEDBACK_REQUEST], status: [SENT] }) { nodes { id staffMember { name } interview { id } } } }',
  )
  expect(deliveries.nodes).toMatchObject([{ staffMember: { name: 'Olof' }, interview: { id: interview.id } }])
  const { id: deliveryId } = deliveries.nodes[0]
  granted(await recruiter.does('resendEmail', { deliveryId }))
  expect((await house.post.waitFor(olof.email, 2)).subject).toBe(email.subject)
  granted(await olof.submitsScorecard(interview))
  expect(await recruiter.does('resendEmail', { deliveryId })).toMatchObject({ __typename: 'EmailIsOvertaken' })
})
