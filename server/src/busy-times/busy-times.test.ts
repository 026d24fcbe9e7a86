import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { day, hour, hoursAhead, minute, shifted } from '../../test/clock.ts'
import { openHouse } from '../../test/house.ts'
import { openRadicale, radicaleIsLeftOut } from '../../test/radicale.ts'
import { granted, tellStory, type Known, type StaffMember, type Story } from '../../test/story.ts'
import { until } from '../../test/until.ts'

/** A web server with calendar files, and what it was asked. */
let files: Record<string, (request: IncomingMessage, response: ServerResponse) => void> = {}
let asked: IncomingMessage[] = []
const web = createServer((request, response) => {
  asked.push(request)
  const answer = files[request.url!]
  if (answer) answer(request, response)
  else response.writeHead(404).end()
})
web.listen(0, '127.0.0.1')
await once(web, 'listening')
const webHost = `127.0.0.1:${(web.address() as AddressInfo).port}`
const radicale = radicaleIsLeftOut() ? null : await openRadicale()

const house = await openHouse({ worker: true, privateCalendarHosts: [webHost, ...(radicale ? [radicale.host] : [])] })
afterAll(async () => {
  web.closeAllConnections()
  web.close()
  await radicale?.close()
})
beforeEach(() => {
  files = {}
  asked = []
})

