import { describe, expect, test } from 'vitest'
import { bounceMessage, letter, programs, replyMessage, type Answering } from '../../test/answers.ts'
import { hour, hoursAhead, minute, shifted } from '../../test/clock.ts'
import type { Answer } from '../../test/documents.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory, type InterviewWishes, type StaffMember } from '../../test/story.ts'
import { until } from '../../test/until.ts'

/** What the DNS says of the domains of these stories: one that disowns what it has not sent, and one that says nothing. */
const dns: Record<string, string[][]> = {
  '_dmarc.strict.test': [['v=DMARC1; p=reject']],
  'strict.test': [['v=spf1 -all']],
  '_dmarc.proven.test': [['v=DMARC1; p=reject']],
  'proven.test': [['v=spf1 ip4:127.0.0.1 -all']],
}
const askDns = async (name: string, type: string): Promise<string[][]> => {
  const found = type === 'TXT' ? dns[name] : undefined
  if (!found) throw Object.assign(new Error(`There is no ${name}.`), { code: 'ENOTFOUND' })
  return found
}

const house = await openHouse({ worker: true, inbound: { verifySenders: true, askDns } })

const about = `rsvp rsvpAt status proposal { id proposedStartsAt proposedEndsAt comment proposalStatus interviewer { id } }
  interviewerAnswers { rsvp interviewer { id } }
  answers { nodes { way answer outcome comment fromAddress fromOtherAddress proposalStatus interviewer { id } } }`

async function invited({ email, ...wishes }: InterviewWishes & { email?: string } = {}) {
  const story = await tellStory(house)
  const { recruiter, candidate, interview } = await story.arranged({ ...wishes, ...(email ? { email } : {}) })
  const sees = async (who: StaffMember = recruiter) =>
    (await who.reads(`query($id: ID!) { interview(id: $id) { ${about} } }`, { id: interview.id })).interview as Answer
  const messages = async () =>
    (
      await recruiter.reads(
        '{ inboundMessages { nodes { id kind status reason proof fromAddress text answer mayApply candidate { id } interview { id } } } }',
      )
    ).inboundMessages.nodes as Answer[]
  const invitation = await candidate.readsEmail()
  const uid = /^UID:(.+)$/m.exec(invitation.calendars[0]!.content)![1]!.trim()
  const reply: Answering = { to: invitation.from, from: candidate.email!, uid }
  const sends = (raw: Buffer, to = invitation.from, from = candidate.email!) => house.sendsBack({ from, to, raw })
  return { story, recruiter, candidate, interview, sees, messages, invitation, reply, sends }
}

