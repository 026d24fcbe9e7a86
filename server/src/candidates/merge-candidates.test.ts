import { describe, expect, test } from 'vitest'
import { bounceMessage, replyMessage } from '../../test/answers.ts'
import { hoursAhead } from '../../test/clock.ts'
import type { Answer } from '../../test/documents.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory, type StaffMember } from '../../test/story.ts'
import { until } from '../../test/until.ts'
import type { OpenedEmail } from '../mailbox/mailbox.store.ts'
import { newId } from '../shared/id.ts'

const house = await openHouse({ worker: true, inbound: {} })

const merges = (recruiter: StaffMember, candidate: { id: string }, duplicate: { id: string }, more: object = {}) =>
  recruiter.does('mergeCandidates', { candidateId: candidate.id, duplicateId: duplicate.id, ...more })

const person = `{ id name email phone timeZone language applications { nodes { id status } }
  interviews { nodes { id } } deliveries { totalCount } }`
const profile = async (recruiter: StaffMember, id: string): Promise<Answer> =>
  (await recruiter.reads(`query($id: ID!) { candidate(id: $id) ${person} }`, { id })).candidate

/** Ada under two entries: the kept one applies for the usual job, the other one for another, and has an interview. */
async function twice(wishes: { keptEmail?: string | null; otherEmail?: string | null } = {}) {
  const { keptEmail = `${newId()}@work.test`, otherEmail = `${newId()}@home.test` } = wishes
  const story = await tellStory(house)
  const recruiter = await story.recruiter()
  const nurse = await recruiter.createsJob('Nurse')
  const ada = await story.applicant({ name: 'Ada', email: keptEmail, timeZone: 'Europe/Stockholm' })
  const other = await story.applicant({ name: 'Ada L', email: otherEmail, job: nurse, phone: '+46 70 123 45 67' })
  const interview = granted(await recruiter.schedules(other, { startsAt: hoursAhead(48) }))
  other.isGiven(interview['candidateLink'] as string)
  return { story, recruiter, nurse, ada, other, interview }
}

/** What a calendar knows an event by, and whom it belongs to. */
const eventIn = (email: OpenedEmail) => {
  const lines = email.calendars[0]!.content.replaceAll('\r\n ', '').split('\r\n')
  return ['UID', 'ORGANIZER', 'ATTENDEE'].map((name) => {
    const line = lines.find((each) => each.startsWith(name))!
    return line.slice(line.indexOf(name === 'UID' ? ':' : 'mailto:'))
  })
}

