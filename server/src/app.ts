import 'reflect-metadata'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import type { Router } from 'express'
import { makeTokenBudgets } from './api-tokens/token-budgets.ts'
import { usualLimits, type TokenLimits } from './api-tokens/token-limits.rules.ts'
import { makeCalendarFeed } from './calendar-feeds/calendar-feed-file.ts'
import { makeFeedUrl } from './calendar-feeds/feed-url.ts'
import { calendarFileOf } from './candidate-access/calendar-file.ts'
import { makeCandidateLink } from './candidate-access/candidate-link.ts'
import { watchPages } from './candidate-access/watch-pages.ts'
import { logoFile, makeLogoUrl } from './companies/logo-file.ts'
import { leaveHint } from './dashboard/live-events.ts'
import { LiveHub } from './dashboard/live-hub.ts'
import { watchOnlookers } from './dashboard/onlookers.ts'
import { makeDemoOfCompany } from './demo/demo-of-company.ts'
import { entities } from './entities.ts'
import { exportRoutes } from './exports/export.router.ts'
import { askerOf } from './http/asker.ts'
import { openServer, type RunningServer } from './http/server.ts'
import { startBusyTimesWorker } from './busy-times/busy-times-worker.ts'
import { startEntriesWorker } from './busy-times/entries-worker.ts'
import { keepEntries } from './busy-times/keep-entries.ts'
import { startChores } from './chores/chores.ts'
import type { FollowUpService } from './follow-ups/follow-up-service.ts'
import { startFollowUps } from './follow-ups/propose-follow-ups.ts'
import { makeFollowUpsWanted } from './follow-ups/want-follow-ups.ts'
import { voiceRoutes } from './kits/voice.router.ts'
import { openDns } from './mail/dns.ts'
import { lookAtMail } from './mail/look-at-mail.ts'
import { startMailWorker } from './mail/mail-worker.ts'
import { dkimKeyOf, domainOf } from './mail/dkim.ts'
import { makeOutbox } from './mail/outbox.ts'
import { makeAnswerLink } from './mail/answer-link.ts'
import { makeMailAddresses } from './mail/mail-address.ts'
import { startMailChecks } from './mail/run-mail-checks.ts'
import { makeTransport, type SmtpOptions } from './mail/smtp-transport.ts'
import { makeKeepMessage } from './replies/keep-message.ts'
import { openDoors, type DoorSettings } from './replies/open-doors.ts'
import { makeMessageReturns } from './replies/message-returns.ts'
import { makeReceiveMessage } from './replies/receive-message.ts'
import { makeJoinLink } from './companies/join-link.ts'
import { makePasswordLink } from './companies/password-link.ts'
import { makeSchema, makeUseCases } from './schema.ts'
import { answerPages } from './replies/answer-page.router.ts'
import type { OutsideService } from './consent/consent.rules.ts'
import { startRecordingChecks } from './room/check-recordings.ts'
import { makeMediaLink } from './room/media-link.ts'
import { mediaRouter } from './room/media.router.ts'
import { uploadsRouter } from './room/uploads.router.ts'
import { endRecordingOnceOver } from './room/end-recording-once-over.ts'
import { loseOnceWithdrawn } from './room/lose-once-withdrawn.ts'
import { removeDuplicate } from './candidates/merge-candidates.ts'
import { followMergeByEmail } from './mail/follow-merge.ts'
import { followMergeByMessage } from './replies/follow-merge.ts'
import { endWaitsOnceDecided, endWaitsOnceScheduled } from './self-scheduling/end-waits.ts'
import { makeSchedulingUrl } from './self-scheduling/scheduling-url.ts'
import { systemClock, type Clock } from './shared/clock.ts'
import { openDatabase } from './shared/database.ts'
import { Context } from './shared/graphql/context.ts'
import type { Logger } from './shared/log.ts'
import { hostOf } from './shared/outgoing.rules.ts'
import { makeOutgoing } from './shared/outgoing.ts'
import { makeDryRun, makeInTransaction } from './shared/transaction.ts'
import { makeAuth } from './sign-in/auth.ts'
import { isSetUp } from './sign-in/found-company.ts'
import { makeJoin } from './sign-in/join.ts'
import { makeChangePassword } from './sign-in/change-password.ts'
import { makePasswordReset } from './sign-in/password-reset.ts'
import { makeSetUp } from './sign-in/set-up.ts'
import { setupAddress } from './sign-in/setup-key.ts'
import { makeGuesses } from './sign-in/guesses.ts'
import { makeSecondFactor } from './sign-in/second-factor.ts'
import { actFor, openSession, sessionOf, staffOf, workplacesOf } from './sign-in/session.ts'
import { makeSignInDoor } from './sign-in/sign-in-door.ts'
import { makeTranscriptsFollow } from './transcripts/follow-answers.ts'
import type { TranscriptionService } from './transcripts/transcription-service.ts'
import { startTranscripts } from './transcripts/write-transcripts.ts'
import { makeSpeech, type SpeechSettings } from './speech/speech.ts'
import { speechRoutes } from './speech/speech.router.ts'
import { openStorage } from './storage/open-storage.ts'
import type { S3Settings } from './storage/s3-storage.ts'
import { watchStorage, type StorageWatch } from './storage/watch-storage.ts'

