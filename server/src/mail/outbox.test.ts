import { describe, expect, test } from 'vitest'
import { hoursAhead, minute, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { personalLinkIn } from '../../test/mailbox.ts'
import { granted, tellStory, type StaffMember, type Story } from '../../test/story.ts'
import { until } from '../../test/until.ts'
import type { OpenedEmail } from '../mailbox/mailbox.store.ts'
import { momentText, whenText } from '../shared/when.ts'

const house = await openHouse({ worker: true })

const eventIn = (email: OpenedEmail) => {
  const lines = email.calendars[0]!.content.replaceAll('\r\n ', '').split('\r\n')
  return (name: string) => lines.find((line) => line.startsWith(`${name}:`))?.slice(name.length + 1)
}

const header = (email: OpenedEmail, name: string) =>
  email.headers.find((each) => each.name.toLowerCase() === name.toLowerCase())?.value

/** The emails of an interview, the newest first, as soon as the newest has this status. */
const emailsOf = (recruiter: StaffMember, interviewId: string, status: string) =>
  until(`the newest email to be ${status}`, async () => {
    const { interview } = await recruiter.reads(
      `query($id: ID!) { interview(id: $id) { deliveries {
        id kind status attempts recipientAddress serverResponse errorCode hint nextAttemptAt sentAt } } }`,
      { id: interviewId },
    )
    return interview.deliveries[0]?.status === status ? interview.deliveries : null
  })

describe('an invitation', () => {
  test('leaves with the booking, and its row tells what the mail server said', async () => {
    const story = await tellStory(house, { name: 'Lindgren & Co' })
    const { recruiter, interview, candidate } = await story.arranged()

    const email = await candidate.readsEmail()
    expect(email.subject).toBe('Interview scheduled: Backend Engineer at Lindgren & Co')
    expect(email.to).toEqual([candidate.email])
    expect(personalLinkIn(email)).toBe(interview['candidateLink'])
    expect(email.html).toContain(interview['candidateLink'])
    expect(email.calendars[0]!.method).toBe('REQUEST')

    expect(await emailsOf(recruiter, interview.id, 'SENT')).toEqual([
      {
        id: expect.any(String),
        kind: 'INVITATION',
        status: 'SENT',
        attempts: 1,
        recipientAddress: candidate.email,
        serverResponse: expect.stringContaining('250'),
        errorCode: null,
        hint: null,
        nextAttemptAt: null,
        sentAt: expect.any(String),
      },
    ])
  })

  test('speaks the language of the one who reads it', async () => {
    const story = await tellStory(house, { name: 'Lindgren & Co' })
    const recruiter = await story.recruiter()
    const subjects = []
    for (const language of ['EN', 'SV', 'FR'] as const) {
      const candidate = await story.applicant({ language })
      granted(await recruiter.schedules(candidate))
      subjects.push((await candidate.readsEmail()).subject)
    }
    expect(new Set(subjects).size).toBe(3)
    for (const subject of subjects) expect(subject).toMatch(/Backend Engineer.*Lindgren & Co/)
  })

  test('names no seat mate, in no part of it', async () => {
    const story = await tellStory(house)
    const recruiter = await story.recruiter()
    const slot = await recruiter.opens({ capacity: 2 })
    const ada = await story.applicant({ name: 'Ada Lovelace', email: 'ada.lovelace@candidates.test' })
    const ben = await story.applicant({ name: 'Ben Franklin', email: 'ben.franklin@candidates.test' })
    granted(await recruiter.books(slot, ada))
    granted(await recruiter.books(slot, ben))

    // Long enough that no link and no address of ours, which are letters by chance, can say it.
    expect(JSON.stringify(await ada.readsEmail())).not.toMatch(/Franklin/i)
    expect(JSON.stringify(await ben.readsEmail())).not.toMatch(/Lovelace/i)
  })

  test('is skipped where there is no address, and sent as soon as one was added', async () => {
    const story = await tellStory(house)
    const { recruiter, interview, candidate } = await story.arranged({ email: null })
    expect(interview['delivery']).toMatchObject({ status: 'SKIPPED_NO_ADDRESS', recipientAddress: null })
    expect(await recruiter.resends(interview)).toEqual({
      __typename: 'AddressIsMissing',
      message: 'This candidate has no email address: hand the link over another way, or add an address.',
      candidateLink: interview['candidateLink'],
    })

    await recruiter.does('updateCandidate', { candidateId: candidate.id, email: 'found@candidates.test' })
    expect(personalLinkIn(await house.post.waitFor('found@candidates.test'))).toBe(interview['candidateLink'])
    expect(await emailsOf(recruiter, interview.id, 'SENT')).toHaveLength(2)
  })

  test('P3: sent again is the same calendar event in another email', async () => {
    const story = await tellStory(house)
    const { recruiter, interview, candidate } = await story.arranged()
    const first = await candidate.readsEmail(1)
    await emailsOf(recruiter, interview.id, 'SENT')
    expect(await recruiter.resends(interview)).toMatchObject({ __typename: 'Delivery', kind: 'INVITATION' })
    const second = await candidate.readsEmail(2)

    const [one, two] = [eventIn(first), eventIn(second)]
    for (const same of ['UID', 'SEQUENCE', 'DTSTART', 'DTEND']) expect(two(same)).toBe(one(same))
    expect(two('DTSTAMP')! > one('DTSTAMP')!).toBe(true)
    expect(second.messageId).not.toBe(first.messageId)
    expect(header(second, 'References')).toContain(first.messageId)
    expect(personalLinkIn(second)).toBe(personalLinkIn(first))
  })
})

/** What an email's calendar event says of its time: start, end and SEQUENCE. */
const timeIn = (email: OpenedEmail) => ['DTSTART', 'DTEND', 'SEQUENCE'].map(eventIn(email))
const inCalendar = (at: Date) => at.toISOString().replace(/[-:]|\.000/g, '')

test('H4, P4: each email about an event is newer than the one before, also within one second', async () => {
  const story = await tellStory(house)
  house.clock.stopAt(new Date())
  const { recruiter, interview, candidate } = await story.arranged()
  const first = await candidate.readsEmail(1)
  await emailsOf(recruiter, interview.id, 'SENT')
  granted(await recruiter.resends(interview))
  const second = await candidate.readsEmail(2)
  await recruiter.cancels(interview)
  const emails = [first, second, await candidate.readsEmail(3)]
  const stamps = emails.map((email) => /^DTSTAMP:(\d{8}T\d{6}Z)\r$/m.exec(email.calendars[0]!.content)![1]!)
  expect(stamps).toEqual([...new Set(stamps)].sort())
  // It says in three places where it is from, and the three agree.
  for (const { from, messageId, calendars } of emails) {
    expect(from).toMatch(/^interviews[+]\w+@greenroom[.]test$/)
    expect(messageId).toMatch(/^<[0-9a-f-]{36}@greenroom[.]test>$/)
    expect(calendars[0]!.content).toMatch(/^UID:[0-9a-f]{40}@greenroom[.]test\r$/m)
  }
})

describe('an update', () => {
  test('P5: follows the invitation when the interview moves: the same event with a higher sequence, from old to new time', async () => {
    const story = await tellStory(house, { name: 'Lindgren & Co' })
    const [before, after] = [hoursAhead(24), hoursAhead(50)]
    const { recruiter, interview, candidate } = await story.arranged({ startsAt: before })
    const invitation = await candidate.readsEmail(1)
    await emailsOf(recruiter, interview.id, 'SENT')
    await candidate.answers('ACCEPTED')
    granted(await recruiter.reschedules(interview, { startsAt: after, reason: 'The room was taken.' }))
    const update = await candidate.readsEmail(2)

    expect(update.subject).toBe('Interview moved: Backend Engineer at Lindgren & Co')
    expect(update.text).toContain('Reason: The room was taken.')
    const said = (at: Date) =>
      whenText({ startsAt: at, endsAt: shifted(at, 45 * minute), timeZone: 'Europe/Stockholm', language: 'EN' })
    expect(update.text).toContain(`New time: ${said(after)}`)
    expect(update.text).toContain(`Old time: ${said(before)}`)
    expect(update.calendars[0]!.method).toBe('REQUEST')
    expect(eventIn(update)('UID')).toBe(eventIn(invitation)('UID'))
    expect(timeIn(update)).toEqual([inCalendar(after), inCalendar(shifted(after, 45 * minute)), '1'])
    // Who accepted the old time has not accepted the new one.
    expect(update.calendars[0]!.content).toContain('PARTSTAT=NEEDS-ACTION')
    expect(header(update, 'References')).toContain(invitation.messageId)
    expect(personalLinkIn(update)).toBe(personalLinkIn(invitation))
    const emails = await emailsOf(recruiter, interview.id, 'SENT')
    expect(emails.map((email: { kind: string }) => email.kind)).toEqual(['UPDATE', 'INVITATION'])
  })

  test('of the place alone keeps the answer, and says that the time stays', async () => {
    const story = await tellStory(house)
    const { recruiter, interview, candidate } = await story.arranged({ mode: 'ONSITE', location: 'Room 1' })
    await candidate.readsEmail(1)
    await emailsOf(recruiter, interview.id, 'SENT')
    await candidate.answers('ACCEPTED')
    granted(await recruiter.reschedules(interview, { location: 'Room 2' }))
    const update = await candidate.readsEmail(2)
    expect(update.subject).toMatch(/^Interview updated: /)
    expect(update.text).toContain('Where: Room 2')
    expect(update.text).not.toContain('Old time')
    expect(eventIn(update)('SEQUENCE')).toBe('1')
    expect(update.calendars[0]!.content).toContain('PARTSTAT=ACCEPTED')
  })

  test('sent again is an invitation to the new time, as the same event', async () => {
    const story = await tellStory(house)
    const after = hoursAhead(50)
    const { recruiter, interview, candidate } = await story.arranged()
    await candidate.readsEmail(1)
    await emailsOf(recruiter, interview.id, 'SENT')
    granted(await recruiter.reschedules(interview, { startsAt: after }))
    const update = await candidate.readsEmail(2)
    await emailsOf(recruiter, interview.id, 'SENT')
    expect(await recruiter.resends(interview)).toMatchObject({ __typename: 'Delivery', kind: 'INVITATION' })
    const again = await candidate.readsEmail(3)
    expect(eventIn(again)('UID')).toBe(eventIn(update)('UID'))
    expect(timeIn(again)).toEqual(timeIn(update))
  })

  test('is followed by a cancellation of the time that was told last', async () => {
    const story = await tellStory(house)
    const after = hoursAhead(50)
    const { recruiter, interview, candidate } = await story.arranged()
    await candidate.readsEmail(1)
    await emailsOf(recruiter, interview.id, 'SENT')
    granted(await recruiter.reschedules(interview, { startsAt: after }))
    await candidate.readsEmail(2)
    await emailsOf(recruiter, interview.id, 'SENT')
    granted(await recruiter.cancels(interview))
    const cancellation = await candidate.readsEmail(3)
    expect(timeIn(cancellation)).toEqual([inCalendar(after), inCalendar(shifted(after, 45 * minute)), '2'])
  })
})

describe('a choice of times', () => {
  const offered = async (story: Story, wishes: { email?: string | null; language?: 'EN' | 'SV' | 'FR' } = {}) => {
    const recruiter = await story.recruiter()
    const candidate = await story.applicant(wishes)
    const link = granted(await recruiter.invitesToChoose(candidate))
    return { recruiter, candidate, link }
  }
  const emailsTo = async (recruiter: StaffMember, candidateId: string) =>
    (
      await recruiter.reads(
        `query($id: ID!) { deliveries(filter: { candidateId: $id }) { nodes {
          kind status recipientAddress interview { id } application { id } candidate { id } } } }`,
        { id: candidateId },
      )
    ).deliveries.nodes

  test('goes out with its link, and brings no calendar event', async () => {
    const story = await tellStory(house, { name: 'Lindgren & Co' })
    await (await story.recruiter()).opens({ mode: 'PHONE', durationMinutes: 40 })
    // What cannot be chosen is no choice: this one lies beyond the company's horizon.
    await (await story.recruiter()).opens({ mode: 'SELF_GUIDED', durationMinutes: 90, startsAt: hoursAhead(400 * 24) })
    const { recruiter, candidate, link } = await offered(story)
    const email = await candidate.readsEmail()
    expect(email.subject).toBe('Choose a time for your interview: Backend Engineer at Lindgren & Co')
    expect(email.calendars).toEqual([])
    expect(email.text).toContain(link['url'])
    expect(email.html).toContain(link['url'])
    expect(email.text).toContain('Length: 40 minutes\nHow: Phone call\n')
    expect(email.text).toContain(
      momentText({ at: new Date(link['expiresAt'] as string), timeZone: 'Europe/Stockholm', language: 'EN' }),
    )
    await until(
      'the email to be written down as sent',
      async () => (await emailsTo(recruiter, candidate.id))[0].status === 'SENT',
    )
    expect(await emailsTo(recruiter, candidate.id)).toEqual([
      {
        kind: 'CHOOSE_SLOT',
        status: 'SENT',
        recipientAddress: candidate.email,
        interview: null,
        application: { id: candidate.applicationId },
        candidate: { id: candidate.id },
      },
    ])
  })

  test('asked for again comes again, and says the new end', async () => {
    const story = await tellStory(house)
    const { recruiter, candidate } = await offered(story)
    await candidate.readsEmail(1)
    const { expiresAt } = granted(await recruiter.invitesToChoose(candidate, { expiresInDays: 30 }))
    expect((await candidate.readsEmail(2)).text).toContain(
      momentText({ at: new Date(expiresAt as string), timeZone: 'Europe/Stockholm', language: 'EN' }),
    )
  })

  test('is skipped where there is no address', async () => {
    const story = await tellStory(house)
    const { recruiter, candidate } = await offered(story, { email: null })
    expect(await emailsTo(recruiter, candidate.id)).toMatchObject([{ status: 'SKIPPED_NO_ADDRESS' }])
  })

  test('is heard of by recruiters as it leaves, and not by interviewers', async () => {
    const story = await tellStory(house)
    const [recruiter, interviewer] = await Promise.all([story.recruiter(), story.interviewer()])
    const after = await house.cursor()
    const { candidate } = await offered(story)
    await candidate.readsEmail()
    // An email that interviewers may hear of comes behind it: once that is there, nothing is on its way any more.
    const { interview } = await story.arranged({ interviewers: [interviewer] })
    const heardBy = async (person: StaffMember) => {
      const ears = person.listens()
      const emails = ears.to(
        'subscription($after: String) { emailSent(after: $after) { delivery { kind status interview { id } } } }',
        { after },
      )
      await emails.hears(
        'of the interview',
        ({ emailSent: { delivery } }) => delivery.interview?.id === interview.id && delivery.status === 'SENT',
      )
      await ears.close()
      return emails.heard.map((event) => event.data?.emailSent.delivery.kind as string)
    }
    expect(await heardBy(recruiter)).toContain('CHOOSE_SLOT')
    expect(await heardBy(interviewer)).not.toContain('CHOOSE_SLOT')
  })
})

describe('a cancellation', () => {
  test('follows the invitation, calls off the same event and carries the reason but no link', async () => {
    const story = await tellStory(house)
    const { recruiter, interview, candidate } = await story.arranged()
    const invitation = await candidate.readsEmail(1)
    await emailsOf(recruiter, interview.id, 'SENT')
    await recruiter.cancels(interview, 'We have moved.')
    const cancellation = await candidate.readsEmail(2)

    expect(cancellation.text).toContain('We have moved.')
    expect(cancellation.text).not.toContain('/interview/')
    expect(cancellation.calendars[0]!.method).toBe('CANCEL')
    const [one, two] = [eventIn(invitation), eventIn(cancellation)]
    expect(two('UID')).toBe(one('UID'))
    expect(two('STATUS')).toBe('CANCELLED')
    expect(Number(two('SEQUENCE'))).toBe(Number(one('SEQUENCE')) + 1)
    expect(header(cancellation, 'References')).toContain(invitation.messageId)
    const emails = await emailsOf(recruiter, interview.id, 'SENT')
    expect(emails.map((email: { kind: string; status: string }) => [email.kind, email.status])).toEqual([
      ['CANCELLATION', 'SENT'],
      ['INVITATION', 'SENT'],
    ])
  })

  test('of a decision reaches the candidate too', async () => {
    const story = await tellStory(house)
    const { recruiter, candidate } = await story.arranged()
    await candidate.readsEmail(1)
    await recruiter.decides(candidate, 'REJECTED', 'For the company only.')
    const cancellation = await candidate.readsEmail(2)
    expect(cancellation.calendars[0]!.method).toBe('CANCEL')
    expect(JSON.stringify(cancellation)).not.toContain('For the company only.')
  })

  test('is sent to nobody who was never invited', async () => {
    const story = await tellStory(house)
    const { recruiter, interview } = await story.arranged({ email: null })
    expect(await recruiter.cancels(interview)).toMatchObject({
      delivery: { kind: 'CANCELLATION', status: 'SKIPPED_NO_ADDRESS' },
    })
  })
})

test('resending is refused for what is over', async () => {
  const story = await tellStory(house)
  const cancelled = await story.arranged()
  await cancelled.recruiter.cancels(cancelled.interview)
  expect(await cancelled.recruiter.resends(cancelled.interview)).toMatchObject({
    __typename: 'InterviewIsOver',
    status: 'CANCELLED',
  })
  const past = await story.arranged({ startsAt: hoursAhead(2) })
  house.clock.stopAt(past.interview['endsAt'])
  expect(await past.recruiter.resends(past.interview)).toMatchObject({ __typename: 'InterviewIsOver' })
})

test('each attempt is one line in the log that says how it went and nothing about whom', async () => {
  const story = await tellStory(house, { name: 'Nowhere Inc' })
  const { recruiter, interview, candidate } = await story.arranged({ notes: 'a private note' })
  const [{ id }] = await emailsOf(recruiter, interview.id, 'SENT')
  const lines = await until('the line about the attempt', () => {
    const found = house.log.filter((line) => line['delivery'] === id)
    return found.length > 0 ? found : null
  })
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatchObject({
    level: 30,
    msg: 'email attempt',
    company: story.companyId,
    kind: 'INVITATION',
    attempt: 1,
    status: 'SENT',
    ms: expect.any(Number),
  })
  const everything = JSON.stringify(house.log)
  for (const personal of [
    candidate.email!,
    'Ada Applicant',
    'a private note',
    'Nowhere Inc',
    interview['candidateLink'],
  ])
    expect(everything).not.toContain(personal)
})

test('what is kept of an email opens nothing: no link, no key and no finished text lie in any table', async () => {
  const story = await tellStory(house)
  const { recruiter, candidate, interview } = await story.arranged()
  const key = personalLinkIn(await candidate.readsEmail())
    .split('/')
    .at(-1)!
  const chooser = await story.applicant()
  const link = granted(await recruiter.invitesToChoose(chooser))
  const chooseKey = (link['url'] as string).split('/').at(-1)!
  expect((await chooser.readsEmail()).text).toContain(`/choose/${chooseKey}`)
  const tables = await house.database.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
  )
  expect(tables.length).toBeGreaterThan(15)
  for (const { name } of tables) {
    const dump = JSON.stringify(await house.database.query(`select * from "${name}"`))
    for (const opener of [key, chooseKey, '/interview/', '/choose/', 'BEGIN:VCALENDAR'])
      expect(dump.includes(opener), `${name}: ${opener}`).toBe(false)
  }
  // A key begins with the id of what it opens, which is no secret; its second half must not be there either.
  const dump = JSON.stringify([
    await house.database.query('select * from interview where id = $1', [interview.id]),
    await house.database.query('select * from scheduling_link where id = $1', [link.id]),
  ])
  for (const secret of [key, chooseKey]) expect(dump).not.toContain(secret.slice(27))
})