describe('two entries of one person', () => {
  test('become one: what hangs on the other goes over, and what is not known of the kept one comes from there', async () => {
    const { story, recruiter, ada, other, interview } = await twice()
    const sentBefore = await house.database.query('select id from delivery where company_id = $1 order by id', [
      story.companyId,
    ])
    granted(await merges(recruiter, ada, other))

    const one = await profile(recruiter, ada.id)
    expect(one).toMatchObject({ name: 'Ada', email: ada.email, phone: '+46 70 123 45 67' })
    expect(one['applications'].nodes.map(({ id }: Answer) => id).toSorted()).toEqual(
      [ada.applicationId, other.applicationId].toSorted(),
    )
    expect(one['interviews'].nodes).toEqual([{ id: interview.id }])
    expect(one['deliveries'].totalCount).toBe(1)
    // Nothing is sent for it.
    expect(
      await house.database.query('select id from delivery where company_id = $1 order by id', [story.companyId]),
    ).toEqual(sentBefore)
    const { candidates } = await recruiter.reads('{ candidates { nodes { id } totalCount } }')
    expect(candidates).toEqual({ nodes: [{ id: ada.id }], totalCount: 1 })
    const trail = await house.database.query(
      `select action, entity_id, fields from audit_entry where company_id = $1
        and action in ('CandidatesMerged', 'DuplicateRemoved') order by action`,
      [story.companyId],
    )
    expect(trail).toEqual([
      { action: 'CandidatesMerged', entity_id: ada.id, fields: ['applications', 'phone'] },
      {
        action: 'DuplicateRemoved',
        entity_id: other.id,
        fields: ['name', 'email', 'phone', 'timeZone', 'language'],
      },
    ])
    // Nothing is left of the other entry in its old place.
    const left = await house.database.query('select id from candidate where id = $1', [other.id])
    expect(left).toEqual([])
  })

  test('take from the other what somebody chooses, its address too', async () => {
    const { recruiter, ada, other } = await twice()
    const answer = await merges(recruiter, ada, other, { take: ['NAME', 'EMAIL', 'LANGUAGE'] })
    expect(answer).toMatchObject({ id: ada.id, name: 'Ada L', email: other.email, timeZone: 'Europe/Stockholm' })
  })

  test('keep every link: the personal one, the one to choose a time, and those on the dashboard', async () => {
    const { recruiter, ada, other } = await twice()
    const chooses = granted(await recruiter.invitesToChoose(ada))
    granted(await merges(recruiter, other, ada))
    expect((await other.sees())['phase']).toBe('EARLY')
    expect(await ada.mayChoose(chooses['url'] as string).seesTimes()).toEqual([])
    expect((await profile(recruiter, ada.id)).id).toBe(other.id)
    // A list that was narrowed down to the old entry is that of the person.
    const lists = await recruiter.reads(
      `query($id: ID!) { interviews(filter: { candidateId: $id }) { totalCount }
        deliveries(filter: { candidateId: $id }) { totalCount } }`,
      { id: ada.id },
    )
    expect(lists).toEqual({ interviews: { totalCount: 1 }, deliveries: { totalCount: 2 } })
    // Who still has the old page open adds to the person, and corrects them.
    const designer = await recruiter.createsJob('Designer')
    granted(await recruiter.does('createApplication', { candidateId: ada.id, jobId: designer.id }))
    expect(await recruiter.does('updateCandidate', { candidateId: ada.id, phone: '+46 1' })).toMatchObject({
      id: other.id,
      phone: '+46 1',
    })
  })

  test('that were merged one after the other still lead to the person', async () => {
    const { story, recruiter, ada, other } = await twice()
    const third = granted(await recruiter.does('createCandidate', { name: 'A. L.' }))
    granted(await merges(recruiter, ada, other))
    granted(await merges(recruiter, third, ada))
    expect((await profile(recruiter, other.id)).id).toBe(third.id)
    const kept = await house.database.query(
      'select candidate_id from merged_candidate where company_id = $1 order by merged_at',
      [story.companyId],
    )
    expect(kept).toEqual([{ candidate_id: third.id }, { candidate_id: third.id }])
  })

  test('leave a calendar event as it was told: one UID, organizer and address for all its emails', async () => {
    const { recruiter, ada, other, interview } = await twice()
    const first = await other.readsEmail()
    granted(await merges(recruiter, ada, other))
    granted(await recruiter.reschedules(interview, { startsAt: hoursAhead(72) }))
    const update = await other.readsEmail(2)
    expect(update.calendars[0]!.method).toBe('REQUEST')
    expect(eventIn(update)).toEqual(eventIn(first))
    granted(await recruiter.cancels(interview))
    const cancelled = await other.readsEmail(3)
    expect(cancelled.calendars[0]!.method).toBe('CANCEL')
    expect(eventIn(cancelled)).toEqual(eventIn(first))
    // What begins now goes to the address that is kept, with its own organizer.
    granted(await recruiter.schedules({ id: other.applicationId }, { startsAt: hoursAhead(96) }))
    const anew = await ada.readsEmail()
    expect(eventIn(anew)[1]).not.toBe(eventIn(first)[1])
  })

  test('are answered for by the calendar as before: the reply of the old event counts', async () => {
    const { recruiter, ada, other, interview } = await twice()
    const first = await other.readsEmail()
    granted(await merges(recruiter, ada, other))
    const uid = eventIn(first)[0]!.slice(1)
    const raw = replyMessage('gmail', { to: first.from, from: other.email!, uid, partstat: 'ACCEPTED' })
    expect(await house.sendsBack({ from: other.email!, to: first.from, raw })).toMatch(/^250/)
    const about = await recruiter.reads(
      `query($id: ID!) { interview(id: $id) { rsvp } inboundMessages { nodes { status candidate { id } } } }`,
      { id: interview.id },
    )
    expect(about).toEqual({
      interview: { rsvp: 'ACCEPTED' },
      inboundMessages: { nodes: [{ status: 'APPLIED', candidate: { id: ada.id } }] },
    })
  })

  test('go on where each of their events lies, also when the address of the other one is taken', async () => {
    const { recruiter, ada, other, interview } = await twice()
    const own = granted(await recruiter.schedules(ada, { startsAt: hoursAhead(50) }))
    const [first, second] = [await ada.readsEmail(), await other.readsEmail()]
    granted(await merges(recruiter, ada, other, { take: ['EMAIL'] }))
    granted(await recruiter.reschedules(own, { startsAt: hoursAhead(70) }))
    granted(await recruiter.reschedules(interview, { startsAt: hoursAhead(74) }))
    expect(eventIn(await ada.readsEmail(2))).toEqual(eventIn(first))
    expect(eventIn(await other.readsEmail(2))).toEqual(eventIn(second))
    // A corrected address takes everything along: both events end where they lie, and begin anew there.
    const email = `${newId()}@new.test`
    granted(await recruiter.does('updateCandidate', { candidateId: ada.id, email }))
    for (const person of [ada, other]) expect((await person.readsEmail(3)).calendars[0]!.method).toBe('CANCEL')
    await until('both invitations to be at the new address', async () => house.post.to(email).length === 2)
  })

  test('leave an address from which an email comes back, and the person hears at the other one', async () => {
    const { story, recruiter, ada, other, interview } = await twice()
    const first = await other.readsEmail()
    granted(await merges(recruiter, ada, other))
    const to = first.envelope.from
    const raw = bounceMessage({ to, recipient: other.email! })
    expect(await house.sendsBack({ from: '', to, raw })).toMatch(/^250/)
    granted(await recruiter.resends(interview))
    expect((await ada.readsEmail()).calendars[0]!.method).toBe('REQUEST')
    expect(house.post.to(other.email!)).toHaveLength(1)
    const { candidate } = await recruiter.reads('query($id: ID!) { candidate(id: $id) { addressBadSince } }', {
      id: ada.id,
    })
    expect(candidate.addressBadSince).toBeNull()
    const kept = 'select kept_address from invitation where company_id = $1 and kept_address is not null'
    expect(await house.database.query(kept, [story.companyId])).toEqual([])
  })

  test('do not go on to an address from which an email came back before', async () => {
    const { recruiter, ada, other, interview } = await twice()
    const to = (await other.readsEmail()).envelope.from
    await house.sendsBack({ from: '', to, raw: bounceMessage({ to, recipient: other.email! }) })
    const plan = `query($one: ID!, $two: ID!) { planCandidateMerge(candidateId: $one, duplicateId: $two) { toldElsewhereCount } }`
    const { planCandidateMerge } = await recruiter.reads(plan, { one: ada.id, two: other.id })
    expect(planCandidateMerge.toldElsewhereCount).toBe(0)
    granted(await merges(recruiter, ada, other))
    granted(await recruiter.reschedules(interview, { startsAt: hoursAhead(72) }))
    expect((await ada.readsEmail()).calendars[0]!.method).toBe('REQUEST')
  })

  test('send what has not left yet to the address that is kept', async () => {
    const { story, recruiter, ada, other } = await twice({ otherEmail: null })
    granted(await merges(recruiter, ada, other))
    const { candidate } = await recruiter.reads(
      'query($id: ID!) { candidate(id: $id) { interviews { nodes { id } } } }',
      { id: ada.id },
    )
    granted(await recruiter.resends(candidate.interviews.nodes[0]))
    expect((await ada.readsEmail()).calendars[0]!.method).toBe('REQUEST')
    const kept = await house.database.query(
      'select kept_address from invitation where company_id = $1 and kept_address is not null',
      [story.companyId],
    )
    expect(kept).toEqual([])
  })

  test('with live applications for one job are refused until one of the two is withdrawn', async () => {
    const { recruiter, ada, other, nurse } = await twice()
    const again = granted(await recruiter.does('createApplication', { candidateId: ada.id, jobId: nurse.id }))
    const clash = await merges(recruiter, ada, other)
    expect(clash).toMatchObject({ __typename: 'LiveApplicationsClash' })
    expect(clash['applications'].map(({ id }: Answer) => id)).toEqual([other.applicationId, again.id].toSorted())
    granted(await recruiter.does('withdrawApplication', { applicationId: again.id }))
    granted(await merges(recruiter, ada, other))
    expect((await profile(recruiter, ada.id))['applications'].nodes).toHaveLength(3)
  })

  test('merged again are as they are, and nobody is merged with themselves, with nobody or by an interviewer', async () => {
    const { story, recruiter, ada, other } = await twice()
    granted(await merges(recruiter, ada, other))
    expect(await merges(recruiter, ada, other)).toMatchObject({ __typename: 'Candidate', id: ada.id })
    const trail = "select id from audit_entry where company_id = $1 and action = 'CandidatesMerged'"
    expect(await house.database.query(trail, [story.companyId])).toHaveLength(1)
    expect(await merges(recruiter, ada, ada)).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: 'duplicateId' }],
    })
    const ids = [newId(), 'no id', (await (await tellStory(house)).applicant()).id]
    for (const id of ids) {
      const [one, two] = [
        { candidateId: ada.id, duplicateId: id },
        { candidateId: id, duplicateId: ada.id },
      ]
      expect(await recruiter.failsTo('mergeCandidates', one)).toBe('NOT_FOUND')
      expect(await recruiter.failsTo('mergeCandidates', two)).toBe('NOT_FOUND')
    }
    const third = await story.applicant({ name: 'Cleo' })
    const input = { candidateId: ada.id, duplicateId: third.id }
    expect(await (await story.interviewer()).failsTo('mergeCandidates', input)).toBe('FORBIDDEN')
  })

  test('sent twice with one key are merged once', async () => {
    const { recruiter, ada, other } = await twice()
    const key = { idempotencyKey: 'once' }
    const answers = await Promise.all([1, 2].map(() => merges(recruiter, ada, other, key)))
    expect(answers[0]).toEqual(answers[1])
  })
})

