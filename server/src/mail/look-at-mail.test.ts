import type { AddressInfo } from 'node:net'
import PostalMime from 'postal-mime'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, test } from 'vitest'
import { openDnsServer, type Zone } from '../../test/dns-server.ts'
import { dkimRecord, newDkimKey } from './dkim.ts'
import { openDns } from './dns.ts'
import { lookAtMail, type MailLookTools } from './look-at-mail.ts'
import type { MailFinding } from './mail-finding.rules.ts'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const received: Buffer[] = []
async function mailServer(options: SMTPServerOptions = {}): Promise<string> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      const chunks: Buffer[] = []
      stream
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('end', () => {
          received.push(Buffer.concat(chunks))
          done(null, 'kept as 42')
        })
    },
    ...options,
  })
  server.on('error', () => {})
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  closers.push(() => new Promise((closed) => server.close(closed)))
  return `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`
}

async function dnsWith(zone: Zone | null) {
  const server = await openDnsServer(zone)
  closers.push(server.close)
  // Who never answers is given up soon; who does may take their time on a loaded machine.
  return openDns([server.address], zone ? 10_000 : 150)
}

const goodZone: Zone = {
  'jobs.lindgren.se': { txt: ['v=spf1 mx -all', 'something else'], mx: ['mx.lindgren.se'] },
  '_dmarc.lindgren.se': { txt: ['v=DMARC1; p=reject'] },
}
const wish = { from: 'interviews+abc@jobs.lindgren.se', to: 'astrid@lindgren.se', code: '042042' }

/** The findings by their step; each comes once. */
async function look(
  tools: Partial<MailLookTools> & { zone?: Zone | null },
  wished: Parameters<typeof lookAtMail>[1] = wish,
): Promise<Partial<Record<MailFinding['step'], MailFinding>>> {
  const { zone = goodZone, ...given } = tools
  const findings: MailFinding[] = []
  const all = {
    smtpUrl: null,
    caughtAt: 'smtp://127.0.0.1:1',
    dkim: null,
    returns: null,
    dns: await dnsWith(zone),
    ...given,
  }
  for await (const finding of lookAtMail(all, wished)) findings.push(finding)
  expect(new Set(findings.map(({ step }) => step)).size).toBe(findings.length)
  return Object.fromEntries(findings.map((finding) => [finding.step, finding]))
}

test('all is well where the server, the DNS and the way back are', async () => {
  const dkim = { domain: 'jobs.lindgren.se', selector: 'greenroom', privateKey: await newDkimKey() }
  const record = dkimRecord(dkim)
  const findings = await look({
    smtpUrl: await mailServer(),
    dkim,
    zone: { ...goodZone, [record.name]: { txt: [record.value] } },
    returns: { cameBack: async (messageId) => (await PostalMime.parse(received.at(-1)!)).messageId === messageId },
  })
  expect(Object.values(findings).map(({ step, grade, code }) => [step, grade, code])).toEqual([
    ['SETTINGS', 'GOOD', 'SETTINGS_GOOD'],
    ['CONNECTION', 'GOOD', 'CONNECTED'],
    ['SPF', 'GOOD', 'SPF_FOUND'],
    ['DKIM', 'GOOD', 'DKIM_PUBLISHED'],
    // The domain itself has none, the organisation's has.
    ['DMARC', 'GOOD', 'DMARC_FOUND'],
    ['REPLY_DOMAIN', 'GOOD', 'REPLIES_ARRIVE'],
    ['TEST_MESSAGE', 'GOOD', 'TEST_SENT'],
    ['ROUND_TRIP', 'GOOD', 'CAME_BACK'],
  ])
  expect(findings.SPF?.answer).toBe('v=spf1 mx -all')
  expect(findings.DMARC?.answer).toBe('v=DMARC1; p=reject')
  expect(findings.TEST_MESSAGE).toMatchObject({ about: 'astrid@lindgren.se', answer: '250 kept as 42' })
  const [test, back] = await Promise.all(received.slice(-2).map((raw) => PostalMime.parse(raw)))
  expect(test).toMatchObject({ subject: 'Greenroom test message 042042', to: [{ address: 'astrid@lindgren.se' }] })
  expect(test!.text).toContain('042042')
  expect(test!.headers.find(({ key }) => key === 'dkim-signature')).toBeDefined()
  expect(back!.to).toMatchObject([{ address: wish.from }])
})

