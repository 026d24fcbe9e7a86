import net from 'node:net'
import { beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { openHouse } from '../../test/house.ts'
import { tellStory, type StaffMember, type Story } from '../../test/story.ts'
import { until } from '../../test/until.ts'
import { newId } from '../shared/id.ts'

const house = await openHouse()
const url = `${house.url.replace('http', 'ws')}/graphql`
let story: Story
let recruiter: StaffMember
beforeAll(async () => {
  story = await tellStory(house)
  recruiter = await story.recruiter()
})

const watch = 'subscription { slotChanged { slot { id status } } }'

/** A socket as it is, without a client that keeps to the protocol. */
async function bare(headers: Record<string, string> = recruiter.headers, protocol = 'graphql-transport-ws') {
  const socket = new WebSocket(url, protocol, { headers })
  const messages: { type: string; id?: string; payload?: unknown }[] = []
  let closed: { code: number; reason: string } | undefined
  socket.on('message', (data) => messages.push(JSON.parse(String(data)) as (typeof messages)[0]))
  socket.on('close', (code, reason) => (closed = { code, reason: String(reason) }))
  socket.on('error', () => {})
  await until('the socket to open', () => socket.readyState === WebSocket.OPEN || closed)
  return {
    socket,
    messages,
    closed: () =>
      until(
        () => `the socket to be closed; it said ${JSON.stringify(messages)}`,
        () => closed,
      ),
    say: (message: object | string) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    async greeted() {
      this.say({ type: 'connection_init' })
      await this.heard('connection_ack')
      return this
    },
    heard: (type: string, id?: string) =>
      until(
        () => `to hear ${type}; it said ${JSON.stringify(messages)}`,
        () => messages.find((message) => message.type === type && message.id === id),
      ),
  }
}

const refusedWith = (headers: Record<string, string>, to = url) =>
  new Promise<number | undefined>((resolve) => {
    const socket = new WebSocket(to, 'graphql-transport-ws', { headers })
    socket.on('unexpected-response', (_, response) => (resolve(response.statusCode), socket.terminate()))
    socket.on('open', () => (resolve(undefined), socket.close()))
    socket.on('error', () => {})
  })

describe('a socket', () => {
  test('is opened for our own pages and for programs, not for a foreign page', async () => {
    const { port } = house
    for (const origin of [`http://127.0.0.1:${port}`, `http://localhost:${port}`])
      expect(await refusedWith({ ...recruiter.headers, origin })).toBeUndefined()
    expect(await refusedWith(recruiter.headers)).toBeUndefined()
    for (const origin of [
      'https://evil.test',
      'null',
      '',
      `https://127.0.0.1:${port}`,
      `http://127.0.0.1:${port + 1}`,
      `http://127.0.0.1:${port}.evil.test`,
      `http://127.0.0.1:${port}/`,
    ])
      expect([origin, await refusedWith({ ...recruiter.headers, origin })]).toEqual([origin, 403])
  })

  test('is only at /graphql', async () => {
    for (const to of ['/', '/graphqlx', '/graphql/', '/api/auth/sign-in/email', '/interview/x'])
      expect(await refusedWith(recruiter.headers, url.replace('/graphql', to))).toBe(404)
  })

  test('is refused to who has no session and no good key', async () => {
    const strangers = [
      { headers: {}, params: {} },
      { headers: { cookie: 'greenroom=forged.forged' }, params: {} },
      { headers: {}, params: { authorization: 'Candidate nonsense' } },
      { headers: {}, params: { authorization: 'Bearer nonsense' } },
      { headers: {}, params: { authorization: 'Candidate a\r\ncookie: b' } },
      { headers: {}, params: { authorization: { $ne: null } } },
      // A key that is not good is nobody, whatever the cookie says.
      { headers: recruiter.headers, params: { authorization: 'Candidate nonsense' } },
    ]
    for (const { headers, params } of strangers) {
      const socket = await bare(headers)
      socket.say({ type: 'connection_init', payload: params })
      expect(await socket.closed()).toEqual({ code: 4403, reason: 'Forbidden' })
    }
  })

  test('serves nobody who has not said hello', async () => {
    const socket = await bare()
    socket.say({ type: 'subscribe', id: '1', payload: { query: watch } })
    expect(await socket.closed()).toEqual({ code: 4401, reason: 'Unauthorized' })
  })

  test('speaks one protocol', async () => {
    const older = await bare(recruiter.headers, 'graphql-ws')
    // Who asks for another one is given none, and hangs up.
    expect((await older.closed()).code).toBe(1006)
    expect(older.messages).toEqual([])
  })

  test('is closed on a message that is too large, and the others go on', async () => {
    const neighbour = recruiter.listens()
    await neighbour.opened()
    const socket = await (await bare()).greeted()
    socket.say({ type: 'subscribe', id: '1', payload: { query: watch + ' '.repeat(130 * 1024) } })
    expect((await socket.closed()).code).toBe(1009)
    const late = neighbour.to('subscription { nothing }')
    await until('an answer on the other socket', () => late.ended())
    await neighbour.close()
  })

  test.each([
    ['no JSON', 'nonsense'],
    ['a kind of message that is none', '{"type":"drop"}'],
    ['a subscription without a query', '{"type":"subscribe","id":"1","payload":{}}'],
  ])('is closed on %s', async (_, message) => {
    const socket = await (await bare()).greeted()
    socket.say(message)
    expect((await socket.closed()).code).toBe(4400)
  })
})

describe('an operation on a socket', () => {
  const refused = [
    ['a query', '{ viewer { role } }', 'The socket takes subscriptions'],
    ['a mutation', 'mutation { signOut }', 'The socket takes subscriptions'],
    ['a question about the schema', '{ __schema { types { name } } }', 'The socket takes subscriptions'],
    ['one that does not parse', 'subscription {', 'Syntax Error'],
    ['a field that is not there', 'subscription { slotsChanged { cursor } }', 'Cannot query field'],
    ['two fields at once', 'subscription { slotChanged { cursor } emailSent { cursor } }', 'must select only one'],
    ['no operation', 'fragment A on Slot { id }', ''],
    ['one that is too long', `subscription { slotChanged { ${'cursor '.repeat(2100)} } }`, 'token'],
    [
      'one that is too deep',
      `subscription { interviewStatusChanged { interview { ${'application { interviews { '.repeat(7)} id ${'} } '.repeat(7)} } } }`,
      'depth',
    ],
    [
      'too many aliases',
      `subscription { slotChanged { ${Array.from({ length: 31 }, (_, i) => `a${i}: cursor`).join(' ')} } }`,
      'alias',
    ],
    ['a cursor that is none', 'subscription { slotChanged(after: "nonsense") { cursor } }', 'no cursor'],
    ['a variable that is missing', 'subscription($after: String!) { slotChanged(after: $after) { cursor } }', '$after'],
  ] as const

  test('that is refused ends itself and not its neighbours', async () => {
    const socket = await (await bare()).greeted()
    socket.say({ type: 'subscribe', id: 'neighbour', payload: { query: watch } })
    for (const [what, query, words] of refused) {
      socket.say({ type: 'subscribe', id: what, payload: { query } })
      const answer = await until(
        () => `the answer to ${what}`,
        () => socket.messages.find((message) => message.id === what),
      )
      const [error] = (answer.type === 'error' ? answer.payload : (answer.payload as { errors: unknown }).errors) as {
        message: string
        extensions: { code: string }
      }[]
      expect([what, error!.extensions.code]).toEqual([what, 'BAD_USER_INPUT'])
      expect(error!.message.toLowerCase()).toContain(words.toLowerCase())
      expect(error!.message).not.toContain('Did you mean')
    }
    // A subscription has no receipt; so something happens until it is heard.
    await until('the neighbour to hear of a slot', async () => {
      await recruiter.closes(await recruiter.opens())
      return socket.messages.some((message) => message.type === 'next' && message.id === 'neighbour')
    })
    expect(socket.socket.readyState).toBe(WebSocket.OPEN)
    socket.socket.close()
  })

  test('with a name that is used already ends the socket, as the protocol wants it', async () => {
    const socket = await (await bare()).greeted()
    for (let time = 0; time < 2; time++) socket.say({ type: 'subscribe', id: 'same', payload: { query: watch } })
    expect((await socket.closed()).code).toBe(4409)
  })

  test('is one of 50 at most', async () => {
    const socket = await (await bare()).greeted()
    for (let id = 1; id <= 51; id++) socket.say({ type: 'subscribe', id: `${id}`, payload: { query: watch } })
    const { payload } = await socket.heard('error', '51')
    expect((payload as { extensions: { code: string } }[])[0]!.extensions.code).toBe('RATE_LIMITED')
    expect(socket.messages.filter((message) => message.type === 'error')).toHaveLength(1)
    // Who ends one may begin another.
    socket.say({ type: 'complete', id: '1' })
    socket.say({ type: 'subscribe', id: '52', payload: { query: 'subscription { nothing }' } })
    const [error] = (await socket.heard('error', '52')).payload as { message: string }[]
    expect(error!.message).toContain('Cannot query field')
    socket.socket.close()
  })
})

describe('who has gone', () => {
  test('is waited for by nothing, whether they said goodbye, ended the subscription or fell silent', async () => {
    const own = await tellStory(house)
    const person = await own.recruiter()
    const { hub } = house.greenroom
    const listeners: AsyncIterator<unknown>[] = []
    const listen = hub.listen.bind(hub)
    hub.listen = (...args) => {
      const listener = listen(...args)
      listeners.push(listener)
      return listener
    }
    try {
      const sockets = await Promise.all([1, 2, 3].map(async () => (await bare(person.headers)).greeted()))
      for (const socket of sockets) socket.say({ type: 'subscribe', id: '1', payload: { query: watch } })
      await until('three listeners', () => listeners.length === 3)
      sockets[0]!.socket.close()
      sockets[1]!.say({ type: 'complete', id: '1' })
      sockets[2]!.socket.terminate()
      // An ended listener has an end; one that is still there would wait for its next event, which never comes.
      for (const listener of listeners) expect(await listener.next()).toEqual({ value: undefined, done: true })
    } finally {
      hub.listen = listen
    }
  })

  test('without a goodbye holds up no end of the server', async () => {
    const other = await house.openAnother()
    const silent = net.connect(other.port, '127.0.0.1')
    let answer = ''
    silent.on('data', (data) => (answer += String(data)))
    silent.on('error', () => {})
    silent.write(
      [
        'GET /graphql HTTP/1.1',
        `Host: 127.0.0.1:${other.port}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
        'Sec-WebSocket-Protocol: graphql-transport-ws',
        `Cookie: ${recruiter.headers['cookie']}`,
        '',
        '',
      ].join('\r\n'),
    )
    await until('the socket to be open', () => answer.startsWith('HTTP/1.1 101'))
    let ended = false
    void other.close().then(() => (ended = true))
    // The library alone would wait for the goodbye for half a minute.
    await until('the server to end', () => ended)
    silent.destroy()
  })

  test('by signing out or leaving the company hears nothing more', async () => {
    const own = await tellStory(house)
    const person = await own.anotherRecruiter()
    const other = await own.recruiter()
    const ears = person.listens()
    const slots = ears.to('subscription($after: String) { slotChanged(after: $after) { slot { id } } }', {
      after: await house.cursor(),
    })
    await other.opens()
    await slots.hears('a slot')
    await house.database.query('update staff_member set active = false where id = $1', [person.id])

    const { code } = await until('the socket to be closed', async () => {
      await other.opens()
      return Promise.race([ears.closed(), new Promise<null>((resolve) => setImmediate(() => resolve(null)))])
    })
    expect(code).toBe(4401)
  })
})

test('a stranger who names an id of ours as the id of an operation is no concern', async () => {
  const socket = await (await bare()).greeted()
  for (const id of ['__proto__', 'constructor', 'toString', newId()]) {
    socket.say({ type: 'subscribe', id, payload: { query: 'subscription { nothing }' } })
    expect((await socket.heard('error', id)).type).toBe('error')
  }
  socket.socket.close()
})
