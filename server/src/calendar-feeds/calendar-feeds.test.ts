import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import { day, hoursAhead, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory, type StaffMember } from '../../test/story.ts'

const house = await openHouse()

const fetched = (url: string, headers: Record<string, string> = {}, method = 'GET') => fetch(url, { headers, method })

const follows = async (person: StaffMember, wish: Record<string, unknown> = { scope: 'OWN' }) =>
  granted(await person.does('createCalendarFeed', wish))

/** What a calendar program sees, read by a reader that we have not written. */
async function events(url: string) {
  const answer = await fetched(url)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8'])
  const text = await answer.text()
  const calendar = new ICAL.Component(ICAL.parse(text) as ConstructorParameters<typeof ICAL.Component>[0])
  const found = calendar.getAllSubcomponents('vevent').map((each) => {
    const event = new ICAL.Event(each)
    return {
      uid: event.uid,
      summary: event.summary,
      description: event.description,
      location: event.location,
      startsAt: event.startDate.toJSDate(),
      takesTime: each.getFirstPropertyValue('transp') === 'OPAQUE',
    }
  })
  return { text, name: calendar.getFirstPropertyValue('x-wr-calname'), events: found }
}

describe('a feed of the interviews that somebody attends', () => {
  test('is fetched by its address alone, and holds theirs and no others', async () => {
    const story = await tellStory(house, { name: 'Lindgren & Co' })
    const [ines, olof] = [await story.interviewer('Ines'), await story.interviewer('Olof')]
    const startsAt = hoursAhead(48)
    const { interview } = await story.arranged({
      startsAt,
      mode: 'VIDEO',
      meetingUrl: 'https://meet.test/a',
      interviewers: [ines],
    })
    await story.arranged({ startsAt, interviewers: [olof] })
    const feed = await follows(ines)
    expect(feed['url']).toMatch(new RegExp(`^${house.url}/calendar/[a-z2-7]{52}[.]ics$`))
    expect(feed['webcalUrl']).toBe((feed['url'] as string).replace('http:', 'webcal:'))
    const seen = await events(feed['url'])
    // So that whoever subscribes and is invited has it once.
    const [invitation] = await house.database.query<{ uid: string }>(
      'select calendar_uid as uid from invitation where interview_id = $1 and staff_member_id = $2',
      [interview.id, ines.id],
    )
    expect(seen.name).toBe('My interviews at Lindgren & Co')
    expect(seen.events).toEqual([
      {
        uid: invitation!.uid,
        summary: 'Interview: Ada Applicant, Backend Engineer',
        description: `Round 1, Video call\nInterviewers: Ines\nhttps://meet.test/a\n${house.url}/interviews/${interview.id}`,
        location: 'https://meet.test/a',
        startsAt,
        takesTime: true,
      },
    ])
  })

  test('tells nothing by which a candidate could be reached, and nobody who comes', async () => {
    const story = await tellStory(house)
    const ines = await story.interviewer('Ines')
    const candidate = await story.applicant({ email: 'ada@private.test', phone: '+46 70 1234567' })
    const recruiter = await story.recruiter()
    granted(await recruiter.schedules(candidate, { interviewers: [ines], notes: 'Bring your passport' }))
    const { text } = await events((await follows(ines))['url'])
    expect(text).not.toMatch(/private\.test|1234567|passport|ORGANIZER|ATTENDEE|VALARM|\/interview\/[a-z2-7]{52}/)
  })

  test('may tell only when', async () => {
    const story = await tellStory(house, { language: 'SV' })
    const ines = await story.interviewer('Ines')
    const startsAt = hoursAhead(48)
    await story.arranged({ startsAt, mode: 'ONSITE', location: 'Storgatan 1', interviewers: [ines] })
    const { text, events: seen } = await events((await follows(ines, { scope: 'OWN', busyOnly: true }))['url'])
    expect(seen).toMatchObject([{ summary: 'Upptagen', startsAt, takesTime: true }])
    expect(text).not.toMatch(/Ada|Backend|Storgatan|DESCRIPTION|LOCATION|URL/)
  })

  test('speaks the language of its reader, and the company’s where they chose none', async () => {
    const story = await tellStory(house, { name: 'Lindgren & Co', language: 'FR' })
    const recruiter = await story.anotherRecruiter()
    await story.arranged({ startsAt: hoursAhead(48), interviewers: [recruiter] })
    const own = await follows(recruiter)
    const company = await follows(recruiter, { scope: 'COMPANY' })
    const said = async (feed: Record<string, unknown>) => {
      const { name, events: seen } = await events(feed['url'] as string)
      return [name, seen[0]!.summary]
    }
    const french = 'Entretien : Ada Applicant, Backend Engineer'
    expect(await said(own)).toEqual(['Mes entretiens chez Lindgren & Co', french])
    await recruiter.does('updateProfile', { language: 'SV' })
    expect(await said(own)).toEqual(['Mina intervjuer hos Lindgren & Co', 'Intervju: Ada Applicant, Backend Engineer'])
    expect(await said(company)).toEqual(['Entretiens chez Lindgren & Co', french])
  })

  test('follows what happens: moved it moves, called off it disappears', async () => {
    const story = await tellStory(house)
    const ines = await story.interviewer('Ines')
    const { interview, recruiter } = await story.arranged({ startsAt: hoursAhead(48), interviewers: [ines] })
    const { url } = await follows(ines)
    const [before] = (await events(url)).events
    granted(await recruiter.reschedules(interview, { startsAt: hoursAhead(72) }))
    expect((await events(url)).events).toEqual([{ ...before, startsAt: hoursAhead(72) }])
    granted(await recruiter.cancels(interview))
    expect((await events(url)).events).toEqual([])
  })

  test('reaches from 90 days back to 365 ahead', async () => {
    const story = await tellStory(house)
    const ines = await story.interviewer('Ines')
    const now = new Date()
    house.clock.stopAt(now)
    for (const days of [1, 91, 363, 366]) {
      await story.arranged({ startsAt: shifted(now, days * day), interviewers: [ines], overrideReason: 'Far away' })
    }
    const { url } = await follows(ines)
    const daysSeen = async (after: number) => {
      house.clock.stopAt(shifted(now, after * day))
      return (await events(url)).events.map(({ startsAt }) => Math.round((startsAt.getTime() - now.getTime()) / day))
    }
    expect(await daysSeen(0)).toEqual([1, 91, 363])
    expect(await daysSeen(90)).toEqual([1, 91, 363, 366])
    expect(await daysSeen(92)).toEqual([91, 363, 366])
  })
})