describe('a merge meets', () => {
  const whole = (companyId: string) =>
    house.database.query<{ lost: number }>(
      `select (select count(*)::int from application where company_id = $1 and candidate_id in (select id from merged_candidate))
        + (select count(*)::int from delivery where company_id = $1 and candidate_id in (select id from merged_candidate))
        + (select count(*)::int from invitation where company_id = $1 and candidate_id in (select id from merged_candidate))
        as lost`,
      [companyId],
    )

  test('a booking, a decision and a correction of the same person, and all of it holds', async () => {
    for (let round = 0; round < 4; round++) {
      const { story, recruiter, ada, other } = await twice()
      const slot = await recruiter.opens({ startsAt: hoursAhead(60) })
      const third = granted(await recruiter.does('createCandidate', { name: 'A. L.', email: `${newId()}@x.test` }))
      const job = await recruiter.createsJob('Designer')
      const [merged, booked, ...others] = await Promise.all([
        merges(recruiter, third, ada),
        recruiter.books(slot, ada),
        recruiter.does('updateCandidate', { candidateId: ada.id, phone: '+46 2' }),
        recruiter.does('createApplication', { candidateId: ada.id, jobId: job.id }),
        recruiter.decides(other, 'REJECTED', 'No.'),
      ])
      expect([merged.__typename, booked.__typename]).toEqual(['Candidate', 'Booking'])
      expect(others.map(({ __typename }) => __typename)).toEqual(['Candidate', 'Application', 'Application'])
      expect(await whole(story.companyId)).toEqual([{ lost: 0 }])
      expect((await profile(recruiter, third.id))['applications'].nodes).toHaveLength(2)
      await until('everything to have left', async () => {
        const waiting = "select from delivery where company_id = $1 and status in ('QUEUED', 'SENDING')"
        return (await house.database.query(waiting, [story.companyId])).length === 0
      })
    }
  })

  test('the same merge the other way around: one entry is left, whichever', async () => {
    for (let round = 0; round < 4; round++) {
      const { recruiter, ada, other } = await twice()
      const replies = await Promise.all(
        [
          { candidateId: ada.id, duplicateId: other.id },
          { candidateId: other.id, duplicateId: ada.id },
        ].map((input) =>
          recruiter.ask(
            `mutation($input: MergeCandidatesInput!) { mergeCandidates(input: $input) { ... on Candidate { id } } }`,
            { input },
          ),
        ),
      )
      const done = replies.filter(({ errors }) => !errors)
      expect(done).toHaveLength(1)
      expect(replies.find(({ errors }) => errors)!.errors![0]!.extensions.code).toBe('NOT_FOUND')
      const { candidates } = await recruiter.reads('{ candidates { totalCount } }')
      expect(candidates.totalCount).toBe(1)
    }
  })
})

