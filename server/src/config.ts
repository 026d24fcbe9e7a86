import { createPrivateKey, randomBytes, X509Certificate, type KeyObject } from 'node:crypto'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { z } from 'zod'

export type LogLevel = (typeof LOG_LEVELS)[number]

/** Everything that the surroundings decide. Frozen: it is read once, at the door. */
export interface Config {
  readonly production: boolean
  /** TCP port of the API and the dashboard. */
  readonly port: number
  /** Address to listen on; 127.0.0.1 unless said otherwise. */
  readonly host: string
  /** Absolute path of the folder for the embedded Postgres, recordings, the mail catcher's messages and the demo's secret. */
  readonly dataDir: string
  /** null: start the embedded Postgres. */
  readonly databaseUrl: string | null
  /** null: emails go to the mail catcher. */
  readonly smtpUrl: string | null
  /** The bare address emails come from. Reply addresses are made from it as `local+token@domain`. */
  readonly mailFrom: string
  /** By what emails are signed for the domain of `mailFrom`; null: they leave unsigned, and the mail server may sign. */
  readonly dkim: DkimSettings | null
  /** Origin under which people reach Greenroom, without a slash at the end. */
  readonly publicUrl: string
  /** The newest first: it signs. The others still verify, so that a key can be changed without breaking links. */
  readonly secrets: readonly [string, ...string[]]
  /** Hosts, with their port where it is not the usual one, whose calendars may be read though they are private. */
  readonly privateCalendarHosts: readonly string[]
  /** By what questions are read aloud; null: by nothing. */
  readonly speech: SpeechSettings | null
  /** What writes down what was said in recordings; null: nothing does. */
  readonly transcription: TranscriptionSettings | null
  /** What proposes follow-up questions; null: nothing does. */
  readonly followUp: FollowUpSettings | null
  /** How many megabytes the recordings of one application may have together. */
  readonly recordingQuotaMb: number
  /** The bucket in which recordings are kept; null: in a folder of `dataDir`. */
  readonly s3: S3Settings | null
  readonly logLevel: LogLevel
  /** TCP port on 127.0.0.1 where the mail catcher takes emails. */
  readonly mailboxSmtpPort: number
  /** Where answers and reports of mail servers come in by SMTP; null: nobody listens. */
  readonly inboundSmtp: InboundSmtp | null
  /** The mailbox in which they arrive; null: none is read. */
  readonly inboundImap: InboundImap | null
  /** What is strange but not wrong, one sentence each; to be logged at start. */
  readonly warnings: readonly string[]
}

/** Our own door for answers by email. */
export interface InboundSmtp {
  /** TCP port, on HOST. */
  readonly port: number
  /** For STARTTLS, as PEM; null: nothing is encrypted on the way to us. */
  readonly tls: { readonly cert: string; readonly key: string } | null
}

/** A mailbox that answers by email arrive in. */
export interface InboundImap {
  readonly host: string
  readonly port: number
  /** TLS from the first byte; else STARTTLS. */
  readonly secure: boolean
  /** Whether it may go without encryption: only on this machine. */
  readonly mayBeClear: boolean
  readonly user: string
  readonly password: string
  readonly folder: string
  /** The name by which its mail server signs what it found out of a sender (authserv-id, RFC 8601); null: unknown. */
  readonly verdictsOf: string | null
}

/** What reads questions aloud. */
export interface SpeechSettings {
  /** Absolute paths of the folders in which the program espeak-ng is looked for, as PATH names them. */
  readonly programFolders: readonly string[]
  /** A service that speaks instead; null: none. */
  readonly endpoint: {
    readonly url: string
    readonly key: string | null
    readonly model: string
    readonly voices: Readonly<Record<SpokenLanguage, string>>
  } | null
}

/** A bucket of a service that speaks the S3 API. */
export interface S3Settings {
  /** Without a slash at the end. */
  readonly endpoint: string
  readonly region: string
  readonly bucket: string
  /** What names of objects begin with, without slashes around it; '' for nothing. */
  readonly prefix: string
  /** Where the bucket is named: in the path, or in the host. */
  readonly addressing: 'path' | 'host'
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** A service that writes down what is said, in the shape of OpenAI's `POST /v1/audio/transcriptions`. */
export interface TranscriptionSettings {
  /** Its whole address. */
  readonly url: string
  readonly key: string | null
  readonly model: string
  /** The largest recording that it is sent, in bytes. */
  readonly mostBytes: number
  /** How many recordings one worker sends it at once. */
  readonly atOnce: number
}

/** A service that proposes follow-up questions, in the shape of OpenAI's `POST /v1/chat/completions`. */
export interface FollowUpSettings {
  /** Its whole address. */
  readonly url: string
  readonly key: string | null
  readonly model: string
}

/** An own key for DKIM signatures (RFC 6376). */
export interface DkimSettings {
  /** Under which name the public half is published: `<selector>._domainkey.<domain>`. */
  readonly selector: string
  /** The private half, RSA, as PEM. */
  readonly privateKey: string
}

export interface ConfigProblem {
  /** Name of the environment variable. */
  name: string
  /** What is wrong and how to mend it, as the rest of a sentence that begins with the name. Never holds a secret. */
  message: string
}

/** The environment cannot be used. Lists every wrong variable at once, so that one correction is enough. */
export class ConfigError extends Error {
  override name = 'ConfigError'
  readonly problems: readonly ConfigProblem[]

