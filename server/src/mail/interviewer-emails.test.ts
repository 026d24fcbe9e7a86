import { expect, test } from 'vitest'
import { hoursAhead } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory, type StaffMember } from '../../test/story.ts'
import { until } from '../../test/until.ts'
import type { OpenedEmail } from '../mailbox/mailbox.store.ts'

const house = await openHouse({ worker: true })

const read = (person: StaffMember, number = 1) => house.post.waitFor(person.email, number)

const linesOf = (email: OpenedEmail) => email.calendars[0]!.content.replaceAll('\r\n ', '').split('\r\n')
const inEvent = (email: OpenedEmail, name: string) =>
  linesOf(email)
    .find((line) => line.startsWith(`${name}:`))
    ?.slice(name.length + 1)

/** Waits until everything about an interview that was queued has left. */
const allSent = (interviewId: string) =>
  until(
    'every email to have left',
    async () =>
      (
        await house.database.query(
          `select 1 from delivery join invitation on invitation.id = delivery.invitation_id
           where invitation.interview_id = $1 and delivery.status in ('QUEUED', 'SENDING')`,
          [interviewId],
        )
      ).length === 0 || null,
  )

test('everyone who meets the candidate is invited to an event of their own', async () => {
  const story = await tellStory(house, { name: 'Lindgren & Co', language: 'SV' })
  const [ines, ivar] = [await story.interviewer('Ines'), await story.interviewer('Ivar')]
  const { candidate, interview } = await story.arranged({ interviewers: [ines, ivar], notes: 'Bring a laptop.' })
  const [toInes, toIvar, toAda] = [await read(ines), await read(ivar), await candidate.readsEmail()]

  expect(toInes.subject).toBe('Intervju bokad: Ada Applicant, Backend Engineer')
  expect(toInes.text).toContain('Hej Ines,')
  expect(toInes.text).toContain('Tillsammans med: Ivar')
  expect(toInes.text).not.toContain('Tillsammans med: Ines')
  expect(toInes.text).toContain(`${house.url}/interviews/${interview.id}`)
  // The candidate's link opens their page for whoever has it.
  for (const email of [toInes, toIvar]) expect(JSON.stringify(email)).not.toContain(interview['candidateLink'])

  const events = [toInes, toIvar, toAda]
  for (const name of ['UID', 'ORGANIZER'])
    expect(new Set(events.map((email) => linesOf(email).find((line) => line.startsWith(name)))).size).toBe(3)
  for (const [email, address] of [
    [toInes, ines.email],
    [toIvar, ivar.email],
    [toAda, candidate.email],
  ] as const) {
    expect(email.calendars[0]!.method).toBe('REQUEST')
    const attendees = linesOf(email).filter((line) => line.startsWith('ATTENDEE'))
    expect(attendees).toEqual([expect.stringContaining(`mailto:${address}`)])
  }
  expect(inEvent(toInes, 'DTSTART')).toBe(inEvent(toAda, 'DTSTART'))
})

test('who is replaced is told so and their event goes; who comes instead is invited; who stays is told of the change', async () => {
  const story = await tellStory(house)
  const [ines, ivar, iris] = [
    await story.interviewer('Ines'),
    await story.interviewer('Ivar'),
    await story.interviewer('Iris'),
  ]
  const { recruiter, candidate, interview } = await story.arranged({ interviewers: [ines, ivar] })
  const first = await read(ivar)
  await allSent(interview.id)
  granted(await recruiter.reschedules(interview, { interviewers: [ines, iris] }))

  const goodbye = await read(ivar, 2)
  expect(goodbye.subject).toBe('Cancelled for you: interview with Ada Applicant, Backend Engineer')
  expect(goodbye.calendars[0]!.method).toBe('CANCEL')
  expect(inEvent(goodbye, 'UID')).toBe(inEvent(first, 'UID'))
  expect(inEvent(goodbye, 'SEQUENCE')).toBe('1')
  expect(goodbye.text).not.toContain('/interviews/')

  const toIris = await read(iris)
  expect(toIris.subject).toBe('Interview scheduled: Ada Applicant, Backend Engineer')
  expect(inEvent(toIris, 'SEQUENCE')).toBe('0')
  expect((await read(ines, 2)).subject).toBe('Interview updated: Ada Applicant, Backend Engineer')
  expect((await candidate.readsEmail(2)).text).toContain('You will meet: Ines, Iris')
  await allSent(interview.id)

  // Who comes back comes as somebody new: an event that was called off stays called off.
  granted(await recruiter.reschedules(interview, { interviewers: [ines, ivar] }))
  const again = await read(ivar, 3)
  expect(again.calendars[0]!.method).toBe('REQUEST')
  expect(inEvent(again, 'UID')).not.toBe(inEvent(first, 'UID'))
})