describe('two entries are suggested', () => {
  const suggested = async (recruiter: StaffMember, id: string) =>
    (
      await recruiter.reads('query($id: ID!) { candidate(id: $id) { duplicates { signs candidate { name } } } }', {
        id,
      })
    ).candidate.duplicates.map(({ signs, candidate }: Answer) => [candidate.name, signs])

  test('by the same address, number or name, however they are written, those with most in common first', async () => {
    const [story, other] = [await tellStory(house), await tellStory(house)]
    const recruiter = await story.recruiter()
    const adds = async (values: Record<string, unknown>, by = recruiter) =>
      granted(await by.does('createCandidate', values))
    const ada = await adds({ name: 'Ada Lovelace', email: 'Ada@home.test', phone: '+46 70-123 45 67' })
    await adds({ name: 'A. Lovelace', email: 'ada+jobs@home.test', phone: '070 123 45 67' })
    await adds({ name: 'ada  lovelace ' })
    await adds({ name: 'Somebody', email: 'bada@home.test', phone: '123 45 67' })
    await adds({ name: 'Ada Lovelace' }, await other.recruiter())
    expect(await suggested(recruiter, ada.id)).toEqual([
      ['A. Lovelace', ['EMAIL', 'PHONE']],
      ['ada  lovelace', ['NAME']],
    ])
  })

  test('not by a number so short that many share it', async () => {
    const recruiter = await (await tellStory(house)).recruiter()
    const one = granted(await recruiter.does('createCandidate', { name: 'One', phone: '112' }))
    granted(await recruiter.does('createCandidate', { name: 'Two', phone: '112' }))
    expect(await suggested(recruiter, one.id)).toEqual([])
  })
})