  constructor(problems: readonly ConfigProblem[]) {
    const lines = problems.map(({ name, message }) => `  ${name} ${message}`)
    super(`Greenroom cannot start with these settings:\n${lines.join('\n')}`)
    this.problems = problems
  }
}

type SpokenLanguage = (typeof SPOKEN_LANGUAGES)[number]
type Environment = Readonly<Record<string, string | undefined>>

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
const MAKE_A_SECRET = 'Make one with: openssl rand -base64 48'
const SECRET_MIN_LENGTH = 32
const MAKE_A_DKIM_KEY = 'Make one with: npm run greenroom -- mail dkim-key'
/** RFC 8301 section 3.2: signers should use at least this much, and receivers may refuse half of it. */
const DKIM_MIN_BITS = 2048
const DKIM_SELECTOR = 'greenroom'
const SPOKEN_LANGUAGES = ['EN', 'SV', 'FR'] as const
const A_TRANSCRIPTION_URL = 'Give the whole address: https://speech.example.com/v1/audio/transcriptions'
const TRANSCRIPTION_MODEL = 'whisper-1'
/** What OpenAI takes. */
const TRANSCRIPTION_LIMIT_MB = 25
/** One of one's own that takes them one by one still has its minutes for the second. */
const TRANSCRIPTION_AT_ONCE = 2
const A_FOLLOW_UP_URL = 'Give the whole address: https://model.example.com/v1/chat/completions'
const A_SPEECH_URL = 'Give the whole address: https://speech.example.com/v1/audio/speech'
const AN_S3_ENDPOINT = 'Give the address of the API: https://s3.eu-north-1.amazonaws.com or http://minio:9000'
/** What services without regions call theirs. */
const S3_REGION = 'us-east-1'
/** What OpenAI calls its own; many other services know the two names too. */
const SPEECH_MODEL = 'tts-1'
const SPEECH_VOICE = 'alloy'
/** RFC 5321 4.5.3.1.1 allows 64 octets before the @; the rest is for "+" and the token of a reply address. */
const MAIL_FROM_LOCAL_MAX = 24
/** Keeps the catcher of a second Greenroom, on another PORT, apart from the first one's. */
const MAILBOX_PORT_OFFSET = 25

const NAMES = [
  'PORT',
  'HOST',
  'DATA_DIR',
  'DATABASE_URL',
  'SMTP_URL',
  'MAIL_FROM',
  'DKIM_KEY',
  'DKIM_SELECTOR',
  'PUBLIC_URL',
  'SECRET',
  'PRIVATE_CALENDAR_HOSTS',
  'SPEECH',
  'SPEECH_URL',
  'SPEECH_KEY',
  'SPEECH_MODEL',
  'SPEECH_VOICE',
  'TRANSCRIPTION_URL',
  'TRANSCRIPTION_KEY',
  'TRANSCRIPTION_MODEL',
  'TRANSCRIPTION_LIMIT_MB',
  'TRANSCRIPTION_AT_ONCE',
  'FOLLOW_UP_URL',
  'FOLLOW_UP_KEY',
  'FOLLOW_UP_MODEL',
  'RECORDING_QUOTA_MB',
  'S3_ENDPOINT',
  'S3_REGION',
  'S3_BUCKET',
  'S3_PREFIX',
  'S3_ADDRESSING',
  'S3_ACCESS_KEY_ID',
  'S3_SECRET_ACCESS_KEY',
  'LOG_LEVEL',
  'MAILBOX_SMTP_PORT',
  'INBOUND_SMTP_PORT',
  'INBOUND_TLS_CERT',
  'INBOUND_TLS_KEY',
  'INBOUND_IMAP_URL',
  'INBOUND_AUTHSERV_ID',
  'NODE_ENV',
] as const
/** These may be given as `NAME_FILE` instead, as container platforms hand out secrets. */
const NAMES_IN_FILES = [
  'DATABASE_URL',
  'SMTP_URL',
  'SECRET',
  'INBOUND_TLS_CERT',
  'INBOUND_TLS_KEY',
  'INBOUND_IMAP_URL',
  'DKIM_KEY',
  'SPEECH_KEY',
  'S3_ACCESS_KEY_ID',
  'S3_SECRET_ACCESS_KEY',
  'TRANSCRIPTION_KEY',
  'FOLLOW_UP_KEY',
] as const
const AN_IMAP_URL = 'Give the address of a mailbox: imaps://user:password@host/INBOX'
const REQUIRED_IN_PRODUCTION = {
  DATABASE_URL: 'Give the address of a PostgreSQL 15 or newer: postgres://user:password@host:5432/greenroom',
  SMTP_URL: 'Give the address of a mail server: smtp://user:password@host:587 or smtps://user:password@host:465',
  PUBLIC_URL: 'Give the address people use, for example https://interviews.example.com',
  SECRET: MAKE_A_SECRET,
}

type Name = (typeof NAMES)[number]

/** Reads the settings of this process. @throws ConfigError */
export function loadConfig(): Config {
  return readConfig(process.env, { production: process.env['NODE_ENV'] === 'production' })
}

/**
 * Turns environment variables into a Config. Besides files named by `NAME_FILE`, the only thing it touches is the
 * demo's secret, which is made once in DATA_DIR when none is given outside production.
 *
 * @throws ConfigError naming every variable that is missing or wrong.
 */
export function readConfig(env: Environment, { production }: { production: boolean }): Config {
  const problems: ConfigProblem[] = []
  const given = givenValues(env, problems)

  if (production)
    for (const [name, mend] of Object.entries(REQUIRED_IN_PRODUCTION))
      if (given[name as Name] === undefined && !problems.some((problem) => problem.name.startsWith(name)))
        problems.push({ name, message: `is missing; production needs it. ${mend}` })

  const parsed = schema(production).safeParse(given)
  for (const issue of parsed.error?.issues ?? []) problems.push({ name: String(issue.path[0]), message: issue.message })
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems)

  const { PORT, HOST, DATA_DIR, DATABASE_URL, SMTP_URL, SECRET, LOG_LEVEL } = parsed.data
  const publicUrl = parsed.data.PUBLIC_URL ?? `http://localhost:${PORT}`
  const mailFrom = parsed.data.MAIL_FROM ?? `interviews@${mailDomain(publicUrl)}`
  const mailboxSmtpPort = parsed.data.MAILBOX_SMTP_PORT ?? neighbourPort(PORT)
  if (mailboxSmtpPort === PORT)
    throw new ConfigError([
      { name: 'MAILBOX_SMTP_PORT', message: `is the same port as PORT (${PORT}). Choose another.` },
    ])

