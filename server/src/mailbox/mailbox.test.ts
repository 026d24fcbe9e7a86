import fs from 'node:fs'
import http from 'node:http'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { once } from 'node:events'
import express from 'express'
import nodemailer, { type SendMailOptions } from 'nodemailer'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readMessage } from '../replies/read-message.ts'
import { openMailboxStore, type CaughtEmail, type OpenedEmail } from './mailbox.store.ts'
import { startMailbox, type Mailbox } from './mailbox.ts'

const INVITATION = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//Greenroom//EN',
  'METHOD:REQUEST',
  'BEGIN:VEVENT',
  'UID:42@greenroom.localhost',
  'DTSTAMP:20261121T090000Z',
  'DTSTART:20261201T090000Z',
  'SUMMARY:Interview <Ada>',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n')

function freshFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'greenroom-mailbox-'))
  onTestFinished(() => fs.rmSync(folder, { recursive: true }))
  return folder
}

async function open(dataDir = freshFolder(), answersTo: string | null = null) {
  const mailbox = await startMailbox({ dataDir, port: 0, answersTo })
  const server = http.createServer(express().use('/mailbox', mailbox.router)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const transport = nodemailer.createTransport(mailbox.smtpUrl)
  onTestFinished(async () => {
    transport.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await mailbox.close()
  })
  const origin = `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`
  return {
    mailbox,
    dataDir,
    send: (email: SendMailOptions) =>
      transport.sendMail({ from: 'Acme <jobs@acme.test>', to: 'ada@candidate.test', ...email }),
    get: (where: string, accept = '*/*') => fetch(`${origin}/mailbox${where}`, { headers: { Accept: accept } }),
    post: (where: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
      fetch(`${origin}/mailbox${where}`, {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers,
        redirect: 'manual',
      }),
    list: async (query = '') => (await (await fetch(`${origin}/mailbox/messages${query}`)).json()) as CaughtEmail[],
  }
}

const newest = (mailbox: Mailbox) => mailbox.store.list({ first: 1 }).emails[0]!

describe('an email that was sent', () => {
  test('is in the mailbox when its sender hears that it was taken', async () => {
    const { send, list } = await open()
    const sent = await send({
      to: ['Ada Lovelace <ada@candidate.test>', 'ben@candidate.test'],
      subject: 'Intervju på måndag ☀',
      date: new Date('2026-11-21T10:00:00+01:00'),
      text: 'Welcome',
      icalEvent: { method: 'REQUEST', content: INVITATION },
    })
    expect(sent.response).toMatch(/^250 /)
    expect(await list()).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-z]{9}-[0-9a-f]{12}$/),
        from: 'jobs@acme.test',
        fromName: 'Acme',
        to: ['ada@candidate.test', 'ben@candidate.test'],
        subject: 'Intervju på måndag ☀',
        date: '2026-11-21T09:00:00.000Z',
        messageId: sent.messageId,
        receivedAt: expect.stringMatching(/^\d{4}-.*Z$/),
        size: expect.any(Number),
        hasCalendar: true,
        envelope: { from: 'jobs@acme.test', to: ['ada@candidate.test', 'ben@candidate.test'] },
      },
    ])
  })

  test('can be read as JSON, as the bytes it was, and as a calendar', async () => {
    const { mailbox, send, get } = await open()
    const raw = [
      'From: jobs@acme.test',
      'To: ada@candidate.test',
      'Subject: Kept byte for byte',
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      '',
      '.. a line with dots',
      'Grüße',
      '',
    ].join('\r\n')
    await send({ raw })
    const answer = await get(`/messages/${newest(mailbox).id}/raw`)
    expect(answer.headers.get('content-type')).toBe('message/rfc822')
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(Buffer.from(raw))

    await send({
      subject: 'Invitation',
      text: 'Hello',
      html: '<p>Hello</p>',
      icalEvent: { method: 'REQUEST', content: INVITATION },
    })
    const { id } = newest(mailbox)
    const email = (await (await get(`/messages/${id}`)).json()) as OpenedEmail
    expect(email).toMatchObject({
      id,
      subject: 'Invitation',
      text: expect.stringContaining('Hello'),
      html: expect.stringContaining('<p>Hello</p>'),
    })
    expect(email.calendars[0]).toMatchObject({ method: 'REQUEST', content: INVITATION })
    expect(email.headers).toContainEqual({ name: 'Subject', value: 'Invitation' })

    const calendar = await get(`/messages/${id}/calendars/0`)
    expect(calendar.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    expect(await calendar.text()).toBe(INVITATION)
  })

  test('survives a restart', async () => {
    const first = await open()
    await first.send({ subject: 'Before' })
    await first.mailbox.close()

    const second = await open(first.dataDir)
    await second.send({ subject: 'After' })
    expect((await second.list()).map((email) => email.subject)).toEqual(['After', 'Before'])
    expect(await (await second.get(`/messages/${(await second.list())[1]!.id}/raw`)).text()).toContain(
      'Subject: Before',
    )
  })

  test('is for the owner of the machine only', async () => {
    const { send, dataDir } = await open()
    await send({ subject: 'A personal link' })
    const folder = path.join(dataDir, 'mailbox')
    expect(fs.statSync(folder).mode & 0o777).toBe(0o700)
    for (const name of fs.readdirSync(folder)) expect(fs.statSync(path.join(folder, name)).mode & 0o777).toBe(0o600)
  })

  test('larger than the limit is refused as RFC 1870 says, and not kept', async () => {
    const { send, list } = await open()
    await expect(send({ text: 'x'.repeat(26 * 1024 * 1024) })).rejects.toMatchObject({ responseCode: 552 })
    expect(await list()).toEqual([])
  })

  test('that nobody can read is kept as it is', async () => {
    const { mailbox, send, get } = await open()
    const nest = Array.from(
      { length: 60 },
      (_, i) => `Content-Type: multipart/mixed; boundary="b${i}"\r\n\r\n--b${i}\r\n`,
    ).join('')
    await send({ raw: nest })
    const email = newest(mailbox)
    expect(email).toMatchObject({ subject: '', from: '', to: [], messageId: null, date: null, hasCalendar: false })
    expect((await get(`/messages/${email.id}`, 'text/html')).status).toBe(200)
    expect(await (await get(`/messages/${email.id}/raw`)).text()).toContain('b59')
  })
})

