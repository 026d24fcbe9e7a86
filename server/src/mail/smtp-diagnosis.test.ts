import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { makeCertificate } from '../../test/certificate.ts'
import { diagnose } from './smtp-diagnosis.rules.ts'
import { makeTransport, type SmtpOptions } from './smtp-transport.ts'

const message = {
  envelope: { from: 'interviews@greenroom.example', to: ['ada@example.com'] },
  raw: Buffer.from('Message-ID: <m1@greenroom.example>\r\nSubject: Hello\r\n\r\nHello.\r\n.dot\r\n'),
}

const closers: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** A mail server that refuses what it is told to refuse; everything else it takes. */
async function mailServer(options: SMTPServerOptions): Promise<number> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    ...options,
  })
  server.on('error', () => {})
  const port = await new Promise<number>((listening) => {
    const listener = server.listen(0, '127.0.0.1', () => listening((listener.address() as AddressInfo).port))
  })
  closers.push(() => new Promise<void>((closed) => server.close(closed)))
  return port
}

/** A server that speaks by script: the answers to each line that arrives, or null to hang up. */
async function scripted(
  greeting: string | null,
  answer: (line: string, socket: Socket) => string | null,
): Promise<number> {
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    if (greeting !== null) socket.write(`${greeting}\r\n`)
    let inData = false
    let rest = ''
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString('latin1')).split('\r\n')
      rest = lines.pop()!
      for (const line of lines) {
        if (inData && line !== '.') continue
        const reply = answer(line, socket)
        inData = reply?.startsWith('354') ?? false
        if (reply === null) socket.destroy()
        else socket.write(`${reply}\r\n`)
      }
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  closers.push(() => {
    for (const socket of sockets) socket.destroy()
    return new Promise<void>((closed) => server.close(() => closed()))
  })
  return (server.address() as AddressInfo).port
}

function refusal(text: string): Error {
  const [, code, words] = /^(\d{3}) (.*)$/.exec(text)!
  return Object.assign(new Error(words), { responseCode: Number(code) })
}

async function sending(url: string, options: SmtpOptions = {}): Promise<ReturnType<typeof diagnose>> {
  const transport = makeTransport(url, { connectTimeout: 5000, greetingTimeout: 5000, socketTimeout: 5000, ...options })
  closers.push(() => transport.close())
  return transport.send(message).then(
    ({ response }) => {
      throw new Error(`It was sent: ${response}`)
    },
    (error: unknown) => diagnose(error),
  )
}