  const { INBOUND_SMTP_PORT, INBOUND_TLS_CERT: cert, INBOUND_TLS_KEY: key, INBOUND_AUTHSERV_ID } = parsed.data
  // Where the mail catcher stands, answers are listened for too: its emails can be answered.
  const inboundPort = INBOUND_SMTP_PORT ?? (SMTP_URL === undefined ? neighbourPort(mailboxSmtpPort, 1) : null)
  if (inboundPort !== null && [PORT, mailboxSmtpPort].includes(inboundPort))
    throw new ConfigError([
      { name: 'INBOUND_SMTP_PORT', message: `is a port that is taken already (${inboundPort}). Choose another.` },
    ])
  if ((cert === undefined) !== (key === undefined))
    throw new ConfigError([
      {
        name: cert === undefined ? 'INBOUND_TLS_CERT' : 'INBOUND_TLS_KEY',
        message: 'is missing; a certificate and its key go together. Give both, or neither.',
      },
    ])
  const imap = parsed.data.INBOUND_IMAP_URL
  if (INBOUND_AUTHSERV_ID !== undefined && !imap)
    throw new ConfigError([
      { name: 'INBOUND_AUTHSERV_ID', message: 'belongs to a mailbox, and INBOUND_IMAP_URL is not set. Remove it.' },
    ])
  const { DKIM_KEY, DKIM_SELECTOR: selector } = parsed.data
  // Who names a key wants signatures: without the key emails would leave unsigned, and nobody would be told.
  if (selector !== undefined && DKIM_KEY === undefined)
    throw new ConfigError([
      { name: 'DKIM_SELECTOR', message: `names a key, but DKIM_KEY and DKIM_KEY_FILE are not set. ${MAKE_A_DKIM_KEY}` },
    ])

  const { SPEECH_URL, TRANSCRIPTION_URL, FOLLOW_UP_URL, FOLLOW_UP_MODEL } = parsed.data
  const homeless = [
    ...(SPEECH_URL ? [] : (['SPEECH_KEY', 'SPEECH_MODEL', 'SPEECH_VOICE'] as const)).map((name) => ({
      name,
      message: 'belongs to a service that speaks, and SPEECH_URL is not set. Remove it.',
    })),
    ...(TRANSCRIPTION_URL
      ? []
      : (['TRANSCRIPTION_KEY', 'TRANSCRIPTION_MODEL', 'TRANSCRIPTION_LIMIT_MB', 'TRANSCRIPTION_AT_ONCE'] as const)
    ).map((name) => ({
      name,
      message: 'belongs to a service that writes down what is said, and TRANSCRIPTION_URL is not set. Remove it.',
    })),
    ...(FOLLOW_UP_URL ? [] : (['FOLLOW_UP_KEY', 'FOLLOW_UP_MODEL'] as const)).map((name) => ({
      name,
      message: 'belongs to a service that proposes follow-up questions, and FOLLOW_UP_URL is not set. Remove it.',
    })),
  ].filter(({ name }) => parsed.data[name] !== undefined)
  if (homeless.length > 0) throw new ConfigError(homeless)
  if (FOLLOW_UP_URL && FOLLOW_UP_MODEL === undefined)
    throw new ConfigError([
      { name: 'FOLLOW_UP_MODEL', message: 'is missing; FOLLOW_UP_URL needs to be told which model is asked.' },
    ])

  const s3 = s3Settings(parsed.data)

  const warnings = nearMisses(env)
  if (s3 && isInTheClear(s3.endpoint))
    warnings.push('S3_ENDPOINT is not encrypted: recordings travel openly. Use https:// where you can.')
  if (SPEECH_URL && parsed.data.SPEECH_KEY && isInTheClear(SPEECH_URL))
    warnings.push(
      'SPEECH_URL is not encrypted: SPEECH_KEY and what is asked travel openly. Use https:// where you can.',
    )
  if (TRANSCRIPTION_URL && isInTheClear(TRANSCRIPTION_URL))
    warnings.push('TRANSCRIPTION_URL is not encrypted: recordings travel openly. Use https:// where you can.')
  if (FOLLOW_UP_URL && isInTheClear(FOLLOW_UP_URL))
    warnings.push('FOLLOW_UP_URL is not encrypted: words of answers travel openly. Use https:// where you can.')
  if (imap && INBOUND_AUTHSERV_ID === undefined)
    warnings.push(
      'INBOUND_AUTHSERV_ID is not set: nothing proves who sent an answer. Give the name that stands first in the Authentication-Results of emails in that mailbox.',
    )
  const tls = cert && key ? readTls(cert, key, warnings) : null
  if (production && parsed.data.MAIL_FROM === undefined)
    warnings.push(`MAIL_FROM is not set: emails leave as ${mailFrom}, which your mail server must allow.`)