describe('the list', () => {
  test('finds by recipient and by subject, whatever the case', async () => {
    const { send, list } = await open()
    await send({ to: 'ada@candidate.test', subject: 'Intervju i Malmö' })
    await send({ to: 'ben@candidate.test', subject: 'Cancelled' })
    await send({ to: 'office@acme.test', bcc: 'ada@candidate.test', subject: 'Blind' })
    const subjects = async (query: string) => (await list(query)).map((email) => email.subject)
    expect(await subjects('?to=ADA@')).toEqual(['Blind', 'Intervju i Malmö'])
    expect(await subjects('?subject=malm%C3%96')).toEqual(['Intervju i Malmö'])
    expect(await subjects('?to=ada&subject=blind')).toEqual(['Blind'])
    expect(await subjects('?q=ben')).toEqual(['Cancelled'])
    expect(await subjects('?to=nobody')).toEqual([])
  })

  test('is read page by page, newest first, without loss while new emails arrive', async () => {
    const { send, get, list } = await open()
    for (const n of [1, 2, 3, 4, 5]) await send({ subject: `Number ${n}` })
    const first = await get('/messages?first=2&to=ada')
    expect(((await first.json()) as CaughtEmail[]).map((email) => email.subject)).toEqual(['Number 5', 'Number 4'])
    await send({ subject: 'Number 6' })
    const next = /^<\/mailbox\/messages(\?[^>]+)>; rel="next"$/.exec(first.headers.get('link') ?? '')?.[1]
    expect((await list(next)).map((email) => email.subject)).toEqual(['Number 3', 'Number 2'])
    expect((await get('/messages')).headers.get('link')).toBeNull()
  })

  test('has at most 200 emails, whatever is asked for', async () => {
    const { get, list, send } = await open()
    await send({ subject: 'One' })
    for (const first of ['0', '-5', 'x', '1e9', '999999']) expect(await list(`?first=${first}`)).toHaveLength(1)
    expect((await get('/messages?to[]=a&to[]=b&after=..%2F..%2Fetc')).status).toBe(200)
  })

  test('shows search, rows and ways to older and newer on its page', async () => {
    const { mailbox, send, get } = await open()
    for (let n = 1; n <= 51; n++)
      await mailbox.store.add(Buffer.from(`To: ada@candidate.test\r\nSubject: No ${n}.\r\n\r\n`), { from: '', to: [] })
    const page = await (await get('?q=no')).text()
    expect(page.match(/<li>/g)).toHaveLength(50)
    expect(page).toContain('value="no"')
    const older = /href="\/mailbox(\?[^"]+)"\s+rel="next"/.exec(page)?.[1]?.replaceAll('&amp;', '&')
    const last = await (await get(older ?? '')).text()
    expect(last).toContain('No 1.')
    expect(last.match(/<li>/g)).toHaveLength(1)
    await send({ subject: 'x' })
    expect(await (await get('?q=nothing-like-this')).text()).toContain('No email matches “nothing-like-this”')
  })
})

