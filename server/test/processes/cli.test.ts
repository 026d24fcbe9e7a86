import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { ownDatabase } from '../database.ts'
import { openSwift, swiftIsLeftOut } from '../swift.ts'
import { openMailServer } from './mail-server.ts'
import { afterwards, endEverything, ownFolder, run } from './processes.ts'

afterEach(endEverything)

async function greenroom(args: readonly string[], settings: Record<string, string> = {}) {
  const process = run('greenroom', { DATA_DIR: ownFolder(), ...settings }, undefined, args)
  const { code } = await process.ended
  return { code, said: process.said() }
}

test('help tells what there is, and a word that is none is not understood', async () => {
  const [help, mail, unknown, missing] = await Promise.all([
    greenroom(['--help']),
    greenroom(['mail', '--help']),
    greenroom(['mial']),
    greenroom(['setup', '--company', 'Lindgren']),
  ])
  expect(help.code).toBe(0)
  for (const word of ['setup', 'migrate', 'mail', 'storage', 'Exit codes']) expect(help.said).toContain(word)
  expect(mail.said).toMatch(/check.*\n.*dkim-key|dkim-key/s)
  expect(unknown.code).toBe(2)
  expect(unknown.said).toContain('mial')
  expect(missing).toMatchObject({ code: 2, said: expect.stringContaining('--name') as string })
})