  return Object.freeze({
    production,
    port: PORT,
    host: HOST,
    dataDir: DATA_DIR,
    databaseUrl: DATABASE_URL ?? null,
    smtpUrl: SMTP_URL ?? null,
    mailFrom,
    dkim: DKIM_KEY ? Object.freeze({ selector: selector ?? DKIM_SELECTOR, privateKey: DKIM_KEY }) : null,
    publicUrl,
    secrets: Object.freeze(SECRET ?? ([demoSecret(DATA_DIR)] as const)),
    privateCalendarHosts: Object.freeze(parsed.data.PRIVATE_CALENDAR_HOSTS ?? []),
    speech: parsed.data.SPEECH === 'off' ? null : speechSettings(parsed.data, env['PATH'] ?? ''),
    transcription: TRANSCRIPTION_URL
      ? Object.freeze({
          url: TRANSCRIPTION_URL,
          key: parsed.data.TRANSCRIPTION_KEY ?? null,
          model: parsed.data.TRANSCRIPTION_MODEL ?? TRANSCRIPTION_MODEL,
          mostBytes: (parsed.data.TRANSCRIPTION_LIMIT_MB ?? TRANSCRIPTION_LIMIT_MB) * 1_000_000,
          atOnce: parsed.data.TRANSCRIPTION_AT_ONCE ?? TRANSCRIPTION_AT_ONCE,
        })
      : null,
    followUp:
      FOLLOW_UP_URL && FOLLOW_UP_MODEL
        ? Object.freeze({ url: FOLLOW_UP_URL, key: parsed.data.FOLLOW_UP_KEY ?? null, model: FOLLOW_UP_MODEL })
        : null,
    recordingQuotaMb: parsed.data.RECORDING_QUOTA_MB,
    s3,
    logLevel: LOG_LEVEL,
    mailboxSmtpPort,
    inboundSmtp: inboundPort === null ? null : Object.freeze({ port: inboundPort, tls }),
    inboundImap: imap ? Object.freeze({ ...imap, verdictsOf: INBOUND_AUTHSERV_ID ?? null }) : null,
    warnings: Object.freeze(warnings),
  })
}

// ------------------------------------------------------------------------------------------------------- the variables

function schema(production: boolean) {
  return z.object({
    NODE_ENV: oneOf(['production', 'development', 'test']).optional(),
    PORT: port().default(4000),
    HOST: text((value) =>
      net.isIP(value) || /^[a-z\d]([a-z\d.-]{0,251}[a-z\d])?$/i.test(value)
        ? value
        : fail(
            `is not an address to listen on: ${quote(value)}. Use 127.0.0.1 for this machine only, 0.0.0.0 for all.`,
          ),
    ).default('127.0.0.1'),
    DATA_DIR: text((value) =>
      value.includes('\0') ? fail('is not a path. Give a folder, for example .greenroom') : path.resolve(value),
    ).default(path.resolve('.greenroom')),
    DATABASE_URL: text(databaseUrl).optional(),
    SMTP_URL: text(smtpUrl).optional(),
    MAIL_FROM: text(mailAddress).optional(),
    DKIM_KEY: text(dkimKey).optional(),
    DKIM_SELECTOR: text(dkimSelector).optional(),
    PUBLIC_URL: text((value) => publicOrigin(value, production)).optional(),
    SECRET: text((value) => secretList(value, production)).optional(),
    PRIVATE_CALENDAR_HOSTS: text(hostList).optional(),
    SPEECH: oneOf(['auto', 'off']).default('auto'),
    SPEECH_URL: text(serviceUrl('/audio/speech', 'SPEECH_KEY', A_SPEECH_URL)).optional(),
    SPEECH_KEY: text(serviceKey).optional(),
    SPEECH_MODEL: text(modelName(SPEECH_MODEL)).optional(),
    SPEECH_VOICE: text(speechVoices).optional(),
    TRANSCRIPTION_URL: text(serviceUrl('/audio/transcriptions', 'TRANSCRIPTION_KEY', A_TRANSCRIPTION_URL)).optional(),
    TRANSCRIPTION_KEY: text(serviceKey).optional(),
    TRANSCRIPTION_MODEL: text(modelName(TRANSCRIPTION_MODEL)).optional(),
    TRANSCRIPTION_LIMIT_MB: text((value) =>
      /^\d{1,3}$/.test(value) && Number(value) >= 1 && Number(value) <= 200
        ? Number(value)
        : fail(`is not a number of megabytes: ${quote(value)}. Give a whole number from 1 to 200.`),
    ).optional(),
    TRANSCRIPTION_AT_ONCE: text((value) =>
      /^\d{1,2}$/.test(value) && Number(value) >= 1 && Number(value) <= 20
        ? Number(value)
        : fail(`is not a number of recordings: ${quote(value)}. Give a whole number from 1 to 20.`),
    ).optional(),
    FOLLOW_UP_URL: text(serviceUrl('/chat/completions', 'FOLLOW_UP_KEY', A_FOLLOW_UP_URL)).optional(),
    FOLLOW_UP_KEY: text(serviceKey).optional(),
    FOLLOW_UP_MODEL: text(modelName('gpt-4o-mini')).optional(),
    RECORDING_QUOTA_MB: text((value) =>
      /^\d{1,7}$/.test(value) && Number(value) >= 1
        ? Number(value)
        : fail(`is not a number of megabytes: ${quote(value)}. Give a whole number from 1 to 9999999.`),
    ).default(10_000),
    S3_ENDPOINT: text(s3Endpoint).optional(),
    S3_REGION: text((value) =>
      /^[a-z\d][a-z\d-]{0,62}$/i.test(value)
        ? value
        : fail(`is no name of a region: ${quote(value)}. For example: eu-north-1`),
    ).optional(),
    S3_BUCKET: text((value) =>
      /^[a-z\d][a-z\d.-]{1,61}[a-z\d]$/.test(value) && !value.includes('..')
        ? value
        : fail(`is no name of a bucket: ${quote(value)}. It has 3 to 63 small letters, digits, dots and hyphens.`),
    ).optional(),
    S3_PREFIX: text(s3Prefix).optional(),
    S3_ADDRESSING: oneOf(['path', 'host']).optional(),
    // Both become part of a header; the first one is followed there by what a slash or a comma divides.
    S3_ACCESS_KEY_ID: text((value) =>
      /^[\x21-\x7e]{1,256}$/.test(value) && !/[/,]/.test(value)
        ? value
        : fail('has signs that no access key id has. Give it as you got it.'),
    ).optional(),
    S3_SECRET_ACCESS_KEY: text((value) =>
      /^[\x21-\x7e]{1,4096}$/.test(value)
        ? value
        : fail('has spaces or signs that no secret key has. Give it as you got it.'),
    ).optional(),
    LOG_LEVEL: oneOf(LOG_LEVELS).default('info'),
    MAILBOX_SMTP_PORT: port().optional(),
    INBOUND_SMTP_PORT: port().optional(),
    INBOUND_TLS_CERT: text(tlsCertificate).optional(),
    INBOUND_TLS_KEY: text(tlsKey).optional(),
    INBOUND_IMAP_URL: text(imapUrl).optional(),
    INBOUND_AUTHSERV_ID: text((value) =>
      /^[a-z\d._-]{1,253}$/i.test(value)
        ? value
        : fail(`is not the name of a mail server: ${quote(value)}. For example: mx.google.com`),
    ).optional(),
  })
}