/** What every process of Greenroom needs to know. */
export interface Settings {
  databaseUrl: string
  /** Absolute path of the folder for files of our own, recordings among them. */
  dataDir: string
  /** How many megabytes the recordings of one application may have together. */
  recordingQuotaMb: number
  /** The bucket in which recordings are kept; a folder of `dataDir` where left out. */
  s3?: S3Settings | null
  publicUrl: string
  /** The newest first. */
  secrets: readonly [string, ...string[]]
  mailFrom: string
  /** Whether what comes to addresses made of it reaches us: then emails leave from one that says which they are. */
  hearsBounces: boolean
  /** Hosts whose calendars may be read though they are private; none where left out. */
  privateCalendarHosts?: readonly string[]
  /** By what questions are read aloud; nothing where left out. */
  speech?: SpeechSettings | null
  /** What writes down what was said in recordings; nothing where left out. */
  transcription?: TranscriptionService | null
  /** What proposes follow-up questions; nothing where left out. */
  followUp?: FollowUpService | null
  /** By what emails are signed; none where left out: they leave unsigned by us. */
  dkim?: { selector: string; privateKey: string } | null
}

export type Greenroom = ReturnType<typeof assemble>

/** All parts put together, once per process. Nothing connects and nothing runs before it is started. */
export function assemble(settings: Settings, { log, clock = systemClock }: { log: Logger; clock?: Clock }) {
  const { secrets, publicUrl, mailFrom, privateCalendarHosts = [] } = settings
  const changed = new Set<() => void>()
  const database = openDatabase(settings.databaseUrl, entities, { log })
  const hub = new LiveHub(database, settings.databaseUrl, log, () => changed.forEach((tell) => tell()))
  const logoUrl = makeLogoUrl(publicUrl)
  const names = { domain: domainOf(mailFrom) }
  const calendars = { secret: secrets[0], privateHosts: privateCalendarHosts }
  const storage = openStorage(settings)
  let storageWatch: StorageWatch | undefined
  const services: OutsideService[] = [
    ...(settings.transcription ? [{ kind: 'TRANSCRIPTION' as const, host: hostOf(settings.transcription) }] : []),
    ...(settings.followUp ? [{ kind: 'FOLLOW_UP' as const, host: hostOf(settings.followUp) }] : []),
  ]
  const recordings = { mostBytesOfApplication: settings.recordingQuotaMb * 1_000_000 }
  /** The same frame with another clock; the demo's history is written with it. */
  const useCasesAt = (at: Clock) => {
    const reactions = [
      endWaitsOnceScheduled,
      endWaitsOnceDecided,
      followMergeByEmail,
      followMergeByMessage,
      removeDuplicate,
      endRecordingOnceOver,
      loseOnceWithdrawn,
      makeTranscriptsFollow(services),
      makeFollowUpsWanted(services),
      makeOutbox(names),
      keepEntries,
      leaveHint,
    ]
    const inTransaction = makeInTransaction({ database, clock: at, reactions, afterCommit: hub.committed, log })
    const dryRun = makeDryRun({ database, clock: at, reactions, log })
    return {
      inTransaction,
      useCases: makeUseCases({ inTransaction, dryRun, calendars, recordings, services }, names, logoUrl),
    }
  }
  const { inTransaction, useCases } = useCasesAt(clock)
  const candidateLink = makeCandidateLink(publicUrl, secrets[0])
  const schedulingUrl = makeSchedulingUrl(publicUrl, secrets[0])
  const answerLink = makeAnswerLink(publicUrl, secrets[0])
  const joinLink = makeJoinLink(publicUrl, secrets[0])
  const passwordLink = makePasswordLink(publicUrl, secrets[0])
  const addresses = makeMailAddresses(mailFrom, secrets)
  const interviewPage = (interviewId: string) => `${publicUrl}/interviews/${interviewId}`
  const feedUrl = makeFeedUrl(publicUrl, secrets[0])

  return {
    settings,
    database,
    storage,
    /** Begins with the first part of this process that needs it. */
    watchStorage: () => (storageWatch ??= watchStorage({ storage, log })),
    services,
    hub,
    clock,
    log,
    inTransaction,
    useCases,
    useCasesAt,
    candidateLink,
    schedulingUrl,
    interviewPage,
    answerLink,
    joinLink,
    passwordLink,
    logoUrl,
    feedUrl,
    mailDomain: names.domain,
    privateCalendarHosts,
    /** Tells when something was committed, here or in another process. */
    onChange: (tell: () => void) => void changed.add(tell),
    names,
    addresses,
    replyAddressOf: addresses.replyAddressOf,
    bounceAddressOf: settings.hearsBounces ? addresses.bounceAddressOf : null,
    keepMessage: makeKeepMessage({ inTransaction }, names),
    /** Where the first company is founded; null once there is one. */
    addressToSetUp: async () => ((await isSetUp(database)) ? null : setupAddress(publicUrl, secrets[0])),
    async close() {
      await storageWatch?.stop()
      await hub.stop()
      await database.close(true)
    },
  }
}

