import { createSign } from 'node:crypto'
import nodemailer from 'nodemailer'

export interface SmtpMessage {
  envelope: { from: string; to: string[] }
  /** The finished message, sent as it is. */
  raw: Buffer
  /** Whether somebody reads what comes to the envelope's sender: then servers are asked to report (RFC 3461). */
  wantsReports?: boolean
}

export interface SmtpTransport {
  /**
   * Hands one message to the mail server; resolves with its answer, rejects with an error for `diagnose`.
   * A rejection does not prove that nothing was sent.
   */
  send(message: SmtpMessage): Promise<{ response: string }>
  /** Connects, encrypts and signs in without sending; rejects as `send` does. */
  verify(): Promise<void>
  /** Lets messages under way finish and closes the rest. */
  close(): void
}

export interface SmtpOptions {
  /** Connections open at the same time. */
  maxConnections?: number
  /** Milliseconds until the connection stands. */
  connectTimeout?: number
  /** Milliseconds from there until the server greets. */
  greetingTimeout?: number
  /** Milliseconds of silence after that. */
  socketTimeout?: number
  /** The own key by which every message is signed (DKIM, RFC 6376); the receiver finds its public half in the DNS. */
  dkim?: DkimKey | null
  /** Certificate authorities to trust instead of the usual ones, as PEM. */
  ca?: string
}

export interface DkimKey {
  /** The signing domain: that of the sender's address, or one above it. */
  domain: string
  /** The public half is published at `<selector>._domainkey.<domain>`. */
  selector: string
  /** RSA, as PEM. */
  privateKey: string
}

/** Settings that no connection can be made with. */
class UnusableSettings extends Error {
  readonly code = 'ECONFIG'
}

/**
 * Opens a pool of connections to the mail server of `smtp://user:password@host:587` (STARTTLS) or
 * `smtps://user:password@host:465` (TLS from the start). Nothing connects before the first message.
 * @throws {Error} with code ECONFIG when the URL cannot be used
 */
export function makeTransport(smtpUrl: string, options: SmtpOptions = {}): SmtpTransport {
  const { isOwnMachine: _, ...settings } = smtpSettings(smtpUrl)
  const { dkim } = options
  const mailer = nodemailer.createTransport({
    pool: true,
    maxConnections: options.maxConnections ?? 5,
    // Whether and when a message is tried again is decided by our own rules, on the delivery's row, where it is seen.
    maxRequeues: 0,
    ...settings,
    connectionTimeout: options.connectTimeout ?? 10_000,
    dnsTimeout: options.connectTimeout ?? 10_000,
    greetingTimeout: options.greetingTimeout ?? 10_000,
    socketTimeout: options.socketTimeout ?? 60_000,
    tls: { minVersion: 'TLSv1.2', ...(options.ca === undefined ? {} : { ca: options.ca }) },
    disableFileAccess: true,
    disableUrlAccess: true,
    // The same bytes have the same signature: it carries no time, and RSA with PKCS #1 v1.5 no chance.
    ...(dkim ? { dkim: { domainName: dkim.domain, keySelector: dkim.selector, privateKey: usableKey(dkim) } } : {}),
  })
  return {
    async send({ envelope, raw, wantsReports = false }) {
      // Said only to a server that offers it. Of what was delivered nobody wants to hear: that is the recipient's business.
      const dsn = wantsReports ? { return: 'headers', notify: ['failure', 'delay'] } : undefined
      const { response } = await mailer.sendMail({ envelope, raw, dsn })
      return { response }
    },
    async verify() {
      await mailer.verify()
    },
    close: () => mailer.close(),
  }
}

/** The library would send unsigned, and say nothing, what it cannot sign. */
function usableKey({ privateKey }: DkimKey): string {
  try {
    createSign('RSA-SHA256').update('').sign(privateKey)
  } catch (cause) {
    throw Object.assign(new UnusableSettings('The DKIM key cannot sign'), { cause })
  }
  return privateKey
}

/**
 * How the mail server of an address is spoken to.
 * @throws {Error} with code ECONFIG when the URL cannot be used
 */
export function smtpSettings(smtpUrl: string) {
  const url = URL.canParse(smtpUrl) ? new URL(smtpUrl) : null
  if (!url?.hostname || (url.protocol !== 'smtp:' && url.protocol !== 'smtps:')) {
    throw new UnusableSettings(
      'The mail server is written smtp://user:password@host:587 or smtps://user:password@host:465',
    )
  }
  if (url.search || url.hash || !/^\/?$/.test(url.pathname)) {
    throw new UnusableSettings(
      'The address of the mail server ends after its port; special signs in a password are written %XX',
    )
  }
  const secure = url.protocol === 'smtps:'
  const port = url.port ? Number(url.port) : secure ? 465 : 587
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const credentials = decoded(url)
  const isOwnMachine = /^(localhost|.+\.localhost|127(\.\d+){3}|::1)$/.test(host)
  return {
    host,
    port,
    secure,
    isOwnMachine,
    // A password never crosses a network in the clear, and on 587 nothing does.
    requireTLS: !secure && !isOwnMachine && (port === 587 || credentials !== null),
    // Without it mail goes out unauthenticated where the server offers no login, and verify() says all is well.
    ...(credentials ? { auth: credentials, forceAuth: true } : {}),
  }
}

function decoded(url: URL): { user: string; pass: string } | null {
  if (!url.username && !url.password) return null
  try {
    return { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }
  } catch {
    throw new UnusableSettings('A % in user or password of the mail server is written %25')
  }
}