class Refused {
  constructor(readonly message: string) {}
}

/** The message is the rest of a sentence that begins with the variable's name. */
function fail(message: string): Refused {
  return new Refused(message)
}

function text<T>(read: (value: string) => T | Refused) {
  return z.string().transform((value, context): T => {
    const result = read(value)
    if (!(result instanceof Refused)) return result
    context.addIssue({ code: 'custom', message: result.message })
    return z.NEVER
  })
}

function oneOf<const T extends readonly string[]>(words: T) {
  return text((value) =>
    words.includes(value) ? (value as T[number]) : fail(`is ${quote(value)}. Use one of: ${words.join(', ')}.`),
  )
}

function port() {
  return text((value) => {
    const number = Number(value)
    if (/^\d{1,5}$/.test(value) && number >= 1 && number <= 65_535) return number
    return fail(`is not a port: ${quote(value)}. Give a whole number from 1 to 65535.`)
  })
}

function databaseUrl(value: string): string | Refused {
  const url = URL.parse(value)
  const mend = REQUIRED_IN_PRODUCTION.DATABASE_URL
  if (!url) return fail(`is not a URL. ${mend}`)
  if (url.protocol !== 'postgres:' && url.protocol !== 'postgresql:')
    return fail(`begins with ${quote(url.protocol)}; Greenroom speaks to PostgreSQL only. ${mend}`)
  if (!url.hostname && !url.searchParams.has('host')) return fail(`names no host. ${mend}`)
  if (url.pathname.length < 2) return fail(`names no database. ${mend}`)
  return value
}

function smtpUrl(value: string): string | Refused {
  const url = URL.parse(value)
  const mend = REQUIRED_IN_PRODUCTION.SMTP_URL
  if (!url) return fail(`is not a URL. ${mend}`)
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') return fail(`begins with ${quote(url.protocol)}. ${mend}`)
  if (!url.hostname) return fail(`names no host. ${mend}`)
  if (url.username && !url.password) return fail(`has a user name but no password. ${mend}`)
  if (url.protocol === 'smtps:' && url.port === '587')
    return fail(
      'asks for TLS from the first byte on port 587, which speaks STARTTLS. Use smtp:// with 587, or smtps:// with 465.',
    )
  if (url.protocol === 'smtp:' && url.port === '465')
    return fail('uses port 465 without TLS. Use smtps:// with 465, or smtp:// with 587.')
  // Options of other mail programs (?secure=…, ?ignoreTLS=…) would be silently without effect, or weaken what is promised.
  if (url.search || url.hash || !/^\/?$/.test(url.pathname))
    return fail(`goes on after its port. It ends there; special signs in a password are written %XX. ${mend}`)
  try {
    decodeURIComponent(url.username + url.password)
  } catch {
    return fail('has a % in its user name or password that stands for nothing. A % itself is written %25.')
  }
  return value
}

function imapUrl(value: string): Omit<InboundImap, 'verdictsOf'> | Refused {
  const url = URL.parse(value)
  if (!url) return fail(`is not a URL. ${AN_IMAP_URL}`)
  if (url.protocol !== 'imap:' && url.protocol !== 'imaps:')
    return fail(`begins with ${quote(url.protocol)}. ${AN_IMAP_URL}`)
  if (!url.hostname) return fail(`names no host. ${AN_IMAP_URL}`)
  if (!url.username || !url.password) return fail(`has no user name or no password. ${AN_IMAP_URL}`)
  if (url.search || url.hash) return fail(`goes on after the folder. ${AN_IMAP_URL}`)
  const secure = url.protocol === 'imaps:'
  if (secure && url.port === '143')
    return fail(
      'asks for TLS from the first byte on port 143, which speaks STARTTLS. Use imap:// with 143, or imaps://.',
    )
  if (!secure && url.port === '993') return fail('uses port 993 without TLS. Use imaps:// with 993.')
  try {
    return {
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port ? Number(url.port) : secure ? 993 : 143,
      secure,
      mayBeClear: isThisMachine(url.hostname),
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
      folder: decodeURIComponent(url.pathname.slice(1)) || 'INBOX',
    }
  } catch {
    return fail('has a % in its user name, password or folder that stands for nothing. A % itself is written %25.')
  }
}

/** Environment files often hold it in one line, with \n for its line breaks. */
/** Environment files often hold what is in PEM in one line, with \n for its line breaks. */
const linesOf = (pem: string): string => (pem.includes('\n') ? pem : pem.replaceAll('\\n', '\n'))

function tlsCertificate(value: string): string | Refused {
  const cert = linesOf(value)
  try {
    new X509Certificate(cert)
    return cert
  } catch {
    return fail('is not a certificate in PEM. It begins with -----BEGIN CERTIFICATE-----, our own one before others.')
  }
}

function tlsKey(value: string): string | Refused {
  const key = linesOf(value)
  try {
    createPrivateKey(key)
    return key
  } catch {
    return fail('is not a private key in PEM without a passphrase. It begins with -----BEGIN PRIVATE KEY-----.')
  }
}