/** Serves the API and the pages. */
export async function startApi(
  greenroom: Greenroom,
  {
    host,
    port,
    mailbox,
    webFolder,
    presence = {},
    tokenLimits = usualLimits,
  }: {
    host: string
    port: number
    mailbox?: Router
    webFolder?: string
    /** Milliseconds, where they are not to be the usual ones (see presence.rules.ts). */
    presence?: { beatEvery?: number; grace?: number }
    /** What programs may use, where it is not to be the usual. */
    tokenLimits?: TokenLimits
  },
): Promise<RunningServer> {
  const { settings, database, hub, clock, log, useCases, candidateLink, schedulingUrl, feedUrl, logoUrl } = greenroom
  const { publicUrl, secrets } = settings
  const { storage } = greenroom
  const storageWatch = greenroom.watchStorage()
  const origins = ownOrigins(publicUrl)
  const secondFactor = makeSecondFactor({ database, clock, secrets, inTransaction: greenroom.inTransaction })
  const auth = makeAuth(database, {
    publicUrl,
    secret: secrets[0],
    otherOrigins: [...origins],
    log,
    secondFactor,
    guesses: makeGuesses(database),
  })
  const askerTools = { auth, database, clock, secrets, log }
  const contextOf = (asker: ConstructorParameters<typeof Context>[2]) => new Context(database, clock, asker)
  const speech = makeSpeech(settings.speech ?? null, { folder: settings.dataDir, log })
  const whoAsks = (headers: Headers) => askerOf(askerTools, headers)
  const schema = makeSchema({
    useCases,
    speech,
    candidateLink,
    schedulingUrl,
    interviewPage: greenroom.interviewPage,
    feedUrl,
    answerLink: greenroom.answerLink,
    replyAddressOf: greenroom.replyAddressOf,
    logoUrl,
    mediaLink: makeMediaLink(secrets[0]),
    services: greenroom.services,
    publicUrl,
    door: makeSignInDoor(auth, {
      staffOf: (headers) => staffOf(auth, database, headers),
      sessionOf: (headers) => sessionOf(auth, database, headers),
      actFor: (headers, companyId) => actFor(auth, database, headers, companyId),
      open: async (userId, headers) => ({ cookies: [await openSession(auth, userId, headers)] }),
    }),
    contextOf,
    setUp: { isSetUp: () => isSetUp(database), setUp: makeSetUp({ database, secrets }) },
    join: makeJoin({ database, clock, secrets }),
    changePassword: makeChangePassword({ database, inTransaction: greenroom.inTransaction }),
    secondFactor,
    demo: makeDemoOfCompany(greenroom),
    passwordReset: makePasswordReset({ database, clock, secrets, inTransaction: greenroom.inTransaction }),
    joinLink: greenroom.joinLink,
    passwordLink: greenroom.passwordLink,
    workplacesOf: (asker) => workplacesOf(database, asker),
  })
  const pages = watchPages({ database, clock, log, useCases, ...presence })
  const onlookers = watchOnlookers({ database, log, committed: hub.committed, ...presence })
  const server = await openServer({
    host,
    port,
    publicUrl,
    origins,
    schema,
    hub,
    database,
    clock,
    log,
    auth,
    askerOf: whoAsks,
    budgets: makeTokenBudgets(database, tokenLimits),
    onlookers,
    pageOpened: pages.opened,
    isReady: async () => {
      await sql`select 1 from company limit 1`.execute(database.em.fork().getKysely<unknown>())
      return true
    },
    storageIsReached: () => storageWatch.isReached(),
    logoFile: (id) => logoFile(database, id),
    calendarFile: async (headers) => {
      const asker = await whoAsks(headers)
      return asker.kind === 'CANDIDATE' ? calendarFileOf(contextOf(asker), candidateLink) : null
    },
    calendarFeed: makeCalendarFeed({
      database,
      clock,
      secrets,
      interviewPage: greenroom.interviewPage,
      domain: greenroom.mailDomain,
    }),
    answers: answerPages({ database, clock, secrets, useCases }),
    speech: speechRoutes({ speech, storage, askerOf: whoAsks, contextOf, log }),
    voices: voiceRoutes({ database, storage, log, useCases, askerOf: whoAsks, contextOf }),
    exports: exportRoutes({ schema, log, askerOf: whoAsks, contextOf, useCases }),
    uploads: uploadsRouter({
      database,
      clock,
      log,
      storage,
      useCases,
      askerOf: whoAsks,
    }),
    media: mediaRouter({ database, clock, log, storage, secrets }),
    ...(webFolder ? { webFolder } : {}),
    ...(mailbox ? { mailbox } : {}),
  })
  return {
    port: server.port,
    async close() {
      await server.close()
      await pages.stop()
      await onlookers.stop()
    },
  }
}

