import { Resolver } from 'node:dns/promises'
import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import nodemailer from 'nodemailer'
import { afterAll, describe, expect, test } from 'vitest'
import { letter, replyMessage, type Answering } from '../../test/answers.ts'
import { makeCertificate } from '../../test/certificate.ts'
import { openDnsServer, type Zone } from '../../test/dns-server.ts'
import { openHouse } from '../../test/house.ts'
import { tellStory } from '../../test/story.ts'
import { dkimRecord, newDkimKey } from '../mail/dkim.ts'
import type { DkimKey } from '../mail/smtp-transport.ts'
import { makeLog } from '../shared/log.ts'
import { startSmtpListener } from './smtp-listener.ts'

const tls = makeCertificate('mail.greenroom.test')
const signing = async (domain: string): Promise<DkimKey> => ({
  domain,
  selector: 'story',
  privateKey: await newDkimKey(),
})
const keys = {
  signed: await signing('signed.test'),
  silent: await signing('silent.test'),
  google: await signing('google.com'),
}
const zone: Zone = {
  // One disowns what it has not signed, and sends from elsewhere; one signs and asks for nothing.
  '_dmarc.signed.test': { txt: ['v=DMARC1; p=reject'] },
  'signed.test': { txt: ['v=spf1 ip4:192.0.2.1 -all'] },
  ...Object.fromEntries(
    Object.values(keys).map((key) => {
      const { name, value } = dkimRecord(key)
      return [name, { txt: [value] }]
    }),
  ),
}
const dns = await openDnsServer(zone)
afterAll(() => dns.close())
const resolver = new Resolver()
resolver.setServers([dns.address])

const house = await openHouse({
  worker: true,
  inbound: {
    tls,
    verifySenders: true,
    askDns: (name, type) => resolver.resolve(name, type) as Promise<string[][]>,
  },
})

async function invited(email?: string) {
  const story = await tellStory(house)
  const { recruiter, candidate, interview } = await story.arranged(email ? { email } : {})
  const invitation = await candidate.readsEmail()
  const uid = /^UID:(.+)$/m.exec(invitation.calendars[0]!.content)![1]!.trim()
  const reply: Answering = { to: invitation.from, from: candidate.email!, uid }
  const rsvp = async () =>
    (await recruiter.reads('query($id: ID!) { interview(id: $id) { rsvp } }', { id: interview.id })).interview.rsvp
  const messages = async () =>
    (await recruiter.reads('{ inboundMessages { nodes { status reason proof } } }')).inboundMessages.nodes
  return { reply, rsvp, messages }
}

/** Says lines to a server and hears its answers, the last line of each. */
function talk(socket: Socket) {
  const lines: string[] = []
  let waiting: (() => void) | undefined
  let rest = ''
  socket.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString('latin1')).split('\r\n')
    rest = parts.pop()!
    lines.push(...parts)
    waiting?.()
  })
  return async (line?: string): Promise<string[]> => {
    if (line !== undefined) socket.write(`${line}\r\n`)
    while (!lines.some((each) => /^\d{3} /.test(each))) await new Promise<void>((heard) => (waiting = heard))
    return lines.splice(0, lines.findIndex((each) => /^\d{3} /.test(each)) + 1)
  }
}

const capabilities = (answer: string[]) => answer.map((line) => line.slice(4).split(' ')[0])