describe('the folder', () => {
  const email = (n: number) => Buffer.from(`Subject: ${n}\r\n\r\n`)
  const envelope = { from: '', to: ['ada@candidate.test'] }

  test('keeps the newest emails only', async () => {
    const folder = freshFolder()
    const store = await openMailboxStore(folder, 3)
    for (const n of [1, 2, 3, 4, 5]) await store.add(email(n), envelope)
    expect(store.list({ first: 9 }).emails.map(({ subject }) => subject)).toEqual(['5', '4', '3'])
    expect(fs.readdirSync(folder)).toHaveLength(6)

    const smaller = await openMailboxStore(folder, 2)
    expect(smaller.list({ first: 9 }).emails.map(({ subject }) => subject)).toEqual(['5', '4'])
    expect(fs.readdirSync(folder)).toHaveLength(4)
  })

  test('keeps the order of arrival when many arrive at once', async () => {
    const store = await openMailboxStore(freshFolder())
    const all = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((n) => store.add(email(n), envelope)))
    const ids = all.map(({ id }) => id)
    expect(new Set(ids).size).toBe(8)
    expect(store.list({ first: 9 }).emails.map(({ id }) => id)).toEqual(ids.toSorted().reverse())
  })

  test('forgets what was under way when the process was killed, and nothing else', async () => {
    const folder = freshFolder()
    const store = await openMailboxStore(folder)
    const kept = await store.add(email(1), envelope)
    const unconfirmed = '0mz000000-0123456789ab'
    fs.writeFileSync(path.join(folder, `${unconfirmed}.eml`), 'Subject: half')
    fs.writeFileSync(path.join(folder, `${unconfirmed}.json.unfinished`), '{"id":')
    fs.writeFileSync(path.join(folder, 'notes.txt'), 'not ours')
    const again = await openMailboxStore(folder)
    expect(again.list({ first: 9 }).emails).toEqual([kept])
    expect(fs.readdirSync(folder).sort()).toEqual([`${kept.id}.eml`, `${kept.id}.json`, 'notes.txt'].sort())
  })

  test('gives nothing away for an id that is not in the list', async () => {
    const { send, get, dataDir } = await open()
    await send({ subject: 'x' })
    fs.writeFileSync(path.join(dataDir, 'secret'), 'hunter2')
    for (const id of ['..%2Fsecret', '..%2F..%2Fsecret', '%2e%2e%2fsecret', 'x', '%00', '__proto__', '.eml', '%'])
      for (const rest of ['', '/raw', '/html', '/calendars/0']) {
        const answer = await get(`/messages/${id}${rest}`)
        expect([400, 404]).toContain(answer.status)
        expect(await answer.text()).not.toContain('hunter2')
      }
  })
})

describe('a hostile email', () => {
  const attack = `"><script>alert(1)</script><img src=x onerror='alert(2)'>`

  test('is words on our pages', async () => {
    const { mailbox, send, get } = await open()
    await send({
      from: { name: attack, address: 'mallory@evil.test' },
      subject: attack,
      text: `</pre>${attack}`,
      html: `</iframe>${attack}`,
      icalEvent: { method: 'REQUEST', content: `BEGIN:VCALENDAR\r\nX:</pre>${attack}\r\nEND:VCALENDAR\r\n` },
      attachments: [{ filename: `${attack}.txt`, content: 'x' }],
    })
    const { id } = newest(mailbox)
    const pages = [
      '',
      `?q=${encodeURIComponent(attack)}`,
      ...['html', 'text', 'calendar', 'raw'].map((view) => `/messages/${id}?view=${view}`),
    ]
    for (const where of pages) {
      const answer = await get(where, 'text/html')
      const page = await answer.text()
      expect(page).toContain('&lt;script&gt;')
      expect(page.match(/<script/g)).toHaveLength(1) // ours
      expect(page).not.toContain('<img')
      expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'")
    }
  })

  test('is shown where it can run nothing and reach nothing', async () => {
    const { mailbox, send, get } = await open()
    await send({ html: '<html><head><title>x</title></head><body><a href="https://evil.test">x</a></body></html>' })
    const { id } = newest(mailbox)
    const answer = await get(`/messages/${id}/html`)
    const policy = answer.headers.get('content-security-policy')!.split('; ')
    expect(policy).toContain('sandbox allow-popups allow-popups-to-escape-sandbox')
    expect(policy).toContain("default-src 'none'")
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
    expect(await answer.text()).toContain('<head><base target="_blank"><title>')
    const page = await (await get(`/messages/${id}`, 'text/html')).text()
    expect(page).toMatch(/<iframe[^>]+sandbox="allow-popups allow-popups-to-escape-sandbox"/)
  })

  test('cannot be opened as a page of its own in our name', async () => {
    const { mailbox, send, get } = await open()
    await send({ subject: 'x', html: attack })
    const { id } = newest(mailbox)
    for (const rest of ['/raw', '/html']) {
      const answer = await get(`/messages/${id}${rest}`, 'text/html')
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
      expect(answer.headers.get('cache-control')).toBe('no-store')
    }
    expect((await get(`/messages/${id}/raw`)).headers.get('content-disposition')).toContain('attachment')
  })
})