test('before two entries become one it is told what goes over, and what is in the way', async () => {
  const { recruiter, ada, other, nurse } = await twice()
  await other.readsEmail()
  const plan = async (takesEmail: boolean) =>
    (
      await recruiter.reads(
        `query($one: ID!, $two: ID!, $takesEmail: Boolean!) {
          planCandidateMerge(candidateId: $one, duplicateId: $two, takesEmail: $takesEmail) {
            candidate { id } duplicate { id } applicationCount interviewCount consentCount emailCount messageCount
            toldElsewhereCount clashing { id } } }`,
        { one: ada.id, two: other.id, takesEmail },
      )
    ).planCandidateMerge
  expect(await plan(false)).toEqual({
    candidate: { id: ada.id },
    duplicate: { id: other.id },
    applicationCount: 1,
    interviewCount: 1,
    consentCount: 0,
    emailCount: 1,
    messageCount: 0,
    toldElsewhereCount: 1,
    clashing: [],
  })
  expect((await plan(true)).toldElsewhereCount).toBe(0)
  const again = granted(await recruiter.does('createApplication', { candidateId: ada.id, jobId: nurse.id }))
  expect((await plan(false)).clashing).toEqual([other.applicationId, again.id].toSorted().map((id) => ({ id })))
})

test('who listens hears of a merge by both ids, and each leads to the entry that is kept', async () => {
  const { recruiter, ada, other } = await twice()
  const ears = recruiter.listens()
  await ears.opened()
  const heard = ears.to('subscription($after: String) { candidateChanged(after: $after) { candidate { id } } }', {
    after: await house.cursor(),
  })
  granted(await merges(recruiter, ada, other))
  await until('both hints to be heard', async () => heard.heard.length === 2)
  expect(heard.heard.map(({ data }) => data.candidateChanged.candidate.id)).toEqual([ada.id, ada.id])
})

test('candidates are narrowed down by job, application, address and language, and sorted by name or age', async () => {
  const story = await tellStory(house)
  const recruiter = await story.recruiter()
  const nurse = await recruiter.createsJob('Nurse')
  const cleo = await story.applicant({ name: 'Cleo', job: nurse, language: 'FR' })
  const ada = await story.applicant({ name: 'Ada', email: null })
  await story.applicant({ name: 'Ben', email: `bad-${newId()}@candidates.test` })
  granted(await recruiter.decides(cleo, 'REJECTED', 'No.'))
  await house.database.query(
    "update candidate set address_bad_since = now(), address_bad_reason = '550' where company_id = $1 and name = 'Ben'",
    [story.companyId],
  )
  const found = async (filter: object, sort?: string) =>
    (
      await recruiter.reads(
        `query($filter: CandidateFilter, $sort: CandidateSort) {
          candidates(filter: $filter, sort: $sort) { nodes { name } } }`,
        { filter, ...(sort ? { sort } : {}) },
      )
    ).candidates.nodes.map(({ name }: Answer) => name)
  expect(await found({})).toEqual(['Ada', 'Ben', 'Cleo'])
  expect(await found({}, 'NEWEST')).toEqual(['Ben', 'Ada', 'Cleo'])
  expect(await found({ jobId: nurse.id })).toEqual(['Cleo'])
  expect(await found({ applicationStatus: ['REJECTED'] })).toEqual(['Cleo'])
  expect(await found({ jobId: nurse.id, applicationStatus: ['PENDING'] })).toEqual([])
  expect(await found({ hasAddress: false })).toEqual(['Ada'])
  expect(await found({ addressBad: true })).toEqual(['Ben'])
  expect(await found({ hasAddress: true, addressBad: false })).toEqual(['Cleo'])
  expect(await found({ language: ['FR', 'SV'] })).toEqual(['Cleo'])
  expect(ada.email).toBeNull()
})