describe('an answer on its way to us', () => {
  test('may be encrypted, and is taken by the certificate that was given', async () => {
    const { reply, rsvp } = await invited()
    const sender = nodemailer.createTransport({
      host: '127.0.0.1',
      port: await house.inboundPort(),
      requireTLS: true,
      tls: { ca: tls.cert, servername: 'mail.greenroom.test' },
    })
    const raw = replyMessage('thunderbird', reply)
    const { response } = await sender.sendMail({ envelope: { from: reply.from, to: reply.to }, raw })
    expect(response).toMatch(/^250/)
    expect(await rsvp()).toBe('ACCEPTED')
  })

  test('is offered encryption, and heard in the clear too, as between mail servers it may come', async () => {
    const { reply, rsvp } = await invited()
    const socket = connect(await house.inboundPort(), '127.0.0.1')
    const say = talk(socket)
    await say()
    expect(capabilities(await say('EHLO mx.mail.test'))).toContain('STARTTLS')
    socket.end('QUIT\r\n')
    expect(await house.sendsBack({ ...reply, raw: replyMessage('apple', reply) })).toMatch(/^250/)
    expect(await rsvp()).toBe('ACCEPTED')
  })

  test('is encrypted from STARTTLS on: what was said before it counts for nothing, and old TLS is refused', async () => {
    const port = await house.inboundPort()
    const upgraded = async (maxVersion: 'TLSv1.1' | 'TLSv1.3') => {
      const socket = connect(port, '127.0.0.1')
      const say = talk(socket)
      await say()
      await say('EHLO mx.mail.test')
      await say('MAIL FROM:<ada@example.com>')
      // What somebody in between puts behind the command must not be taken for something said in secret.
      expect(await say('STARTTLS\r\nRCPT TO:<eve@evil.example>')).toEqual([expect.stringMatching(/^220 /)])
      socket.removeAllListeners('data')
      return new Promise<ReturnType<typeof talk>>((resolve, reject) => {
        const options = { socket, ca: tls.cert, servername: 'mail.greenroom.test', maxVersion }
        const secured = connectTls({ ...options, minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' }, () =>
          resolve(talk(secured)),
        ).on('error', reject)
      })
    }
    const say = await upgraded('TLSv1.3')
    const greeted = capabilities(await say('EHLO mx.mail.test'))
    expect(greeted).not.toContain('STARTTLS')
    expect(greeted).not.toContain('AUTH')
    expect(await say('DATA')).toEqual([expect.stringMatching(/^503 /)])
    await say('QUIT')
    await expect(upgraded('TLSv1.1')).rejects.toThrow()
  })
})

describe('the door', () => {
  const opened = (receive: Parameters<typeof startSmtpListener>[1]['receive'], lines: string[] = []) =>
    startSmtpListener(
      { host: '127.0.0.1', port: 0, domain: 'greenroom.test', tls: null },
      {
        addresses: { meaningOf: () => ({ kind: 'NOBODY' }) },
        receive,
        verdictOf: null,
        log: makeLog('debug', { write: (line: string) => void lines.push(line) }),
      },
    )

  test('offers no encryption without a certificate', async () => {
    const door = await opened(async () => ({ kind: 'NotOurs' }))
    const socket = connect(door.port, '127.0.0.1')
    const say = talk(socket)
    expect(await say()).toEqual([expect.stringContaining('greenroom.test')])
    expect(capabilities(await say('EHLO mx.mail.test'))).not.toContain('STARTTLS')
    expect(await say('STARTTLS')).toEqual([expect.stringMatching(/^5\d\d /)])
    socket.end('QUIT\r\n')
    await door.stop()
  })

  test('promises nothing that is not kept: whoever hands it over keeps it and comes again', async () => {
    const lines: string[] = []
    let isKept = false
    const door = await opened(async () => {
      if (!isKept) throw new Error('the database is gone')
      return { kind: 'Repeated' }
    }, lines)
    const sender = nodemailer.createTransport({ host: '127.0.0.1', port: door.port, ignoreTLS: true })
    const to = 'interviews@greenroom.test'
    const sends = () =>
      sender.sendMail({
        envelope: { from: 'ada@example.com', to },
        raw: letter({ from: 'ada@example.com', to }, 'Hello'),
      })
    await expect(sends()).rejects.toMatchObject({ responseCode: 451, response: expect.stringContaining('4.3.0') })
    expect(lines.join()).toContain('the database is gone')
    isKept = true
    expect((await sends()).response).toMatch(/^250/)
    await door.stop()
  })
})

describe('who answers is proven by a signature', () => {
  /** Hands an answer over, signed on its way as its domain signs. */
  const sends = async (reply: Answering, key: DkimKey, raw: Buffer, change = (text: string) => text) => {
    const port = await house.inboundPort()
    const { domain: domainName, selector: keySelector, privateKey } = key
    const written = nodemailer.createTransport({
      streamTransport: true,
      buffer: true,
      newline: 'windows',
      dkim: { domainName, keySelector, privateKey },
    })
    const envelope = { from: reply.from, to: reply.to }
    const { message } = await written.sendMail({ envelope, raw })
    const signed = message.toString('latin1')
    expect(signed).toMatch(/^DKIM-Signature:/m)
    const sender = nodemailer.createTransport({ host: '127.0.0.1', port, ignoreTLS: true, name: 'mx.mail.test' })
    await sender.sendMail({ envelope, raw: Buffer.from(change(signed), 'latin1') })
  }
  const inAnotherWord = (text: string) => text.replace(/SUMMARY:Interview/g, 'SUMMARY:Another one')

  test('of the domain in From, whatever server it comes from', async () => {
    const { reply, rsvp, messages } = await invited('ada.a@signed.test')
    await sends(reply, keys.signed, replyMessage('thunderbird', reply))
    expect(await messages()).toMatchObject([{ status: 'APPLIED', proof: 'A' }])
    expect(await rsvp()).toBe('ACCEPTED')
  })

  test('and by none that was broken on the way: where the domain signs everything, it waits', async () => {
    const { reply, rsvp, messages } = await invited('ada.b@signed.test')
    await sends(reply, keys.signed, replyMessage('thunderbird', reply), inAnotherWord)
    expect(await messages()).toMatchObject([{ status: 'WAITING', reason: 'FORGED', proof: 'D' }])
    expect(await rsvp()).toBe('NEEDS_ACTION')
  })

  test('and where the domain asks for nothing, a broken one is as good as none', async () => {
    const good = await invited('ada.c@silent.test')
    await sends(good.reply, keys.silent, replyMessage('thunderbird', good.reply))
    expect(await good.messages()).toMatchObject([{ status: 'APPLIED', proof: 'A' }])
    const broken = await invited('ada.d@silent.test')
    await sends(broken.reply, keys.silent, replyMessage('thunderbird', broken.reply), inAnotherWord)
    expect(await broken.messages()).toMatchObject([{ status: 'APPLIED', proof: 'B' }])
  })

  test('of Google, whose calendar answers in the name of people of any domain', async () => {
    const { reply, rsvp, messages } = await invited('ada.e@signed.test')
    await sends(reply, keys.google, replyMessage('gmail', reply))
    expect(await messages()).toMatchObject([{ status: 'APPLIED', proof: 'B' }])
    expect(await rsvp()).toBe('ACCEPTED')
  })

  test('but not of another domain, and not of Google where it is broken or its calendar has not sent it', async () => {
    const { reply, rsvp, messages } = await invited('ada.f@signed.test')
    await sends(reply, keys.silent, replyMessage('gmail', reply))
    await sends(reply, keys.google, replyMessage('gmail', reply), inAnotherWord)
    await sends(reply, keys.google, replyMessage('thunderbird', reply))
    const forged = { status: 'WAITING', reason: 'FORGED', proof: 'D' }
    expect(await messages()).toMatchObject([forged, forged, forged])
    expect(await rsvp()).toBe('NEEDS_ACTION')
  })
})