describe('a real conversation', () => {
  test('ends with the answer of the server, and the bytes arrive as they were', async () => {
    const received: Buffer[] = []
    const port = await mailServer({
      onData(stream, _session, done) {
        stream.on('data', (chunk: Buffer) => received.push(chunk)).on('end', () => done(null, 'kept as 42'))
      },
    })
    const transport = makeTransport(`smtp://127.0.0.1:${port}`)
    closers.push(() => transport.close())
    await transport.verify()
    expect((await transport.send(message)).response).toBe('250 kept as 42')
    expect(Buffer.concat(received).toString()).toBe(message.raw.toString())
  })

  test.each([
    ['450 4.7.1 Sender busy', 'SMTP_TRY_LATER', 'RETRY'],
    ['550 5.7.1 Sender not owned by user', 'SMTP_SENDER_REFUSED', 'FAIL'],
    ['530 5.7.0 Authentication required', 'SMTP_LOGIN_NEEDED', 'PAUSE'],
  ])('at MAIL FROM: %s', async (answer, code, verdict) => {
    const port = await mailServer({ onMailFrom: (_address, _session, done) => done(refusal(answer)) })
    expect(await sending(`smtp://127.0.0.1:${port}`)).toMatchObject({ code, verdict, serverResponse: answer })
  })

  test.each([
    ['451 4.3.0 Greylisted, come back', 'SMTP_TRY_LATER', 'RETRY'],
    ['550 5.1.1 No such user', 'RECIPIENT_REFUSED', 'FAIL'],
    ['554 5.7.1 Relay access denied', 'SMTP_RELAY_DENIED', 'FAIL'],
  ])('at RCPT TO: %s', async (answer, code, verdict) => {
    const port = await mailServer({ onRcptTo: (_address, _session, done) => done(refusal(answer)) })
    expect(await sending(`smtp://127.0.0.1:${port}`)).toMatchObject({ code, verdict, serverResponse: answer })
  })

  test.each([
    ['452 4.3.1 Out of space', 'SMTP_TRY_LATER', 'RETRY'],
    ['554 5.6.0 Message refused', 'MESSAGE_REFUSED', 'FAIL'],
    ['550 5.7.26 Unauthenticated', 'SMTP_DOMAIN_UNPROVEN', 'FAIL'],
  ])('after DATA: %s', async (answer, code, verdict) => {
    const port = await mailServer({
      onData(stream, _session, done) {
        stream.resume().on('end', () => done(refusal(answer)))
      },
    })
    expect(await sending(`smtp://127.0.0.1:${port}`)).toMatchObject({ code, verdict, serverResponse: answer })
  })

  test.each([
    ['535 5.7.8 Wrong', 'SMTP_LOGIN_REFUSED', 'PAUSE'],
    ['454 4.7.0 Busy', 'SMTP_LOGIN_BUSY', 'RETRY'],
  ])('at the login: %s', async (answer, code, verdict) => {
    const port = await mailServer({
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(refusal(answer)),
    })
    expect(await sending(`smtp://user:secret@127.0.0.1:${port}`)).toMatchObject({ code, verdict })
  })

  test('a login is asked for even where the server does not offer one', async () => {
    const port = await mailServer({ disabledCommands: ['STARTTLS', 'AUTH'] })
    expect(await sending(`smtp://user:secret@127.0.0.1:${port}`)).toMatchObject({ verdict: 'PAUSE' })
  })

  test('a user without a password is a gap in the settings', async () => {
    const port = await mailServer({ allowInsecureAuth: true })
    expect(await sending(`smtp://user@127.0.0.1:${port}`)).toMatchObject({
      code: 'SMTP_CREDENTIALS_MISSING',
      verdict: 'PAUSE',
    })
  })

  test('silence instead of a greeting', async () => {
    const port = await scripted(null, () => null)
    expect(await sending(`smtp://127.0.0.1:${port}`, { greetingTimeout: 150 })).toMatchObject({
      code: 'SMTP_GREETING_TIMEOUT',
      verdict: 'RETRY',
    })
  })

  test('silence in the middle', async () => {
    const port = await scripted('220 hello', (line) => (line.startsWith('EHLO') ? '250 hello' : ''))
    expect(await sending(`smtp://127.0.0.1:${port}`, { socketTimeout: 300 })).toMatchObject({ verdict: 'RETRY' })
  })

  test('421 on a connection that was used before: tried again, on another one', async () => {
    let conversations = 0
    const port = await scripted('220 ready', (line, socket) => {
      if (line.startsWith('EHLO')) conversations++
      const used = (socket as Socket & { used?: number }).used ?? 0
      if (line.startsWith('MAIL') && used > 0) {
        socket.end('421 4.4.2 This connection has been open for long enough\r\n')
        return ''
      }
      if (line === '.') (socket as Socket & { used?: number }).used = used + 1
      return line === 'DATA' ? '354 go on' : '250 well'
    })
    const transport = makeTransport(`smtp://127.0.0.1:${port}`, { maxConnections: 1 })
    closers.push(() => transport.close())
    await transport.send(message)
    const failure = await transport.send(message).then(
      () => null,
      (error: unknown) => diagnose(error),
    )
    expect(failure).toMatchObject({ verdict: 'RETRY' })
    // The next attempt does not meet the closed one.
    expect((await transport.send(message)).response).toBe('250 well')
    expect(conversations).toBe(2)
  })

  test('a greeting that sends us away, for now and for good', async () => {
    const busy = await scripted('421 4.3.2 Come back later', () => null)
    expect(await sending(`smtp://127.0.0.1:${busy}`)).toMatchObject({ code: 'SMTP_TRY_LATER', verdict: 'RETRY' })
    const blocked = await scripted('554 5.7.1 Your address is listed', () => null)
    expect(await sending(`smtp://127.0.0.1:${blocked}`)).toMatchObject({ code: 'SMTP_BLOCKED', verdict: 'PAUSE' })
  })

  test('a line that breaks after the message: it may have arrived, and is sent once by one attempt', async () => {
    let messages = 0
    const port = await scripted('220 hello', (line) => {
      if (line === '.') {
        messages += 1
        return null
      }
      return line === 'DATA' ? '354 go on' : '250 fine'
    })
    expect(await sending(`smtp://127.0.0.1:${port}`)).toMatchObject({ code: 'SMTP_CONNECTION_LOST', verdict: 'RETRY' })
    expect(messages).toBe(1)
  })

  test('a port where nothing listens', async () => {
    const server = createServer()
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const { port } = server.address() as AddressInfo
    await new Promise((closed) => server.close(closed))
    expect(await sending(`smtp://127.0.0.1:${port}`)).toMatchObject({
      code: 'SMTP_CONNECTION_REFUSED',
      verdict: 'RETRY',
    })
  })

  test('a name that does not exist', async () => {
    expect(await sending('smtp://mail.greenroom.invalid:2525')).toMatchObject({
      code: 'SMTP_HOST_NOT_FOUND',
      verdict: 'RETRY',
    })
  })
})