describe('a feed of the whole company', () => {
  test('holds everything; what the reader does not attend takes none of their time', async () => {
    const story = await tellStory(house, { name: 'Lindgren & Co', language: 'FR' })
    const [recruiter, ines] = [await story.recruiter(), await story.interviewer('Ines')]
    await story.arranged({ startsAt: hoursAhead(48), interviewers: [ines] })
    await story.arranged({ startsAt: hoursAhead(50), interviewers: [recruiter] })
    const seen = await events((await follows(recruiter, { scope: 'COMPANY' }))['url'])
    expect(seen.name).toBe('Entretiens chez Lindgren & Co')
    expect(seen.events.map(({ takesTime }) => takesTime)).toEqual([false, true])
    // Nobody gets the identity of somebody else's invitation: it would tell who answered.
    const others = await house.database.query<{ uid: string }>(
      'select calendar_uid as uid from invitation where company_id = $1 and staff_member_id is distinct from $2',
      [story.companyId, recruiter.id],
    )
    expect(others.length).toBeGreaterThan(0)
    for (const { uid } of others) expect(seen.text).not.toContain(uid)
  })

  test('is for those who recruit, and ends when somebody no longer does', async () => {
    const story = await tellStory(house)
    const [recruiter, ines] = [await story.anotherRecruiter(), await story.interviewer('Ines')]
    expect(await ines.failsTo('createCalendarFeed', { scope: 'COMPANY' })).toBe('FORBIDDEN')
    const { url } = await follows(recruiter, { scope: 'COMPANY' })
    const own = await follows(recruiter)
    const become = (what: string) =>
      house.database.query(`update staff_member set ${what} where id = $1`, [recruiter.id])
    expect((await fetched(url)).status).toBe(200)
    await become("role = 'INTERVIEWER'")
    expect([(await fetched(url)).status, (await fetched(own['url'])).status]).toEqual([404, 200])
    await become('active = false')
    expect((await fetched(own['url'])).status).toBe(404)
  })
})