test('what the DNS does not have is said, each with its advice', async () => {
  const dkim = { domain: 'jobs.lindgren.se', selector: 'greenroom', privateKey: await newDkimKey() }
  const findings = await look({ smtpUrl: await mailServer(), dkim, zone: {} })
  expect(findings).toMatchObject({
    SPF: { code: 'SPF_MISSING', grade: 'WARNING', about: 'jobs.lindgren.se' },
    DKIM: { code: 'DKIM_NOT_PUBLISHED', grade: 'PROBLEM', about: 'greenroom._domainkey.jobs.lindgren.se' },
    DMARC: { code: 'DMARC_MISSING', grade: 'WARNING' },
    REPLY_DOMAIN: { code: 'REPLIES_HAVE_NO_SERVER', grade: 'WARNING' },
  })
})

test('a DNS that does not answer is no bad news, and nobody waits for it for ever', async () => {
  const findings = await look({ smtpUrl: await mailServer(), zone: null })
  for (const step of ['SPF', 'DMARC', 'REPLY_DOMAIN'] as const)
    expect(findings[step]).toMatchObject({ code: 'DNS_NO_ANSWER', grade: 'NOTE' })
  expect(findings.TEST_MESSAGE?.code).toBe('TEST_SENT')
})

test('answers that go to Google are warned about', async () => {
  const zone = { ...goodZone, 'jobs.lindgren.se': { mx: ['alt1.aspmx.l.google.com'] } }
  const { REPLY_DOMAIN } = await look({ smtpUrl: await mailServer(), zone })
  expect(REPLY_DOMAIN).toMatchObject({ code: 'REPLIES_GO_TO_GOOGLE', answer: 'alt1.aspmx.l.google.com' })
})

describe('a mail server that refuses', () => {
  const refusal = (code: number, words: string) => Object.assign(new Error(words), { responseCode: code })

  test('the login: it is said with command, line and advice, and no message is tried', async () => {
    const url = await mailServer({
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(refusal(535, '5.7.8 Wrong for ada@example.com')),
    })
    const before = received.length
    const findings = await look({ smtpUrl: url.replace('//', '//user:wrong@') })
    expect(findings.CONNECTION).toMatchObject({
      grade: 'PROBLEM',
      code: 'SMTP_LOGIN_REFUSED',
      answer: '535 5.7.8 Wrong for …',
    })
    expect(findings.CONNECTION!.command).toMatch(/^AUTH/)
    expect(findings.CONNECTION!.command).not.toContain('wrong')
    expect(findings).not.toHaveProperty('TEST_MESSAGE')
    expect(findings).toHaveProperty('SPF')
    expect(received).toHaveLength(before)
  })

  test('the sender: the test message finds it', async () => {
    const url = await mailServer({
      onMailFrom: (_address, _session, done) => done(refusal(550, '5.7.1 Sender not owned by user')),
    })
    const { CONNECTION, TEST_MESSAGE } = await look({ smtpUrl: url })
    expect(CONNECTION!.code).toBe('CONNECTED')
    expect(TEST_MESSAGE).toMatchObject({ grade: 'PROBLEM', code: 'SMTP_SENDER_REFUSED', command: 'MAIL FROM' })
  })

  test('for the moment: that is a warning', async () => {
    const url = await mailServer({ onRcptTo: (_a, _s, done) => done(refusal(451, '4.7.1 Greylisted')) })
    const { TEST_MESSAGE } = await look({ smtpUrl: url })
    expect(TEST_MESSAGE).toMatchObject({ grade: 'WARNING', code: 'SMTP_TRY_LATER', command: 'RCPT TO' })
  })
})

test('a message that does not come back in time is a problem', async () => {
  const cameBack = (_id: string, signal: AbortSignal) =>
    new Promise<boolean>((resolve) => signal.addEventListener('abort', () => resolve(false)))
  const { ROUND_TRIP } = await look({ smtpUrl: await mailServer(), returns: { cameBack }, returnPatience: 30 })
  expect(ROUND_TRIP).toMatchObject({ grade: 'PROBLEM', code: 'NOT_BACK', about: wish.from })
})

test('the mail catcher is told as what it is, and of a name that is nobody’s the DNS is not asked', async () => {
  const findings = await look(
    { caughtAt: await mailServer(), zone: null },
    { ...wish, from: 'a+b@greenroom.localhost', to: null },
  )
  expect(Object.values(findings).map(({ code }) => code)).toEqual(['MAIL_IS_CAUGHT', 'CONNECTED', 'TEST_NOT_ASKED'])
})

test('settings that lead nowhere are said first', async () => {
  expect(await look({ smtpUrl: 'smtp://mail.lindgren.se:587/path' })).toMatchObject({
    SETTINGS: { grade: 'PROBLEM', code: 'SMTP_SETTINGS_INVALID' },
  })
  const open = await look({ smtpUrl: 'smtp://mail.invalid:25' })
  expect(open).toMatchObject({ SETTINGS: { code: 'NOT_ENCRYPTED' }, CONNECTION: { code: 'SMTP_HOST_NOT_FOUND' } })
})
