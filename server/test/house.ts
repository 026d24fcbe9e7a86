import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import nodemailer from 'nodemailer'
import { afterAll, afterEach } from 'vitest'
import { assemble, startApi, startWorker, type Greenroom } from '../src/app.ts'
import type { DoorSettings } from '../src/replies/open-doors.ts'
import type { FollowUpService } from '../src/follow-ups/follow-up-service.ts'
import { startMailbox } from '../src/mailbox/mailbox.ts'
import { makeLog } from '../src/shared/log.ts'
import type { SpeechSettings } from '../src/speech/speech.ts'
import type { TokenLimits } from '../src/api-tokens/token-limits.rules.ts'
import type { S3Settings } from '../src/storage/s3-storage.ts'
import type { TranscriptionService } from '../src/transcripts/transcription-service.ts'
import { StoryClock } from './clock.ts'
import { ownDatabase, type OwnDatabase } from './database.ts'
import { Post } from './mailbox.ts'
import { freePort } from './ports.ts'
import { until } from './until.ts'

export const secret = 'a secret of the stories that opens nothing anywhere else'
const mailFrom = 'interviews@greenroom.test'

export interface LogLine {
  level: number
  msg?: string
  [more: string]: unknown
}

/** One process of Greenroom, as far as the world sees it: its address. */
export interface Instance {
  /** Such as `http://127.0.0.1:41873`, without a slash at the end. */
  url: string
  port: number
  greenroom: Greenroom
  /** Ends it as a process ends on a signal; without this it ends with the house. */
  close(): Promise<void>
}

export interface House extends Instance {
  /** Where files are kept. */
  dataDir: string
  /** The objects that the storage has of a company, by the ids of their rows. */
  objectsOf(companyId: string): Promise<string[]>
  /** Nothing can be kept and read any more, until what this gives back is called. */
  storageFails(): () => void
  database: OwnDatabase
  clock: StoryClock
  post: Post
  /** What was logged, as parsed lines; from level debug on. */
  log: LogLine[]
  /** The lines of level error that were logged so far; they do not fail the test any more. */
  takeErrors(): LogLine[]
  /**
   * The cursor of this moment: a subscription that begins with it misses nothing that happens from now on, and repeats
   * nothing of before. Waits for the transactions that began before the last event: while one of them runs, whatever
   * came after its beginning is told again.
   */
  cursor(): Promise<string>
  /** Another instance over the same database, with the same secret. */
  openAnother(options?: { publicUrl?: string }): Promise<Instance>
  /** The worker that the house was opened without. */
  startWorker(): void
  /** Hands a message to our own door by SMTP, as a foreign mail server does; ends with its answer, or fails with it. */
  sendsBack(message: { from: string; to: string | string[]; raw: Buffer }): Promise<string>
  /** The port of that door. */
  inboundPort(): Promise<number>
}

export interface HouseOptions {
  /** Whether emails are sent and chores done. */
  worker?: boolean
  /** What a mail server's door is to know of its callers; there is one where anything is given. */
  inbound?: Partial<NonNullable<DoorSettings['smtp']>>
  /** Where emails are handed over instead of to the mail catcher, and what its certificate is known by. */
  relay?: { smtpUrl: string; ca: string }
  /** Folder of built pages; none where left out. */
  webFolder?: string
  /** Where the API and the worker find their database, given where it is: something in between may count or cut. */
  databaseVia?: (url: string) => string | Promise<string>
  /** Hosts of this machine whose calendars may be read. */
  privateCalendarHosts?: readonly string[]
  /** By what questions are read aloud; nothing where left out. */
  speech?: SpeechSettings
  /** What writes down what was said in recordings; nothing where left out. */
  transcription?: TranscriptionService
  /** What proposes follow-up questions; nothing where left out. */
  followUp?: FollowUpService
  /** How many megabytes the recordings of one application may have together. */
  recordingQuotaMb?: number
  /** How soon presence is told, in milliseconds; the usual where left out. */
  presence?: { beatEvery?: number; grace?: number }
  /** What programs may use; the usual where left out. */
  tokenLimits?: TokenLimits
}

/** A bucket of a service, as a house needs it. */
export interface Bucket {
  settings: S3Settings
  /** Names of the objects that begin so, below the prefix. */
  names(prefix: string): Promise<string[]>
  /** It is out of order until what this gives back is called. */
  fails(): () => void
}

/** Where the houses of a test file keep recordings that do not say otherwise: the same stories are told with another storage. */
export const usualStorage: { openBucket?: () => Promise<Bucket> } = {}

/**
 * Opens the real application in this process, on a database of its own, with a port of its own and a mail catcher.
 * Called at the top of a test file; it closes itself after the file's last test. After each
 * test the clock goes on; a line of level error in the log fails the test that it came in.
 */