describe('the address of a feed', () => {
  test('is the same each time, another one when it is renewed, and none when it is revoked', async () => {
    const story = await tellStory(house)
    const ines = await story.interviewer()
    const first = await follows(ines)
    expect(await follows(ines)).toMatchObject({ id: first.id, url: first['url'] })
    const renewed = granted(await ines.does('renewCalendarFeed', { feedId: first.id }))
    expect(renewed['url']).not.toBe(first['url'])
    expect([(await fetched(first['url'])).status, (await fetched(renewed['url'])).status]).toEqual([404, 200])
    expect(await ines.does('revokeCalendarFeed', { feedId: first.id })).toMatchObject({ id: first.id })
    expect((await fetched(renewed['url'])).status).toBe(404)
    expect(await ines.failsTo('renewCalendarFeed', { feedId: first.id })).toBe('NOT_FOUND')
    const again = await follows(ines)
    expect(again['url']).not.toBe(renewed['url'])
    expect((await fetched(again['url'])).status).toBe(200)
  })

  test('opens nothing else, and no other key opens it; all that open nothing are answered alike', async () => {
    const story = await tellStory(house)
    const ines = await story.interviewer()
    const { interview } = await story.arranged({ interviewers: [ines] })
    const { url } = await follows(ines)
    const key = (interview['candidateLink'] as string).split('/').at(-1)!
    const own = (url as string).split('/').at(-1)!.replace('.ics', '')
    const wrong = [
      key,
      'a'.repeat(52),
      'x',
      'a'.repeat(5000),
      '..%2f',
      own.replace(/.{3}$/, (end) => (end === 'aaa' ? 'baa' : 'aaa')),
    ]
    const answers = await Promise.all(
      wrong.map(async (each) => {
        const answer = await fetched(`${house.url}/calendar/${each}.ics`)
        return [answer.status, await answer.text()]
      }),
    )
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]![0]).toBe(404)
    const asCandidate = await fetch(`${house.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Candidate ${own}`,
      },
      body: '{"query":"{ candidateInterview { id } }"}',
    })
    expect(await asCandidate.text()).toContain('UNAUTHENTICATED')
  })

  test('is told to its owner only; an admin sees that it is there, and may end it', async () => {
    const story = await tellStory(house)
    const [ines, olof, admin] = [await story.interviewer('Ines'), await story.interviewer('Olof'), await story.admin()]
    const feed = await follows(ines)
    const list = async (person: StaffMember) =>
      (await person.reads('{ calendarFeeds { nodes { id url staffMember { name } } } }')).calendarFeeds.nodes
    expect(await list(olof)).toEqual([])
    expect(await list(admin)).toEqual([{ id: feed.id, url: null, staffMember: { name: 'Ines' } }])
    for (const mutation of ['renewCalendarFeed', 'revokeCalendarFeed'])
      expect(await olof.failsTo(mutation, { feedId: feed.id })).toBe('NOT_FOUND')
    expect(await admin.failsTo('renewCalendarFeed', { feedId: feed.id })).toBe('NOT_FOUND')
    expect(await admin.does('revokeCalendarFeed', { feedId: feed.id })).toMatchObject({ id: feed.id })
    expect((await fetched(feed['url'])).status).toBe(404)
  })

  test('is neither in the database nor in the log', async () => {
    const ines = await (await tellStory(house)).interviewer()
    const { url } = await follows(ines)
    await fetched(url)
    const key = (url as string).split('/').at(-1)!.replace('.ics', '')
    expect(house.log.some((line) => line['path'] === '/calendar/[cut]')).toBe(true)
    expect(JSON.stringify(house.log)).not.toContain(key)
    expect(JSON.stringify(await house.database.query('select * from calendar_feed'))).not.toContain(key)
  })
})

