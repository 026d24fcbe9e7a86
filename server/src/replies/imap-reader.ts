import { setTimeout as pause } from 'node:timers/promises'
import type { ImapFlow } from 'imapflow'
import type { Logger } from '../shared/log.ts'
import { limits } from './read-message.ts'
import type { ReceiveMessage } from './receive-message.ts'
import { readVerdict } from './verdict.rules.ts'

/** Marks what was taken, where the server lets us set marks of our own: whoever reads the mailbox may do so in peace. */
const mark = '$GreenroomTaken'
/** How long ago a message may have come, in milliseconds. Older ones were taken, or are about nothing any more. */
const recent = 14 * 24 * 3_600_000
/** How often it is looked at even if the server says nothing of new messages, in milliseconds. */
const lookEvery = 60_000
const pauses = { first: 1_000, longest: 300_000 }

export interface ImapSettings {
  host: string
  port: number
  /** TLS from the first byte; else STARTTLS, which is insisted on. */
  secure: boolean
  /** Whether the server may be spoken to in the clear: only on this machine. */
  mayBeClear: boolean
  user: string
  password: string
  /** Such as INBOX. */
  folder: string
  /** By which name that mail server signs its verdicts (authserv-id, RFC 8601); null where it is not known. */
  verdictsOf: string | null
}

export interface ImapReader {
  stop(): Promise<void>
}

/**
 * Reads what comes to a mailbox: at once where the server tells of it (IDLE, RFC 2177), else every minute. Several
 * workers may read the same one; each message is taken in once.
 */
export function startImapReader(
  settings: ImapSettings,
  { receive, log }: { receive: ReceiveMessage; log: Logger },
): ImapReader {
  const stopping = new AbortController()
  let client: ImapFlow | null = null
  let news: () => void = () => {}

  async function session(): Promise<void> {
    // Needed only where a mailbox is read: no other start waits for it.
    const { ImapFlow: Client } = await import('imapflow')
    if (stopping.signal.aborted) return
    client = new Client({
      host: settings.host,
      port: settings.port,
      secure: settings.secure,
      ...(settings.secure ? {} : { doSTARTTLS: settings.mayBeClear ? undefined : true }),
      auth: { user: settings.user, pass: settings.password },
      tls: { minVersion: 'TLSv1.2' },
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 5 * 60_000,
      logger: false,
    })
    // Without a listener an error between two commands would end the process.
    client.on('error', (error: Error) => log.debug({ err: error }, 'the mailbox for answers broke off'))
    client.on('exists', () => news())
    client.on('close', () => news())
    await client.connect()
    const folder = await client.mailboxOpen(settings.folder)
    const flag = folder.permanentFlags?.has('\\*') ? mark : '\\Seen'
    log.info({ host: settings.host, flag }, 'the mailbox for answers is read')
    while (client.usable && !stopping.signal.aborted) {
      const heard = new Promise<void>((resolve) => (news = resolve))
      await look(client, flag)
      // By itself the library waits a while before it listens. The next question ends the listening.
      client.idle().catch(() => news())
      const timer = setTimeout(() => news(), lookEvery)
      await heard
      clearTimeout(timer)
    }
  }

  async function look(client: ImapFlow, flag: string): Promise<void> {
    const since = new Date(Date.now() - recent)
    const found = await client.search(flag === mark ? { since, unKeyword: mark } : { since, seen: false }, {
      uid: true,
    })
    for (const uid of found || []) {
      if (stopping.signal.aborted) return
      // One octet more than is read: what is longer is told as too long.
      const message = await client.fetchOne(
        String(uid),
        { source: { start: 0, maxLength: limits.message + 1 } },
        { uid: true },
      )
      if (!message || !message.source) continue
      try {
        await receive({
          raw: message.source,
          door: 'IMAP',
          recipients: null,
          verdictOf: async ({ authenticationResults, from }) =>
            readVerdict(authenticationResults, settings.verdictsOf, from),
        })
      } catch (error) {
        // Unmarked, it is looked at again the next time; those behind it do not wait for that.
        log.error({ err: error }, 'a message could not be taken in')
        continue
      }
      await client.messageFlagsAdd(String(uid), [flag], { uid: true })
    }
  }

  async function run(): Promise<void> {
    let wait = pauses.first
    while (!stopping.signal.aborted) {
      const begun = Date.now()
      try {
        await session()
      } catch (error) {
        if (!stopping.signal.aborted)
          log.warn({ err: error, host: settings.host }, 'the mailbox for answers cannot be read')
      }
      client?.close()
      wait = Date.now() - begun > lookEvery ? pauses.first : Math.min(wait * 2, pauses.longest)
      await pause(wait * (0.5 + Math.random() / 2), null, { signal: stopping.signal }).catch(() => {})
    }
  }

  const running = run()
  return {
    async stop() {
      stopping.abort()
      client?.close()
      news()
      await running
    },
  }
}
