import { describe, expect, test } from 'vitest'
import { hour, hoursAhead, minute, shifted } from '../../test/clock.ts'
import { openHouse, secret } from '../../test/house.ts'
import { Asker, granted, tellStory } from '../../test/story.ts'
import { newId } from '../shared/id.ts'
import { accessKey } from './access-key.ts'

const house = await openHouse({ worker: true })
const startsAt = hoursAhead(24)

describe("the candidate's link", () => {
  test('comes with the email, and opens what the company promised', async () => {
    const story = await tellStory(house, { name: 'Lindgren & Co' })
    const recruiter = await story.recruiter()
    const priya = await story.applicant({ name: 'Priya Nair', timeZone: 'Asia/Kolkata' })
    granted(
      await recruiter.schedules(priya, {
        startsAt: new Date('2098-06-01T09:00:00Z'),
        mode: 'ONSITE',
        location: 'Storgatan 12',
        notes: 'Bring nothing.',
        overrideReason: 'The words of this day are written below.',
      }),
    )

    expect(await priya.opensLink()).toMatchObject({
      companyName: 'Lindgren & Co',
      jobTitle: 'Backend Engineer',
      candidateName: 'Priya Nair',
      mode: 'ONSITE',
      location: 'Storgatan 12',
      notes: 'Bring nothing.',
      phase: 'EARLY',
      started: false,
      question: null,
      rsvp: 'NEEDS_ACTION',
      opensAt: '2098-06-01T08:45:00.000Z',
      closesAt: '2098-06-01T09:15:00.000Z',
      when: 'Sunday, 1 June 2098, 14:30–15:15, India Standard Time (Asia/Kolkata, UTC+05:30)',
      whenAtCompany: 'Sunday, 1 June 2098, 11:00–11:45, Central European Summer Time (Europe/Stockholm, UTC+02:00)',
    })
  })

  test('opens as often as one likes, and changes nothing but that it is known to have been opened', async () => {
    const story = await tellStory(house)
    const { candidate, interview } = await story.arranged({ startsAt })
    const rows = () => house.database.query('select * from interview where id = $1', [interview.id])
    const [before] = await rows()
    for (let time = 0; time < 5; time++) await candidate.sees()
    expect(await rows()).toEqual([{ ...before, page_opened_at: expect.any(Date) }])
  })

  test('that is unknown, revoked, malformed or of another secret has one and the same answer, in bytes', async () => {
    const story = await tellStory(house)
    const { candidate, interview } = await story.arranged({ startsAt })
    const good = interview['candidateLink'].split('/').at(-1) as string
    expect((await candidate.sees()).id).toBe(interview.id)
    const revoked = await story.arranged({ startsAt: hoursAhead(30) })
    await house.database.query('update interview set access_key_version = 2 where id = $1', [revoked.interview.id])

    const keys = {
      unknown: accessKey(secret, newId(), 1),
      revoked: accessKey(secret, revoked.interview.id, 1),
      'of a version that is yet to come': accessKey(secret, interview.id, 2),
      'of another secret': accessKey('another secret', interview.id, 1),
      'with one character changed': good.slice(0, -1) + (good.endsWith('a') ? 'e' : 'a'),
      'cut short': good.slice(0, -1),
      'too long': `${good}a`,
      'in capitals': good.toUpperCase(),
      empty: '',
      'a bare id': interview.id,
      endless: 'a'.repeat(5000),
      'of strange signs': "'; drop table interview; --",
      'of another kind': `Bearer ${good}`,
    }
    const asks = async (authorization: string) => {
      const answers = []
      for (const query of [
        '{ candidateInterview { id } }',
        'mutation { startInterview { __typename } }',
        'mutation { respondToInvitation(input: { answer: ACCEPTED }) { __typename } }',
      ]) {
        const { status, body } = await new Asker(house, { authorization }).ask(query)
        answers.push(status, body)
      }
      const calendar = await fetch(`${house.url}/api/interview/calendar.ics`, { headers: { authorization } })
      return [...answers, calendar.status, await calendar.text()]
    }

    const answer = await asks(`Candidate ${keys.unknown}`)
    expect(answer[1]).toContain('"code":"UNAUTHENTICATED"')
    for (const [what, key] of Object.entries(keys))
      expect([what, await asks(`Candidate ${key}`)]).toEqual([what, answer])
    expect(await asks(`Bearer ${good}`)).toEqual(answer)
    expect(await asks(good)).toEqual(answer)
  })

  test('stays good while the secret that made it is being retired', async () => {
    const story = await tellStory(house)
    const { interview } = await story.arranged({ startsAt })
    const old = accessKey('an older secret', interview.id, 1)
    const { keyHolderOf } = await import('./key-holder.ts')
    const { database } = house.greenroom
    expect(await keyHolderOf(database, [secret, 'an older secret'], old)).toEqual({
      kind: 'CANDIDATE',
      companyId: story.companyId,
      id: interview.id,
    })
    expect(await keyHolderOf(database, [secret], old)).toBeNull()
  })

  test('wins over a session in the same browser: who holds a key is the candidate and nobody else', async () => {
    const story = await tellStory(house)
    const { recruiter, candidate, interview } = await story.arranged({ startsAt })
    const both = new Asker(house, { ...recruiter.headers, ...candidate.holder.headers })
    expect(await both.reads('{ candidateInterview { id } viewer { role } }')).toEqual({
      candidateInterview: { id: interview.id },
      viewer: null,
    })
    const wrong = new Asker(house, { ...recruiter.headers, authorization: 'Candidate nonsense' })
    expect((await wrong.ask('{ slots { totalCount } }')).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED')
  })
})

describe.each([
  { admission: [15, 15] as const, before: 15, after: 15 },
  { admission: [10, 10] as const, before: 10, after: 10 },
])('with a window of $before minutes before and $after after', ({ admission, before, after }) => {
  test("the page's phase changes at each boundary, by the server's clock", async () => {
    const story = await tellStory(house, { admission })
    const { candidate } = await story.arranged({ mode: 'SELF_GUIDED', startsAt })
    const phaseAt = async (milliseconds: number) => {
      const now = shifted(startsAt, milliseconds)
      house.clock.stopAt(now)
      const { phase, serverNow, started } = await candidate.sees()
      expect([serverNow, started]).toEqual([now.toISOString(), false])
      return phase as string
    }
    expect([
      await phaseAt(-before * minute - 1),
      await phaseAt(-before * minute),
      await phaseAt(-1),
      await phaseAt(0),
      await phaseAt(after * minute - 1),
      await phaseAt(after * minute),
      await phaseAt(5 * hour),
    ]).toEqual(['EARLY', 'LOBBY', 'LOBBY', 'LIVE', 'LIVE', 'EXPIRED', 'EXPIRED'])
  })

  test('Start is refused before the lobby opens and after the room has closed', async () => {
    const story = await tellStory(house, { admission })
    const { candidate } = await story.arranged({ mode: 'SELF_GUIDED', startsAt })
    const startsAtMinute = (milliseconds: number) => {
      house.clock.stopAt(shifted(startsAt, milliseconds))
      return candidate.starts()
    }
    const opensAt = shifted(startsAt, -before * minute).toISOString()
    const closedAt = shifted(startsAt, after * minute).toISOString()

    expect(await startsAtMinute(-before * minute - 1)).toEqual({
      __typename: 'LinkIsEarly',
      message: `The lobby opens at ${opensAt}.`,
      opensAt,
    })
    expect(await startsAtMinute(after * minute)).toEqual({
      __typename: 'LinkHasExpired',
      message: `The room let in until ${closedAt}.`,
      closedAt,
    })
    expect(await startsAtMinute(after * minute - 1)).toMatchObject({ __typename: 'CandidateInterview', phase: 'LIVE' })
  })

  test('who started in the lobby is let back in long after the room has closed, and may finish', async () => {
    const story = await tellStory(house, { admission })
    await (await story.recruiter()).plansToAsk(await story.job(), ['What are you proud of?', 'And now?'])
    const { candidate, recruiter, interview } = await story.arranged({ mode: 'SELF_GUIDED', startsAt })
    const startedAt = shifted(startsAt, -before * minute)
    house.clock.stopAt(startedAt)
    const first = await candidate.starts()
    expect(first).toMatchObject({
      phase: 'LIVE',
      started: true,
      question: { position: 1, text: 'What are you proud of?', audioUrl: null },
      questionCount: 2,
    })

    house.clock.stopAt(shifted(startsAt, 3 * hour))
    expect(await candidate.sees()).toMatchObject({ phase: 'LIVE', started: true, question: first['question'] })
    expect(await candidate.starts()).toMatchObject({ __typename: 'CandidateInterview', question: first['question'] })
    expect(await candidate.finishes()).toMatchObject({ phase: 'DONE', started: false, question: null })
    expect(await candidate.finishes()).toMatchObject({ __typename: 'MoveIsNotAllowed', status: 'COMPLETED' })
    expect(await candidate.starts()).toMatchObject({ __typename: 'MoveIsNotAllowed', status: 'COMPLETED' })

    const { interview: now } = await recruiter.reads(
      'query($id: ID!) { interview(id: $id) { status startedAt endedAt } }',
      { id: interview.id },
    )
    expect(now).toEqual({
      status: 'COMPLETED',
      startedAt: startedAt.toISOString(),
      endedAt: shifted(startsAt, 3 * hour).toISOString(),
    })
  })
})

test('Start pressed ten times at once starts once', async () => {
  const story = await tellStory(house)
  const { candidate } = await story.arranged({ mode: 'SELF_GUIDED', startsAt })
  house.clock.stopAt(startsAt)
  const answers = await Promise.all(Array.from({ length: 10 }, () => candidate.starts()))
  expect(new Set(answers.map((answer) => answer.__typename))).toEqual(new Set(['CandidateInterview']))
  const started = await house.database.query(
    "select 1 from audit_entry where company_id = $1 and action = 'InterviewStarted'",
    [story.companyId],
  )
  expect(started).toHaveLength(1)
})

test('a question is asked in the language of the page where it has a text in it, and else in that of its kit', async () => {
  const story = await tellStory(house)
  const recruiter = await story.recruiter()
  const swedish = { language: 'SV', text: 'Varför vi?' }
  const kit = granted(
    await recruiter.does('createKit', {
      name: 'First talk',
      language: 'SV',
      questions: [{ texts: [swedish, { language: 'FR', text: 'Pourquoi nous ?' }] }],
      criteria: [],
    }),
  )
  const round = { name: 'On your own', durationMinutes: 45, mode: 'SELF_GUIDED', kitId: kit.id }
  granted(await recruiter.does('setJobRounds', { jobId: (await story.job()).id, rounds: [round] }))
  const { candidate } = await story.arranged({ mode: 'SELF_GUIDED', startsAt })
  house.clock.stopAt(startsAt)
  await candidate.starts()
  const { candidateInterview } = await candidate.holder.reads(
    '{ candidateInterview { language question { own: text fr: text(language: FR) sv: text(language: SV) ownIn: textLanguage frIn: textLanguage(language: FR) } } }',
  )
  expect(candidateInterview).toEqual({
    language: 'EN',
    question: { own: 'Varför vi?', fr: 'Pourquoi nous ?', sv: 'Varför vi?', ownIn: 'SV', frIn: 'FR' },
  })
})

test('where nothing on the server speaks, a question is only shown', async () => {
  const story = await tellStory(house)
  const recruiter = await story.recruiter()
  await recruiter.plansToAsk(await story.job(), ['What are you proud of?'])
  const { candidate } = await story.arranged({ mode: 'SELF_GUIDED', startsAt })
  house.clock.stopAt(startsAt)
  const { question } = await candidate.starts()
  expect(question).toMatchObject({ text: 'What are you proud of?', audioUrl: null })
  const heard = await fetch(`${house.url}/api/interview/speech/${question.id}`, { headers: candidate.holder.headers })
  const written = await fetch(`${house.url}/api/kits/speech`, {
    method: 'POST',
    headers: { ...recruiter.headers, 'content-type': 'application/json' },
    body: JSON.stringify({ text: 'Why?', language: 'EN' }),
  })
  expect([heard.status, written.status]).toEqual([204, 204])
})

test('only a self-guided interview asks questions; the others show where to go', async () => {
  const story = await tellStory(house)
  await (await story.recruiter()).plansToAsk(await story.job(), ['What are you proud of?'])
  const { candidate } = await story.arranged({ mode: 'VIDEO', meetingUrl: 'https://meet.test/ada', startsAt })
  house.clock.stopAt(startsAt)
  expect(await candidate.starts()).toMatchObject({
    phase: 'LIVE',
    started: true,
    question: null,
    questionCount: 0,
    meetingUrl: 'https://meet.test/ada',
  })
})

describe('an answer to the invitation', () => {
  test('may be changed, the newest counts, and declining calls nothing off', async () => {
    const story = await tellStory(house)
    const { candidate, recruiter, interview } = await story.arranged({ startsAt })
    for (const answer of ['ACCEPTED', 'TENTATIVE', 'DECLINED'])
      expect(await candidate.answers(answer)).toMatchObject({ __typename: 'CandidateInterview', rsvp: answer })
    const { interview: now } = await recruiter.reads('query($id: ID!) { interview(id: $id) { status rsvp rsvpAt } }', {
      id: interview.id,
    })
    expect(now).toEqual({ status: 'SCHEDULED', rsvp: 'DECLINED', rsvpAt: expect.any(String) })
  })

  test('given again changes nothing', async () => {
    const story = await tellStory(house)
    const { candidate, interview } = await story.arranged({ startsAt })
    const rows = () =>
      house.database.query('select rsvp, rsvp_at, updated_at from interview where id = $1', [interview.id])
    await candidate.answers('ACCEPTED')
    const before = await rows()
    await candidate.answers('ACCEPTED')
    expect(await rows()).toEqual(before)
  })

  test('cannot be taken back, and comes too late when the meeting is over', async () => {
    const story = await tellStory(house)
    const { candidate, interview } = await story.arranged({ startsAt })
    expect(await candidate.answers('NEEDS_ACTION')).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: 'answer', message: 'Must be ACCEPTED, TENTATIVE or DECLINED.' }],
    })
    house.clock.stopAt(interview['endsAt'])
    expect(await candidate.answers('ACCEPTED')).toMatchObject({ __typename: 'InterviewIsOver', status: 'SCHEDULED' })
  })
})

