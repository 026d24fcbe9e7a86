import type { Router } from 'express'
import type { Config, InboundImap, InboundSmtp } from '../config.ts'
import { isMigrated, migrate } from '../migrations/migrate.ts'
import type { Logger } from '../shared/log.ts'

interface Doors {
  smtp: (InboundSmtp & { host: string; verifySenders: boolean }) | null
  imap: InboundImap | null
}

export interface Installation {
  databaseUrl: string
  /** Pages of the mail catcher; there only where emails go to it. */
  mailboxRouter?: Router
  /** Where emails go. */
  smtpUrl: string
  /** By which doors answers to them come back. */
  doors: Doors
  /** Whether one of them is open, to reports of mail servers too. */
  hearsBounces: boolean
  close(): Promise<void>
}

/** Where the mail catcher takes emails, in the process that serves the API. */
export const catcherUrl = ({ mailboxSmtpPort }: Config): string => `smtp://127.0.0.1:${mailboxSmtpPort}`

/**
 * What the processes of one installation stand on: the database at DATABASE_URL or the embedded one, in the shape of
 * this code.
 */
export async function installation(
  config: Config,
  log: Logger,
  { catchMail = false }: { catchMail?: boolean } = {},
): Promise<Installation> {
  const smtpUrl = config.smtpUrl ?? catcherUrl(config)
  const parts: (() => Promise<void>)[] = []
  const close = async () => {
    for (const part of parts.reverse()) await part()
  }
  try {
    const [databaseUrl, mailboxRouter] = await Promise.all([
      database(config, log, parts),
      catchMail && !config.smtpUrl ? mailbox(config, parts) : undefined,
    ])
    // What the mail catcher keeps leaves this machine as little as its answers do: there is nobody to ask about them.
    const smtp = config.inboundSmtp && {
      ...config.inboundSmtp,
      host: config.smtpUrl ? config.host : '127.0.0.1',
      verifySenders: config.smtpUrl !== null,
    }
    const doors = { smtp, imap: config.inboundImap }
    const hearsBounces = Boolean(doors.smtp ?? doors.imap)
    return { databaseUrl, smtpUrl, doors, hearsBounces, close, ...(mailboxRouter ? { mailboxRouter } : {}) }
  } catch (error) {
    await close()
    throw error
  }
}

async function database(config: Config, log: Logger, parts: (() => Promise<void>)[]): Promise<string> {
  let url = config.databaseUrl
  if (!url) {
    const { startEmbeddedPostgres } = await import('./embedded-postgres.ts')
    const postgres = await startEmbeddedPostgres({ dataDir: config.dataDir, log })
    parts.push(() => postgres.stop())
    url = postgres.url
  }
  if (!(await isMigrated(url))) {
    const done = await migrate(url)
    if (done.length > 0) log.info({ migrations: done }, 'migrated')
  }
  return url
}

async function mailbox(config: Config, parts: (() => Promise<void>)[]): Promise<Router> {
  const { startMailbox } = await import('../mailbox/mailbox.ts')
  const { router, close } = await startMailbox({
    dataDir: config.dataDir,
    port: config.mailboxSmtpPort,
    answersTo: config.inboundSmtp ? `smtp://127.0.0.1:${config.inboundSmtp.port}` : null,
  })
  parts.push(close)
  return router
}