describe('asked again', () => {
  test('it is not sent again while nothing has changed', async () => {
    const story = await tellStory(house)
    const ines = await story.interviewer()
    const { interview, recruiter } = await story.arranged({ startsAt: hoursAhead(48), interviewers: [ines] })
    const { url } = await follows(ines)
    const first = await fetched(url)
    const [etag, lastModified] = [first.headers.get('etag')!, first.headers.get('last-modified')!]
    for (const known of [
      { 'if-none-match': etag },
      { 'if-none-match': `"x", ${etag}` },
      { 'if-modified-since': lastModified },
    ]) {
      const again = await fetched(url, known as Record<string, string>)
      expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag])
    }
    granted(await recruiter.cancels(interview))
    expect((await fetched(url, { 'if-none-match': etag })).status).toBe(200)
    // Seconds are all that this header knows.
    const earlier = new Date(Date.parse(lastModified) - 1000).toUTCString()
    expect((await fetched(url, { 'if-modified-since': earlier })).status).toBe(200)
  })

  test('it tells who asks only by time of whatever has changed, and of nothing twice', async () => {
    const story = await tellStory(house, { name: 'Lindgren & Co' })
    const ines = await story.interviewer('Ines')
    const { candidate } = await story.arranged({ startsAt: hoursAhead(48), interviewers: [ines] })
    const { url } = await follows(ines)
    const now = new Date(Math.floor(Date.now() / 1000) * 1000)
    const asked = async (since: string | null) => {
      const answer = await fetched(url, since === null ? {} : { 'if-modified-since': since })
      return { status: answer.status, at: answer.headers.get('last-modified'), text: await answer.text() }
    }
    const at = (seconds: number) => house.clock.stopAt(shifted(now, seconds * 1000))
    const said = (seconds: number) => shifted(now, seconds * 1000).toUTCString()

    at(100)
    expect(await asked(null)).toMatchObject({ status: 200, at: said(100) })
    at(200)
    expect(await asked(said(100))).toMatchObject({ status: 304, at: said(100), text: '' })
    // It is called otherwise, though nothing happened to any interview.
    await house.database.query('update company set name = $1 where id = $2', ['Lindgren & Söner', story.companyId])
    const renamed = await asked(said(100))
    expect(renamed).toMatchObject({ status: 200, at: said(200) })
    expect(renamed.text).toContain('X-WR-CALNAME:My interviews at Lindgren & Söner\r\n')
    expect((await asked(said(200))).status).toBe(304)

    // Twice within one second: whoever has the first of the two is not told that nothing has changed.
    const rename = (name: string) =>
      house.database.query('update candidate set name = $1 where id = $2', [name, candidate.id])
    at(300)
    await rename('Ada B')
    expect(await asked(said(200))).toMatchObject({ status: 200, at: said(300) })
    await rename('Ada C')
    for (const since of [said(300), said(300)]) {
      const again = await asked(since)
      expect(again).toMatchObject({ status: 200, at: null })
      expect(again.text).toContain('Ada C')
    }
    at(302)
    expect(await asked(said(300))).toMatchObject({ status: 200, at: said(301) })
    expect((await asked(said(301))).status).toBe(304)
  })

  test('by both it goes by the tag, which tells exactly, with or without the mark of a weak one', async () => {
    const ines = await (await tellStory(house)).interviewer()
    const { url } = await follows(ines)
    const { headers } = await fetched(url)
    const tag = headers.get('etag')!
    const since = { 'if-modified-since': headers.get('last-modified')! }
    expect((await fetched(url, { ...since, 'if-none-match': 'W/"another"' })).status).toBe(200)
    for (const known of [tag, tag.replace('W/', ''), '*'])
      expect(
        (await fetched(url, { 'if-none-match': known, 'if-modified-since': new Date(0).toUTCString() })).status,
      ).toBe(304)
    expect((await fetched(url, { 'if-modified-since': 'yesterday' })).status).toBe(200)
  })

  test('whatever the program accepts it gets the calendar, and robots are not sent away', async () => {
    const ines = await (await tellStory(house)).interviewer()
    const { url } = await follows(ines)
    for (const accept of ['', 'text/html', 'application/json;q=1, */*;q=0']) {
      const answer = await fetched(url, { accept, cookie: 'session=none', 'user-agent': 'Google-Calendar-Importer' })
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8'])
      expect([answer.headers.get('x-robots-tag'), answer.headers.get('set-cookie')]).toEqual([null, null])
    }
    const robots = await fetched(`${house.url}/robots.txt`)
    expect(robots.status === 404 || !/^Disallow: \/(calendar)?/m.test(await robots.text())).toBe(true)
  })

  test('by HEAD it says the same without its content, and other methods find nothing', async () => {
    const ines = await (await tellStory(house)).interviewer()
    const { url } = await follows(ines)
    const [head, get] = [await fetched(url, {}, 'HEAD'), await fetched(url)]
    const said = (answer: Response) =>
      ['content-type', 'etag', 'last-modified', 'cache-control'].map((name) => answer.headers.get(name))
    expect([head.status, said(head), await head.text()]).toEqual([200, said(get), ''])
    for (const method of ['POST', 'PUT', 'PROPFIND']) expect((await fetched(url, {}, method)).status).toBe(404)
  })
})

test('words that try to become structure stay words', async () => {
  const story = await tellStory(house, { name: 'Evil\\; Co, "Ltd"' })
  const ines = await story.interviewer('Inès "; DROP')
  const candidate = await story.applicant({ name: 'Robert\\n", ATTENDEE:mailto:x@y.z; BEGIN:VALARM' })
  granted(await (await story.recruiter()).schedules(candidate, { interviewers: [ines] }))
  const seen = await events((await follows(ines))['url'])
  expect(seen.name).toBe('My interviews at Evil\\; Co, "Ltd"')
  expect(seen.events).toMatchObject([
    { summary: 'Interview: Robert\\n", ATTENDEE:mailto:x@y.z; BEGIN:VALARM, Backend Engineer' },
  ])
  expect(seen.text).not.toMatch(/^ATTENDEE|^BEGIN:VALARM/m)
})
