import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { getIntrospectionQuery } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openHouse } from '../../test/house.ts'
import { Asker, tellStory, type Candidate, type StaffMember } from '../../test/story.ts'
import { until } from '../../test/until.ts'
import { newId } from '../shared/id.ts'

const webFolder = mkdtempSync(path.join(os.tmpdir(), 'greenroom-pages-'))
mkdirSync(path.join(webFolder, 'assets'))
writeFileSync(path.join(webFolder, 'index.html'), '<!doctype html><title>Greenroom</title>')
writeFileSync(path.join(webFolder, 'assets', 'app-1234.js'), 'export {}')
writeFileSync(path.join(webFolder, 'assets', 'app-1234.js.gz'), gzipSync('export {}'))
writeFileSync(path.join(webFolder, 'assets', 'app-1234.js.br'), brotliCompressSync('export {}'))
writeFileSync(path.join(webFolder, 'assets', 'plain-1234.js'), 'export const plain = 1')
afterAll(() => rmSync(webFolder, { recursive: true }))

const house = await openHouse({ webFolder })
let recruiter: StaffMember
let candidate: Candidate
beforeAll(async () => {
  const story = await tellStory(house)
  ;({ candidate, recruiter } = await story.arranged())
})

interface Sent {
  method?: string
  headers?: Record<string, string>
  body?: string | Buffer
}