test('the first company is set up by command, or at an address that is told as long as there is none', async () => {
  const { url } = await ownDatabase()
  const settings = { DATABASE_URL: url, PUBLIC_URL: 'https://interviews.example.test', SECRET: 'x'.repeat(32) }
  const before = await greenroom(['setup-link'], settings)
  expect(before).toMatchObject({
    code: 0,
    said: expect.stringMatching(/^https:\/\/interviews\.example\.test\/setup#[a-z2-7]{26}$/m) as string,
  })
  const person = ['--company', 'Lindgren', '--name', 'Astrid', '--email', 'Astrid@lindgren.test']
  const founded = await greenroom(['setup', ...person], settings)
  expect(founded).toMatchObject({ code: 0, said: expect.stringMatching(/with the password \S{20}/) as string })
  const [after, again] = await Promise.all([
    greenroom(['setup-link'], settings),
    greenroom(['setup', ...person], settings),
  ])
  expect(after).toMatchObject({ code: 1, said: expect.stringContaining('There is a company already') as string })
  expect(again).toMatchObject({ code: 1, said: expect.stringContaining('has an account already') as string })
})

describe('tokens of other systems', () => {
  test('are made, listed and revoked by command', async () => {
    const { url, query } = await ownDatabase()
    const settings = { DATABASE_URL: url, SECRET: 'x'.repeat(32) }
    const token = (...args: string[]) => greenroom(['token', ...args], settings)
    await greenroom(['setup', '--company', 'Lindgren', '--name', 'Astrid', '--email', 'astrid@lindgren.test'], settings)
    const made = await token('create', '--name', 'Careers site', '--scopes', 'schedule', '--json')
    const { id, secret } = JSON.parse(made.said) as { id: string; secret: string }
    expect(made.code).toBe(0)
    expect(secret).toMatch(/^gr_[a-z2-7]{52}$/)
    const [again, listed] = await Promise.all([token('create', '--name', 'careers SITE'), token('list', '--json')])
    expect(again).toMatchObject({ code: 1, said: expect.stringContaining('Another token is called') as string })
    expect(listed.said).not.toContain(secret)
    expect(JSON.parse(listed.said)).toMatchObject({
      tokens: [{ id, name: 'Careers site', scopes: ['READ', 'SCHEDULE'], state: 'ACTIVE', lastUsedAt: null }],
    })

    const ended = await token('revoke', id)
    expect(ended).toMatchObject({ code: 0, said: expect.stringContaining('revoked') as string })
    // Who runs the server did it, and those who listen are told.
    expect(
      await query("select action, actor_kind from audit_entry where entity_type = 'ApiToken' order by at"),
    ).toEqual([
      { action: 'ApiTokenCreated', actor_kind: 'SYSTEM' },
      { action: 'ApiTokenRevoked', actor_kind: 'SYSTEM' },
    ])
    expect(await query('select topic from live_event where subject_id = $1', [id])).toEqual([
      { topic: 'viewerChanged' },
    ])
  })

  test('are refused in words, and to scripts by codes', async () => {
    const { url } = await ownDatabase()
    const settings = { DATABASE_URL: url, SECRET: 'x'.repeat(32) }
    const token = (...args: string[]) => greenroom(['token', ...args], settings)
    const unknown = await token('create', '--name', 'Report', '--scopes', 'READ,EVERYTHING')
    expect(unknown).toMatchObject({ code: 2, said: expect.stringContaining('EVERYTHING') as string })
    expect(await token('list')).toMatchObject({ code: 1, said: expect.stringContaining('no company yet') as string })
    await greenroom(['setup', '--company', 'Lindgren', '--name', 'Astrid', '--email', 'astrid@lindgren.test'], settings)
    const [far, none] = await Promise.all([
      token('create', '--name', 'Report', '--days', '367'),
      token('revoke', 'nothing', '--json'),
    ])
    expect(far).toMatchObject({ code: 1, said: expect.stringContaining('1 to 366 days') as string })
    expect(none).toMatchObject({ code: 1, said: expect.stringContaining('NOT_FOUND') as string })
  })
})

test('settings that are nonsense are told in words', async () => {
  const { code, said } = await greenroom(['mail', 'check'], { SMTP_URL: 'smtps://mail.example.com:587' })
  expect(code).toBe(1)
  expect(said).toMatch(/SMTP_URL asks for TLS/)
  expect(said).not.toContain('at ')
})

test('mail check tells a person what a refusal means, and a script the same as JSON', async () => {
  const mail = await openMailServer()
  mail.answers = (moment) => (moment === 'RCPT' ? '550 5.1.1 No such user here' : undefined)
  const settings = { SMTP_URL: `smtp://127.0.0.1:${mail.port}`, MAIL_FROM: 'interviews@greenroom.test' }
  const [words, json] = await Promise.all([
    greenroom(['mail', 'check', '--to', 'nobody@greenroom.test'], settings),
    greenroom(['mail', 'check', '--to', 'nobody@greenroom.test', '--json'], settings),
  ])
  expect([words.code, json.code]).toEqual([1, 1])
  expect(words.said).toMatch(
    /PROBLEM\s+Test message\s+nobody@greenroom.test\n\s+RECIPIENT_REFUSED · RCPT TO\n\s+550 5.1.1 No such user here\n\s+The mail server knows no such recipient/,
  )
  const told = JSON.parse(json.said) as { grade: string; findings: { step: string; code: string }[] }
  expect(told.grade).toBe('PROBLEM')
  expect(told.findings).toContainEqual(
    expect.objectContaining({ step: 'TEST_MESSAGE', code: 'RECIPIENT_REFUSED', answer: '550 5.1.1 No such user here' }),
  )

  mail.answers = () => undefined
  const well = await greenroom(['mail', 'check', '--to', 'ada@greenroom.test'], settings)
  expect(well.code).toBe(0)
  const code = /Test message\s+ada@greenroom.test · code (\d{6})/.exec(well.said)?.[1]
  expect(mail.delivered().at(-1)!.raw.toString()).toContain(`Subject: Greenroom test message ${code}`)
})

test('mail dkim-key makes a key once, and signs with it from then on', async () => {
  const folder = ownFolder()
  const settings = { DATA_DIR: folder, MAIL_FROM: 'interviews@greenroom.test' }
  const first = await greenroom(['mail', 'dkim-key'], settings)
  expect(first.code).toBe(0)
  expect(first.said).toContain('greenroom._domainkey.greenroom.test')
  const file = path.join(folder, 'dkim.pem')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const key = readFileSync(file, 'utf8')
  expect(first.said).not.toContain(key.split('\n')[1])

  const again = JSON.parse((await greenroom(['mail', 'dkim-key', '--json'], settings)).said) as { value: string }
  expect(readFileSync(file, 'utf8')).toBe(key)
  expect(first.said).toContain(again.value)

  const mail = await openMailServer()
  const signing = { ...settings, SMTP_URL: `smtp://127.0.0.1:${mail.port}`, DKIM_KEY_FILE: file }
  await greenroom(['mail', 'check', '--to', 'ada@greenroom.test'], signing)
  const [message] = mail.delivered()
  expect(message!.raw.toString().replace(/\r\n[ \t]+/g, ' ')).toMatch(/DKIM-Signature: [^\r]*d=greenroom.test;/)
})

test('mail preview writes an email as files, and says what it does not know', async () => {
  const out = ownFolder()
  const args = ['mail', 'preview', '--occasion', 'INVITATION', '--language', 'SV', '--company', 'Lindgren <&> Co']
  const written = await greenroom([...args, '--out', out])
  expect(written).toMatchObject({ code: 0, said: expect.stringContaining('1 email lies') as string })
  const read = (file: string) => readFileSync(path.join(out, file), 'utf8')
  expect(read('SV/INVITATION.html')).toContain('Lindgren &lt;&amp;&gt; Co')
  expect(read('SV/INVITATION.txt')).toContain('Lindgren <&> Co har bokat en intervju')
  expect(read('SV/INVITATION.ics')).toContain('METHOD:REQUEST')
  expect(read('SV/INVITATION.eml')).toContain('Auto-Submitted: auto-generated')
  expect(read('index.html')).toContain('href="SV/INVITATION.html"')
  const unknown = await greenroom(['mail', 'preview', '--occasion', 'NEWSLETTER', '--out', out])
  expect(unknown).toMatchObject({ code: 2, said: expect.stringContaining('--occasion') as string })
})

test('storage check does with a disk what recordings need, and leaves nothing', async () => {
  const DATA_DIR = ownFolder()
  const { code, said } = await greenroom(['storage', 'check'], { DATA_DIR })
  expect(said).toMatch(
    /^Looking at .*recordings\.\n\nok +Connection +\d+ ms\n +It answers.*ok +Writing.*ok +Gone.*\nAll is well\.\n$/s,
  )
  expect(code).toBe(0)
  const left = readdirSync(path.join(DATA_DIR, 'recordings'), { recursive: true, withFileTypes: true })
  expect(left.filter((entry) => entry.isFile())).toEqual([])
})

describe.skipIf(swiftIsLeftOut())('storage check of a bucket', () => {
  test('tells a person what is wrong and what mends it, and a script the same as JSON', async () => {
    const swift = await openSwift()
    afterwards(swift.close)
    const { endpoint, region, bucket, prefix, accessKeyId, secretAccessKey } = swift.settings
    const settings = {
      S3_ENDPOINT: endpoint,
      S3_REGION: region,
      S3_BUCKET: bucket,
      S3_PREFIX: prefix,
      S3_ACCESS_KEY_ID: accessKeyId,
      S3_SECRET_ACCESS_KEY: secretAccessKey,
    }
    const [well, words, json] = await Promise.all([
      greenroom(['storage', 'check', '--json'], settings),
      greenroom(['storage', 'check'], { ...settings, S3_SECRET_ACCESS_KEY: 'another' }),
      greenroom(['storage', 'check', '--json'], { ...settings, S3_BUCKET: 'nowhere' }),
    ])
    expect(JSON.parse(well.said)).toMatchObject({
      grade: 'GOOD',
      place: `s3://${bucket}/${prefix} at ${endpoint}`,
      findings: ['CONNECTION', 'WRITE', 'READ', 'RANGE', 'REMOVE', 'GONE'].map((step) => ({ step, grade: 'GOOD' })),
    })
    expect(await swift.names()).toEqual([])
    expect(words.said).toMatch(
      /PROBLEM +Connection.*\n +SignatureDoesNotMatch\n +S3_SECRET_ACCESS_KEY is not the secret.*\n\nThere is a problem\.\n$/,
    )
    expect(JSON.parse(json.said)).toMatchObject({ grade: 'PROBLEM', findings: [{ code: 'NoSuchBucket' }] })
    expect([well.code, words.code, json.code]).toEqual([0, 1, 1])
    for (const { said } of [well, words, json]) expect(said).not.toMatch(/keepers-secret|another/)
  })
})