/** Sends emails, takes in what comes back, reads calendars, and does what has its time. */
export function startWorker(
  greenroom: Greenroom,
  smtpUrl: string,
  {
    smtpOptions = {},
    isCaught = false,
    doors = { smtp: null, imap: null },
  }: {
    smtpOptions?: SmtpOptions
    /** Whether no mail server is set, and emails go to the mail catcher. */
    isCaught?: boolean
    doors?: DoorSettings
  } = {},
): { stop(): Promise<void>; smtpPort: Promise<number | null> } {
  const { settings, database, storage, clock, log, inTransaction, useCases } = greenroom
  const { candidateLink, schedulingUrl, interviewPage, answerLink, replyAddressOf, bounceAddressOf, logoUrl } =
    greenroom
  greenroom.watchStorage()
  const dkim = dkimKeyOf(settings)
  const mail = startMailWorker({
    database,
    clock,
    log,
    inTransaction,
    candidateLink,
    schedulingUrl,
    interviewPage,
    answerLink,
    joinLink: greenroom.joinLink,
    passwordLink: greenroom.passwordLink,
    replyAddressOf,
    logoUrl,
    bounceAddressOf,
    transport: makeTransport(smtpUrl, { dkim, ...smtpOptions }),
  })
  const lookTools = {
    smtpUrl: isCaught ? null : smtpUrl,
    caughtAt: smtpUrl,
    dkim,
    dns: openDns(),
    returns: doors.smtp || doors.imap ? makeMessageReturns(database) : null,
  }
  const checks = startMailChecks({
    database,
    inTransaction,
    log,
    replyAddressOf,
    look: (wish) => lookAtMail({ ...lookTools, smtpOptions }, wish),
  })
  const { addresses, keepMessage, names } = greenroom
  const receive = makeReceiveMessage({ database, addresses, keepMessage, log })
  const open = openDoors(doors, { addresses, domain: names.domain, receive, log })
  const chores = startChores({ database, storage, clock, log, useCases })
  const recordings = startRecordingChecks({ database, storage, log, useCases })
  const { transcription, followUp } = settings
  const transcripts = transcription
    ? startTranscripts({ database, storage, clock, log, service: transcription, useCases })
    : null
  const followUps = followUp ? startFollowUps({ database, clock, log, service: followUp, useCases }) : null
  const calendarTools = {
    database,
    clock,
    log,
    inTransaction,
    secrets: greenroom.settings.secrets,
    domain: greenroom.mailDomain,
    interviewPage: greenroom.interviewPage,
    call: makeOutgoing({ privateHosts: greenroom.privateCalendarHosts }),
  }
  const calendars = [startBusyTimesWorker(calendarTools), startEntriesWorker(calendarTools)]
  greenroom.onChange(() => {
    mail.wake()
    checks.wake()
    chores.wake()
    recordings.wake()
    transcripts?.wake()
    followUps?.wake()
    for (const calendar of calendars) calendar.wake()
  })
  return {
    smtpPort: open.smtpPort,
    async stop() {
      await Promise.all([
        open.stop(),
        mail.stop(),
        checks.stop(),
        chores.stop(),
        recordings.stop(),
        transcripts?.stop(),
        followUps?.stop(),
        ...calendars.map((calendar) => calendar.stop()),
      ])
    },
  }
}

/** The built pages, beside the server's folder. */
export const webFolder = fileURLToPath(new URL('../../web/dist', import.meta.url))

/** localhost and 127.0.0.1 are the same house to a person, and two origins to a browser. */
function ownOrigins(publicUrl: string): ReadonlySet<string> {
  const { origin, hostname, protocol, port } = new URL(publicUrl)
  const loopback = ['localhost', '127.0.0.1']
  return new Set([
    origin,
    ...(loopback.includes(hostname) ? loopback.map((host) => `${protocol}//${host}${port ? `:${port}` : ''}`) : []),
  ])
}