export async function openHouse({
  worker = false,
  inbound,
  relay,
  webFolder,
  databaseVia,
  privateCalendarHosts = [],
  speech,
  transcription,
  followUp,
  recordingQuotaMb = 10_000,
  presence = {},
  tokenLimits,
}: HouseOptions = {}): Promise<House> {
  // Each house its own: when that of one is out of order, the others notice nothing.
  const bucket = await usualStorage.openBucket?.()
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'greenroom-house-'))
  const recordings = path.join(dataDir, 'recordings')
  const database = await ownDatabase()
  const mailbox = await startMailbox({ dataDir, port: 0 })
  const clock = new StoryClock()
  const lines: LogLine[] = []
  const log = makeLog('debug', { write: (line: string) => void lines.push(JSON.parse(line) as LogLine) })
  const databaseUrl = databaseVia ? await databaseVia(database.url) : database.url
  const closing: (() => Promise<unknown>)[] = []

  const openInstance = async ({ publicUrl }: { publicUrl?: string } = {}): Promise<Instance> => {
    // The public address must be known before the server listens.
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    const settings = {
      databaseUrl,
      dataDir,
      recordingQuotaMb,
      publicUrl: publicUrl ?? url,
      secrets: [secret] as [string],
      mailFrom,
      hearsBounces: true,
      privateCalendarHosts,
      ...(speech ? { speech } : {}),
      ...(bucket ? { s3: bucket.settings } : {}),
      ...(transcription ? { transcription } : {}),
      ...(followUp ? { followUp } : {}),
    }
    const greenroom = assemble(settings, { log, clock })
    await greenroom.hub.start()
    const server = await startApi(greenroom, {
      host: '127.0.0.1',
      port,
      presence,
      ...(tokenLimits ? { tokenLimits } : {}),
      ...(webFolder ? { webFolder } : {}),
    })
    let closed: Promise<void> | undefined
    const close = () => (closed ??= server.close().then(() => greenroom.close()))
    closing.unshift(close)
    return { url, port, greenroom, close }
  }

  const first = await openInstance()
  let working: ReturnType<typeof startWorker> | undefined
  const smtp = inbound ? { host: '127.0.0.1', port: 0, tls: null, verifySenders: false, ...inbound } : null
  const letWork = () =>
    (working ??= startWorker(first.greenroom, relay?.smtpUrl ?? mailbox.smtpUrl, {
      isCaught: !relay,
      smtpOptions: relay ? { ca: relay.ca } : {},
      doors: { smtp, imap: null },
    }))
  if (worker) letWork()

  const inboundPort = async () => {
    const port = await letWork().smtpPort
    if (port === null) throw new Error('The house was opened without a door for what comes back.')
    return port
  }

  let checked = 0
  const takeErrors = () => {
    const errors = lines.slice(checked).filter((line) => line.level >= 50)
    checked = lines.length
    return errors
  }
  afterEach(() => {
    clock.goOn()
    const errors = takeErrors()
    if (errors.length > 0) throw new Error(`Unexpected in the log:\n${errors.map((e) => JSON.stringify(e)).join('\n')}`)
  })
  afterAll(async () => {
    await working?.stop()
    for (const close of closing) await close()
    await mailbox.close()
    await database.drop()
    rmSync(dataDir, { recursive: true, force: true })
  })

  return {
    ...first,
    dataDir,
    async objectsOf(companyId) {
      if (bucket) return (await bucket.names(companyId)).map((name) => path.posix.basename(name))
      const folder = path.join(recordings, companyId)
      if (!existsSync(folder)) return []
      return readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => entry.name)
    },
    storageFails() {
      if (bucket) return bucket.fails()
      const aside = `${recordings}-aside`
      renameSync(recordings, aside)
      writeFileSync(recordings, '')
      return () => {
        rmSync(recordings)
        renameSync(aside, recordings)
      }
    },
    database,
    clock,
    post: new Post(mailbox.store),
    log: lines,
    takeErrors,
    async cursor() {
      const now = await until('everything of before to be readable by the live view', async () => {
        const [row] = await database.query<{ oldest: string; told: boolean }>(
          `select oldest::text, not exists (select from live_event where transaction_id >= oldest) as told
           from pg_snapshot_xmin(pg_current_snapshot()) as oldest`,
        )
        return row!.told && row!.oldest
      })
      return `${now}.0`
    },
    openAnother: openInstance,
    startWorker: () => void letWork(),
    inboundPort,
    async sendsBack({ from, to, raw }) {
      const sender = nodemailer.createTransport({
        host: '127.0.0.1',
        port: await inboundPort(),
        secure: false,
        ignoreTLS: true,
        name: 'mx.mail.test',
      })
      const { response } = await sender.sendMail({ envelope: { from, to }, raw })
      return response
    },
  }
}