describe('a calendar program answers', () => {
  test.each(programs)('as %s does, and the recruiter sees it', async (program) => {
    const { sees, messages, reply, sends, candidate, interview } = await invited()
    expect(await sends(replyMessage(program, { ...reply, partstat: 'ACCEPTED' }))).toMatch(/^250/)
    expect(await sees()).toMatchObject({
      rsvp: 'ACCEPTED',
      status: 'SCHEDULED',
      answers: { nodes: [{ way: 'EMAIL', answer: 'ACCEPTED', outcome: 'APPLIED', fromAddress: candidate.email }] },
    })
    expect(await messages()).toMatchObject([
      {
        kind: 'ANSWER',
        status: 'APPLIED',
        proof: 'B',
        candidate: { id: candidate.id },
        interview: { id: interview.id },
      },
    ])
  })

  test('and every listener hears of it', async () => {
    const { recruiter, reply, sends, interview } = await invited()
    const ears = recruiter.listens()
    const after = await house.cursor()
    const listening = ears.to(
      'subscription($after: String) { invitationAnswered(after: $after) { interview { id rsvp } } }',
      { after },
    )
    await sends(replyMessage('apple', { ...reply, partstat: 'DECLINED' }))
    const heard = await listening.hears('the answer')
    expect(heard.invitationAnswered.interview).toEqual({ id: interview.id, rsvp: 'DECLINED' })
    await ears.close()
  })

  test('no, and nothing is called off by it', async () => {
    const { sees, candidate, reply, sends } = await invited()
    await sends(replyMessage('outlook', { ...reply, partstat: 'DECLINED' }))
    expect(await sees()).toMatchObject({
      rsvp: 'DECLINED',
      status: 'SCHEDULED',
      answers: { nodes: [{ comment: 'I look forward to it.' }] },
    })
    expect((await candidate.sees())['phase']).toBe('EARLY')
  })

  test('twice with the same message, and it counts once', async () => {
    const { sees, messages, reply, sends } = await invited()
    const raw = replyMessage('gmail', { ...reply, partstat: 'TENTATIVE' })
    const answers = await Promise.all([sends(raw), sends(raw), sends(raw), sends(raw)])
    expect(answers.filter((answer) => answer.includes('before'))).toHaveLength(3)
    expect((await sees())['answers'].nodes).toHaveLength(1)
    expect(await messages()).toHaveLength(1)
  })

  test('late, and the newer answer from the page stays', async () => {
    const { sees, candidate, reply, sends } = await invited()
    await candidate.answers('ACCEPTED')
    const before = shifted(new Date(), -minute)
    await sends(replyMessage('gmail', { ...reply, partstat: 'DECLINED', stamp: before }))
    expect(await sees()).toMatchObject({
      rsvp: 'ACCEPTED',
      answers: {
        nodes: [
          { way: 'EMAIL', outcome: 'OUTDATED' },
          { way: 'PAGE', outcome: 'APPLIED' },
        ],
      },
    })
  })

  test('by a clock that is ahead, and a later answer still counts', async () => {
    const { sees, candidate, reply, sends } = await invited()
    await sends(replyMessage('gmail', { ...reply, partstat: 'DECLINED', stamp: hoursAhead(200) }))
    expect((await sees())['rsvp']).toBe('DECLINED')
    await candidate.answers('ACCEPTED')
    expect((await sees())['rsvp']).toBe('ACCEPTED')
  })

  test('the old time, and the new one stays without an answer', async () => {
    const { sees, messages, recruiter, interview, reply, sends } = await invited()
    granted(await recruiter.reschedules(interview, { startsAt: hoursAhead(48) }))
    await sends(replyMessage('thunderbird', { ...reply, sequence: 0 }))
    expect(await sees()).toMatchObject({ rsvp: 'NEEDS_ACTION', answers: { nodes: [{ outcome: 'OLD_TIME' }] } })
    expect(await messages()).toMatchObject([{ status: 'NOTED', reason: 'OLD_TIME' }])
    await sends(replyMessage('thunderbird', { ...reply, sequence: 1 }))
    expect((await sees())['rsvp']).toBe('ACCEPTED')
  })

  test('an interview that is called off, and nothing comes of it', async () => {
    const { sees, messages, recruiter, interview, reply, sends } = await invited()
    await recruiter.cancels(interview)
    await sends(replyMessage('gmail', reply))
    expect(await sees()).toMatchObject({ rsvp: 'NEEDS_ACTION', answers: { nodes: [] } })
    expect(await messages()).toMatchObject([{ status: 'NOTED', reason: 'EVENT_IS_OVER' }])
  })

  test('that somebody else comes instead, and it is only noted', async () => {
    const { sees, messages, reply, sends } = await invited()
    await sends(replyMessage('gmail', { ...reply, partstat: 'DELEGATED' }))
    expect((await sees())['rsvp']).toBe('NEEDS_ACTION')
    expect(await messages()).toMatchObject([{ status: 'NOTED', reason: 'NO_ANSWER' }])
  })

  test('for one who meets the candidate', async () => {
    const story = await tellStory(house)
    const ivar = await story.interviewer()
    const { interview, recruiter } = await story.arranged({ interviewers: [ivar] })
    const invitation = await house.post.waitFor(ivar.email)
    const uid = /^UID:(.+)$/m.exec(invitation.calendars[0]!.content)![1]!.trim()
    const raw = replyMessage('outlook', { to: invitation.from, from: ivar.email, uid, partstat: 'DECLINED' })
    await house.sendsBack({ from: ivar.email, to: invitation.from, raw })
    const { interview: seen } = await recruiter.reads(`query($id: ID!) { interview(id: $id) { ${about} } }`, {
      id: interview.id,
    })
    expect(seen).toMatchObject({
      rsvp: 'NEEDS_ACTION',
      interviewerAnswers: [{ rsvp: 'DECLINED', interviewer: { id: ivar.id } }],
      answers: { nodes: [{ answer: 'DECLINED', interviewer: { id: ivar.id } }] },
    })
  })

  test('from an address at which they were invited, which is theirs no more', async () => {
    const story = await tellStory(house)
    const ivar = await story.interviewer()
    const { recruiter } = await story.arranged({ interviewers: [ivar] })
    const invitation = await house.post.waitFor(ivar.email)
    const uid = /^UID:(.+)$/m.exec(invitation.calendars[0]!.content)![1]!.trim()
    await house.database.query('update staff_member set email = $1 where id = $2', [`new-${ivar.email}`, ivar.id])
    const raw = replyMessage('apple', { to: invitation.from, from: ivar.email, uid })
    await house.sendsBack({ from: ivar.email, to: invitation.from, raw })
    const { inboundMessages } = await recruiter.reads('{ inboundMessages { nodes { status proof } } }')
    expect(inboundMessages.nodes).toEqual([{ status: 'APPLIED', proof: 'B' }])
  })

  test('with another time, place and title, of which nothing is read', async () => {
    const { sees, recruiter, interview, reply, sends } = await invited({ mode: 'ONSITE', location: 'Room 7' })
    const facts = async () =>
      (
        await recruiter.reads('query($id: ID!) { interview(id: $id) { startsAt endsAt location job { title } } }', {
          id: interview.id,
        })
      ).interview
    const before = await facts()
    const time = 'DTSTART:20990101T090000Z\r\nDTEND:20990101T100000Z\r\nLOCATION:Elsewhere'
    await sends(replyMessage('thunderbird', reply, { time }))
    expect(await sees()).toMatchObject({ rsvp: 'ACCEPTED', proposal: null })
    expect(await facts()).toEqual(before)
  })

  test.each(['REQUEST', 'PUBLISH', 'CANCEL', 'ADD', 'DECLINECOUNTER'])(
    'never by %s: what comes with it is a letter like any other',
    async (method) => {
      const { sees, messages, reply, sends } = await invited()
      await sends(replyMessage('thunderbird', { ...reply, partstat: 'DECLINED' }, { method }))
      expect(await sees()).toMatchObject({ rsvp: 'NEEDS_ACTION', status: 'SCHEDULED', answers: { nodes: [] } })
      expect(await messages()).toMatchObject([{ kind: 'MESSAGE', status: 'WAITING', mayApply: false }])
    },
  )

  test('by asking for the event again: it comes, three times a day', async () => {
    const { messages, candidate, reply, sends } = await invited()
    for (let time = 2; time <= 4; time++) {
      await sends(replyMessage('apple', reply, { method: 'REFRESH' }))
      expect((await candidate.readsEmail(time)).subject).toContain('Interview scheduled')
    }
    await sends(replyMessage('apple', reply, { method: 'REFRESH' }))
    expect((await messages())[0]).toMatchObject({ kind: 'REFRESH', status: 'NOTED', reason: 'TOO_OFTEN' })
    expect(house.post.to(candidate.email!)).toHaveLength(4)
  })
})