describe('encryption', () => {
  let secured: { key: string; cert: string }
  beforeAll(() => void (secured = makeCertificate('mail.greenroom.example')))

  test('from the start, where the port begins in the clear', async () => {
    const port = await mailServer({})
    expect(await sending(`smtps://127.0.0.1:${port}`)).toMatchObject({ code: 'SMTP_TLS_MODE_WRONG', verdict: 'PAUSE' })
  })

  test('in the clear, where the port begins with TLS', async () => {
    const port = await mailServer({ secure: true, ...secured })
    expect(await sending(`smtp://127.0.0.1:${port}`, { greetingTimeout: 150 })).toMatchObject({
      code: 'SMTP_GREETING_TIMEOUT',
      verdict: 'RETRY',
    })
  })

  test('with a certificate nobody signed', async () => {
    const port = await mailServer({ secure: true, ...secured })
    expect(await sending(`smtps://127.0.0.1:${port}`)).toMatchObject({
      code: 'SMTP_CERTIFICATE_UNTRUSTED',
      verdict: 'PAUSE',
    })
    const upgraded = await mailServer({ disabledCommands: [], ...secured })
    expect(await sending(`smtp://127.0.0.1:${upgraded}`)).toMatchObject({
      code: 'SMTP_CERTIFICATE_UNTRUSTED',
      verdict: 'PAUSE',
    })
  })

  test('with a certificate of another name says which names would do', async () => {
    const port = await mailServer({ secure: true, ...secured })
    const diagnosis = await sending(`smtps://127.0.0.1:${port}`, { ca: secured.cert })
    expect(diagnosis).toMatchObject({ code: 'SMTP_CERTIFICATE_NAME_WRONG', verdict: 'PAUSE' })
    expect(diagnosis.hint).toContain('mail.greenroom.example')
  })

  test('is insisted on before a password leaves the machine', async () => {
    const logins: unknown[] = []
    const port = await mailServer({
      allowInsecureAuth: true,
      onAuth(auth, _session, done) {
        logins.push(auth)
        done(null, { user: 'user' })
      },
    })
    // 0.0.0.0 leads to this machine, but as with any foreign host we do not take that as given.
    expect(await sending(`smtp://user:secret@0.0.0.0:${port}`)).toMatchObject({
      code: 'SMTP_TLS_UNAVAILABLE',
      verdict: 'PAUSE',
    })
    expect(logins).toEqual([])
  })
})

describe('the address of the mail server', () => {
  test.each([
    'mail.example.com:587',
    'http://mail.example.com',
    'smtp://',
    'smtp://mail.example.com/path',
    'smtp://mail.example.com?tls.rejectUnauthorized=false',
    'smtp://user:100%@mail.example.com',
  ])('%s is refused at once, as a mistake in the settings', (url) => {
    let thrown: unknown
    try {
      makeTransport(url)
    } catch (error) {
      thrown = error
    }
    expect(diagnose(thrown)).toMatchObject({ code: 'SMTP_SETTINGS_INVALID', verdict: 'PAUSE' })
    expect(String(thrown)).not.toContain('100%')
  })
})