test('asking for a message gives a person a page and a program JSON', async () => {
  const { mailbox, send, get } = await open()
  await send({ subject: 'x', text: 'y' })
  const { id } = newest(mailbox)
  const type = async (accept: string) => (await get(`/messages/${id}`, accept)).headers.get('content-type')
  expect(await type('text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8')).toBe('text/html; charset=utf-8')
  expect(await type('application/json')).toBe('application/json; charset=utf-8')
  expect(await type('*/*')).toBe('application/json; charset=utf-8')
})

test('a taken port is named with the setting that mends it', async () => {
  const squatter = net.createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void squatter.close())
  await once(squatter, 'listening')
  const { port } = squatter.address() as net.AddressInfo
  await expect(startMailbox({ dataDir: freshFolder(), port })).rejects.toThrow(/Set MAILBOX_SMTP_PORT/)
})

test('closing does not wait for a client that stays', async () => {
  const dataDir = freshFolder()
  const mailbox = await startMailbox({ dataDir, port: 0 })
  const client = net.connect(Number(new URL(mailbox.smtpUrl).port), '127.0.0.1')
  client.on('error', () => {})
  await once(client, 'data')
  await mailbox.close()
  client.destroy()
})

describe('an invitation', () => {
  const invitation = INVITATION.replace(
    'SUMMARY',
    'DTEND:20261201T094500Z\r\nSEQUENCE:3\r\nORGANIZER:mailto:jobs+token@acme.test\r\nATTENDEE;RSVP=TRUE:mailto:ada@candidate.test\r\nSUMMARY',
  )
  const withInvitation = { subject: 'Interview', icalEvent: { method: 'REQUEST', content: invitation } }

  async function caught() {
    const away = await open()
    const here = await open(freshFolder(), away.mailbox.smtpUrl)
    await here.send(withInvitation)
    const place = `/messages/${newest(here.mailbox).id}`
    const arrived = async () => {
      const [email] = away.mailbox.store.list({ first: 10 }).emails
      return email && { email, read: await readMessage((await away.mailbox.store.raw(email.id))!) }
    }
    return { ...here, place, arrived }
  }

  test('is answered as a calendar program answers', async () => {
    const { get, post, place, arrived } = await caught()
    expect(await (await get(place, 'text/html')).text()).toContain('Answer as a calendar program')
    const reply = await post(`${place}/answer`, { press: 'DECLINED' })
    expect(reply.status).toBe(303)
    const { email, read } = (await arrived())!
    expect(email.envelope).toEqual({ from: 'ada@candidate.test', to: ['jobs+token@acme.test'] })
    expect(read.content).toMatchObject({
      kind: 'ANSWER',
      answer: {
        method: 'REPLY',
        uid: '42@greenroom.localhost',
        sequence: 3,
        attendees: [{ address: 'ada@candidate.test', partstat: 'DECLINED' }],
      },
    })
    expect(
      await (
        await fetch(new URL(reply.headers.get('location')!, reply.url), { headers: { Accept: 'text/html' } })
      ).text(),
    ).toContain('Sent. The mail server said: 250')
  })

  test('is answered with another time, as long as the meeting is', async () => {
    const { post, place, arrived } = await caught()
    await post(`${place}/answer`, { press: 'COUNTER', startsAt: '2026-12-02T10:00' })
    expect((await arrived())!.read.content).toMatchObject({
      answer: {
        method: 'COUNTER',
        proposed: { startsAt: new Date('2026-12-02T10:00Z'), endsAt: new Date('2026-12-02T10:45Z') },
      },
    })
  })

  test('is not answered by a foreign page, without an answer, or where nobody listens', async () => {
    const { post, place, arrived, get, mailbox } = await caught()
    expect((await post(`${place}/answer`, { press: 'ACCEPTED' }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    for (const fields of [{}, { press: 'DELEGATED' }, { press: 'COUNTER' }, { press: 'COUNTER', startsAt: 'soon' }])
      expect((await post(`${place}/answer`, fields as Record<string, string>)).status).toBe(303)
    expect(await arrived()).toBeUndefined()
    expect((await get(place)).status).toBe(200)
    expect(mailbox.store.list({ first: 10 }).emails).toHaveLength(1)
    const alone = await open()
    await alone.send(withInvitation)
    const there = `/messages/${newest(alone.mailbox).id}`
    expect(await (await alone.get(there, 'text/html')).text()).not.toContain('calendar program')
    expect((await alone.post(`${there}/answer`, { press: 'ACCEPTED' })).status).toBe(404)
  })
})