test('who asks for the event while a reminder waits gets the event, which a reminder does not bring', async () => {
  const { story, candidate, reply, sends } = await invited()
  const emails = (columns: string) =>
    house.database.query(
      `select ${columns} from delivery where company_id = $1 and candidate_id = $2 order by queued_at, id`,
      [story.companyId, candidate.id],
    )
  await house.database.query(
    `insert into delivery (company_id, id, candidate_id, application_id, invitation_id, kind, sequence, status,
        email_key, next_attempt_at, message_id, queued_at)
      select company_id, gen_random_uuid(), candidate_id, application_id, invitation_id, 'REMINDER', sequence, 'QUEUED',
        'REMINDER', now() + interval '1 hour', 'waits', now() from delivery where company_id = $1 and candidate_id = $2`,
    [story.companyId, candidate.id],
  )
  await sends(replyMessage('apple', reply, { method: 'REFRESH' }))
  expect(await emails('kind, status')).toEqual([
    { kind: 'INVITATION', status: 'SENT' },
    { kind: 'REMINDER', status: 'QUEUED' },
    { kind: 'INVITATION', status: expect.stringMatching(/QUEUED|SENDING|SENT/) },
  ])
})

describe('who answers', () => {
  test('is the invited address, proven by its domain', async () => {
    const { messages, reply, sends } = await invited({ email: 'ada.proven@proven.test' })
    await sends(replyMessage('thunderbird', reply))
    expect(await messages()).toMatchObject([{ status: 'APPLIED', proof: 'A' }])
  })

  test('is another address that answers for the invited one: it counts, and is shown', async () => {
    const { sees, messages, candidate, reply, sends } = await invited()
    await sends(
      replyMessage('apple', { ...reply, from: 'ada@private.test', attendee: candidate.email! }),
      undefined,
      'ada@private.test',
    )
    expect(await messages()).toMatchObject([{ status: 'APPLIED', proof: 'C' }])
    expect(await sees()).toMatchObject({
      rsvp: 'ACCEPTED',
      answers: { nodes: [{ fromAddress: 'ada@private.test', fromOtherAddress: true }] },
    })
  })

  test('is another address that answers for itself: it waits, until somebody lets it count', async () => {
    const { sees, messages, recruiter, reply, sends } = await invited()
    await sends(replyMessage('apple', { ...reply, from: 'ada@private.test' }), undefined, 'ada@private.test')
    const [message] = await messages()
    expect(message).toMatchObject({ status: 'WAITING', reason: 'OTHER_ADDRESS', mayApply: true, answer: 'ACCEPTED' })
    expect((await sees())['rsvp']).toBe('NEEDS_ACTION')
    expect(await recruiter.does('applyInboundMessage', { messageId: message!.id })).toMatchObject({ status: 'APPLIED' })
    expect((await sees())['rsvp']).toBe('ACCEPTED')
    expect(await recruiter.does('applyInboundMessage', { messageId: message!.id })).toMatchObject({
      __typename: 'MessageIsSettled',
    })
  })

  test('is disowned by the domain: it waits, and can be put away', async () => {
    const { sees, messages, recruiter, reply, sends } = await invited({ email: 'ada.strict@strict.test' })
    await sends(replyMessage('thunderbird', reply))
    const [message] = await messages()
    expect(message).toMatchObject({ status: 'WAITING', reason: 'FORGED', proof: 'D' })
    await recruiter.does('dismissInboundMessage', { messageId: message!.id })
    expect((await messages())[0]).toMatchObject({ status: 'DISMISSED', mayApply: false })
    expect((await sees())['rsvp']).toBe('NEEDS_ACTION')
    // A slip of the hand is taken back, and the message can still count; what has counted stays so.
    await recruiter.does('restoreInboundMessage', { messageId: message!.id })
    expect((await messages())[0]).toMatchObject({ status: 'WAITING', mayApply: true })
    await recruiter.does('applyInboundMessage', { messageId: message!.id })
    expect(await recruiter.does('restoreInboundMessage', { messageId: message!.id })).toMatchObject({
      __typename: 'MessageIsSettled',
    })
  })

  test('has the address of one person and answers for another: nothing comes of it', async () => {
    const ada = await invited()
    const ben = await ada.story.arranged()
    const bens = (await ben.candidate.readsEmail()).from
    await ada.sends(replyMessage('gmail', { ...ada.reply, to: bens }), bens)
    expect(await ada.messages()).toMatchObject([{ status: 'WAITING', reason: 'ANOTHER_PERSON', mayApply: false }])
    expect((await ada.sees())['rsvp']).toBe('NEEDS_ACTION')
  })

  test('answers an event of another company: it stays unknown there', async () => {
    const [here, there] = [await invited(), await invited()]
    await here.sends(replyMessage('gmail', { ...here.reply, uid: there.reply.uid }))
    expect(await here.messages()).toMatchObject([{ status: 'WAITING', reason: 'UNKNOWN_EVENT' }])
    expect(await there.messages()).toEqual([])
    expect((await there.sees())['rsvp']).toBe('NEEDS_ACTION')
  })

  test('has only the address that all share: the proof has to be whole', async () => {
    const shared = 'interviews@greenroom.test'
    const unproven = await invited()
    await unproven.sends(replyMessage('gmail', { ...unproven.reply, to: shared }), shared)
    expect(await unproven.messages()).toMatchObject([{ status: 'WAITING', reason: 'NOT_PROVEN', mayApply: true }])
    const proven = await invited({ email: 'ada.shared@proven.test' })
    await proven.sends(replyMessage('gmail', { ...proven.reply, to: shared }), shared)
    expect((await proven.sees())['rsvp']).toBe('ACCEPTED')
  })
})