test('everyone hears of a new time, and of the end', async () => {
  const story = await tellStory(house)
  const ines = await story.interviewer('Ines')
  const { recruiter, interview } = await story.arranged({ interviewers: [ines], startsAt: hoursAhead(30) })
  const invited = await read(ines)
  await allSent(interview.id)
  granted(await recruiter.reschedules(interview, { startsAt: hoursAhead(50), reason: 'The room was taken.' }))
  const moved = await read(ines, 2)
  expect(moved.subject).toBe('Interview moved: Ada Applicant, Backend Engineer')
  expect(moved.text).toContain('The room was taken.')
  expect([inEvent(moved, 'UID'), inEvent(moved, 'SEQUENCE')]).toEqual([inEvent(invited, 'UID'), '1'])
  await allSent(interview.id)

  granted(await recruiter.cancels(interview, 'The job is filled.'))
  const over = await read(ines, 3)
  expect(over.subject).toBe('Cancelled: interview with Ada Applicant, Backend Engineer')
  expect(over.calendars[0]!.method).toBe('CANCEL')
  expect(inEvent(over, 'SEQUENCE')).toBe('2')
})

test('an answer holds for the time it was given for, whoever else comes or goes', async () => {
  const story = await tellStory(house)
  const [ines, ivar] = [await story.interviewer('Ines'), await story.interviewer('Ivar')]
  const { recruiter, interview } = await story.arranged({ interviewers: [ines] })
  const answerOf = async (person: StaffMember) =>
    (
      await house.database.query<{ rsvp: string }>(
        'select rsvp from interview_interviewer where interview_id = $1 and interviewer_id = $2',
        [interview.id, person.id],
      )
    )[0]?.rsvp
  await house.database.query(
    `update interview_interviewer set rsvp = 'ACCEPTED', rsvp_at = now() where interview_id = $1`,
    [interview.id],
  )
  granted(await recruiter.reschedules(interview, { interviewers: [ines, ivar] }))
  expect([await answerOf(ines), await answerOf(ivar)]).toEqual(['ACCEPTED', 'NEEDS_ACTION'])
  granted(await recruiter.reschedules(interview, { startsAt: hoursAhead(72) }))
  expect(await answerOf(ines)).toBe('NEEDS_ACTION')
})

test('who calls is told the number, and for anything but a call it is nobody’s', async () => {
  const story = await tellStory(house)
  const [recruiter, ines, olof] = [
    await story.recruiter(),
    await story.interviewer('Ines'),
    await story.interviewer('Olof'),
  ]
  const phone = '+46 8 123 45 67'
  granted(await recruiter.schedules(await story.applicant({ phone }), { mode: 'PHONE', interviewers: [ines] }))
  granted(
    await recruiter.schedules(await story.applicant({ phone }), {
      mode: 'VIDEO',
      meetingUrl: 'https://meet.example.com/room',
      interviewers: [olof],
    }),
  )
  expect((await read(ines)).text).toContain(`Phone: ${phone}`)
  expect((await read(olof)).text).not.toContain(phone)
})

test('the emails of an interview tell to whom each is', async () => {
  const story = await tellStory(house)
  const ines = await story.interviewer('Ines')
  const { recruiter, candidate, interview } = await story.arranged({ interviewers: [ines] })
  await allSent(interview.id)
  const data = await recruiter.reads(
    `query($id: ID!) { interview(id: $id) { delivery { candidate { id } }
      deliveries { kind recipientAddress candidate { id } staffMember { id name } } } }`,
    { id: interview.id },
  )
  expect(data.interview.delivery).toEqual({ candidate: { id: candidate.id } })
  expect(data.interview.deliveries).toHaveLength(2)
  expect(data.interview.deliveries).toEqual(
    expect.arrayContaining([
      { kind: 'INVITATION', recipientAddress: candidate.email, candidate: { id: candidate.id }, staffMember: null },
      {
        kind: 'INVITATION',
        recipientAddress: ines.email,
        candidate: null,
        staffMember: { id: ines.id, name: 'Ines' },
      },
    ]),
  )
})