/** Whether those who send answers may encrypt them. Some do not send to a certificate that has expired. */
function readTls(cert: string, key: string, warnings: string[]): NonNullable<InboundSmtp['tls']> {
  const certificate = new X509Certificate(cert)
  if (!certificate.checkPrivateKey(createPrivateKey(key)))
    throw new ConfigError([
      { name: 'INBOUND_TLS_KEY', message: 'is not the key of INBOUND_TLS_CERT. Give the two that were made together.' },
    ])
  if (Date.parse(certificate.validTo) < Date.now())
    warnings.push(
      `INBOUND_TLS_CERT has expired (${certificate.validTo}): some servers will not send answers. Renew it.`,
    )
  return { cert, key }
}

function mailAddress(value: string): string | Refused {
  if (value.includes('<'))
    return fail('must be the bare address; the company gives the name. For example: interviews@example.com')
  const [, local, domain] =
    /^([a-z\d._=-]+)@((?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)*[a-z\d](?:[a-z\d-]*[a-z\d])?)$/i.exec(value) ?? []
  if (!local || !domain || /^\.|\.$|\.\./.test(local))
    return fail(
      value.includes('+')
        ? `has a "+": ${quote(value)}. Replies come back to an address with "+" and a token added, so leave it out.`
        : `is not an email address: ${quote(value)}. For example: interviews@example.com`,
    )
  if (local.length > MAIL_FROM_LOCAL_MAX)
    return fail(
      `has more than ${MAIL_FROM_LOCAL_MAX} characters before the @, which leaves no room for the token of a reply address.`,
    )
  return value
}

function dkimKey(value: string): string | Refused {
  const pem = linesOf(value)
  let key: KeyObject
  try {
    key = createPrivateKey(pem)
  } catch {
    return fail(`is not a private key in PEM without a passphrase. ${MAKE_A_DKIM_KEY}`)
  }
  if (key.asymmetricKeyType !== 'rsa')
    return fail(
      `is a key of type ${key.asymmetricKeyType}; not every receiver knows others than RSA. ${MAKE_A_DKIM_KEY}`,
    )
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
  if (bits < DKIM_MIN_BITS)
    return fail(`has ${bits} bits; at least ${DKIM_MIN_BITS} are needed to be trusted. ${MAKE_A_DKIM_KEY}`)
  return pem
}

/** The same for a key that is not set yet. @returns the key, or what is wrong with it, as a sentence */
export function readDkimKey(given: DkimSettings): DkimSettings | string {
  const privateKey = dkimKey(given.privateKey)
  if (privateKey instanceof Refused) return `The key ${privateKey.message}`
  const selector = dkimSelector(given.selector)
  if (selector instanceof Refused) return `The selector ${selector.message}`
  return { privateKey, selector }
}