describe('another time', () => {
  const proposing = async () => {
    const there = await invited({ startsAt: hoursAhead(48) })
    const wished = hoursAhead(72)
    const basic = (date: Date) => date.toISOString().replace(/[-:]|\.\d+/g, '')
    const time = `DTSTART:${basic(wished)}\r\nDTEND:${basic(shifted(wished, hour))}`
    await there.sends(
      replyMessage('outlook', { ...there.reply, comment: 'In the morning?' }, { method: 'COUNTER', time }),
    )
    const { proposal } = (await there.sees()) as Answer
    return { ...there, wished, proposal }
  }

  test('is proposed, and nothing moves by itself', async () => {
    const { proposal, wished, sees } = await proposing()
    expect(proposal).toMatchObject({
      proposedStartsAt: wished.toISOString(),
      proposedEndsAt: shifted(wished, hour).toISOString(),
      comment: 'In the morning?',
      proposalStatus: 'OPEN',
      interviewer: null,
    })
    expect(await sees()).toMatchObject({ rsvp: 'NEEDS_ACTION', status: 'SCHEDULED' })
  })

  test('is accepted with one press, and told to everybody', async () => {
    const { proposal, wished, recruiter, candidate, sees } = await proposing()
    expect(await recruiter.does('acceptProposal', { proposalId: proposal.id })).toMatchObject({
      __typename: 'Interview',
      startsAt: wished.toISOString(),
      durationMinutes: 60,
    })
    expect((await candidate.readsEmail(2)).subject).toContain('Interview moved')
    expect(await sees()).toMatchObject({ proposal: null, answers: { nodes: [{ proposalStatus: 'ACCEPTED' }] } })
    expect(await recruiter.does('acceptProposal', { proposalId: proposal.id })).toMatchObject({
      __typename: 'ProposalIsOver',
    })
  })

  test('is accepted by two at once, and once', async () => {
    const { story, proposal, recruiter } = await proposing()
    const other = await story.anotherRecruiter()
    const answers = await Promise.all(
      [recruiter, other, recruiter, other].map((who) => who.does('acceptProposal', { proposalId: proposal.id })),
    )
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual([
      'Interview',
      'ProposalIsOver',
      'ProposalIsOver',
      'ProposalIsOver',
    ])
  })

  test('is put aside', async () => {
    const { proposal, recruiter, sees } = await proposing()
    expect(await recruiter.does('dismissProposal', { proposalId: proposal.id })).toMatchObject({
      __typename: 'Interview',
    })
    expect(await sees()).toMatchObject({ proposal: null, answers: { nodes: [{ proposalStatus: 'DISMISSED' }] } })
  })

  test('is overtaken by a move, and by an answer', async () => {
    const moved = await proposing()
    granted(await moved.recruiter.reschedules(moved.interview, { startsAt: hoursAhead(96) }))
    expect(await moved.sees()).toMatchObject({ proposal: null, answers: { nodes: [{ proposalStatus: 'OVERTAKEN' }] } })
    const answered = await proposing()
    await answered.candidate.answers('ACCEPTED')
    expect((await answered.sees())['proposal']).toBeNull()
  })

  test('meets the rules of every move', async () => {
    const { story, proposal, recruiter, sees } = await proposing()
    const admin = await story.admin()
    await admin.does('updateSchedulingSettings', { minimumNoticeMinutes: 60 * 24 * 5 })
    expect(await recruiter.does('acceptProposal', { proposalId: proposal.id })).toMatchObject({
      __typename: 'MinimumNotice',
    })
    expect((await sees())['proposal']).toMatchObject({ id: proposal.id })
    expect(
      await recruiter.does('acceptProposal', { proposalId: proposal.id, overrideReason: 'They asked for it' }),
    ).toMatchObject({ __typename: 'Interview' })
  })

  test('is proposed on the page, not in the past and not the time that it is', async () => {
    const { candidate, interview, sees } = await invited({ startsAt: hoursAhead(48) })
    const proposes = (startsAt: Date, comment?: string) => candidate.holder.does('proposeTime', { startsAt, comment })
    expect(await proposes(hoursAhead(-48))).toMatchObject({ __typename: 'TimeIsPast' })
    expect(await proposes(new Date(interview['startsAt'] as string))).toMatchObject({ __typename: 'InvalidInput' })
    expect(await proposes(hoursAhead(50), 'Later, please')).toMatchObject({ __typename: 'CandidateInterview' })
    expect((await sees())['proposal']).toMatchObject({
      proposedStartsAt: hoursAhead(50).toISOString(),
      comment: 'Later, please',
    })
  })
})

