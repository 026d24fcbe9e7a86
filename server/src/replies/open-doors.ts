import type { MailAddresses } from '../mail/mail-address.ts'
import type { Logger } from '../shared/log.ts'
import { startImapReader, type ImapSettings } from './imap-reader.ts'
import type { ReceiveMessage } from './receive-message.ts'
import { makeAskDns, verifySender, type AskDns } from './sender-verdict.ts'
import { startSmtpListener, type SmtpListener, type SmtpListenerSettings } from './smtp-listener.ts'

/** How often a port that another process of this machine has is tried again, in milliseconds. */
const tryAgainEvery = 10_000

export interface DoorSettings {
  smtp:
    | (Omit<SmtpListenerSettings, 'domain'> & {
        /** Whether to find out where messages come from. */
        verifySenders: boolean
        /** Of whom; the DNS of this machine where left out. */
        askDns?: AskDns
      })
    | null
  imap: ImapSettings | null
}

export interface Doors {
  /** The port of our own listener, as soon as it listens; null where there is none. */
  smtpPort: Promise<number | null>
  stop(): Promise<void>
}

/** Opens the doors by which answers come in. */
export function openDoors(
  { smtp, imap }: DoorSettings,
  {
    addresses,
    domain,
    receive,
    log,
  }: { addresses: Pick<MailAddresses, 'meaningOf'>; domain: string; receive: ReceiveMessage; log: Logger },
): Doors {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let listener: SmtpListener | null = null
  const reader = imap ? startImapReader(imap, { receive, log }) : null

  const opened = new Promise<number | null>((resolve) => {
    if (!smtp) return resolve(null)
    const { verifySenders, askDns = makeAskDns(), ...settings } = smtp
    let told = false
    const open = async () => {
      try {
        const started = await startSmtpListener(
          { ...settings, domain },
          {
            addresses,
            receive,
            log,
            verdictOf: verifySenders ? (raw, handover) => verifySender(raw, handover, { mta: domain, askDns }) : null,
          },
        )
        if (stopped) return void started.stop()
        listener = started
        log.info({ port: started.port }, 'answers by email are listened for')
        resolve(started.port)
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException
        // Another worker of this machine may have it. When it is gone, the next one listens.
        const text =
          code === 'EADDRINUSE'
            ? 'another process listens on INBOUND_SMTP_PORT'
            : 'INBOUND_SMTP_PORT cannot be listened on'
        if (!told) log.warn({ port: settings.port, code }, text)
        told = true
        if (!stopped) timer = setTimeout(() => void open(), tryAgainEvery)
      }
    }
    void open()
  })

  return {
    smtpPort: opened,
    async stop() {
      stopped = true
      clearTimeout(timer)
      await Promise.all([listener?.stop(), reader?.stop()])
    },
  }
}