/** Sends something to the API as it is, and reads what comes back. */
async function send(to: string, { method = 'POST', headers = {}, body }: Sent = {}) {
  const response = await fetch(`${house.url}${to}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...recruiter.headers,
      ...headers,
    },
    redirect: 'manual',
    ...(body === undefined ? {} : { body: body as string }),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text }
}

const codeIn = (text: string): string | undefined =>
  (JSON.parse(text) as { errors?: { extensions: { code: string } }[] }).errors?.[0]?.extensions.code

/** What a failure never shows: where it happened, what was asked of the database, what a name might have been. */
const inside = /\n\s+at |node_modules|\.ts:|select |insert |constraint|relation|pg_|Did you mean|stack/i

const query = (text: string, variables: object = {}) => JSON.stringify({ query: text, variables })
const viewer = '{ viewer { role } }'

describe('GraphQL over HTTP', () => {
  test.each(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('is not answered by %s', async (method) => {
    const { status, headers, text } = await send(`/graphql?query=${encodeURIComponent(viewer)}`, { method })
    expect([status, headers.get('allow'), codeIn(text)]).toEqual([405, 'POST', 'BAD_USER_INPUT'])
  })

  test.each([
    ['text/plain', query(viewer)],
    ['application/x-www-form-urlencoded', `query=${encodeURIComponent(viewer)}`],
    [
      'multipart/form-data; boundary=x',
      '--x\r\ncontent-disposition: form-data; name="query"\r\n\r\n{ viewer { role } }\r\n--x--',
    ],
    ['application/graphql', viewer],
    ['application/json-seq', query(viewer)],
    ['nonsense', query(viewer)],
  ])('is not read as %s, which a foreign page could send without asking', async (type, body) => {
    const { status, text } = await send('/graphql', { headers: { 'content-type': type }, body })
    expect([status, codeIn(text)]).toEqual([415, 'BAD_USER_INPUT'])
  })

  test.each([
    ['no JSON', '{"query": '],
    ['nothing', ''],
    ['a text', '"{ viewer { role } }"'],
    ['a number', '1'],
    ['null', 'null'],
    ['an empty object', '{}'],
    ['a query that is no text', '{"query": {"a": 1}}'],
    ['variables that are no object', '{"query": "{ viewer { role } }", "variables": "x"}'],
    ['extensions that are no object', '{"query": "{ viewer { role } }", "extensions": 1}'],
    ['a list of operations', `[${query(viewer)}, ${query(viewer)}]`],
    ['an empty list', '[]'],
    ['an empty query', query('')],
    ['a query that does not parse', query('{ viewer { role ')],
    ['a field that is not there', query('{ viewers { role } }')],
    ['a query with NUL', query('{ viewer { role\u0000 } }')],
    ['two operations and no name', query('query A { viewer { role } } query B { viewer { role } }')],
    ['a variable that is missing', query('query($id: ID!) { interview(id: $id) { id } }')],
  ])('tells who sends %s that it is their mistake', async (_, body) => {
    const { status, text } = await send('/graphql', { body })
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
    expect(codeIn(text)).toBe('BAD_USER_INPUT')
    expect(text).not.toMatch(inside)
  })

  test('takes a body up to its bound and not a byte more', async () => {
    const bound = 128 * 1024
    const padded = (size: number) => {
      const body = query(viewer)
      return body + ' '.repeat(size - body.length)
    }
    expect((await send('/graphql', { body: padded(bound) })).status).toBe(200)
    const tooLarge = await send('/graphql', { body: padded(bound + 1) })
    expect([tooLarge.status, codeIn(tooLarge.text)]).toEqual([413, 'BAD_USER_INPUT'])
  })

  test('does not unpack a small body into a large one', async () => {
    const body = gzipSync(query(viewer) + ' '.repeat(10_000_000))
    const { status, text } = await send('/graphql', { headers: { 'content-encoding': 'gzip' }, body })
    expect([status, codeIn(text)]).toEqual([413, 'BAD_USER_INPUT'])
  })

  const nested = (depth: number) => {
    // Each turn is two deeper: application, then interviews.
    const turns = 'application { interviews { '.repeat(depth)
    return `query($id: ID!) { interview(id: $id) { ${turns} id ${'} }'.repeat(depth)} } }`
  }

  test.each([
    ['deep', nested(7)],
    ['long', `{ ${'viewer { role } '.repeat(600)} }`],
    ['aliased', `{ ${Array.from({ length: 31 }, (_, index) => `a${index}: viewer { role }`).join(' ')} }`],
    ['directed', `{ viewer { role ${'@include(if: true) '.repeat(21)} } }`],
    ['costly', '{ candidates(first: 100) { nodes { interviews(first: 100) { nodes { id status } } } } }'],
    [
      'costly by leaving sizes out',
      '{ candidates(first: 100) { nodes { applications { nodes { interviews { id } } } } } }',
    ],
    [
      'deep by fragments',
      `query($id: ID!) { interview(id: $id) { ...A } }
      fragment A on Interview { application { interviews { ...B } } }
      fragment B on Interview { application { interviews { ...C } } }
      fragment C on Interview { application { interviews { ...D } } }
      fragment D on Interview { application { interviews { ...E } } }
      fragment E on Interview { application { interviews { ...F } } }
      fragment F on Interview { application { interviews { ...G } } }
      fragment G on Interview { application { interviews { id } } }`,
    ],
    ['endless', 'fragment A on Viewer { ...B } fragment B on Viewer { ...A } { viewer { ...A } }'],
  ])('refuses a query that is too %s before anything of it runs', async (_, text) => {
    const before = house.log.length
    const answer = await send('/graphql', { body: query(text, { id: newId() }) })
    expect([answer.status, codeIn(answer.text)]).toEqual([400, 'BAD_USER_INPUT'])
    expect((JSON.parse(answer.text) as { data?: unknown }).data).toBeUndefined()
    expect(house.log.slice(before).filter((line) => line.level >= 40)).toEqual([])
  })

  test('answers the largest query that the dashboard asks', async () => {
    const { errors } = await recruiter.ask(`query Interviews {
      interviews(first: 50) { totalCount pageInfo { hasNextPage endCursor } nodes {
        id status mode startsAt endsAt timeZone round rsvp candidateLink candidate { id name email }
        job { id title } slot { id placesTaken capacity } interviewers { id name } scheduledBy { id name }
        delivery { id status hint errorCode sentAt } } } }`)
    expect(errors).toBeUndefined()
  })

  test('tells its schema to whoever asks for it', async () => {
    const reply = await new Asker(house).ask(getIntrospectionQuery())
    expect(reply.errors).toBeUndefined()
    expect(reply.data.__schema.types.length).toBeGreaterThan(50)
  })

  test.each([
    ['an id with NUL', '{ interview(id: "a\\u0000b") { id } }', 'NOT_FOUND'],
    ['a text of broken Unicode', '{ interview(id: "\\ud800") { id } }', 'BAD_USER_INPUT'],
    ['an id that is a number', '{ interview(id: 12) { id } }', 'NOT_FOUND'],
    ['an id in capitals', '{ interview(id: "0197C3A0-0000-7000-8000-000000000000") { id } }', 'NOT_FOUND'],
    [
      'an impossible date',
      '{ interviews(filter: { startsFrom: "2026-02-30T00:00:00Z" }) { totalCount } }',
      'BAD_USER_INPUT',
    ],
    [
      'a date without an offset',
      '{ interviews(filter: { startsFrom: "2026-02-03T00:00:00" }) { totalCount } }',
      'BAD_USER_INPUT',
    ],
    [
      'a year that never was',
      '{ interviews(filter: { startsFrom: "0000-01-01T00:00:00Z" }) { totalCount } }',
      'BAD_USER_INPUT',
    ],
    ['a search with NUL', '{ candidates(search: "a\\u0000") { totalCount } }', 'BAD_USER_INPUT'],
    ['a search that is too long', `{ candidates(search: "${'x'.repeat(201)}") { totalCount } }`, 'BAD_USER_INPUT'],
    ['a cursor of nothing', '{ slots(after: "nonsense") { totalCount } }', 'BAD_USER_INPUT'],
    [
      'a cursor that was changed',
      `{ slots(after: "${Buffer.from('["now","x"]').toString('base64url')}") { nodes { id } } }`,
      'BAD_USER_INPUT',
    ],
    [
      'a cursor with SQL in it',
      `{ slots(after: "${Buffer.from(`["2026-01-01","' or 1=1"]`).toString('base64url')}") { nodes { id } } }`,
      'BAD_USER_INPUT',
    ],
    [
      'a cursor with NUL',
      `{ candidates(after: "${Buffer.from(JSON.stringify(['a\u0000', newId()])).toString('base64url')}") { nodes { id } } }`,
      'BAD_USER_INPUT',
    ],
    ['a page of none', '{ slots(first: 0) { totalCount } }', 'BAD_USER_INPUT'],
    ['a page that is too large', '{ slots(first: 101) { totalCount } }', 'BAD_USER_INPUT'],
    ['a page of less than none', '{ slots(last: -1) { totalCount } }', 'BAD_USER_INPUT'],
    ['both ends of a list', '{ slots(first: 1, last: 1) { totalCount } }', 'BAD_USER_INPUT'],
    ['a number beyond 32 bits', '{ slots(first: 4294967296) { totalCount } }', 'BAD_USER_INPUT'],
  ])('answers %s with a code, never with a failure of its own', async (_, text, code) => {
    const answer = await send('/graphql', { body: query(text) })
    expect(answer.status).toBeLessThan(500)
    expect(codeIn(answer.text)).toBe(code)
    expect(answer.text).not.toMatch(inside)
  })

  test('answers broken Unicode in a variable like any other text that is wrong', async () => {
    for (const [text, code] of [
      ['query($text: ID!) { interview(id: $text) { id } }', 'NOT_FOUND'],
      ['query($text: String) { candidates(search: $text) { totalCount } }', 'BAD_USER_INPUT'],
      ['query($text: String) { candidates(after: $text) { totalCount } }', 'BAD_USER_INPUT'],
    ] as const)
      expect((await recruiter.ask(text, { text: 'a\udfff' })).errors?.[0]?.extensions.code).toBe(code)
  })

  test('knows no query by its hash', async () => {
    const { text } = await send('/graphql', {
      body: '{"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "abc"}}}',
    })
    expect(codeIn(text)).toBe('BAD_USER_INPUT')
  })

  test('answers the good half of a question whose other half cannot be', async () => {
    const changed = Buffer.from('["now","x"]').toString('base64url')
    const { data, errors } = await recruiter.ask(`{ jobs { totalCount } candidate(id: "${candidate.id}") { name }
      interview(id: "nothing") { id } }`)
    expect(data.candidate.name).toBe('Ada Applicant')
    expect(errors!.map((error) => error.extensions.code)).toEqual(['NOT_FOUND'])

    // What the database refuses must not spoil what is read beside it.
    const beside =
      await recruiter.ask(`{ a: candidate(id: "${candidate.id}") { id interviews(after: "${changed}") { nodes { id } } }
      b: candidate(id: "${candidate.id}") { id name applications { totalCount } } }`)
    expect(beside.errors!.map((error) => error.extensions.code)).toEqual(['BAD_USER_INPUT'])
    expect(beside.data).toMatchObject({ a: null, b: { name: 'Ada Applicant', applications: { totalCount: 1 } } })
  })

  test('gives its connection back when a refused field ends an answer early', async () => {
    const story = await tellStory(house)
    const ines = await story.interviewer()
    await story.arranged({ interviewers: [ines] })
    // The slots are refused at once; the interviews are still being read then, and have more to ask.
    const wide =
      '{ interviews { nodes { id job { title } interviewers { name } delivery { id } } } slots { nodes { id } } }'
    const replies = await Promise.all(Array.from({ length: 30 }, () => ines.ask(wide)))
    for (const { errors } of replies) expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN')
    await until('every transaction to be over', async () => {
      const open = await house.database.query(
        "select 1 from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'",
      )
      return open.length === 0
    })
  })

  test('shows of what nobody expected a code and a reference, and logs the rest', async () => {
    await house.database.query('alter table job rename column title to was_title')
    const { body, errors } = await recruiter.ask('{ jobs { nodes { title } } }')
    await house.database.query('alter table job rename column was_title to title')

    const logged = house.takeErrors()
    expect(errors![0]!.extensions.code).toBe('INTERNAL')
    const reference = (errors![0]!.extensions as { requestId?: string }).requestId
    expect(errors![0]!.message).toBe(`Something went wrong on our side. Reference: ${reference}`)
    expect(body).not.toMatch(inside)
    expect(logged).toHaveLength(1)
    expect(logged[0]).toMatchObject({ requestId: reference, msg: 'a request failed' })
  })
})