describe('an email that came back', () => {
  const emailOf = async (recruiter: StaffMember, interview: Answer) =>
    (
      await recruiter.reads(
        `query($id: ID!) { interview(id: $id) { candidate { addressBadSince addressBadReason }
          delivery { id status errorCode serverResponse bouncedAt } } }`,
        { id: interview.id },
      )
    ).interview as Answer

  test('leaves from an address of its own', async () => {
    const { invitation, reply } = await invited()
    expect(invitation.envelope.from).toMatch(/^interviews\+[a-z2-7]{39}@greenroom\.test$/)
    expect(invitation.envelope.from).not.toBe(reply.to)
  })

  test('is seen by the recruiter with the words of the server, and nothing more is sent there', async () => {
    const { recruiter, interview, candidate, invitation, sends } = await invited()
    const raw = bounceMessage({ to: invitation.envelope.from, recipient: candidate.email! })
    await sends(raw, invitation.envelope.from, '')
    const line = `550 5.1.1 <${candidate.email}>: Recipient address rejected: User unknown`
    expect(await emailOf(recruiter, interview)).toMatchObject({
      candidate: { addressBadReason: line },
      delivery: { status: 'BOUNCED', errorCode: 'BOUNCED', serverResponse: line, bouncedAt: expect.any(String) },
    })

    granted(await recruiter.reschedules(interview, { startsAt: hoursAhead(48) }))
    const failed = await until('the update fails', async () => {
      const { delivery } = await emailOf(recruiter, interview)
      return delivery.status === 'FAILED' && delivery
    })
    expect(failed).toMatchObject({ errorCode: 'ADDRESS_BAD', serverResponse: line })
    expect(house.post.to(candidate.email!)).toHaveLength(1)

    await recruiter.does('updateCandidate', { candidateId: candidate.id, email: `new-${candidate.email}` })
    expect((await emailOf(recruiter, interview)).candidate).toEqual({ addressBadSince: null, addressBadReason: null })
    granted(await recruiter.resends(interview))
    expect((await house.post.waitFor(`new-${candidate.email}`)).subject).toContain('Interview')
  })

  test('may be sent again to the same address when somebody wants it', async () => {
    const { recruiter, interview, candidate, invitation, sends } = await invited()
    await sends(
      bounceMessage({ to: invitation.envelope.from, recipient: candidate.email! }),
      invitation.envelope.from,
      '',
    )
    granted(await recruiter.resends(interview))
    await candidate.readsEmail(2)
    expect((await emailOf(recruiter, interview)).candidate.addressBadSince).toBeNull()
  })

  test('is known by the Message-ID that came back with it', async () => {
    const { recruiter, interview, candidate, invitation, reply, sends } = await invited()
    await sends(
      bounceMessage({ to: reply.to, recipient: candidate.email!, messageId: invitation.messageId! }),
      reply.to,
      '',
    )
    expect((await emailOf(recruiter, interview)).delivery.status).toBe('BOUNCED')
  })

  test.each([
    ['still tried', { action: 'delayed', status: '4.4.1' }, 'STILL_TRIED', 'NOTED'],
    ['full for now', { status: '4.2.2' }, 'STILL_TRIED', 'NOTED'],
    ['delivered', { action: 'delivered', status: '2.0.0' }, 'WAS_DELIVERED', 'NOTED'],
    ['in a form that nobody knows', { action: 'lost', status: '9.9.9' }, 'UNKNOWN_BOUNCE', 'WAITING'],
  ])('has not when it is %s', async (_, report, reason, status) => {
    const { recruiter, interview, candidate, messages, invitation, sends } = await invited()
    const to = invitation.envelope.from
    await sends(bounceMessage({ to, recipient: candidate.email!, ...report }), to, '')
    expect(await messages()).toMatchObject([{ kind: 'BOUNCE', reason, status }])
    expect(await emailOf(recruiter, interview)).toMatchObject({
      candidate: { addressBadSince: null },
      delivery: { status: 'SENT' },
    })
  })

  test('has not when somebody only says so', async () => {
    const { recruiter, interview, candidate, messages, reply, sends } = await invited()
    await sends(bounceMessage({ to: reply.to, recipient: candidate.email! }), reply.to, '')
    await sends(
      bounceMessage({
        to: reply.to,
        recipient: candidate.email!,
        messageId: '<00000000-0000-7000-8000-000000000000@greenroom.test>',
      }),
      reply.to,
      '',
    )
    expect(await messages()).toMatchObject([{ reason: 'UNKNOWN_BOUNCE' }, { reason: 'UNKNOWN_BOUNCE' }])
    expect((await emailOf(recruiter, interview)).delivery.status).toBe('SENT')
  })
})