test('a cancelled interview says so, with the reason', async () => {
  const story = await tellStory(house)
  const { candidate, recruiter, interview } = await story.arranged({ startsAt })
  await recruiter.cancels(interview, 'We have moved.')
  expect(await candidate.sees()).toMatchObject({ phase: 'CANCELLED', cancellationReason: 'We have moved.' })
  expect(await candidate.starts()).toMatchObject({ __typename: 'MoveIsNotAllowed', status: 'CANCELLED' })
})

describe('the calendar file', () => {
  const download = (asker: Asker) => fetch(`${house.url}/api/interview/calendar.ics`, { headers: asker.headers })

  test('is the event of the invitation, for adding by hand', async () => {
    const story = await tellStory(house, { name: 'Lindgren; & Co, "AB"' })
    const recruiter = await story.recruiter()
    const ada = await story.applicant()
    const interview = granted(
      await recruiter.schedules(ada, { startsAt, mode: 'ONSITE', location: 'Storgatan 12, Stockholm' }),
    )
    await ada.opensLink()

    const response = await download(ada.holder)
    const file = await response.text()

    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="interview.ics"')
    expect(response.headers.get('cache-control')).toBe('no-store')
    const lines = file.replaceAll('\r\n ', '').split('\r\n')
    const value = (name: string) => lines.find((line) => line.startsWith(`${name}:`))?.slice(name.length + 1)
    const compact = (iso: string) => iso.replace(/[-:]|\.000/g, '')
    expect(value('METHOD')).toBe('PUBLISH')
    expect(value('DTSTART')).toBe(compact(interview['startsAt']))
    expect(value('DTEND')).toBe(compact(interview['endsAt']))
    expect(value('SUMMARY')).toContain('Lindgren\\; & Co\\, "AB"')
    expect(value('LOCATION')).toBe('Storgatan 12\\, Stockholm')
    expect(file).not.toMatch(/^(ORGANIZER|ATTENDEE)/m)
    const invited = (await ada.readsEmail()).calendars[0]!.content.replaceAll('\r\n ', '')
    expect(value('UID')).toBe(/^UID:(.*)\r$/m.exec(invited)![1])
  })

  test('is for the holder of the key alone', async () => {
    const story = await tellStory(house)
    const { recruiter } = await story.arranged({ startsAt })
    for (const asker of [story.nobody(), recruiter]) {
      const response = await download(asker)
      expect([response.status, await response.json()]).toEqual([401, { error: 'UNAUTHENTICATED' }])
    }
  })
})
