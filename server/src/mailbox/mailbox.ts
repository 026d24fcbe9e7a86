import type net from 'node:net'
import path from 'node:path'
import type { Router } from 'express'
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server'
import { makeSendAnswer } from './calendar-answer.ts'
import { mailboxRouter } from './mailbox.router.ts'
import { openMailboxStore, type MailboxStore } from './mailbox.store.ts'

export interface Mailbox {
  /** Where to send emails, as SMTP_URL has it. */
  smtpUrl: string
  /** Mount at `/mailbox`. */
  router: Router
  store: MailboxStore
  /** Takes no more emails; those that were confirmed are on disk. Open connections get a second to finish. */
  close(): Promise<void>
}

const LARGEST_EMAIL_BYTES = 25 * 1024 * 1024

/**
 * The mail catcher: a mail server for this machine alone that keeps every email in `dataDir/mailbox`, delivers none and
 * shows them on web pages. An email is on disk before its sender hears "250".
 *
 * @param port on 127.0.0.1; 0 takes any free one.
 * @param answersTo where answers to invitations go, as SMTP_URL has it; null offers none.
 * @throws Error naming MAILBOX_SMTP_PORT when the port is taken.
 */
export async function startMailbox({
  dataDir,
  port,
  answersTo = null,
}: {
  dataDir: string
  port: number
  answersTo?: string | null
}): Promise<Mailbox> {
  const store = await openMailboxStore(path.join(dataDir, 'mailbox'))
  const server = new SMTPServer({
    name: 'mailbox.greenroom.localhost',
    size: LARGEST_EMAIL_BYTES,
    // Nothing leaves this machine, so there is nobody to ask for a password and nothing to encrypt.
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    maxClients: 100,
    closeTimeout: 1_000,
    onData(stream, session, answer) {
      void readAll(stream)
        .then((raw) => {
          if (stream.sizeExceeded) throw tooLarge()
          const { mailFrom, rcptTo } = session.envelope
          return store.add(raw, { from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address) })
        })
        .then(
          (email) => answer(null, `Kept as ${email.id}`),
          (error: Error) => answer(error),
        )
    },
  })

  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} is taken, so the mail catcher cannot listen. Set MAILBOX_SMTP_PORT to a free one.`)
          : error,
      ),
    )
    server.listen(port, '127.0.0.1', resolve)
  })
  // From here on an error belongs to one connection, which smtp-server has closed already.
  server.on('error', () => {})
  const address = server.server.address() as net.AddressInfo

  return {
    smtpUrl: `smtp://127.0.0.1:${address.port}`,
    router: mailboxRouter(store, answersTo ? makeSendAnswer(answersTo) : null),
    store,
    async close() {
      await new Promise<void>((resolve) => server.close(resolve))
      await store.settle()
    },
  }
}

/** Reads to the end even when it is too much, since only then the sender listens to the answer; keeps only what may be. */
async function readAll(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream as AsyncIterable<Buffer>) if (!stream.sizeExceeded) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function tooLarge(): Error {
  const error = new Error(`The email is larger than ${LARGEST_EMAIL_BYTES} bytes`)
  // RFC 1870 6.3
  return Object.assign(error, { responseCode: 552 })
}