describe('what else comes', () => {
  test('is a letter: it waits for the recruiter, beside the interview that it answers', async () => {
    const { messages, candidate, interview, invitation, reply, sends } = await invited()
    await sends(letter({ ...reply, inReplyTo: invitation.messageId! }, 'May I bring my dog?\r\n\r\n> Hello Ada'))
    expect(await messages()).toMatchObject([
      {
        kind: 'MESSAGE',
        status: 'WAITING',
        text: 'May I bring my dog?',
        candidate: { id: candidate.id },
        interview: { id: interview.id },
        mayApply: false,
      },
    ])
    expect(house.post.to(candidate.email!)).toHaveLength(1)
  })

  test('is an automatic reply: it is noted, and nobody answers it', async () => {
    const { messages, candidate, reply, sends } = await invited()
    await sends(letter(reply, 'I am away until Monday', 'Auto-Submitted: auto-replied'))
    expect(await messages()).toMatchObject([{ kind: 'AUTO_REPLY', status: 'NOTED', text: null }])
    expect(house.post.to(candidate.email!)).toHaveLength(1)
  })

  test('is for nobody here: it is refused before a word of it is read', async () => {
    const { sends, reply } = await invited()
    for (const to of ['somebody@greenroom.test', 'interviews+aaaa@greenroom.test', 'interviews@elsewhere.test'])
      await expect(sends(letter({ ...reply, to }, 'Hello'), to)).rejects.toMatchObject({
        responseCode: 550,
        command: 'RCPT TO',
      })
    await expect(
      sends(letter({ ...reply, to: 'interviews@greenroom.test' }, 'Hello'), 'interviews@greenroom.test'),
    ).rejects.toMatchObject({ responseCode: 550 })
  })

  test('is too large: its sender is told', async () => {
    const { sends, messages, reply } = await invited()
    const raw = letter(reply, 'x'.repeat(2 * 1024 * 1024))
    await expect(sends(raw)).rejects.toMatchObject({ responseCode: 552 })
    expect(await messages()).toEqual([])
  })

  test('is seen by recruiters only', async () => {
    const { story, sends, reply } = await invited()
    await sends(letter(reply, 'Between us'))
    const ivar = await story.interviewer()
    const { errors } = await ivar.ask('{ inboundMessages { nodes { id text } } }')
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN')
  })
})

describe('the page', () => {
  test('was opened when its own query came with the key, and not before', async () => {
    const { recruiter, interview, candidate } = await invited()
    const opened = async () =>
      (await recruiter.reads('query($id: ID!) { interview(id: $id) { pageOpenedAt } }', { id: interview.id })).interview
        .pageOpenedAt as string | null
    await fetch(interview['candidateLink'] as string)
    expect(await opened()).toBeNull()
    await candidate.sees()
    const first = await opened()
    expect(first).toEqual(expect.any(String))
    await candidate.sees()
    expect(await opened()).toBe(first)
  })
})
