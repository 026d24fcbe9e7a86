import MailComposer from 'nodemailer/lib/mail-composer'
import { dkimRecord, domainOf } from './dkim.ts'
import { NoAnswer, type Dns } from './dns.ts'
import {
  dkimFinding,
  finding,
  isNobodysDomain,
  noDnsAnswer,
  replyDomainFinding,
  spfFinding,
  type MailCheckStep,
  type MailFinding,
  type MailLookWish,
} from './mail-finding.rules.ts'
import { diagnose } from './smtp-diagnosis.rules.ts'
import { makeTransport, smtpSettings, type DkimKey, type SmtpOptions, type SmtpTransport } from './smtp-transport.ts'

/** Waits for messages that come in; there only where inbound mail is set. */
export interface Returns {
  /** Whether a message with this id came in before the signal ended the waiting. */
  cameBack(messageId: string, signal: AbortSignal): Promise<boolean>
}

export interface MailLookTools {
  /** null: nothing is set, and emails go to the mail catcher at `caughtAt`. */
  smtpUrl: string | null
  caughtAt: string
  dkim: DkimKey | null
  dns: Dns
  /** null: inbound mail is not set. */
  returns: Returns | null
  smtpOptions?: SmtpOptions
  /** How long a message may take to come back, in milliseconds. */
  returnPatience?: number
}

const usualReturnPatience = 120_000

/**
 * Looks at the mail settings as a whole: connects and signs in, asks the DNS about the sender's domain, sends a test
 * message, and waits for one to come back where inbound mail is set. Gives each finding as soon as it is there. Takes
 * some three minutes at most; each wait in it has its own limit.
 */
export async function* lookAtMail(tools: MailLookTools, wish: MailLookWish): AsyncGenerator<MailFinding> {
  const domain = domainOf(wish.from)
  const url = tools.smtpUrl ?? tools.caughtAt
  let transport: SmtpTransport
  try {
    transport = makeTransport(url, { ...tools.smtpOptions, maxConnections: 1, dkim: tools.dkim })
  } catch (error) {
    yield failure('SETTINGS', null, error)
    return
  }
  try {
    // Asked beside the mail server: their answers need nothing of each other. Of a name that is nobody's nothing is asked.
    const asked = isNobodysDomain(domain) ? [] : askDns(tools, domain)
    for (const each of asked) each.catch(() => {})
    const { host, port, secure, requireTLS, isOwnMachine } = smtpSettings(url)
    const server = `${host}:${port}`
    if (!tools.smtpUrl) yield finding('MAIL_IS_CAUGHT', { about: server })
    else if (isNobodysDomain(domain)) yield finding('SENDER_IS_NOBODYS', { about: domain })
    else if (!secure && !requireTLS && !isOwnMachine) yield finding('NOT_ENCRYPTED', { about: server })
    else yield finding('SETTINGS_GOOD', { about: wish.from })

    const connection = await transport.verify().then(
      () => finding('CONNECTED', { about: server }),
      (error: unknown) => failure('CONNECTION', server, error),
    )
    yield connection
    for (const each of asked) yield await each
    if (connection.code !== 'CONNECTED') return
    if (wish.to) yield await sendTest(transport, { ...wish, to: wish.to })
    else yield finding('TEST_NOT_ASKED')
    // What the mail catcher takes goes nowhere, and so nothing comes back.
    if (tools.smtpUrl) yield await roundTrip(transport, tools, wish)
  } finally {
    transport.close()
  }
}

/** All questions about the sender's domain, asked at once. */
function askDns({ dns, dkim }: MailLookTools, domain: string): Promise<MailFinding>[] {
  return [
    known('SPF', domain, async () => spfFinding(domain, await dns.texts(domain))),
    dkim
      ? known('DKIM', dkimRecord(dkim).name, async () => {
          const record = dkimRecord(dkim)
          return dkimFinding(record, await dns.texts(record.name))
        })
      : Promise.resolve(finding('DKIM_NOT_HERE')),
    known('DMARC', domain, () => dmarcFinding(dns, domain)),
    known('REPLY_DOMAIN', domain, async () => replyDomainFinding(domain, await dns.mailServers(domain))),
  ]
}

async function known(step: MailCheckStep, about: string, look: () => Promise<MailFinding>): Promise<MailFinding> {
  try {
    return await look()
  } catch (error) {
    if (error instanceof NoAnswer) return noDnsAnswer(step, about)
    throw error
  }
}

/** The policy of the domain, or of the organisation's domain above it (RFC 7489 section 6.6.3). */
async function dmarcFinding(dns: Dns, domain: string): Promise<MailFinding> {
  // Large, and wanted only when somebody asks for this look.
  const { dmarc } = await import('mailauth/lib/dmarc/index.js')
  let unanswered: unknown
  const answer = await dmarc({
    headerFrom: [domain],
    spfDomains: [],
    dkimDomains: [],
    resolver: async (name: string) => {
      try {
        return (await dns.texts(name)).map((text) => [text])
      } catch (error) {
        unanswered = error
        throw error
      }
    },
  })
  if (unanswered) throw unanswered
  const record = answer && answer.status.result !== 'none' ? (answer.rr ?? null) : null
  return record
    ? finding('DMARC_FOUND', { about: `_dmarc.${answer ? answer.domain : domain}`, answer: record })
    : finding('DMARC_MISSING', { about: domain })
}

async function sendTest(
  transport: SmtpTransport,
  { from, to, code }: MailLookWish & { to: string },
): Promise<MailFinding> {
  try {
    const { response } = await transport.send(await testMessage({ from, to, code, purpose: 'test' }))
    return { ...finding('TEST_SENT', { about: to }), answer: response.slice(0, 500) }
  } catch (error) {
    return failure('TEST_MESSAGE', to, error)
  }
}

async function roundTrip(
  transport: SmtpTransport,
  { returns, returnPatience = usualReturnPatience }: MailLookTools,
  { from, code }: MailLookWish,
): Promise<MailFinding> {
  if (!returns) return finding('INBOUND_NOT_SET')
  try {
    const message = await testMessage({ from, to: from, code, purpose: 'back' })
    await transport.send(message)
    const back = await returns.cameBack(message.messageId, AbortSignal.timeout(returnPatience))
    return finding(back ? 'CAME_BACK' : 'NOT_BACK', { about: from })
  } catch (error) {
    return failure('ROUND_TRIP', from, error)
  }
}

/** A message that is plainly a test, with the code in its subject and its body. */
async function testMessage({
  from,
  to,
  code,
  purpose,
}: {
  from: string
  to: string
  code: string
  purpose: 'test' | 'back'
}) {
  const messageId = `<mail-check.${purpose}.${code}.${Date.now().toString(36)}@${domainOf(from)}>`
  const raw = await new MailComposer({
    from: { name: 'Greenroom', address: from },
    to,
    subject: `Greenroom test message ${code}`,
    messageId,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'OOF, AutoReply' },
    text: `This message tests the mail settings of Greenroom. Its code is ${code}.\n\nNothing has to be done about it.\n`,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build()
  return { envelope: { from, to: [to] }, raw, messageId }
}

/** It passes by itself. */
const passing = ['SMTP_TRY_LATER', 'SMTP_LOGIN_BUSY']

/** What the mail server refused, by the table of SMTP diagnoses. */
function failure(step: MailCheckStep, about: string | null, error: unknown): MailFinding {
  const { code, hint, command, serverResponse } = diagnose(error)
  const grade = passing.includes(code) ? 'WARNING' : 'PROBLEM'
  return { step, grade, code, about, command, answer: serverResponse, advice: hint }
}