function dkimSelector(value: string): string | Refused {
  if (value.length <= 63 && /^[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*$/i.test(value))
    return value.toLowerCase()
  return fail(`is no part of a domain name: ${quote(value)}. For example: ${DKIM_SELECTOR}`)
}

/** The whole address of a service in the shape of OpenAI's. */
const serviceUrl =
  (end: string, key: Name, mend: string) =>
  (value: string): string | Refused => {
    const url = URL.parse(value)
    if (!url) return fail(`is not a URL. ${mend}`)
    if (url.protocol !== 'https:' && url.protocol !== 'http:')
      return fail(`begins with ${quote(url.protocol)}. ${mend}`)
    if (url.username || url.password) return fail(`holds a user name or a password. A key belongs into ${key}.`)
    // A base address is what other programs ask for; each would guess differently what comes behind it.
    if (!url.pathname.endsWith(end)) return fail(`does not end in ${end}. ${mend}`)
    if (url.hash) return fail(`has a # in it. ${mend}`)
    return url.href
  }

/** It goes into a header. */
function serviceKey(value: string): string | Refused {
  return /^[\x21-\x7e]{1,4096}$/.test(value)
    ? value
    : fail('has spaces or signs that no key has. Give it as you got it.')
}

const modelName =
  (example: string) =>
  (value: string): string | Refused =>
    /^[\w.:/@+-]{1,200}$/.test(value) ? value : fail(`is no name of a model: ${quote(value)}. For example: ${example}`)

/** One for all languages, or `en=amy,sv=nst,fr=siwis`. */
function speechVoices(value: string): Record<SpokenLanguage, string> | Refused {
  const mend = 'Give the name of one voice, or one for each language: en=amy,sv=nst,fr=siwis'
  const isName = (name: string) => /^[\w.:/@+-]{1,200}$/.test(name)
  if (isName(value)) return forEachLanguage(() => value)
  const pairs = value.split(',').map((pair) => pair.split('=').map((each) => each.trim()))
  const given = new Map(pairs.map(([language = '', name = '']) => [language.toUpperCase(), name]))
  const isWhole =
    pairs.length === SPOKEN_LANGUAGES.length &&
    pairs.every((pair) => pair.length === 2) &&
    SPOKEN_LANGUAGES.every((language) => isName(given.get(language) ?? ''))
  return isWhole
    ? forEachLanguage((language) => given.get(language)!)
    : fail(`is not a voice: ${quote(value)}. ${mend}`)
}

const forEachLanguage = (nameOf: (language: SpokenLanguage) => string) =>
  Object.fromEntries(SPOKEN_LANGUAGES.map((language) => [language, nameOf(language)])) as Record<SpokenLanguage, string>

function speechSettings(
  given: {
    SPEECH_URL?: string | undefined
    SPEECH_KEY?: string | undefined
    SPEECH_MODEL?: string | undefined
    SPEECH_VOICE?: Readonly<Record<SpokenLanguage, string>> | undefined
  },
  programPath: string,
): SpeechSettings {
  const { SPEECH_URL: url, SPEECH_KEY: key, SPEECH_MODEL: model, SPEECH_VOICE: voices } = given
  return Object.freeze({
    // What lies in the folder where somebody happens to be is not what they installed.
    programFolders: Object.freeze(programPath.split(path.delimiter).filter((folder) => path.isAbsolute(folder))),
    endpoint: url
      ? Object.freeze({
          url,
          key: key ?? null,
          model: model ?? SPEECH_MODEL,
          voices: Object.freeze(voices ?? forEachLanguage(() => SPEECH_VOICE)),
        })
      : null,
  })
}

function s3Endpoint(value: string): string | Refused {
  const url = URL.parse(value)
  if (!url) return fail(`is not a URL. ${AN_S3_ENDPOINT}`)
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return fail(`begins with ${quote(url.protocol)}. ${AN_S3_ENDPOINT}`)
  if (url.username || url.password)
    return fail('holds a user name or a password. They belong into S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY.')
  if (url.search || url.hash) return fail(`has a ? or a # in it. ${AN_S3_ENDPOINT}`)
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}

/** Only signs that every service, every program that copies and every shell leaves as they are. */
function s3Prefix(value: string): string | Refused {
  const prefix = value.replace(/^\/|\/$/g, '')
  const isGood = prefix.length <= 512 && prefix.split('/').every((each) => /^[\w-][\w.-]*$/.test(each))
  return isGood
    ? prefix
    : fail(`is no beginning for names of objects: ${quote(value)}. For example: greenroom/recordings`)
}

function s3Settings(given: {
  S3_ENDPOINT?: string | undefined
  S3_REGION?: string | undefined
  S3_BUCKET?: string | undefined
  S3_PREFIX?: string | undefined
  S3_ADDRESSING?: 'path' | 'host' | undefined
  S3_ACCESS_KEY_ID?: string | undefined
  S3_SECRET_ACCESS_KEY?: string | undefined
}): S3Settings | null {
  const { S3_ENDPOINT, S3_REGION: region, S3_BUCKET: bucket, S3_PREFIX, S3_ADDRESSING } = given
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = given
  const problems: ConfigProblem[] = []
  const missing = (name: keyof typeof given, mend: string) =>
    problems.push({ name, message: `is missing; recordings are kept in S3_BUCKET. ${mend}` })
  if (!bucket) {
    // Whoever names a service wants it used: without a bucket recordings would go to the disk, and nobody would be told.
    for (const name of ['S3_ENDPOINT', 'S3_REGION', 'S3_PREFIX', 'S3_ADDRESSING'] as const)
      if (given[name]) problems.push({ name, message: 'belongs to a bucket, and S3_BUCKET is not set. Remove it.' })
    for (const name of ['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const)
      if (given[name]) problems.push({ name, message: 'opens a bucket, and S3_BUCKET is not set. Remove it.' })
    if (problems.length > 0) throw new ConfigError(problems)
    return null
  }
  if (!accessKeyId) missing('S3_ACCESS_KEY_ID', 'Give the id of a key that may read, write and list there.')
  if (!secretAccessKey) missing('S3_SECRET_ACCESS_KEY', 'Give the secret of S3_ACCESS_KEY_ID.')
  if (!S3_ENDPOINT && !region)
    missing('S3_REGION', 'Give the region of the bucket at AWS, or S3_ENDPOINT for another service.')
  const host = S3_ENDPOINT ? new URL(S3_ENDPOINT).hostname : ''
  if (S3_ENDPOINT && (host.startsWith(`${bucket}.`) || new URL(S3_ENDPOINT).pathname.endsWith(`/${bucket}`)))
    problems.push({ name: 'S3_ENDPOINT', message: 'names the bucket too. Leave it out there: S3_BUCKET says it.' })
  if (S3_ADDRESSING === 'host' && (net.isIP(host) || host.startsWith('[')))
    problems.push({ name: 'S3_ADDRESSING', message: 'is host, and S3_ENDPOINT is an address and no name. Use path.' })
  if (problems.length > 0) throw new ConfigError(problems)
  return Object.freeze({
    endpoint: S3_ENDPOINT ?? `https://s3.${region}.amazonaws.com`,
    region: region ?? S3_REGION,
    bucket: bucket,
    prefix: S3_PREFIX ?? '',
    // A certificate for *.example.com is none for a.b.example.com.
    addressing: S3_ADDRESSING ?? (S3_ENDPOINT || bucket.includes('.') ? 'path' : 'host'),
    accessKeyId: accessKeyId!,
    secretAccessKey: secretAccessKey!,
  })
}

const isInTheClear = (address: string): boolean => {
  const { protocol, hostname } = new URL(address)
  return protocol === 'http:' && !isThisMachine(hostname)
}

function publicOrigin(value: string, production: boolean): string | Refused {
  const url = URL.parse(value)
  const mend = REQUIRED_IN_PRODUCTION.PUBLIC_URL
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    return fail(`is not a web address: ${quote(value)}. ${mend}`)
  if (url.username || url.password)
    return fail(`holds a user name or a password; everybody will see this address. ${mend}`)
  if (url.pathname !== '/' || url.search || url.hash)
    return fail(`has something behind the host: ${quote(value)}. Greenroom needs a host of its own. ${mend}`)
  if (production && url.protocol === 'http:' && !isThisMachine(url.hostname))
    return fail(`is not encrypted: ${quote(value)}. Personal links and sessions travel over it: use https://`)
  return url.origin
}

function secretList(value: string, production: boolean): readonly [string, ...string[]] | Refused {
  const [newest, ...older] = value.split(',').map((each) => each.trim())
  if (newest === undefined) return fail(`is empty. ${MAKE_A_SECRET}`)
  const all = [newest, ...older]
  const which = (index: number) => (all.length === 1 ? '' : ` (number ${index + 1} of the list)`)
  if (new Set(all).size < all.length) return fail('lists the same secret twice.')
  for (const [index, secret] of all.entries()) {
    if (secret.length < SECRET_MIN_LENGTH)
      return fail(`is shorter than ${SECRET_MIN_LENGTH} characters${which(index)}. ${MAKE_A_SECRET}`)
    if (production && isGuessable(secret))
      return fail(`looks like a placeholder, not like chance${which(index)}. ${MAKE_A_SECRET}`)
  }
  return [newest, ...older]
}

/** Each as a URL has it behind its slashes: `calendar.lan`, `radicale.lan:5232`, `[fd00::1]:5232`. */
function hostList(value: string): readonly string[] | Refused {
  const hosts = value
    .split(',')
    .map((each) => each.trim().toLowerCase())
    .filter(Boolean)
  const wrong = hosts.find((host) => host.includes('*') || URL.parse(`http://${host}/`)?.host !== host)
  return wrong === undefined
    ? hosts
    : fail(
        `names no host: ${quote(wrong)}. Give hosts, each with its port where it is not the usual one: radicale.lan:5232`,
      )
}

const PLACEHOLDER_WORDS =
  /change|replace|insert|secret|super|very|key|token|password|passw0rd|placeholder|example|sample|default|greenroom|demo|test|todo|dummy|development|production|your|long|random|string|please|this|with|characters?|here|must|least|the|and|in|is|be|to|at|of|or|me|it|my|an?/g

/** Knows what people write when they mean to come back later. Real chance passes: it is mostly none of this. */
function isGuessable(secret: string): boolean {
  const chars = [...secret]
  if (new Set(chars).size < 8) return true
  const period = chars.findIndex((_, p) => p > 0 && chars.every((char, i) => i < p || char === chars[i - p]))
  if (period > 0 && period <= chars.length / 2) return true
  const steps = chars.filter((char, i) => i > 0 && Math.abs(char.charCodeAt(0) - secret.charCodeAt(i - 1)) <= 1)
  if (steps.length > chars.length / 2) return true
  const unexplained = secret
    .toLowerCase()
    .replace(PLACEHOLDER_WORDS, '')
    .replace(/[^a-z\d]/g, '')
  return unexplained.length < secret.length / 2
}

// ------------------------------------------------------------------------------------------------- around the variables

/** Values that are set and not empty; those of NAME_FILE read from their files. */
function givenValues(env: Environment, problems: ConfigProblem[]): Partial<Record<Name, string>> {
  const given: Partial<Record<Name, string>> = {}
  for (const name of NAMES) {
    const value = env[name]?.trim()
    if (value) given[name] = value
  }
  for (const name of NAMES_IN_FILES) {
    const file = env[`${name}_FILE`]?.trim()
    if (!file) continue
    const inFile = { name: `${name}_FILE`, file }
    if (given[name] !== undefined) {
      problems.push({ name: inFile.name, message: `and ${name} are both set. Remove one of them.` })
      continue
    }
    try {
      const value = fs.readFileSync(file, 'utf8').trim()
      if (value) given[name] = value
      else
        problems.push({ name: inFile.name, message: `names an empty file: ${quote(file)}. Write the value into it.` })
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? 'unreadable'
      problems.push({ name: inFile.name, message: `names a file that cannot be read (${code}): ${quote(file)}.` })
    }
  }
  return given
}

/**
 * Made at the first start and kept, so that the demo's links still open after the second one. Two processes that start
 * at once agree, because link() refuses to replace.
 *
 * @throws ConfigError when DATA_DIR cannot be used.
 */
function demoSecret(dataDir: string): string {
  const file = path.join(dataDir, 'secret')
  const fresh = `${file}.${randomBytes(6).toString('hex')}`
  try {
    fs.mkdirSync(dataDir, { recursive: true, mode: 0o711 })
    if (!fs.existsSync(file)) {
      fs.writeFileSync(fresh, randomBytes(48).toString('base64url'), { mode: 0o600 })
      try {
        fs.linkSync(fresh, file)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
      fs.rmSync(fresh)
    }
    return fs.readFileSync(file, 'utf8').trim()
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error)
    const message = `cannot be used (${reason}): ${quote(dataDir)}. Choose a folder that this user may write to.`
    throw new ConfigError([{ name: 'DATA_DIR', message }])
  }
}

function mailDomain(publicUrl: string): string {
  const { hostname } = new URL(publicUrl)
  // "localhost" and bare numbers are no mail domains; the reserved ".localhost" is one that can never be anybody's.
  return hostname.includes('.') && !net.isIP(hostname) && !hostname.startsWith('[') ? hostname : 'greenroom.localhost'
}

function neighbourPort(port: number, offset = MAILBOX_PORT_OFFSET): number {
  return port + offset <= 65_535 ? port + offset : port - offset
}

function isThisMachine(hostname: string): boolean {
  return (
    hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || hostname.startsWith('127.')
  )
}

/** Names that are nearly one of ours: a typo would otherwise be a setting that silently does nothing. */
function nearMisses(env: Environment): string[] {
  const known = [...NAMES, ...NAMES_IN_FILES.map((name) => `${name}_FILE`)]
  return Object.keys(env).flatMap((name) => {
    if (known.includes(name)) return []
    const meant = known.find((each) => distance(name.toUpperCase(), each) <= (each.length > 6 ? 2 : 1))
    return meant ? [`${name} is not a setting of Greenroom and does nothing. Was ${meant} meant?`] : []
  })
}

/** Letters to add, drop, change or swap with their neighbour to get from one word to the other. */
function distance(a: string, b: string): number {
  const table = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  const at = (i: number, j: number) => table[i]?.[j] ?? Infinity
  for (let i = 1; i <= a.length; i++) {
    table[i] = [i]
    for (let j = 1; j <= b.length; j++) {
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : Infinity
      const changed = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
      table[i]?.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, changed, swapped))
    }
  }
  return at(a.length, b.length)
}

function quote(value: string): string {
  return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value)
}