describe('a path', () => {
  test.each([
    '/api/auth/sign-up/email',
    '/api/auth/list-sessions',
    '/api/auth/change-email',
    '/api/auth/ok',
    '/api/nothing',
    '/graphql/x',
  ])('%s is not there', async (to) => {
    for (const method of ['GET', 'POST']) {
      const { status, text } = await send(to, {
        method,
        headers: { accept: 'application/json' },
        ...(method === 'POST' ? { body: '{}' } : {}),
      })
      expect([method, status, codeIn(text)]).toEqual([method, 404, 'NOT_FOUND'])
    }
  })

  test.each(['/interview/%E0%A4%A', '/%', '/..%2f..%2fetc%2fpasswd', '/assets/..%2f..%2findex.html', '/interview/%00'])(
    '%s is answered without a failure',
    async (to) => {
      const { status, text } = await send(to, { method: 'GET', headers: { accept: 'application/json' } })
      expect([400, 403, 404]).toContain(status)
      expect(text).not.toMatch(inside)
    },
  )

  test('/healthz says that the process lives, /readyz that it can serve', async () => {
    expect((await send('/healthz', { method: 'GET' })).text).toBe('{"status":"ok"}')
    const { status, text } = await send('/readyz', { method: 'GET' })
    expect([status, text]).toEqual([200, '{"status":"ready"}'])
  })
})