const stamp = (at: Date) => `${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`
const lines = (at: Date, minutes = 60) => [`DTSTART:${stamp(at)}`, `DTEND:${stamp(shifted(at, minutes * minute))}`]
const ics = (...events: { uid?: string; at: Date; minutes?: number; more?: string[] }[]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Test//EN',
    ...events.flatMap(({ uid = 'one@test', at, minutes, more = [] }) => [
      'BEGIN:VEVENT',
      `UID:${uid}`,
      'DTSTAMP:20260101T000000Z',
      ...lines(at, minutes),
      'SUMMARY:A very private appointment',
      ...more,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
    '',
  ].join('\r\n')

const serves = (path: string, text: string, headers: Record<string, string> = {}) => {
  files[path] = (request, response) => {
    if (headers['etag'] && request.headers['if-none-match'] === headers['etag'])
      return void response.writeHead(304).end()
    response.writeHead(200, { 'content-type': 'text/calendar', ...headers }).end(text)
  }
}

const fields = `id name host kind state isReading lastReadAt lastTriedAt error warnings busyStretches staffMember { name }`

async function seen(person: StaffMember, source: Known) {
  const { calendarSources } = await person.reads(`{ calendarSources { nodes { ${fields} } } }`)
  const id = typeof source === 'string' ? source : source.id
  return calendarSources.nodes.find((each: { id: string }) => each.id === id)
}

const adds = async (person: StaffMember, path: string, more: object = {}) =>
  granted(
    await person.does('addCalendarSource', {
      staffMemberId: person.id,
      kind: 'ICS',
      name: 'Private',
      url: `http://${webHost}${path}`,
      ...more,
    }),
  )

/** Waits until it was tried to read it once more, and tells what came of it. */
async function tried(person: StaffMember, source: Known, before: string | null = null) {
  return until('the calendar was read', async () => {
    const now = await seen(person, source)
    return now?.lastTriedAt && now.lastTriedAt !== before && !now.isReading ? now : null
  })
}

/** Lets it be read again at once. The limit of one reading in 20 seconds is for people. */
async function again(person: StaffMember, source: Known) {
  const { lastTriedAt } = await seen(person, source)
  await house.database.query('update calendar_source set next_read_at = now() where id = $1', [
    typeof source === 'string' ? source : source.id,
  ])
  house.greenroom.hub.committed()
  return tried(person, source, lastTriedAt)
}

const bookedAt = (story: Story, at: Date, person: StaffMember) =>
  story
    .recruiter()
    .then(async (recruiter) =>
      recruiter.schedules(await story.applicant(), { startsAt: at, durationMinutes: 30, interviewers: [person] }),
    )

const stretches = (person: StaffMember) =>
  house.database
    .query<{ from: Date; to: Date }>(
      'select starts_at as "from", ends_at as "to" from busy_period where staff_member_id = $1 order by 1',
      [person.id],
    )
    .then((rows) => rows.map(({ from, to }) => [from.toISOString(), to.toISOString()]))

const tomorrow = hoursAhead(30)

describe('a calendar file behind an address', () => {
  test('makes its owner busy within seconds, keeps nothing but when, and frees them again', async () => {
    const story = await tellStory(house)
    const ines = await story.interviewer('Ines')
    serves('/ines.ics', ics({ at: tomorrow }))
    const source = await adds(ines, '/ines.ics')
    expect(source).toMatchObject({ state: 'NEW', host: webHost, busyStretches: 0 })
    expect(await tried(ines, source)).toMatchObject({ state: 'FRESH', error: null, busyStretches: 1, warnings: [] })
    expect(await bookedAt(story, tomorrow, ines)).toMatchObject({ __typename: 'BusyElsewhere' })
    const rows = await house.database.query('select * from busy_period where staff_member_id = $1', [ines.id])
    expect(JSON.stringify(rows)).not.toContain('private')

    serves('/ines.ics', ics({ at: shifted(tomorrow, 5 * hour), minutes: 30 }))
    await again(ines, source)
    expect(await stretches(ines)).toEqual([
      [shifted(tomorrow, 5 * hour).toISOString(), shifted(tomorrow, 5.5 * hour).toISOString()],
    ])
    granted(await bookedAt(story, tomorrow, ines))
  })

  test('keeps what it said while it cannot be read, and never frees anybody by it', async () => {
    const story = await tellStory(house)
    const ines = await story.interviewer('Ines')
    serves('/ines.ics', ics({ at: tomorrow }))
    const source = await adds(ines, '/ines.ics')
    await tried(ines, source)
    for (const [answer, error] of [
      [(response: ServerResponse) => response.writeHead(500).end(), 'SERVER_ERROR'],
      [(response: ServerResponse) => response.writeHead(401).end(), 'LOGIN_REFUSED'],
      [(response: ServerResponse) => response.writeHead(410).end(), 'NOT_FOUND'],
      [(response: ServerResponse) => response.end('<html>Sign in</html>'), 'NO_CALENDAR'],
      [(response: ServerResponse) => response.socket!.destroy(), 'UNREACHABLE'],
      [(response: ServerResponse) => response.end('x'.repeat(6_000_000)), 'TOO_LARGE'],
      [
        (response: ServerResponse) => response.writeHead(302, { location: 'https://127.0.0.1/' }).end(),
        'ADDRESS_NOT_ALLOWED',
      ],
    ] as const) {
      files['/ines.ics'] = (_request, response) => void answer(response)
      expect(await again(ines, source)).toMatchObject({ state: 'STALE', error, busyStretches: 1 })
    }
    expect(await bookedAt(story, tomorrow, ines)).toMatchObject({ __typename: 'BusyElsewhere' })
    const [row] = await house.database.query<{ wait: number }>(
      'select extract(epoch from next_read_at - now()) / 3600 as wait from calendar_source where id = $1',
      [source.id],
    )
    // Seven times in a row: it is not asked again soon.
    expect(Number(row!.wait)).toBeGreaterThan(4)
    serves('/ines.ics', ics({ at: tomorrow }))
    expect(await again(ines, source)).toMatchObject({ state: 'FRESH', error: null })
  })

  test('that was never read makes nobody busy, and says why', async () => {
    const story = await tellStory(house)
    const ines = await story.interviewer('Ines')
    const source = await adds(ines, '/nothing.ics')
    expect(await tried(ines, source)).toMatchObject({ state: 'FAILING', error: 'NOT_FOUND', lastReadAt: null })
    granted(await bookedAt(story, tomorrow, ines))
  })

  test('is asked only for what is new, and understood only then', async () => {
    const story = await tellStory(house)
    const ines = await story.interviewer('Ines')
    serves('/ines.ics', ics({ at: tomorrow }), { etag: '"1"' })
    const source = await adds(ines, '/ines.ics')
    await tried(ines, source)
    expect(await again(ines, source)).toMatchObject({ state: 'FRESH', busyStretches: 1 })
    expect(asked.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"1"'])
    // Once a day it is read whole, because the days ahead move on.
    await house.database.query("update calendar_source set succeeded_at = now() - interval '25 hours' where id = $1", [
      source.id,
    ])
    await again(ines, source)
    expect(asked.at(-1)!.headers['if-none-match']).toBeUndefined()
  })

  test('leaves out what we have put into it ourselves: the interviews of its owner', async () => {
    const story = await tellStory(house)
    const ines = await story.interviewer('Ines')
    const { interview } = await story.arranged({ startsAt: tomorrow, durationMinutes: 45, interviewers: [ines] })
    const uids = await house.database.query<{ uid: string }>(
      'select calendar_uid as uid from invitation where interview_id = $1 and staff_member_id = $2',
      [interview.id, ines.id],
    )
    const ours = [...uids.map(({ uid }) => uid), `interview-${interview.id}@greenroom.test`]
    expect(ours).toHaveLength(2)
    serves(
      '/ines.ics',
      ics(...ours.map((uid) => ({ uid, at: tomorrow })), { uid: 'theirs', at: shifted(tomorrow, day) }),
    )
    const source = await adds(ines, '/ines.ics')
    expect(await tried(ines, source)).toMatchObject({ busyStretches: 1 })
  })

  test('may last for weeks: it is kept in pieces that are found from any day of it', async () => {
    const story = await tellStory(house)
    const ines = await story.interviewer('Ines')
    serves('/ines.ics', ics({ at: hoursAhead(24), minutes: 9 * 24 * 60 }))
    const source = await adds(ines, '/ines.ics')
    expect(await tried(ines, source)).toMatchObject({ busyStretches: 5 })
    for (const days of [1, 4, 8])
      expect(await bookedAt(story, hoursAhead(24 * days + 6), ines)).toMatchObject({ __typename: 'BusyElsewhere' })
    granted(await bookedAt(story, hoursAhead(24 * 10 + 1), ines))
  })

  test('is forgotten with all that it said', async () => {
    const story = await tellStory(house)
    const ines = await story.interviewer('Ines')
    serves('/ines.ics', ics({ at: tomorrow }))
    const source = await adds(ines, '/ines.ics')
    await tried(ines, source)
    expect(await ines.does('removeCalendarSource', { sourceId: source.id })).toMatchObject({ id: source.id })
    expect(await stretches(ines)).toEqual([])
    expect(await seen(ines, source)).toBeUndefined()
    granted(await bookedAt(story, tomorrow, ines))
  })
})

describe('the address of a calendar', () => {
  test.each([
    ['http://public.example/x.ics', 'url'],
    ['ftp://public.example/x.ics', 'url'],
    ['nonsense', 'url'],
    ['https://', 'url'],
  ])('must be one: %s is not', async (url, path) => {
    const ines = await (await tellStory(house)).interviewer()
    const wish = { staffMemberId: ines.id, kind: 'ICS', name: 'Private', url }
    expect(await ines.does('addCalendarSource', wish)).toMatchObject({ __typename: 'InvalidInput', fields: [{ path }] })
  })

  test('is taken as people copy it, and a user in front of the host is the user', async () => {
    const ines = await (await tellStory(house)).interviewer()
    const webcal = await ines.does('addCalendarSource', {
      staffMemberId: ines.id,
      kind: 'ICS',
      name: 'Webcal',
      url: 'webcal://Calendar.example:8443/x.ics#today',
    })
    expect(granted(webcal)['host']).toBe('calendar.example:8443')
    serves('/secret.ics', ics({ at: tomorrow }))
    const source = await adds(ines, '', { url: `http://ines:p%C3%A4ss@${webHost}/secret.ics` })
    await tried(ines, source)
    expect(asked[0]!.headers.authorization).toBe(`Basic ${Buffer.from('ines:päss').toString('base64')}`)
  })

  test('and its password are neither told nor readable in the database, the log or the audit trail', async () => {
    const story = await tellStory(house)
    const ines = await story.interviewer()
    serves('/very-secret-path.ics', ics({ at: tomorrow }))
    const source = await adds(ines, '/very-secret-path.ics', { user: 'ines', password: 'correct-horse' })
    await tried(ines, source)
    const tables = ['calendar_source', 'busy_period', 'audit_entry', 'live_event', 'idempotency_key']
    const dump = await Promise.all(
      tables.map((table) => house.database.query(`select * from ${table} where company_id = $1`, [story.companyId])),
    )
    expect(JSON.stringify(dump)).not.toMatch(/secret-path|correct-horse/)
    expect(JSON.stringify(house.log)).not.toMatch(/secret-path|correct-horse/)
  })

  test('is told anew whole, and read anew at once', async () => {
    const story = await tellStory(house)
    const ines = await story.interviewer()
    serves('/new.ics', ics({ at: tomorrow }))
    const source = await adds(ines, '/old.ics', { user: 'ines', password: 'old' })
    const before = await tried(ines, source)
    const access = { url: `http://${webHost}/new.ics` }
    granted(await ines.does('updateCalendarSource', { sourceId: source.id, name: 'Home', access }))
    expect(await tried(ines, source, before.lastTriedAt)).toMatchObject({ state: 'FRESH', name: 'Home' })
    // The password was for the other address.
    expect(asked.at(-1)!.headers.authorization).toBeUndefined()
  })

  test('that was sealed with a secret that is gone must be given again', async () => {
    const story = await tellStory(house)
    const ines = await story.interviewer()
    const source = await adds(ines, '/x.ics')
    await tried(ines, source)
    await house.database.query("update calendar_source set sealed = 'AAAA' where id = $1", [source.id])
    expect(await again(ines, source)).toMatchObject({ error: 'CREDENTIALS_LOST' })
  })
})

describe('calendars are kept', () => {
  test('by their owner and by admins; to others they do not exist', async () => {
    const story = await tellStory(house)
    const [ines, olof, recruiter, admin] = [
      await story.interviewer('Ines'),
      await story.interviewer('Olof'),
      await story.recruiter(),
      await story.admin(),
    ]
    const source = await adds(ines, '/x.ics')
    for (const other of [olof, recruiter]) {
      expect(await seen(other, source)).toBeUndefined()
      for (const mutation of ['updateCalendarSource', 'readCalendarSource', 'removeCalendarSource'])
        expect(await other.failsTo(mutation, { sourceId: source.id })).toBe('NOT_FOUND')
      const wish = { staffMemberId: ines.id, kind: 'ICS', name: 'X', url: 'https://x.example/' }
      expect(await other.failsTo('addCalendarSource', wish)).toBe('NOT_FOUND')
    }
    expect(await seen(admin, source)).toMatchObject({ staffMember: { name: 'Ines' } })
    granted(await admin.does('updateCalendarSource', { sourceId: source.id, name: 'By the admin' }))
    expect(await seen(ines, source)).toMatchObject({ name: 'By the admin' })
  })

  test('up to ten for a person', async () => {
    const ines = await (await tellStory(house)).interviewer()
    for (let number = 1; number <= 10; number++) await adds(ines, `/${number}.ics`)
    const wish = { staffMemberId: ines.id, kind: 'ICS', name: 'X', url: 'https://x.example/' }
    expect(await ines.does('addCalendarSource', wish)).toMatchObject({ __typename: 'InvalidInput' })
  })

  test('and read at once where somebody wants it, but a server is not hurried', async () => {
    const ines = await (await tellStory(house)).interviewer()
    serves('/x.ics', ics({ at: tomorrow }))
    const source = await adds(ines, '/x.ics')
    const { lastTriedAt } = await tried(ines, source)
    granted(await ines.does('readCalendarSource', { sourceId: source.id }))
    const [row] = await house.database.query<{ at: Date; tried: Date }>(
      'select next_read_at as at, attempted_at as tried from calendar_source where id = $1',
      [source.id],
    )
    expect(row!.at.getTime() - row!.tried.getTime()).toBe(20_000)
    expect((await seen(ines, source)).lastTriedAt).toBe(lastTriedAt)
  })
})

test('two workers never read one calendar at once, and what a late one brings is put aside', async () => {
  const story = await tellStory(house)
  const ines = await story.interviewer()
  let answer: (() => void) | undefined
  files['/slow.ics'] = (_request, response) => {
    answer = () => response.writeHead(200).end(ics({ at: tomorrow }))
  }
  const source = await adds(ines, '/slow.ics')
  await until('the worker asks', () => answer)
  await house.database.query('update calendar_source set next_read_at = now() where id = $1', [source.id])
  house.greenroom.hub.committed()
  // While it is being read, its address changes: what comes of the old one does not count.
  serves('/quick.ics', ics())
  const access = { url: `http://${webHost}/quick.ics` }
  granted(await ines.does('updateCalendarSource', { sourceId: source.id, access }))
  await tried(ines, source)
  expect(asked.map(({ url }) => url)).toEqual(['/slow.ics', '/quick.ics'])
  answer!()
  await until('the late one ends', () =>
    house.log.some((line) => line['source'] === source.id && line['outcome'] === 'TakenOver'),
  )
  expect(await stretches(ines)).toEqual([])
})

test('of one server two calendars are read at once, and the others after them', async () => {
  const ines = await (await tellStory(house)).interviewer()
  let [open, most] = [0, 0]
  const answers: (() => void)[] = []
  for (const number of [1, 2, 3, 4, 5])
    files[`/${number}.ics`] = (_request, response) => {
      most = Math.max(most, ++open)
      answers.push(() => {
        open--
        response.writeHead(200).end(ics({ at: tomorrow }))
      })
    }
  const sources = []
  for (const number of [1, 2, 3, 4, 5]) sources.push(await adds(ines, `/${number}.ics`))
  for (let answered = 0; answered < 5; answered++) {
    house.greenroom.hub.committed()
    const answer = await until('somebody asks', () => answers.shift())
    // Whoever would ask too has had the time to.
    await seen(ines, sources[0]!)
    answer()
  }
  for (const source of sources) await tried(ines, source)
  expect(most).toBe(2)
})

describe.skipIf(!radicale)('a calendar on a CalDAV server', () => {
  const server = radicale!

  test('makes its owner busy with what all calendars of the account say', async () => {
    const story = await tellStory(house)
    const ines = await story.interviewer('Ines')
    await server.makes('work')
    await server.makes('home')
    await server.makes('tasks', ['VTODO'])
    await server.puts('work', 'a@test', ...lines(tomorrow))
    await server.puts('home', 'b@test', ...lines(shifted(tomorrow, 3 * hour)), 'RRULE:FREQ=DAILY;COUNT=3')
    await server.puts('home', 'c@test', ...lines(shifted(tomorrow, 6 * hour)), 'TRANSP:TRANSPARENT')
    await server.puts('home', 'd@test', ...lines(shifted(tomorrow, -60 * day)))
    const { user, password } = server
    const wish = { staffMemberId: ines.id, kind: 'CALDAV', name: 'Radicale', url: `http://${server.host}/` }
    const source = granted(await ines.does('addCalendarSource', { ...wish, user, password }))
    expect(await tried(ines, source)).toMatchObject({ state: 'FRESH', busyStretches: 4, kind: 'CALDAV' })
    expect(await bookedAt(story, tomorrow, ines)).toMatchObject({ __typename: 'BusyElsewhere' })

    await server.removes('work', 'a@test')
    expect(await again(ines, source)).toMatchObject({ busyStretches: 3 })

    await server.stop()
    expect(await again(ines, source)).toMatchObject({ state: 'STALE', error: 'UNREACHABLE', busyStretches: 3 })
    await server.start()
    expect(await again(ines, source)).toMatchObject({ state: 'FRESH', busyStretches: 3 })
  })

  test('may be one calendar of several; gone it is not found, and keeps what it said', async () => {
    const story = await tellStory(house)
    const ines = await story.interviewer()
    await server.makes('one')
    await server.puts('one', 'a@test', ...lines(tomorrow))
    const { user, password } = server
    const wish = { staffMemberId: ines.id, kind: 'CALDAV', name: 'One', url: server.calendar('one') }
    const source = granted(await ines.does('addCalendarSource', { ...wish, user, password }))
    expect(await tried(ines, source)).toMatchObject({ state: 'FRESH', busyStretches: 1 })
    const access = { url: server.calendar('gone'), user, password }
    granted(await ines.does('updateCalendarSource', { sourceId: source.id, access }))
    expect(await again(ines, source)).toMatchObject({ state: 'STALE', error: 'NOT_FOUND', busyStretches: 1 })
  })

  test('needs user and password, and says when they are wrong', async () => {
    const ines = await (await tellStory(house)).interviewer()
    const wish = { staffMemberId: ines.id, kind: 'CALDAV', name: 'Radicale', url: `http://${server.host}/` }
    expect(await ines.does('addCalendarSource', wish)).toMatchObject({ fields: [{ path: 'user' }] })
    expect(await ines.does('addCalendarSource', { ...wish, user: 'ines' })).toMatchObject({
      fields: [{ path: 'password' }],
    })
    const source = granted(await ines.does('addCalendarSource', { ...wish, user: 'ines', password: 'wrong' }))
    expect(await tried(ines, source)).toMatchObject({ state: 'FAILING', error: 'LOGIN_REFUSED' })
  })
})

describe.skipIf(!radicale)('a calendar that interviews are written into', () => {
  const server = radicale!

  async function writing(calendar: string) {
    const story = await tellStory(house)
    const ines = await story.interviewer('Ines')
    await server.makes(calendar)
    const { user, password } = server
    const access = { url: server.calendar(calendar), user, password }
    const source = granted(
      await ines.does('addCalendarSource', { staffMemberId: ines.id, kind: 'CALDAV', name: 'Own', ...access }),
    )
    const turns = async (writes: boolean) =>
      granted(await ines.does('updateCalendarSource', { sourceId: source.id, writes }))
    const entry = (interview: Known) =>
      server.holds(calendar, `greenroom-${typeof interview === 'string' ? interview : interview.id}`)
    const state = async () =>
      (
        await ines.reads('{ calendarSources { nodes { id writes entriesWaiting writingError busyStretches } } }')
      ).calendarSources.nodes.find((each: { id: string }) => each.id === source.id)
    return { story, ines, source, access, turns, entry, state }
  }

  test('gets those that are there, follows what happens to them, and is emptied when it is switched off', async () => {
    const { story, ines, turns, entry, state, source } = await writing('written')
    const olof = await story.interviewer('Olof')
    const before = await story.arranged({ startsAt: tomorrow, durationMinutes: 45, interviewers: [ines] })
    const others = await story.arranged({ startsAt: tomorrow, durationMinutes: 45, interviewers: [olof] })
    expect(await state()).toMatchObject({ writes: false, entriesWaiting: 0 })
    await turns(true)
    const first = await until('the interview is written', () => entry(before.interview))
    expect(first).toContain('SUMMARY:Interview: Ada Applicant\\, Backend Engineer')
    expect(first).not.toMatch(/ATTENDEE|ORGANIZER|METHOD|VALARM/)
    expect(await entry(others.interview)).toBeNull()
    await until('all is written', async () => (await state()).entriesWaiting === 0)

    const { interview, recruiter } = await story.arranged({
      startsAt: shifted(tomorrow, 5 * hour),
      interviewers: [ines],
    })
    await until('a new one is written', () => entry(interview))
    const moved = shifted(tomorrow, 8 * hour)
    granted(await recruiter.reschedules(interview, { startsAt: moved }))
    await until('it has moved there too', async () => (await entry(interview))?.includes(`DTSTART:${stamp(moved)}`))
    granted(await recruiter.reschedules(interview, { interviewers: [olof] }))
    await until('it is no longer hers', async () => (await entry(interview)) === null)
    granted(await recruiter.cancels(before.interview))
    await until('it was called off', async () => (await entry(before.interview)) === null)

    granted(await bookedAt(story, shifted(tomorrow, 2 * hour), ines))
    await until('it is written', async () => (await state()).entriesWaiting === 0)
    // What we have written ourselves makes nobody busy elsewhere.
    expect(await again(ines, source)).toMatchObject({ state: 'FRESH', busyStretches: 0 })
    await turns(false)
    await until(
      'all is taken out',
      async () =>
        (await house.database.query('select from calendar_entry where source_id = $1', [source.id])).length === 0,
    )
  })

  test('is told anew in the language that its owner, or the company, changes to', async () => {
    const { story, ines, turns, entry } = await writing('spoken')
    const { interview } = await story.arranged({ startsAt: tomorrow, interviewers: [ines] })
    await turns(true)
    const says = (word: string) =>
      until(`it says ${word}`, async () => (await entry(interview))?.includes(`SUMMARY:${word}Ada Applicant`))
    await says('Interview: ')
    granted(await (await story.admin()).does('updateCompany', { language: 'FR' }))
    await says('Entretien : ')
    await ines.does('updateProfile', { language: 'SV' })
    await says('Intervju: ')
  })

  test('is told later what it could not be told, once and for all, with the last word', async () => {
    const { story, ines, turns, entry, state, source } = await writing('later')
    await turns(true)
    await server.stop()
    const { interview, recruiter } = await story.arranged({ startsAt: tomorrow, interviewers: [ines] })
    await until('it could not be told', async () => (await state()).writingError === 'UNREACHABLE')
    granted(await recruiter.reschedules(interview, { startsAt: shifted(tomorrow, hour) }))
    await server.start()
    await house.database.query('update calendar_entry set next_attempt_at = now() where source_id = $1', [source.id])
    house.greenroom.hub.committed()
    const text = await until('it is told', () => entry(interview))
    expect(text).toContain(`DTSTART:${stamp(shifted(tomorrow, hour))}`)
    await until('nothing is left to tell', async () => (await state()).entriesWaiting === 0)
    expect(await state()).toMatchObject({ writingError: null })
  })

  test('must be one calendar, with a login that may write', async () => {
    const { story, ines, turns, state, source, access } = await writing('strict')
    await story.arranged({ startsAt: tomorrow, interviewers: [ines] })
    const reached = async (url: string, password: string, error: string) => {
      const told = { ...access, url, password }
      granted(await ines.does('updateCalendarSource', { sourceId: source.id, access: told, writes: true }))
      await until(error, async () => (await state()).writingError === error)
    }
    await reached(access.url, 'wrong', 'LOGIN_REFUSED')
    await reached(`http://${server.host}/ines/`, access.password, 'NO_CALENDAR')
    await turns(false)
    expect(
      await ines.does('addCalendarSource', {
        staffMemberId: ines.id,
        kind: 'ICS',
        name: 'File',
        url: 'https://x.example/',
      }),
    ).toMatchObject({ writes: false })
    const { calendarSources } = await ines.reads('{ calendarSources { nodes { id kind } } }')
    const ofFile = calendarSources.nodes.find((each: { kind: string }) => each.kind === 'ICS')
    expect(await ines.does('updateCalendarSource', { sourceId: ofFile.id, writes: true })).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: 'writes' }],
    })
  })
})
