import type { AddressInfo } from 'node:net'
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { composeMail } from './compose-mail.ts'
import { dkimRecord, newDkimKey } from './dkim.ts'
import type { OfferMail } from './offer-mail.ts'
import { makeTransport, type DkimKey } from './smtp-transport.ts'

const offer: OfferMail = {
  kind: 'CHOOSE_SLOT',
  language: 'SV',
  candidateName: 'Åsa Öberg 🙂',
  companyName: 'Lindgren & Söner',
  companyTimeZone: 'Europe/Stockholm',
  candidateTimeZone: 'Europe/Stockholm',
  jobTitle: 'Snickare',
  round: 1,
  time: null,
  lengths: [45],
  modes: ['PHONE'],
  location: null,
  until: new Date('2026-12-05T22:30:00Z'),
  link: 'https://jobs.lindgren.example/choose/k7f2m9qz4w8x1c5v',
  to: { name: 'Åsa Öberg', address: 'asa@example.com' },
  from: { name: 'Lindgren & Söner', address: 'interviews+k3mznq7w2xh5tjpa@lindgren.example' },
  stamp: new Date('2026-11-21T10:00:00Z'),
  messageId: 'delivery-1@lindgren.example',
  references: ['delivery-0@lindgren.example'],
}

const received: string[] = []
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, _session, done) {
    const chunks: Buffer[] = []
    stream
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => {
        received.push(Buffer.concat(chunks).toString('latin1'))
        done()
      })
  },
})
let key: DkimKey
let transport: ReturnType<typeof makeTransport>
beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  key = { domain: 'lindgren.example', selector: 'greenroom', privateKey: await newDkimKey() }
  const { port } = server.server.address() as AddressInfo
  transport = makeTransport(`smtp://127.0.0.1:${port}`, { dkim: key })
})
afterAll(() => {
  transport.close()
  server.close()
})

async function sent(): Promise<string> {
  const { raw, envelope } = await composeMail(offer)
  await transport.send({ raw, envelope })
  return received.at(-1)!
}

/** How a receiver judges the signature, who asks the DNS for the key's record. */
async function judged(message: string, record = dkimRecord(key)): Promise<string> {
  const { results } = await dkimVerify(Buffer.from(message, 'latin1'), {
    resolver: async (name) => {
      if (name !== record.name) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
      return [record.value.match(/.{1,255}/g)!]
    },
  })
  expect(results).toHaveLength(1)
  expect(results[0]).toMatchObject({ signingDomain: 'lindgren.example', selector: 'greenroom', algo: 'rsa-sha256' })
  return results[0]!.status.result
}

describe('a signed email', () => {
  test('is believed by a receiver who finds the published key', async () => {
    const message = await sent()
    expect(await judged(message)).toBe('pass')
    const signed = /; h=([^;]+);/
      .exec(message.replace(/\r\n[ \t]+/g, ' '))![1]!
      .replaceAll(' ', '')
      .split(':')
    for (const header of ['from', 'to', 'subject', 'date', 'message-id', 'references', 'content-type'])
      expect(signed).toContain(header)
  })

  test('is not believed once somebody has changed a word of it', async () => {
    const message = await sent()
    expect(await judged(message.replace(/^Subject: .*/m, 'Subject: Pay here'))).toBe('fail')
    expect(await judged(message.replace(/^To: .*/m, 'To: ben@example.com'))).toBe('fail')
    const middle = message.lastIndexOf('\r\n', message.length / 2)
    expect(await judged(`${message.slice(0, middle + 2)}X${message.slice(middle + 3)}`)).not.toBe('pass')
  })

  test('is not believed where the DNS has another key', async () => {
    const other = dkimRecord({ ...key, privateKey: await newDkimKey() })
    expect(await judged(await sent(), other)).toBe('fail')
  })

  test('has the same bytes when it is sent again', async () => {
    expect(await sent()).toBe(await sent())
  })
})

test('a key that cannot sign stops everything, and nothing leaves unsigned', async () => {
  const publicHalf = dkimRecord(key).value
  expect(() => makeTransport('smtp://127.0.0.1:1', { dkim: { ...key, privateKey: publicHalf } })).toThrow(
    expect.objectContaining({ code: 'ECONFIG' }),
  )
})

test('the record fits into the strings of a zone file', () => {
  const { name, value, zoneValue } = dkimRecord(key)
  expect(name).toBe('greenroom._domainkey.lindgren.example')
  const strings = [...zoneValue.matchAll(/"([^"]*)"/g)].map(([, text]) => text!)
  expect(Math.max(...strings.map((text) => text.length))).toBe(255)
  expect(strings.join('')).toBe(value)
})
