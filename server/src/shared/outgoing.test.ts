import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, LookupFunction } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { OutgoingError } from './outgoing.rules.ts'
import { makeOutgoing, type OutgoingRequest } from './outgoing.ts'

const open: Server[] = []
afterEach(async () => {
  for (const server of open.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

/** A server on this machine, and what it was asked. */
async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const asked: {
    url: string | undefined
    method: string | undefined
    headers: IncomingMessage['headers']
    body: string
  }[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const { url, method, headers } = request
      asked.push({ url, method, headers, body: Buffer.concat(parts).toString() })
      answer(request, response)
    })
  })
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return { host, url: `http://${host}`, asked }
}

const codeOf = async (answer: Promise<Response>) =>
  answer.then(
    (response) => `answered ${response.status}`,
    (error: unknown) => (error instanceof OutgoingError ? error.code : String(error)),
  )

/** Forms in which somebody may name this machine or another one behind our own doors. */
const numbers = [
  '127.0.0.1',
  '127.0.0.1.',
  '127.1',
  '127.0.1',
  '127.127.127.127',
  '0x7f000001',
  '0x7f.0.0.1',
  '2130706433',
  '017700000001',
  '0177.0.0.1',
  '0',
  '0.0.0.0',
  '①②⑦.⓪.⓪.①',
  '127。0。0。1',
  '%31%32%37.0.0.1',
  '[::1]',
  '[::]',
  '[0:0:0:0:0:0:0:1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::127.0.0.1]',
  '[64:ff9b::127.0.0.1]',
  '[2002:7f00:1::]',
  '[fe80::1]',
  '[fc00::1]',
  '[fd12:3456::1]',
  '[ff02::1]',
  '10.0.0.1',
  '10.255.255.255',
  '172.16.0.1',
  '172.31.255.254',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '192.0.0.192',
  '198.18.0.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
]
const names = ['localhost', 'LOCALHOST', 'localhost.', 'a.localhost', 'ip6-localhost', '127.0.0.1.example', 'intranet']

const toThisMachine: LookupFunction = (_name, options, found) => {
  if (options.all) found(null, [{ address: '127.0.0.1', family: 4 }])
  else found(null, '127.0.0.1', 4)
}

