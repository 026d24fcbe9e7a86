import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import type { MailAddresses } from '../mail/mail-address.ts'
import type { Logger } from '../shared/log.ts'
import { limits } from './read-message.ts'
import type { ReceiveMessage } from './receive-message.ts'
import type { Handover } from './sender-verdict.ts'
import type { Verdict } from './verdict.rules.ts'

const most = { connections: 50, connectionsOfOneAddress: 10, messagesOfOneConnection: 20 }
/** How long a server may be silent, in milliseconds. */
const silence = 60_000

export interface SmtpListenerSettings {
  host: string
  /** 0 takes any free one. */
  port: number
  /** Domain of our addresses; by it the listener greets. */
  domain: string
  /** PEM; without them nothing is encrypted on the way to us, as between mail servers it may be. */
  tls: { cert: string; key: string } | null
}

export interface SmtpListener {
  port: number
  stop(): Promise<void>
}

/** An answer of SMTP (RFC 5321 section 4.2) with its enhanced code (RFC 3463) in the text. */
class Refused extends Error {
  constructor(
    readonly responseCode: number,
    text: string,
  ) {
    super(text)
  }
}

/**
 * Our own door for what comes back by email: takes only what is for an address that we gave to somebody, and says
 * "250" only when what became of it is committed. It never sends anything, so nothing that comes is ever answered by
 * another email.
 * @param verdictOf finds out where a message comes from; null says that nobody is asked
 * @throws Error where the port cannot be listened on
 */
export async function startSmtpListener(
  { host, port, domain, tls }: SmtpListenerSettings,
  {
    addresses,
    receive,
    verdictOf,
    log,
  }: {
    addresses: Pick<MailAddresses, 'meaningOf'>
    receive: ReceiveMessage
    verdictOf: ((raw: Buffer, handover: Handover) => Promise<Verdict | null>) | null
    log: Logger
  },
): Promise<SmtpListener> {
  const connections = new Map<string, number>()
  const messages = new WeakMap<object, number>()

  async function take(raw: Buffer, session: SMTPServerSession): Promise<string> {
    const { mailFrom, rcptTo } = session.envelope
    const handover = {
      ip: session.remoteAddress,
      helo: session.hostNameAppearsAs,
      sender: mailFrom ? mailFrom.address : '',
    }
    const received = await receive({
      raw,
      door: 'SMTP',
      recipients: rcptTo.map(({ address }) => address),
      verdictOf: async () => (verdictOf ? verdictOf(raw, handover) : null),
    })
    if (received.kind === 'NotOurs')
      throw new Refused(550, '5.1.1 Please answer to the address that the email came from')
    return received.kind === 'Repeated' ? '2.0.0 It was taken before' : '2.0.0 It is taken'
  }

  const server = new SMTPServer({
    name: domain,
    banner: 'Greenroom',
    size: limits.message,
    disabledCommands: tls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
    ...(tls ? { cert: tls.cert, key: tls.key, minVersion: 'TLSv1.2' as const } : {}),
    disableReverseLookup: true,
    maxClients: most.connections,
    socketTimeout: silence,
    closeTimeout: 1_000,
    onConnect(session, answer) {
      const open = (connections.get(session.remoteAddress) ?? 0) + 1
      connections.set(session.remoteAddress, open)
      answer(
        open > most.connectionsOfOneAddress ? new Refused(421, '4.7.0 Too many connections from your address') : null,
      )
    },
    onClose(session) {
      const open = (connections.get(session.remoteAddress) ?? 1) - 1
      if (open > 0) connections.set(session.remoteAddress, open)
      else connections.delete(session.remoteAddress)
    },
    onMailFrom(_address, session, answer) {
      const count = (messages.get(session) ?? 0) + 1
      messages.set(session, count)
      answer(count > most.messagesOfOneConnection ? new Refused(421, '4.7.0 Too many messages, connect again') : null)
    },
    onRcptTo({ address }, session, answer) {
      if (!addresses.meaningOf(address)) return answer(new Refused(550, '5.1.1 There is no such address here'))
      // Each of our addresses belongs to one person: what is for two is two messages.
      if (session.envelope.rcptTo.length > 0) return answer(new Refused(452, '4.5.3 One recipient at a time'))
      answer()
    },
    onData(stream, session, answer) {
      void readAll(stream)
        .then((raw) => {
          if (stream.sizeExceeded) throw new Refused(552, `5.3.4 A message here has at most ${limits.message} octets`)
          return take(raw, session)
        })
        .then(
          (said) => answer(null, said),
          (error: unknown) => {
            if (error instanceof Refused) return answer(error)
            log.error({ err: error }, 'a message could not be taken in')
            // Whoever sends it keeps it and comes again.
            answer(new Refused(451, '4.3.0 Try again later'))
          },
        )
    },
  })

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  // From here on an error belongs to one connection, which smtp-server has closed already.
  server.removeAllListeners('error')
  server.on('error', (error: Error) => log.debug({ err: error }, 'a connection of the inbound door broke'))
  return {
    port: (server.server.address() as AddressInfo).port,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

/** To the end even where it is too much, since only then its sender listens; only what may be is kept. */
async function readAll(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream as AsyncIterable<Buffer>) if (!stream.sizeExceeded) chunks.push(chunk)
  return Buffer.concat(chunks)
}