describe('the pages', () => {
  const key = 'a'.repeat(52)

  test.each([
    [`/?session_key=${key}`],
    [`/interview/?session_key=${key}`],
    [`/interview?session_key=${key}`],
    [`/?utm=1&session_key=${key}`],
  ])('redirect the older link %s', async (to) => {
    const { status, headers } = await send(to, { method: 'GET', headers: { accept: 'text/html' } })
    expect([status, headers.get('location')]).toEqual([302, `/interview/${key}`])
    expect([headers.get('cache-control'), headers.get('referrer-policy')]).toEqual(['no-store', 'no-referrer'])
  })

  test('redirect nowhere else, whatever the key says', async () => {
    for (const [given, location] of [
      ['//evil.test', '/interview/%2F%2Fevil.test'],
      ['..%2F..%2Fapi', '/interview/..%2F..%2Fapi'],
      ['https:%2F%2Fevil.test', '/interview/https%3A%2F%2Fevil.test'],
    ]) {
      const { headers } = await send(`/?session_key=${given}`, { method: 'GET' })
      expect(headers.get('location')).toBe(location)
    }
    for (const odd of ['/?session_key=', '/?session_key[]=a', '/?session_key=a&session_key=b'])
      expect((await send(odd, { method: 'GET', headers: { accept: 'text/html' } })).status).toBe(200)
  })

  test.each(['GET', 'HEAD'])('of a candidate keep the address secret, to %s', async (method) => {
    const { status, headers } = await send(`/interview/${key}`, { method, headers: { accept: 'text/html' } })
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    const policy = headers.get('content-security-policy')!
    for (const rule of [
      "default-src 'self'",
      "script-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ])
      expect(policy).toContain(rule)
    expect(policy).not.toMatch(/https?:\/\/(?!127\.0\.0\.1)|\*|unsafe-eval/)
    expect(headers.get('x-powered-by')).toBeNull()
  })

  test('of the dashboard are asked for again, their files kept for a year', async () => {
    const page = await send('/slots', { method: 'GET', headers: { accept: 'text/html' } })
    expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-cache'])
    const file = await send('/assets/app-1234.js', { method: 'GET' })
    expect([file.status, file.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable'])
    expect((await send('/assets/gone.js', { method: 'GET', headers: { accept: 'text/html' } })).status).toBe(404)
  })

  test.each([
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['gzip, br;q=0', 'gzip'],
    ['identity', null],
  ])('come squeezed to who reads %j', async (accepted, coding) => {
    const file = await send('/assets/app-1234.js', { method: 'GET', headers: { 'accept-encoding': accepted } })
    expect([file.headers.get('content-encoding'), file.text]).toEqual([coding, 'export {}'])
    expect(file.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(file.headers.get('vary')).toContain('Accept-Encoding')
    expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    const small = await send('/assets/plain-1234.js', { method: 'GET', headers: { 'accept-encoding': accepted } })
    expect([small.headers.get('content-encoding'), small.text]).toEqual([null, 'export const plain = 1'])
  })

  test('leave no key in the log', async () => {
    const marked = `${'marked'.repeat(8)}mark`
    await send(`/interview/${marked}`, { method: 'GET', headers: { accept: 'text/html' } })
    await send(`/?session_key=${marked}`, { method: 'GET', headers: { accept: 'text/html' } })
    await new Asker(house, { authorization: `Candidate ${marked}` }).ask('{ candidateInterview { id } }')
    await until('the request in the log', () => house.log.some((line) => line['path'] === '/interview/[cut]'))
    expect(JSON.stringify(house.log)).not.toContain(marked)
  })
})

describe('a connection that speaks no HTTP', () => {
  const raw = (text: string) =>
    new Promise<string>((resolve) => {
      const socket = net.connect(house.port, '127.0.0.1', () => socket.end(text))
      let answer = ''
      socket.on('data', (data) => (answer += String(data)))
      socket.on('error', () => resolve(answer))
      socket.on('close', () => resolve(answer))
    })

  test.each([
    ['nonsense', '\u0000\u0001\u0002\r\n\r\n', /^HTTP\/1\.1 400/],
    ['a header without an end', 'GET / HTTP/1.1\r\nHost', /^HTTP\/1\.1 400|^$/],
    [
      'two lengths',
      'POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde',
      /^HTTP\/1\.1 400/,
    ],
    [
      'an upgrade to nowhere',
      'GET // HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
      /^HTTP\/1\.1 404/,
    ],
    [
      'an upgrade to a strange place',
      'GET http://[ HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
      /^HTTP\/1\.1 404/,
    ],
    [
      'an upgrade without a key',
      'GET /graphql HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
      /^HTTP\/1\.1 400/,
    ],
  ])('and sends %s harms nobody', async (_, text, answer) => {
    expect(await raw(text)).toMatch(answer)
    expect((await send('/healthz', { method: 'GET' })).status).toBe(200)
  })

  test('and hangs up while it is refused harms nobody', async () => {
    for (let time = 0; time < 20; time++)
      await new Promise<void>((resolve) => {
        const socket = net.connect(house.port, '127.0.0.1', () => {
          socket.write(
            'GET /graphql HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nOrigin: https://evil.test\r\n\r\n',
          )
          socket.resetAndDestroy()
          resolve()
        })
      })
    expect((await send('/healthz', { method: 'GET' })).status).toBe(200)
  })
})