describe('an address that is not public', () => {
  test.each(numbers)('is not called: %s', async (host) => {
    const { asked, host: here } = await serve((_request, response) => void response.end('inside'))
    const port = here.split(':')[1]!
    const call = makeOutgoing({ milliseconds: 2000 })
    for (const url of [`https://${host}/`, `https://${host}:${port}/x`])
      expect(await codeOf(call(url))).toBe('ADDRESS_NOT_ALLOWED')
    expect(asked).toEqual([])
  })

  test.each(names)('is not called by a name that leads to it: %s', async (name) => {
    const call = makeOutgoing({ lookup: toThisMachine, milliseconds: 2000 })
    expect(await codeOf(call(`https://${name}/`))).toBe('ADDRESS_NOT_ALLOWED')
  })

  test('is not called by a name that leads to an address that nobody should have', async () => {
    const lookup: LookupFunction = (_name, options, found) => {
      if (options.all) found(null, [{ address: '::7f00:1', family: 6 }])
      else found(null, '::7f00:1', 6)
    }
    expect(await codeOf(makeOutgoing({ lookup, milliseconds: 2000 })('https://odd.example/'))).toBe(
      'ADDRESS_NOT_ALLOWED',
    )
  })

  test('is not called by a name that has a public address too, in any order', async () => {
    const addresses = [
      { address: '93.184.216.34', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ]
    for (const answer of [addresses, addresses.toReversed()]) {
      const lookup: LookupFunction = (_name, options, found) => {
        if (options.all) found(null, answer)
        else found(null, answer[1]!.address, 4)
      }
      expect(await codeOf(makeOutgoing({ lookup, milliseconds: 2000 })('https://changing.example/'))).toBe(
        'ADDRESS_NOT_ALLOWED',
      )
    }
  })

  test('is not called where the name changes its address: what is checked is what is called', async () => {
    let questions = 0
    const lookup: LookupFunction = (name, options, found) => {
      questions++
      toThisMachine(name, options, found)
    }
    const call = makeOutgoing({ lookup, milliseconds: 2000 })
    for (let time = 1; time <= 3; time++) {
      expect(await codeOf(call('https://changing.example/'))).toBe('ADDRESS_NOT_ALLOWED')
      // Asked once for each call: there is no second answer that could be another one.
      expect(questions).toBe(time)
    }
  })

  test('is not called by a redirection either', async () => {
    const inside = await serve((_request, response) => void response.end('inside'))
    const { host, url } = await serve((request, response) => {
      const to = decodeURIComponent(request.url!.slice(1))
      response.writeHead(302, { location: to }).end()
    })
    const call = makeOutgoing({ privateHosts: [host], milliseconds: 2000 })
    for (const to of [
      inside.url,
      'https://127.0.0.1/',
      'https://[::1]/',
      'file:///etc/passwd',
      'http://public.example/',
    ])
      expect([to, await codeOf(call(`${url}/${encodeURIComponent(to)}`))]).toEqual([to, 'ADDRESS_NOT_ALLOWED'])
    expect(inside.asked).toEqual([])
  })

  test('is called where the operator has named host and port, and nothing else of it', async () => {
    const { host, url } = await serve((_request, response) => void response.end('inside'))
    const call = makeOutgoing({ privateHosts: [host.toUpperCase()] })
    expect(await (await call(`${url}/x`)).text()).toBe('inside')
    const other = await serve((_request, response) => void response.end('inside'))
    expect(await codeOf(call(other.url))).toBe('ADDRESS_NOT_ALLOWED')
    expect(await codeOf(call(url.replace('127.0.0.1', 'localhost')))).toBe('ADDRESS_NOT_ALLOWED')
  })
})

test.each([
  'http://public.example/',
  'ftp://public.example/',
  'file:///etc/passwd',
  'data:text/calendar,BEGIN:VCALENDAR',
  'https://public.example@127.0.0.1/',
  'https://user:password@public.example/',
  'webcal://public.example/',
  'nonsense',
  '',
])('what is no https address is not called: %s', async (address) => {
  expect(await codeOf(makeOutgoing()(address))).toBe('ADDRESS_NOT_ALLOWED')
})

describe('a call', () => {
  const calling = async (
    answer: (request: IncomingMessage, response: ServerResponse) => void,
    rules: Parameters<typeof makeOutgoing>[0] = {},
  ) => {
    const server = await serve(answer)
    const call = makeOutgoing({ privateHosts: [server.host], ...rules })
    return { ...server, call: (path: string, request?: OutgoingRequest) => call(`${server.url}${path}`, request) }
  }

  test('hands on method, headers and text, and hands out status, headers and text', async () => {
    const { call, asked } = await calling((_request, response) => {
      response.writeHead(207, { 'content-type': 'application/xml', etag: '"1"' }).end('<ok/>')
    })
    const answer = await call('/dav', { method: 'propfind', headers: { Depth: '1' }, body: '<question/>' })
    expect([answer.status, answer.headers.get('etag'), await answer.text()]).toEqual([207, '"1"', '<ok/>'])
    expect(asked).toMatchObject([{ method: 'PROPFIND', headers: { depth: '1' }, body: '<question/>' }])
  })

  test('follows three redirections and no fourth, and hands them out where they are asked for', async () => {
    const { call } = await calling((request, response) => {
      const left = Number(request.url!.slice(1))
      if (left === 0) response.end('there')
      else response.writeHead(307, { location: `/${left - 1}` }).end()
    })
    expect(await (await call('/3')).text()).toBe('there')
    expect(await codeOf(call('/4'))).toBe('TOO_MANY_REDIRECTS')
    expect((await call('/1', { redirect: 'manual' })).status).toBe(307)
  })

  test('takes no password along to another server', async () => {
    const other = await serve((_request, response) => void response.end('other'))
    const here = await serve((request, response) => {
      response.writeHead(302, { location: request.url === '/away' ? other.url : '/here' }).end()
    })
    const call = makeOutgoing({ privateHosts: [here.host, other.host] })
    await call(`${here.url}/away`, { headers: { authorization: 'Basic secret' } })
    expect(other.asked[0]!.headers.authorization).toBeUndefined()
    expect(here.asked[0]!.headers.authorization).toBe('Basic secret')
  })

  test('ends when the answer is longer than allowed, whatever it says of its length', async () => {
    const { call } = await calling(
      (request, response) => void response.end('x'.repeat(request.url === '/over' ? 1001 : 1000)),
      { bytes: 1000 },
    )
    expect((await (await call('/')).text()).length).toBe(1000)
    expect(await codeOf(call('/over'))).toBe('TOO_LARGE')
  })

  test('never unpacks: it asks for no packing', async () => {
    const { call, asked } = await calling((_request, response) => void response.end())
    await call('/', { headers: { 'accept-encoding': 'gzip' } })
    expect(asked[0]!.headers['accept-encoding']).toBe('identity')
  })

  test('ends when the answer takes too long, also one that drips, and over all redirections together', async () => {
    const silent = await calling(() => {}, { milliseconds: 200 })
    expect(await codeOf(silent.call('/'))).toBe('TIMEOUT')
    const dripping = await calling(
      (_request, response) => {
        const drip = setInterval(() => response.write('x'), 20)
        response.on('close', () => clearInterval(drip))
      },
      { milliseconds: 200 },
    )
    expect(await codeOf(dripping.call('/'))).toBe('TIMEOUT')
    const slow = await calling(
      (_request, response) => void setTimeout(() => response.writeHead(302, { location: '/' }).end(), 90),
      { milliseconds: 200 },
    )
    expect(await codeOf(slow.call('/'))).toBe('TIMEOUT')
  })

  test('tells what went wrong by one word', async () => {
    const lookup: LookupFunction = (_name, _options, found) =>
      found(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), '', 4)
    expect(await codeOf(makeOutgoing({ lookup })('https://nobody.example/'))).toBe('HOST_NOT_FOUND')
    const { call, host } = await calling((request) => void request.socket.destroy())
    expect(await codeOf(call('/'))).toBe('UNREACHABLE')
    expect(await codeOf(makeOutgoing({ privateHosts: [host] })(`https://${host}/`))).toBe('CERTIFICATE')
  })
})
