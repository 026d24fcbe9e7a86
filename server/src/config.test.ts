import { createPublicKey, generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { makeCertificate } from '../test/certificate.ts'
import { ConfigError, readConfig } from './config.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'greenroom-config-'))
afterAll(() => fs.rmSync(folder, { recursive: true }))

const GOOD_SECRET = 'kU3x0Qm7Zr9dTq2LwVb5Yc8HnJf4Ps6A'
const production = {
  DATABASE_URL: 'postgres://app:pw@db:5432/greenroom',
  SMTP_URL: 'smtp://user:pw@mail.example.com:587',
  PUBLIC_URL: 'https://interviews.example.com',
  MAIL_FROM: 'jobs@example.com',
  SECRET: GOOD_SECRET,
}

const inProduction = (change: Record<string, string | undefined> = {}) =>
  readConfig({ ...production, ...change }, { production: true })
const inDemo = (env: Record<string, string | undefined> = {}) =>
  readConfig({ DATA_DIR: folder, ...env }, { production: false })

function problemsOf(read: () => unknown) {
  try {
    read()
  } catch (error) {
    if (error instanceof ConfigError) return Object.fromEntries(error.problems.map((each) => [each.name, each.message]))
    throw error
  }
  throw new Error('The settings were accepted')
}

test('a demo needs no settings at all', () => {
  const config = inDemo()
  expect(config).toMatchObject({
    production: false,
    port: 4000,
    host: '127.0.0.1',
    databaseUrl: null,
    smtpUrl: null,
    publicUrl: 'http://localhost:4000',
    mailFrom: 'interviews@greenroom.localhost',
    privateCalendarHosts: [],
    logLevel: 'info',
    mailboxSmtpPort: 4025,
    warnings: [],
  })
})

test('an empty variable counts as not set', () => {
  expect(inDemo({ PORT: '', DATABASE_URL: ' ', SMTP_URL: '' })).toMatchObject({
    port: 4000,
    databaseUrl: null,
    smtpUrl: null,
  })
})

test('the address follows the port', () => {
  expect(inDemo({ PORT: '4321' })).toMatchObject({
    port: 4321,
    publicUrl: 'http://localhost:4321',
    mailboxSmtpPort: 4346,
  })
  expect(inDemo({ PORT: '65535' }).mailboxSmtpPort).toBe(65_510)
})

test('private hosts whose calendars may be read are named one by one, as a web address has them', () => {
  expect(inDemo({ PRIVATE_CALENDAR_HOSTS: ' Radicale.lan:5232, [fd00::1] ,calendar.lan,' })).toMatchObject({
    privateCalendarHosts: ['radicale.lan:5232', '[fd00::1]', 'calendar.lan'],
  })
  for (const wrong of ['http://radicale.lan', 'radicale.lan/dav', '*.lan', '10.0.0.0/8', 'calendar.lan:80', '127.1'])
    expect([wrong, problemsOf(() => inDemo({ PRIVATE_CALENDAR_HOSTS: wrong }))]).toEqual([
      wrong,
      { PRIVATE_CALENDAR_HOSTS: expect.any(String) },
    ])
})

describe('what reads aloud', () => {
  const url = 'https://speech.example.com/v1/audio/speech'

  test('is the program where it is installed, looked for in the folders of PATH that are absolute', () => {
    expect(inDemo({ PATH: '/usr/local/bin:.:/usr/bin:' }).speech).toEqual({
      programFolders: ['/usr/local/bin', '/usr/bin'],
      endpoint: null,
    })
    expect(inDemo().speech).toEqual({ programFolders: [], endpoint: null })
  })

  test('is nothing where it is switched off, whatever else is set', () => {
    expect(inDemo({ SPEECH: 'off', SPEECH_URL: url, SPEECH_KEY: 'sk-1' }).speech).toBeNull()
    expect(problemsOf(() => inDemo({ SPEECH: 'espeak' }))).toEqual({ SPEECH: 'is "espeak". Use one of: auto, off.' })
  })

  test('is a service where one is named, with a voice for all languages or one for each', () => {
    expect(inDemo({ SPEECH_URL: url }).speech?.endpoint).toEqual({
      url,
      key: null,
      model: 'tts-1',
      voices: { EN: 'alloy', SV: 'alloy', FR: 'alloy' },
    })
    const more = { SPEECH_KEY: 'sk-1', SPEECH_MODEL: 'kokoro', SPEECH_VOICE: 'fr=siwis, en=af_sky,sv=nst' }
    expect(inDemo({ SPEECH_URL: url, ...more }).speech?.endpoint).toEqual({
      url,
      key: 'sk-1',
      model: 'kokoro',
      voices: { EN: 'af_sky', SV: 'nst', FR: 'siwis' },
    })
  })

  test.each([
    ['SPEECH_URL', 'speech.example.com'],
    ['SPEECH_URL', 'ftp://speech.example.com/v1/audio/speech'],
    ['SPEECH_URL', 'https://speech.example.com/v1'],
    ['SPEECH_URL', `${url}#here`],
    ['SPEECH_URL', 'https://me:word@speech.example.com/v1/audio/speech'],
    ['SPEECH_KEY', 'sk 1'],
    ['SPEECH_KEY', 'sk-é'],
    ['SPEECH_MODEL', 'one, two'],
    ['SPEECH_VOICE', 'en=amy'],
    ['SPEECH_VOICE', 'en=amy,sv=nst,de=eva'],
    ['SPEECH_VOICE', 'en=amy,sv=,fr=siwis'],
    ['SPEECH_VOICE', 'en=amy,en=sky,sv=nst,fr=siwis'],
    ['SPEECH_VOICE', 'two words'],
  ])('%s is not %j', (name, value) => {
    const problems = problemsOf(() => inDemo({ SPEECH_URL: url, [name]: value }))
    expect(Object.keys(problems)).toEqual([name])
    // Whoever reads the log of a start is not told a password.
    expect(Object.values(problems).join()).not.toMatch(/word@|sk[ -]/)
  })

  test('has no key, model or voice without an address to send them to', () => {
    const alone = { SPEECH_KEY: 'sk-1', SPEECH_MODEL: 'kokoro', SPEECH_VOICE: 'amy' }
    expect(Object.keys(problemsOf(() => inDemo(alone)))).toEqual(Object.keys(alone))
  })

  test('is warned of where a key would travel in the clear, except on this machine', () => {
    const warningsOf = (address: string) => inDemo({ SPEECH_URL: address, SPEECH_KEY: 'sk-1' }).warnings
    expect(warningsOf('http://speech.lan:8880/v1/audio/speech')).toEqual([expect.stringContaining('SPEECH_KEY')])
    expect(warningsOf('http://localhost:8880/v1/audio/speech')).toEqual([])
    expect(warningsOf(url)).toEqual([])
  })
})

describe('what writes down what is said', () => {
  const url = 'https://speech.example.com/v1/audio/transcriptions'

  test('is nothing, or a service that is named', () => {
    expect(inDemo().transcription).toBeNull()
    expect(inDemo({ TRANSCRIPTION_URL: url }).transcription).toEqual({
      url,
      key: null,
      model: 'whisper-1',
      mostBytes: 25_000_000,
      atOnce: 2,
    })
    const more = {
      TRANSCRIPTION_KEY: 'sk-1',
      TRANSCRIPTION_MODEL: 'large-v3',
      TRANSCRIPTION_LIMIT_MB: '200',
      TRANSCRIPTION_AT_ONCE: '20',
    }
    expect(inDemo({ TRANSCRIPTION_URL: url, ...more }).transcription).toEqual({
      url,
      key: 'sk-1',
      model: 'large-v3',
      mostBytes: 200_000_000,
      atOnce: 20,
    })
  })

  test.each([
    ['TRANSCRIPTION_URL', 'https://speech.example.com/v1'],
    ['TRANSCRIPTION_URL', 'https://speech.example.com/v1/audio/speech'],
    ['TRANSCRIPTION_URL', 'https://me:word@speech.example.com/v1/audio/transcriptions'],
    ['TRANSCRIPTION_KEY', 'sk 1'],
    ['TRANSCRIPTION_MODEL', 'one, two'],
    ['TRANSCRIPTION_LIMIT_MB', '0'],
    ['TRANSCRIPTION_LIMIT_MB', '201'],
    ['TRANSCRIPTION_LIMIT_MB', '25MB'],
    ['TRANSCRIPTION_AT_ONCE', '0'],
    ['TRANSCRIPTION_AT_ONCE', '21'],
    ['TRANSCRIPTION_AT_ONCE', 'many'],
  ])('%s is not %j', (name, value) => {
    const problems = problemsOf(() => inDemo({ TRANSCRIPTION_URL: url, [name]: value }))
    expect(Object.keys(problems)).toEqual([name])
    expect(Object.values(problems).join()).not.toMatch(/word@|sk[ -]/)
  })

  test('has no key, model or limit without an address', () => {
    const alone = {
      TRANSCRIPTION_KEY: 'sk-1',
      TRANSCRIPTION_MODEL: 'large-v3',
      TRANSCRIPTION_LIMIT_MB: '25',
      TRANSCRIPTION_AT_ONCE: '2',
    }
    expect(Object.keys(problemsOf(() => inDemo(alone)))).toEqual(Object.keys(alone))
  })

  test('is warned of where recordings would travel in the clear, except on this machine', () => {
    const warningsOf = (address: string) => inDemo({ TRANSCRIPTION_URL: address }).warnings
    expect(warningsOf('http://speech.lan:8880/v1/audio/transcriptions')).toEqual([
      expect.stringContaining('recordings travel openly'),
    ])
    expect(warningsOf('http://localhost:8880/v1/audio/transcriptions')).toEqual([])
    expect(warningsOf(url)).toEqual([])
  })
})

describe('what proposes follow-up questions', () => {
  const url = 'https://model.example.com/v1/chat/completions'
  const whole = { FOLLOW_UP_URL: url, FOLLOW_UP_MODEL: 'small-1' }

  test('is nothing, or a service that is named', () => {
    expect(inDemo().followUp).toBeNull()
    expect(inDemo(whole).followUp).toEqual({ url, key: null, model: 'small-1' })
    expect(inDemo({ ...whole, FOLLOW_UP_KEY: 'sk-1' }).followUp).toEqual({ url, key: 'sk-1', model: 'small-1' })
  })

  test.each([
    ['FOLLOW_UP_URL', 'https://model.example.com/v1'],
    ['FOLLOW_UP_URL', 'https://model.example.com/v1/completions'],
    ['FOLLOW_UP_URL', 'https://me:word@model.example.com/v1/chat/completions'],
    ['FOLLOW_UP_KEY', 'sk 1'],
    ['FOLLOW_UP_MODEL', 'one, two'],
  ])('%s is not %j', (name, value) => {
    const problems = problemsOf(() => inDemo({ ...whole, [name]: value }))
    expect(Object.keys(problems)).toEqual([name])
    expect(Object.values(problems).join()).not.toMatch(/word@|sk[ -]/)
  })

  test('is refused when half of it is set', () => {
    const alone = { FOLLOW_UP_KEY: 'sk-1', FOLLOW_UP_MODEL: 'small-1' }
    expect(Object.keys(problemsOf(() => inDemo(alone)))).toEqual(Object.keys(alone))
    expect(Object.keys(problemsOf(() => inDemo({ FOLLOW_UP_URL: url })))).toEqual(['FOLLOW_UP_MODEL'])
  })

  test('is warned of where answers would travel in the clear, except on this machine', () => {
    const warningsOf = (address: string) => inDemo({ ...whole, FOLLOW_UP_URL: address }).warnings
    expect(warningsOf('http://model.lan:11434/v1/chat/completions')).toEqual([
      expect.stringContaining('words of answers travel openly'),
    ])
    expect(warningsOf('http://localhost:11434/v1/chat/completions')).toEqual([])
    expect(warningsOf(url)).toEqual([])
  })
})

test('the recordings of an application have an end', () => {
  expect(inDemo({}).recordingQuotaMb).toBe(10_000)
  expect(inDemo({ RECORDING_QUOTA_MB: '250' }).recordingQuotaMb).toBe(250)
  for (const wrong of ['0', '-5', '1.5', '10GB', '99999999'])
    expect([wrong, problemsOf(() => inDemo({ RECORDING_QUOTA_MB: wrong }))]).toEqual([
      wrong,
      { RECORDING_QUOTA_MB: expect.stringContaining('is not a number of megabytes') },
    ])
})

test('the data folder is absolute', () => {
  expect(inDemo({ DATA_DIR: path.relative(process.cwd(), folder) }).dataDir).toBe(folder)
})

test('settings cannot be changed afterwards', () => {
  const config = inProduction()
  expect(() => Object.assign(config, { port: 1 })).toThrow(TypeError)
  expect(() => Object.assign(config.secrets, { 0: 'x' })).toThrow(TypeError)
})

test('production names everything that is missing at once', () => {
  const problems = problemsOf(() => readConfig({}, { production: true }))
  expect(Object.keys(problems).sort()).toEqual(['DATABASE_URL', 'PUBLIC_URL', 'SECRET', 'SMTP_URL'])
  expect(problems['SECRET']).toContain('openssl rand -base64 48')
})

test('every wrong variable is named at once, with the mend', () => {
  const read = () =>
    inDemo({ PORT: 'http', LOG_LEVEL: 'loud', PUBLIC_URL: 'localhost', MAIL_FROM: 'nobody', NODE_ENV: 'prod' })
  expect(problemsOf(read)).toEqual({
    PORT: 'is not a port: "http". Give a whole number from 1 to 65535.',
    LOG_LEVEL: 'is "loud". Use one of: fatal, error, warn, info, debug, trace, silent.',
    PUBLIC_URL:
      'is not a web address: "localhost". Give the address people use, for example https://interviews.example.com',
    MAIL_FROM: 'is not an email address: "nobody". For example: interviews@example.com',
    NODE_ENV: 'is "prod". Use one of: production, development, test.',
  })
  expect(read).toThrow('\n  PORT is not a port: "http". Give a whole number from 1 to 65535.\n')
})

test.each(['0', '65536', '-1', '80.5', '4e3', '0x50', '999999'])('%s is not a port', (PORT) => {
  expect(problemsOf(() => inDemo({ PORT }))).toHaveProperty('PORT')
})

test('the mail catcher has a port of its own', () => {
  expect(problemsOf(() => inDemo({ PORT: '4000', MAILBOX_SMTP_PORT: '4000' }))).toHaveProperty('MAILBOX_SMTP_PORT')
})

describe('addresses of other services', () => {
  test.each([
    ['mysql://u:hunter2@db/greenroom', 'PostgreSQL only'],
    ['db.example.com/greenroom', 'is not a URL'],
    ['postgres://u:hunter2@db', 'names no database'],
    ['postgres://u:hunter2@db/', 'names no database'],
  ])('the database %s is refused without repeating its password', (DATABASE_URL, reason) => {
    const message = problemsOf(() => inDemo({ DATABASE_URL }))['DATABASE_URL']
    expect(message).toContain(reason)
    expect(message).not.toContain('hunter2')
  })

  test('a database on a local socket is fine', () => {
    const DATABASE_URL = 'postgres:///greenroom?host=/run/postgresql'
    expect(inDemo({ DATABASE_URL }).databaseUrl).toBe(DATABASE_URL)
  })

  test.each([
    ['mail.example.com:587', 'begins with'],
    ['http://u:hunter2@mail', 'begins with'],
    ['smtp://user@mail.example.com', 'no password'],
    ['smtps://u:hunter2@mail.example.com:587', 'STARTTLS'],
    ['smtp://u:hunter2@mail.example.com:465', 'Use smtps:// with 465'],
  ])('the mail server %s is refused without repeating its password', (SMTP_URL, reason) => {
    const message = problemsOf(() => inDemo({ SMTP_URL }))['SMTP_URL']
    expect(message).toContain(reason)
    expect(message).not.toContain('hunter2')
  })
})

describe('the public address', () => {
  test('loses its slash at the end and its default port', () => {
    expect(inProduction({ PUBLIC_URL: 'https://Interviews.example.com:443/' }).publicUrl).toBe(
      'https://interviews.example.com',
    )
  })

  test('must be encrypted in production', () => {
    expect(problemsOf(() => inProduction({ PUBLIC_URL: 'http://interviews.example.com' }))['PUBLIC_URL']).toContain(
      'https://',
    )
    expect(inDemo({ PUBLIC_URL: 'http://interviews.example.com' }).publicUrl).toBe('http://interviews.example.com')
  })

  test.each(['http://localhost:4000', 'http://127.0.0.1:4000', 'http://[::1]:4000', 'http://green.localhost'])(
    '%s never leaves the machine and needs no encryption',
    (PUBLIC_URL) => expect(inProduction({ PUBLIC_URL }).publicUrl).toBe(PUBLIC_URL),
  )

  test.each(['https://x.test/app', 'https://x.test/?a=1', 'https://x.test/#a', 'https://u:p@x.test', 'ftp://x.test'])(
    '%s is refused',
    (PUBLIC_URL) => expect(problemsOf(() => inProduction({ PUBLIC_URL }))).toHaveProperty('PUBLIC_URL'),
  )
})

describe('the sender', () => {
  test('is made from the public host when not given, and production is told so', () => {
    const config = inProduction({ MAIL_FROM: undefined })
    expect(config.mailFrom).toBe('interviews@interviews.example.com')
    expect(config.warnings).toEqual([expect.stringContaining('interviews@interviews.example.com')])
  })

  test.each(['http://127.0.0.1:4000', 'http://[::1]:4000', 'http://server:4000'])(
    'is never built from %s',
    (PUBLIC_URL) => {
      expect(inDemo({ PUBLIC_URL }).mailFrom).toBe('interviews@greenroom.localhost')
    },
  )

  test.each([
    ['Jobs <jobs@example.com>', 'bare address'],
    ['jobs+x@example.com', '"+"'],
    ['jobs@@example.com', 'not an email address'],
    ['jobs@example.com\r\nBcc: all@example.com', 'not an email address'],
    ['.jobs@example.com', 'not an email address'],
    ['a-very-long-name-for-a-sender@example.com', 'no room for the token'],
  ])('%j is refused', (MAIL_FROM, reason) => {
    expect(problemsOf(() => inDemo({ MAIL_FROM }))['MAIL_FROM']).toContain(reason)
  })
})

describe('a bucket', () => {
  const keys = { S3_ACCESS_KEY_ID: 'AKIA1', S3_SECRET_ACCESS_KEY: 'a/very+secret=one' }
  const atAws = { S3_BUCKET: 'recordings', S3_REGION: 'eu-north-1', ...keys }
  const atHome = { S3_BUCKET: 'recordings', S3_ENDPOINT: 'https://minio.lan:9000/', ...keys }

  test('is used where one is named, else a folder', () => {
    expect(inDemo().s3).toBeNull()
    expect(inDemo(atAws).s3).toEqual({
      endpoint: 'https://s3.eu-north-1.amazonaws.com',
      region: 'eu-north-1',
      bucket: 'recordings',
      prefix: '',
      addressing: 'host',
      accessKeyId: 'AKIA1',
      secretAccessKey: 'a/very+secret=one',
    })
    expect(inDemo({ ...atHome, S3_PREFIX: '/green.room/rec_1/' }).s3).toMatchObject({
      endpoint: 'https://minio.lan:9000',
      region: 'us-east-1',
      prefix: 'green.room/rec_1',
      addressing: 'path',
    })
    expect(inDemo({ ...atHome, S3_ENDPOINT: 'https://x.test/storage/v1/s3' }).s3?.endpoint).toBe(
      'https://x.test/storage/v1/s3',
    )
    expect(inDemo({ ...atHome, S3_ADDRESSING: 'host' }).s3?.addressing).toBe('host')
    // No certificate of AWS is for a name with one more dot.
    expect(inDemo({ ...atAws, S3_BUCKET: 'my.recordings' }).s3?.addressing).toBe('path')
  })

  test('has its keys in files where a container platform hands them out so', () => {
    const file = path.join(folder, 's3-secret')
    fs.writeFileSync(file, 'from a file\n'.replaceAll(' ', '-'))
    const { S3_SECRET_ACCESS_KEY: _, ...rest } = atAws
    expect(inDemo({ ...rest, S3_SECRET_ACCESS_KEY_FILE: file }).s3?.secretAccessKey).toBe('from-a-file')
  })

  test.each([
    ['S3_BUCKET', 'Recordings'],
    ['S3_BUCKET', 're/cordings'],
    ['S3_BUCKET', 'a..b'],
    ['S3_BUCKET', 'ab'],
    ['S3_ENDPOINT', 'minio.lan:9000'],
    ['S3_ENDPOINT', 's3://recordings'],
    ['S3_ENDPOINT', 'https://me:word@minio.lan'],
    ['S3_ENDPOINT', 'https://minio.lan/?list'],
    ['S3_ENDPOINT', 'https://recordings.minio.lan'],
    ['S3_ENDPOINT', 'https://minio.lan/recordings'],
    ['S3_REGION', 'eu north'],
    ['S3_PREFIX', 'a/../b'],
    ['S3_PREFIX', 'a//b'],
    ['S3_PREFIX', 'ä'],
    ['S3_PREFIX', '?'],
    ['S3_ADDRESSING', 'virtual'],
    ['S3_ACCESS_KEY_ID', 'a/b'],
    ['S3_ACCESS_KEY_ID', 'a b'],
    ['S3_SECRET_ACCESS_KEY', 'very secret'],
  ])('%s is not %j', (name, value) => {
    const problems = problemsOf(() => inDemo({ ...atHome, [name]: value }))
    expect(Object.keys(problems)).toEqual([name])
    expect(Object.values(problems).join()).not.toMatch(/word@|very/)
  })

  test('at a bare address cannot be named by its host', () => {
    const problems = problemsOf(() => inDemo({ ...atHome, S3_ENDPOINT: 'http://10.0.0.7:9000', S3_ADDRESSING: 'host' }))
    expect(Object.keys(problems)).toEqual(['S3_ADDRESSING'])
  })

  test('is named with all it needs, and nothing of it without the bucket', () => {
    expect(Object.keys(problemsOf(() => inDemo({ S3_BUCKET: 'recordings' })))).toEqual([
      'S3_ACCESS_KEY_ID',
      'S3_SECRET_ACCESS_KEY',
      'S3_REGION',
    ])
    const { S3_BUCKET: _, ...rest } = { ...atHome, ...atAws, S3_PREFIX: 'a', S3_ADDRESSING: 'path' }
    const problems = problemsOf(() => inDemo(rest))
    expect(Object.keys(problems).toSorted()).toEqual(Object.keys(rest).toSorted())
    expect(JSON.stringify(problems)).not.toContain('very')
  })

  test('is warned of where recordings would travel in the clear, except on this machine', () => {
    const warningsOf = (S3_ENDPOINT: string) => inDemo({ ...atHome, S3_ENDPOINT }).warnings
    expect(warningsOf('http://minio:9000')).toEqual([expect.stringContaining('S3_ENDPOINT')])
    expect(warningsOf('http://localhost:9000')).toEqual([])
    expect(warningsOf('https://minio.lan')).toEqual([])
  })
})

describe('the secret', () => {
  test('is made once for a demo, kept for the owner only, and found again', () => {
    const DATA_DIR = path.join(folder, 'fresh')
    const [secret] = inDemo({ DATA_DIR }).secrets
    expect(secret).toMatch(/^[\w-]{64}$/)
    expect(inDemo({ DATA_DIR }).secrets).toEqual([secret])
    expect(fs.statSync(path.join(DATA_DIR, 'secret')).mode & 0o777).toBe(0o600)
    expect(fs.readdirSync(DATA_DIR)).toEqual(['secret'])
  })

  test('that cannot be kept is a problem of the data folder', () => {
    const DATA_DIR = path.join(folder, 'a-file')
    fs.writeFileSync(DATA_DIR, '')
    expect(problemsOf(() => inDemo({ DATA_DIR }))['DATA_DIR']).toContain('cannot be used (EEXIST)')
  })

  test('is not made for settings that are refused', () => {
    const DATA_DIR = path.join(folder, 'refused')
    problemsOf(() => inDemo({ DATA_DIR, PORT: 'x' }))
    expect(fs.existsSync(DATA_DIR)).toBe(false)
  })

  test('may be a list: the newest signs, the older ones still verify', () => {
    const older = randomBytes(48).toString('base64')
    expect(inProduction({ SECRET: `${GOOD_SECRET}, ${older}` }).secrets).toEqual([GOOD_SECRET, older])
    expect(problemsOf(() => inProduction({ SECRET: `${GOOD_SECRET},short` }))['SECRET']).toContain(
      'number 2 of the list',
    )
    expect(problemsOf(() => inProduction({ SECRET: `${GOOD_SECRET},${GOOD_SECRET}` }))['SECRET']).toContain('twice')
    expect(problemsOf(() => inProduction({ SECRET: `${GOOD_SECRET},` }))).toHaveProperty('SECRET')
  })

  test('must be long everywhere', () => {
    expect(problemsOf(() => inDemo({ SECRET: 'short' }))['SECRET']).toContain('shorter than 32')
  })

  test.each([
    'changeme-changeme-changeme-changeme',
    'please-change-this-secret-in-production',
    'greenroom-demo-greenroom-demo-secret',
    'replace-me-with-a-long-random-string',
    'your-super-secret-key-at-least-32-characters',
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    'abababababababababababababababababab',
    '0123456789abcdef0123456789abcdef',
    'abcdefghijklmnopqrstuvwxyz0123456789',
  ])('%s is refused in production and never repeated', (SECRET) => {
    const message = problemsOf(() => inProduction({ SECRET }))['SECRET']
    expect(message).toContain('placeholder')
    expect(message).not.toContain(SECRET)
  })

  test('of real chance is not mistaken for a placeholder', () => {
    for (const encoding of ['hex', 'base64', 'base64url'] as const)
      for (let i = 0; i < 500; i++) {
        const SECRET = randomBytes(32).toString(encoding)
        expect(inProduction({ SECRET }).secrets, SECRET).toEqual([SECRET])
      }
  })
})

describe('files for secrets', () => {
  const file = path.join(folder, 'a-secret')
  fs.writeFileSync(file, `${GOOD_SECRET}\n`)

  test('stand for the variable', () => {
    expect(inProduction({ SECRET: undefined, SECRET_FILE: file }).secrets).toEqual([GOOD_SECRET])
  })

  test('and the variable itself do not go together', () => {
    expect(problemsOf(() => inProduction({ SECRET_FILE: file }))).toEqual({
      SECRET_FILE: 'and SECRET are both set. Remove one of them.',
    })
  })

  test('that cannot be read are named, once', () => {
    const problems = problemsOf(() => inProduction({ SECRET: undefined, SECRET_FILE: '/nowhere' }))
    expect(problems).toEqual({ SECRET_FILE: 'names a file that cannot be read (ENOENT): "/nowhere".' })
  })

  test('are judged like the variable', () => {
    fs.writeFileSync(path.join(folder, 'short'), 'short')
    expect(problemsOf(() => inDemo({ SECRET_FILE: path.join(folder, 'short') }))).toHaveProperty('SECRET')
  })
})

describe('what comes back by email', () => {
  test('is listened for beside the mail catcher, and elsewhere where it is asked for', () => {
    expect(inDemo({ PORT: '5000' }).inboundSmtp).toEqual({ port: 5026, tls: null })
    expect(inDemo({ PORT: '65535' }).inboundSmtp).toEqual({ port: 65511, tls: null })
    expect(inProduction().inboundSmtp).toBeNull()
    expect(inProduction({ INBOUND_SMTP_PORT: '2525' }).inboundSmtp).toEqual({ port: 2525, tls: null })
    for (const taken of ['4000', '4025'])
      expect(problemsOf(() => inDemo({ INBOUND_SMTP_PORT: taken }))).toEqual({
        INBOUND_SMTP_PORT: `is a port that is taken already (${taken}). Choose another.`,
      })
  })

  test('comes encrypted with a certificate and its key', () => {
    const { cert, key } = makeCertificate('mail.example.com')
    const given = { INBOUND_SMTP_PORT: '25', INBOUND_TLS_CERT: cert, INBOUND_TLS_KEY: key }
    expect(inProduction(given)).toMatchObject({ inboundSmtp: { port: 25, tls: { cert, key } }, warnings: [] })
    expect(inProduction({ ...given, INBOUND_TLS_CERT: cert.replaceAll('\n', '\\n') }).inboundSmtp!.tls!.cert).toBe(cert)
    fs.writeFileSync(path.join(folder, 'cert.pem'), cert)
    const inFile = { ...given, INBOUND_TLS_CERT: undefined, INBOUND_TLS_CERT_FILE: path.join(folder, 'cert.pem') }
    expect(new X509Certificate(inProduction(inFile).inboundSmtp!.tls!.cert).subject).toBe('CN=mail.example.com')

    vi.useFakeTimers({ now: Date.now() + 3 * 24 * 3_600_000, toFake: ['Date'] })
    const { warnings } = inProduction(given)
    vi.useRealTimers()
    expect(warnings).toEqual([expect.stringMatching(/^INBOUND_TLS_CERT has expired \(/)])
  })

  test('does not come encrypted by what is no certificate, no key, or not of one another', () => {
    const { cert, key } = makeCertificate('mail.example.com')
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const pem = { type: 'pkcs8', format: 'pem' } as const
    const ofAnother = privateKey.export(pem)
    const locked = privateKey.export({ ...pem, cipher: 'aes-256-cbc', passphrase: 'secret' })
    const given = { INBOUND_SMTP_PORT: '25', INBOUND_TLS_CERT: cert, INBOUND_TLS_KEY: key }
    for (const [name, value] of [
      ['INBOUND_TLS_CERT', undefined],
      ['INBOUND_TLS_CERT', '/etc/cert.pem'],
      ['INBOUND_TLS_CERT', key],
      ['INBOUND_TLS_CERT', '-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----'],
      ['INBOUND_TLS_CERT', cert.slice(0, -60)],
      ['INBOUND_TLS_KEY', undefined],
      ['INBOUND_TLS_KEY', cert],
      ['INBOUND_TLS_KEY', '-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----'],
      ['INBOUND_TLS_KEY', locked as string],
      ['INBOUND_TLS_KEY', ofAnother as string],
    ] as const) {
      const problems = problemsOf(() => inProduction({ ...given, [name]: value }))
      expect(Object.keys(problems)).toEqual([name])
      expect(JSON.stringify(problems)).not.toContain(key.split('\n')[1])
    }
  })

  test('is read from a mailbox', () => {
    const INBOUND_IMAP_URL = 'imaps://answers%40example.com:p%25w@imap.example.com/Answers%20here'
    expect(inProduction({ INBOUND_IMAP_URL, INBOUND_AUTHSERV_ID: 'mx.example.com' }).inboundImap).toEqual({
      host: 'imap.example.com',
      port: 993,
      secure: true,
      mayBeClear: false,
      user: 'answers@example.com',
      password: 'p%w',
      folder: 'Answers here',
      verdictsOf: 'mx.example.com',
    })
    expect(inProduction({ INBOUND_IMAP_URL }).warnings).toEqual([expect.stringContaining('INBOUND_AUTHSERV_ID')])
    expect(inDemo({ INBOUND_IMAP_URL: 'imap://a:b@localhost' }).inboundImap).toMatchObject({
      port: 143,
      secure: false,
      mayBeClear: true,
      folder: 'INBOX',
    })
    expect(problemsOf(() => inProduction({ INBOUND_AUTHSERV_ID: 'mx.example.com' }))).toHaveProperty(
      'INBOUND_AUTHSERV_ID',
    )
  })

  test.each([
    'imap.example.com',
    'pop3://a:b@imap.example.com',
    'imaps://imap.example.com/INBOX',
    'imaps://a@imap.example.com/INBOX',
    'imaps://a:b@imap.example.com:143',
    'imap://a:b@imap.example.com:993',
    'imaps://a:b@imap.example.com/INBOX?x=1',
    'imaps://a:%zz@imap.example.com',
  ])('is not read from %s, and no password is told', (INBOUND_IMAP_URL) => {
    const problems = problemsOf(() => inProduction({ INBOUND_IMAP_URL }))
    expect(Object.keys(problems)).toEqual(['INBOUND_IMAP_URL'])
    expect(problems['INBOUND_IMAP_URL']).not.toMatch(/a:b|%zz/)
  })
})

describe('a name that is nearly right', () => {
  test.each([
    ['DATABSE_URL', 'DATABASE_URL'],
    ['database_url', 'DATABASE_URL'],
    ['SMTP_URI', 'SMTP_URL'],
    ['PUBLICURL', 'PUBLIC_URL'],
    ['SECRETS', 'SECRET'],
    ['MAIL_FORM', 'MAIL_FROM'],
    ['PROT', 'PORT'],
    ['DATA_DIRECTORY', undefined],
    ['HOME', undefined],
    ['HOSTNAME', undefined],
    ['SECRET_FILE', undefined],
  ])('%s', (name, meant) => {
    const env = name === 'SECRET_FILE' ? { [name]: '' } : { [name]: 'x' }
    expect(inDemo(env).warnings).toEqual(
      meant ? [`${name} is not a setting of Greenroom and does nothing. Was ${meant} meant?`] : [],
    )
  })
})

describe('the DKIM key', () => {
  const pem = (bits: number) =>
    generateKeyPairSync('rsa', { modulusLength: bits }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const key = pem(2048)

  test('signs under the usual name unless another one is given', () => {
    expect(inDemo().dkim).toBeNull()
    expect(inDemo({ DKIM_KEY: key }).dkim).toEqual({ selector: 'greenroom', privateKey: key.trim() })
    expect(inDemo({ DKIM_KEY: key, DKIM_SELECTOR: 'Mail.2026' }).dkim?.selector).toBe('mail.2026')
  })

  test('may be written in one line, or lie in a file', () => {
    expect(inDemo({ DKIM_KEY: key.replaceAll('\n', '\\n') }).dkim?.privateKey.trim()).toBe(key.trim())
    const file = path.join(folder, 'dkim.pem')
    fs.writeFileSync(file, key)
    expect(inDemo({ DKIM_KEY_FILE: file }).dkim?.privateKey).toBe(key.trim())
  })

  test.each([
    ['no key', 'rsa', /not a private key/],
    ['a public key', createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString(), /not a private key/],
    ['a short key', pem(1024), /1024 bits/],
    [
      'a key of another kind',
      generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      /type ed25519/,
    ],
    [
      'a locked key',
      generateKeyPairSync('rsa', { modulusLength: 2048 })
        .privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
        .toString(),
      /passphrase/,
    ],
  ])('is refused where it is %s', (_, value, words) => {
    const problems = problemsOf(() => inDemo({ DKIM_KEY: value }))
    expect(problems['DKIM_KEY']).toMatch(words)
    expect(problems['DKIM_KEY']).toContain('mail dkim-key')
  })

  test('must be there when its name is', () => {
    expect(problemsOf(() => inDemo({ DKIM_SELECTOR: 'mail' }))['DKIM_SELECTOR']).toMatch(/DKIM_KEY/)
    expect(problemsOf(() => inDemo({ DKIM_KEY: key, DKIM_SELECTOR: 'a b' }))['DKIM_SELECTOR']).toMatch(/domain name/)
  })
})

test.each([
  ['smtp://mail.example.com:587/?ignoreTLS=true', /ends there/],
  ['smtp://mail.example.com:587#x', /ends there/],
  ['smtp://user:100%@mail.example.com:587', /%25/],
])('a mail server may not be %s: what it adds would be without effect', (url, words) => {
  expect(problemsOf(() => inDemo({ SMTP_URL: url }))['SMTP_URL']).toMatch(words)
})
