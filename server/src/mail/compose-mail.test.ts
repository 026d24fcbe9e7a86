import { Window } from 'happy-dom'
import PostalMime from 'postal-mime'
import { describe, expect, test } from 'vitest'
import type { Language } from '../shared/language.ts'
import { contrast, palettes } from './brand-colours.rules.ts'
import { composeMail, UnusableAddress } from './compose-mail.ts'
import type { DecisionMail } from './decision-mail.ts'
import { exampleMail } from './example-mail.ts'
import type { FeedbackMail } from './feedback-mail.ts'
import type { InterviewMail, ReminderMail, InterviewMailMode } from './interview-mail.ts'
import type { Mail } from './mail.ts'
import { mailOccasion, type MailOccasion } from './mail-words.rules.ts'
import { plainStyle, type AdaptedWords, type MailBrand, type MailStyle } from './mail-style.ts'
import type { OfferMail } from './offer-mail.ts'

const invitation: InterviewMail = {
  kind: 'INVITATION',
  audience: 'CANDIDATE',
  isReleased: false,
  isChosen: false,
  language: 'EN',
  candidateName: 'Ada Lovelace',
  companyName: 'Northwind',
  companyTimeZone: 'Europe/Stockholm',
  timeZone: 'America/New_York',
  jobTitle: 'Carpenter',
  round: 1,
  mode: 'VIDEO',
  startsAt: new Date('2026-11-25T14:00:00Z'),
  endsAt: new Date('2026-11-25T14:45:00Z'),
  told: null,
  location: null,
  meetingUrl: 'https://meet.example.com/northwind/ada?room=1&x=2',
  notes: 'Bring a photo.\n\nThere is no test.',
  reason: null,
  interviewers: ['Grace Hopper', 'Karin Lindqvist'],
  link: 'https://jobs.northwind.example/interview/k7f2m9qz4w8x1c5v',
  answerLink: 'https://jobs.northwind.example/answer/m3p7r2s5t6u4v7w2',
  to: { name: 'Ada Lovelace', address: 'ada@example.com' },
  from: { name: 'Northwind', address: 'interviews+k3mznq7w2xh5tjpa@northwind.example' },
  uid: '5f0c2a9e-7d41-4b7e-9a51-3d2f6c8e1b07@northwind.example',
  sequence: 0,
  stamp: new Date('2026-11-21T10:00:00Z'),
  createdAt: new Date('2026-11-21T09:59:00Z'),
  lastModifiedAt: new Date('2026-11-21T09:59:30Z'),
  partstat: 'NEEDS-ACTION',
  messageId: 'delivery-1@northwind.example',
  references: [],
}
const cancellation: InterviewMail = {
  ...invitation,
  kind: 'CANCELLATION',
  sequence: 1,
  link: null,
  answerLink: null,
  reason: 'Grace is ill.',
  messageId: 'delivery-2@northwind.example',
  references: ['delivery-1@northwind.example'],
}
/** The invitation's meeting, moved by a day and an hour. */
const update: InterviewMail = {
  ...invitation,
  kind: 'UPDATE',
  sequence: 1,
  startsAt: new Date('2026-11-26T15:00:00Z'),
  endsAt: new Date('2026-11-26T15:45:00Z'),
  told: { startsAt: invitation.startsAt, endsAt: invitation.endsAt },
  reason: 'The room was taken.',
  stamp: new Date('2026-11-22T10:00:00Z'),
  messageId: 'delivery-3@northwind.example',
  references: ['delivery-1@northwind.example'],
}
/** The same where the time stayed. */
const change: InterviewMail = { ...update, startsAt: invitation.startsAt, endsAt: invitation.endsAt }

/** What is different for one who meets the candidate. */
const toInterviewer = {
  audience: 'INTERVIEWER',
  to: { name: 'Grace Hopper', address: 'grace@northwind.example' },
  timeZone: 'Europe/Stockholm',
  interviewers: ['Karin Lindqvist'],
} as const satisfies Partial<InterviewMail>
/** The end of one interviewer's part. */
const released: InterviewMail = { ...cancellation, ...toInterviewer, isReleased: true, reason: null }

const choice: OfferMail = {
  kind: 'CHOOSE_SLOT',
  language: 'EN',
  candidateName: 'Ada Lovelace',
  companyName: 'Northwind',
  companyTimeZone: 'Europe/Stockholm',
  candidateTimeZone: 'America/New_York',
  jobTitle: 'Carpenter',
  round: 1,
  time: null,
  lengths: [45, 30],
  modes: ['VIDEO', 'PHONE'],
  location: null,
  until: new Date('2026-12-05T22:30:00Z'),
  link: 'https://jobs.northwind.example/choose/k7f2m9qz4w8x1c5v',
  to: invitation.to,
  from: invitation.from,
  stamp: invitation.stamp,
  messageId: 'delivery-4@northwind.example',
  references: [],
}
const placeOffer: OfferMail = {
  ...choice,
  kind: 'WAITLIST_OFFER',
  time: { startsAt: invitation.startsAt, endsAt: invitation.endsAt },
  lengths: [],
  modes: ['ONSITE'],
  location: 'Storgatan 1, Stockholm',
  until: new Date('2026-11-22T09:00:00Z'),
  messageId: 'delivery-5@northwind.example',
}

const branded = (brand: Partial<MailBrand>, words: AdaptedWords[] = []): MailStyle => ({
  brand: { ...plainStyle.brand, ...brand },
  words,
})

const waitCancellation: OfferMail = {
  ...placeOffer,
  kind: 'WAITLIST_CANCELLATION',
  until: choice.until,
  messageId: 'delivery-6@northwind.example',
}

interface Part {
  type: string
  headers: Record<string, string>
  body: string
  parts: Part[]
}

/** Takes a message apart as RFC 2046 describes it. */
function takeApart(source: string): Part {
  const [head = '', ...rest] = source.split('\r\n\r\n')
  const headers: Record<string, string> = {}
  for (const line of head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const [, name, value] = /^([!-9;-~]+): ?(.*)$/.exec(line) as unknown as [string, string, string]
    expect(headers, `${name} once`).not.toHaveProperty(name.toLowerCase())
    headers[name.toLowerCase()] = value
  }
  const type = headers['content-type']!
  const boundary = /boundary="([^"]+)"/.exec(type)?.[1]
  const body = rest.join('\r\n\r\n')
  const parts = boundary
    ? body
        .split(`--${boundary}--`)[0]!
        .split(`--${boundary}\r\n`)
        .slice(1)
        .map((part) => takeApart(part.replace(/\r\n$/, '')))
    : []
  return { type: type.replace(/; boundary=.*/, ''), headers, body, parts }
}

const decoded = (part: Part) => Buffer.from(part.body, 'base64').toString('utf8')
const domOf = (html: string) => new new Window().DOMParser().parseFromString(html, 'text/html')

describe('the message', () => {
  test.each([
    ['an invitation', invitation, 'REQUEST'],
    ['an update', update, 'REQUEST'],
    ['a cancellation', cancellation, 'CANCEL'],
  ])(
    'M1-M6: %s is text, HTML and calendar as alternatives, and the calendar once more as a file',
    async (_, mail, method) => {
      const { raw, text, html, ics } = await composeMail(mail)
      const message = takeApart(raw.toString('latin1'))
      expect(message.type).toBe('multipart/mixed')
      expect(message.parts.map(({ type }) => type)).toEqual([
        'multipart/alternative',
        'application/ics; name=invite.ics',
      ])
      const [alternatives, file] = message.parts as [Part, Part]
      expect(alternatives.parts.map(({ type }) => type)).toEqual([
        'text/plain; charset=utf-8',
        'text/html; charset=utf-8',
        `text/calendar; charset=utf-8; method=${method}`,
      ])
      expect(alternatives.parts.map(decoded)).toEqual([text, html, ics])
      expect(decoded(file)).toBe(ics)
      expect(ics).toContain(`METHOD:${method}\r\n`)
      for (const part of [...alternatives.parts, file]) expect(part.headers['content-transfer-encoding']).toBe('base64')
      expect(alternatives.parts[2]!.headers).not.toHaveProperty('content-disposition')
      expect(file.headers['content-disposition']).toBe('attachment; filename=invite.ics')
    },
  )

  test.each([
    ['a choice of times', choice],
    ['a place that is free', placeOffer],
    ['a place that nobody waits for any more', waitCancellation],
  ])('%s is text and HTML as alternatives, and brings no calendar event: nothing is agreed', async (_, mail) => {
    const { raw, text, html, ics } = await composeMail(mail)
    const message = takeApart(raw.toString('latin1'))
    expect(message.type).toBe('multipart/alternative')
    expect(message.parts.map(({ type }) => type)).toEqual(['text/plain; charset=utf-8', 'text/html; charset=utf-8'])
    expect(message.parts.map(decoded)).toEqual([text, html])
    expect(ics).toBeNull()
    expect(Object.keys(message.headers).sort()).toEqual(
      'auto-submitted content-type date from message-id mime-version subject to x-auto-response-suppress'.split(' '),
    )
    expect(message.headers).toMatchObject({
      from: 'Northwind <interviews+k3mznq7w2xh5tjpa@northwind.example>',
      to: 'Ada Lovelace <ada@example.com>',
      'message-id': `<${mail.messageId}>`,
    })
  })

  test('H1-H3, H6, H7: has its headers once, none that hides bounces, and none that lists or tracks', async () => {
    const { headers } = takeApart((await composeMail(invitation)).raw.toString('latin1'))
    expect(headers).toMatchObject({
      from: 'Northwind <interviews+k3mznq7w2xh5tjpa@northwind.example>',
      to: 'Ada Lovelace <ada@example.com>',
      subject: 'Interview scheduled: Carpenter at Northwind',
      date: 'Sat, 21 Nov 2026 10:00:00 +0000',
      'message-id': '<delivery-1@northwind.example>',
      'mime-version': '1.0',
      'auto-submitted': 'auto-generated',
      'x-auto-response-suppress': 'OOF, AutoReply',
    })
    expect(Object.keys(headers).sort()).toEqual(
      'auto-submitted content-type date from message-id mime-version subject to x-auto-response-suppress'.split(' '),
    )
  })

  test('H5: has a header of plain ASCII in lines that nobody has to break, whoever it is about', async () => {
    const names = {
      candidateName: 'Åsa Öberg 🙂',
      companyName: 'Lindgren & Söner',
      jobTitle: 'ljuddesigner '.repeat(8),
    }
    for (const mail of [
      { ...invitation, ...names, to: { name: 'Åsa "x" Öberg 🙂', address: 'asa@example.com' } },
      { ...choice, ...names, from: { ...choice.from, name: '株式会社'.repeat(20) } },
    ]) {
      const { raw, subject } = await composeMail(mail)
      const head = raw.subarray(0, raw.indexOf('\r\n\r\n')).toString('latin1')
      // RFC 2047: an encoded word has at most 75 characters, and no line with one more than 76.
      for (const line of head.split('\r\n')) {
        expect(line).toMatch(/^[ -~\t]*$/)
        if (line.includes('=?')) expect(line.length).toBeLessThanOrEqual(76)
      }
      const parsed = await PostalMime.parse(raw)
      expect(parsed.subject).toBe(subject)
      expect(parsed.to).toEqual([mail.to])
      expect(parsed.from).toEqual(mail.from)
    }
  })

  test('H8, P1: of a later change hangs on the first one', async () => {
    const references = ['first@northwind.example', 'second@northwind.example']
    const { headers } = takeApart((await composeMail({ ...cancellation, references })).raw.toString('latin1'))
    expect(headers['in-reply-to']).toBe('<first@northwind.example>')
    expect(headers['references']).toBe('<first@northwind.example> <second@northwind.example>')
  })

  test('is the same to the byte whenever it is made again', async () => {
    const seen = new Set<string>()
    const mails: Mail[] = [invitation, update, change, cancellation, choice, placeOffer, waitCancellation]
    for (const mail of mails) {
      const [first, second] = [await composeMail(mail), await composeMail(structuredClone(mail))]
      expect(first.raw.equals(second.raw)).toBe(true)
      seen.add(first.raw.toString('latin1'))
    }
    expect(seen.size).toBe(mails.length)
  })

  test('goes from the bounce address to the candidate', async () => {
    expect((await composeMail(invitation)).envelope).toEqual({ from: invitation.from.address, to: ['ada@example.com'] })
    const envelopeFrom = 'bounce+t@northwind.example'
    expect((await composeMail({ ...invitation, envelopeFrom })).envelope.from).toBe(envelopeFrom)
  })

  test('M8, M9: has lines that every server takes, and a size that none refuses', async () => {
    const endless = 'ö"'.repeat(100_000)
    const names = { candidateName: endless, companyName: endless, jobTitle: endless, location: endless }
    for (const mail of [
      { ...invitation, notes: endless },
      { ...update, ...names, notes: endless },
      { ...choice, ...names },
      { ...placeOffer, ...names },
    ]) {
      const { raw, html } = await composeMail(mail)
      for (const line of raw.toString('latin1').split('\r\n')) expect(line.length).toBeLessThanOrEqual(998)
      expect(raw.toString('latin1').replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
      expect(raw.length).toBeLessThanOrEqual(300_000)
      expect(Buffer.byteLength(html)).toBeLessThanOrEqual(100_000)
    }
  })

  test('X1, X2: agrees with itself: sender and organizer, recipient and attendee are the same', async () => {
    const { ics } = await composeMail(invitation)
    const unfolded = ics.replaceAll('\r\n ', '')
    expect(unfolded).toContain(`ORGANIZER;CN="Northwind":mailto:${invitation.from.address}\r\n`)
    expect(unfolded).toContain('CN="Ada Lovelace":mailto:ada@example.com\r\n')
  })

  test('to an address nobody can write is refused', async () => {
    for (const address of [
      '',
      'ada',
      'ada@',
      'a b@example.com',
      'ada@example.com\r\nBcc: eve@evil.example',
      '<a@b.example>',
    ]) {
      await expect(composeMail({ ...invitation, to: { name: 'Ada', address } })).rejects.toThrow(UnusableAddress)
      await expect(composeMail({ ...invitation, from: { name: 'N', address } })).rejects.toThrow(UnusableAddress)
      await expect(composeMail({ ...invitation, envelopeFrom: address })).rejects.toThrow(UnusableAddress)
    }
    await expect(composeMail({ ...invitation, messageId: 'x y@z' })).rejects.toThrow(TypeError)
    await expect(composeMail({ ...invitation, link: null })).rejects.toThrow(TypeError)
    await expect(composeMail({ ...invitation, answerLink: null })).rejects.toThrow(TypeError)
    await expect(composeMail({ ...invitation, link: 'javascript:alert(1)' })).rejects.toThrow(TypeError)
    await expect(composeMail({ ...update, link: null })).rejects.toThrow(TypeError)
    await expect(composeMail({ ...choice, link: 'javascript:alert(1)' })).rejects.toThrow(TypeError)
    await expect(composeMail({ ...choice, to: { name: 'Ada', address: 'ada' } })).rejects.toThrow(UnusableAddress)
  })
})

describe('the words', () => {
  test.each([
    [
      'EN',
      [
        'Interview scheduled: Carpenter at Northwind',
        'Interview moved: Carpenter at Northwind',
        'Interview updated: Carpenter at Northwind',
        'Cancelled: interview for Carpenter at Northwind',
        'Choose a time for your interview: Carpenter at Northwind',
        'A place is free: Carpenter at Northwind',
        'Cancelled: the time you waited for, Carpenter at Northwind',
      ],
    ],
    [
      'SV',
      [
        'Intervju bokad: Carpenter hos Northwind',
        'Intervju flyttad: Carpenter hos Northwind',
        'Intervju ändrad: Carpenter hos Northwind',
        'Inställd: intervju för Carpenter hos Northwind',
        'Välj en tid för din intervju: Carpenter hos Northwind',
        'En plats är ledig: Carpenter hos Northwind',
        'Inställd: tiden du väntade på, Carpenter hos Northwind',
      ],
    ],
    [
      'FR',
      [
        'Entretien programmé : Carpenter chez Northwind',
        'Entretien déplacé : Carpenter chez Northwind',
        'Entretien modifié : Carpenter chez Northwind',
        'Annulé : entretien pour Carpenter chez Northwind',
        'Choisissez l’horaire de votre entretien : Carpenter chez Northwind',
        'Une place s’est libérée : Carpenter chez Northwind',
        'Annulé : l’horaire que vous attendiez, Carpenter chez Northwind',
      ],
    ],
  ] as const)('of %s are in subject, document and calendar', async (language, subjects) => {
    const mails: Mail[] = [invitation, update, change, cancellation, choice, placeOffer, waitCancellation]
    for (const [index, mail] of mails.entries()) {
      const message = await composeMail({ ...mail, language })
      const parsed = await PostalMime.parse(message.raw)
      expect(parsed.subject).toBe(subjects[index])
      expect(message.subject).toBe(subjects[index])
      const dom = domOf(message.html)
      expect(dom.documentElement.getAttribute('lang')).toBe(language.toLowerCase())
      expect(dom.documentElement.getAttribute('dir')).toBe('ltr')
      expect(dom.title).toBe(subjects[index])
    }
  })

  test('H5: of a subject are at most 150 characters, and what it is about stays', async () => {
    for (const [jobTitle, companyName] of [
      ['J'.repeat(500), 'C'.repeat(500)],
      ['J'.repeat(500), 'Northwind'],
      ['Carpenter', '👩‍👩‍👧‍👦'.repeat(100)],
    ] as const) {
      const { subject } = await composeMail({ ...invitation, jobTitle, companyName })
      expect(subject.length).toBeLessThanOrEqual(150)
      expect(subject).toMatch(/^Interview scheduled: \S+ at \S+$/u)
      expect(subject.isWellFormed()).toBe(true)
    }
  })

  test('say the time in the zone of the candidate, and in that of the company when it is another', async () => {
    const here = 'Wednesday, 25 November 2026, 09:00–09:45, Eastern Standard Time (America/New York, UTC-05:00)'
    const there =
      'Wednesday, 25 November 2026, 15:00–15:45, Central European Standard Time (Europe/Stockholm, UTC+01:00)'
    const { text, html, ics } = await composeMail(invitation)
    const description = ics.replaceAll('\r\n ', '').replaceAll('\\,', ',')
    for (const said of [text, description]) {
      expect(said).toContain(`When: ${here}`)
      expect(said).toContain(`Local time at Northwind: ${there}`)
    }
    // The hidden first line of the body is what inboxes show beside the subject.
    expect(domOf(html).body.firstElementChild!.textContent).toBe(here)
    expect(html).toContain('Wednesday, 25 November 2026, 15:00–15:45')

    const same = await composeMail({ ...invitation, timeZone: 'Europe/Paris' })
    for (const said of [same.text, same.html, same.ics]) expect(said).not.toContain('Local time')
  })

  test('T1: of the text part stand alone', async () => {
    expect((await composeMail(invitation)).text).toBe(`Hello Ada Lovelace,

Northwind has scheduled an interview with you for Carpenter.

When: Wednesday, 25 November 2026, 09:00–09:45, Eastern Standard Time (America/New York, UTC-05:00)
Local time at Northwind: Wednesday, 25 November 2026, 15:00–15:45, Central European Standard Time (Europe/Stockholm, UTC+01:00)
How: Video call
Link to the call: https://meet.example.com/northwind/ada?room=1&x=2
You will meet: Grace Hopper, Karin Lindqvist
Good to know:
  Bring a photo.

  There is no test.

You need a camera, a microphone and a quiet place.

Your interview page:
https://jobs.northwind.example/interview/k7f2m9qz4w8x1c5v

Can you make it?
Accept: https://jobs.northwind.example/answer/m3p7r2s5t6u4v7w2?want=accept
Decline: https://jobs.northwind.example/answer/m3p7r2s5t6u4v7w2?want=decline
Suggest another time: https://jobs.northwind.example/answer/m3p7r2s5t6u4v7w2?want=time

The invitation is attached, so that you can put it straight into your calendar.

--
You received this email because of your application to Northwind.
The links in this email are personal. Please do not forward it.
`)
  })

  test('C15: of the calendar event say how to come, and lead to the page, where nobody reads the email any more', async () => {
    const described = async (mail: InterviewMail) =>
      /^DESCRIPTION:(.*)$/m
        .exec((await composeMail(mail)).ics.replaceAll('\r\n ', ''))![1]!
        .replaceAll('\\n', '\n')
        .replaceAll(/\\(.)/g, '$1')
    const video = await described(invitation)
    for (const said of [invitation.meetingUrl!, invitation.link!, 'Grace Hopper, Karin Lindqvist', 'Bring a photo.'])
      expect(video).toContain(said)
    const call = { ...invitation, mode: 'PHONE', meetingUrl: null, location: '+46 8 123 45 67' } as const
    expect(await described(call)).toContain('+46 8 123 45 67')
    expect(await described({ ...call, mode: 'ONSITE', location: 'Storgatan 1; floor 2' })).toContain(
      'Storgatan 1; floor 2',
    )
  })

  test('of a move say the new time first and the old one beside it, both in the zone of the candidate', async () => {
    const { text, html, ics } = await composeMail(update)
    expect(text).toBe(`Hello Ada Lovelace,

Your interview for Carpenter at Northwind has been moved to another time.

New time: Thursday, 26 November 2026, 10:00–10:45, Eastern Standard Time (America/New York, UTC-05:00)
Local time at Northwind: Thursday, 26 November 2026, 16:00–16:45, Central European Standard Time (Europe/Stockholm, UTC+01:00)
Old time: Wednesday, 25 November 2026, 09:00–09:45, Eastern Standard Time (America/New York, UTC-05:00)
Reason: The room was taken.
How: Video call
Link to the call: https://meet.example.com/northwind/ada?room=1&x=2
You will meet: Grace Hopper, Karin Lindqvist
Good to know:
  Bring a photo.

  There is no test.

You need a camera, a microphone and a quiet place.

Your interview page:
https://jobs.northwind.example/interview/k7f2m9qz4w8x1c5v

Can you make it?
Accept: https://jobs.northwind.example/answer/m3p7r2s5t6u4v7w2?want=accept
Decline: https://jobs.northwind.example/answer/m3p7r2s5t6u4v7w2?want=decline
Suggest another time: https://jobs.northwind.example/answer/m3p7r2s5t6u4v7w2?want=time

The attached update moves the interview in your calendar.

--
You received this email because of your application to Northwind.
The links in this email are personal. Please do not forward it.
`)
    const dom = domOf(html)
    const struck = [...dom.querySelectorAll('[style*="line-through"]')].map((element) => element.textContent)
    expect(struck).toEqual(['Wednesday, 25 November 2026, 09:00–09:45'])
    // The inbox shows the time that holds.
    expect(dom.body.firstElementChild!.textContent).toContain('Thursday, 26 November 2026, 10:00–10:45')

    const event = ics.replaceAll('\r\n ', '').replaceAll('\\,', ',')
    expect(event).toContain('METHOD:REQUEST\r\n')
    expect(event).toContain('SEQUENCE:1\r\n')
    expect(event).toContain('DTSTART:20261126T150000Z\r\n')
    expect(event).toContain('DESCRIPTION:When: Thursday, 26 November 2026, 10:00')
    // A calendar says how things are: the old time there would be one time too many.
    expect(event).not.toContain('25 November')
  })

  test('of a move within the hour in which the clocks change tell the two times apart', async () => {
    const times = (start: string) => ({ startsAt: new Date(start), endsAt: new Date(Date.parse(start) + 45 * 60_000) })
    const { text } = await composeMail({
      ...update,
      timeZone: 'Europe/Stockholm',
      ...times('2026-10-25T01:10:00Z'),
      told: times('2026-10-25T00:10:00Z'),
    })
    expect(text).toContain(
      'New time: Sunday, 25 October 2026, 02:10–02:55, Central European Standard Time (Europe/Stockholm, UTC+01:00)',
    )
    expect(text).toContain(
      'Old time: Sunday, 25 October 2026, 02:10–02:55, Central European Summer Time (Europe/Stockholm, UTC+02:00)',
    )
  })

  test('of a change that leaves the time alone say so, and tell no old one', async () => {
    const { text, html, ics } = await composeMail({ ...change, mode: 'ONSITE', location: 'Storgatan 1' })
    expect(text).toContain('The time stays the same')
    expect(text).toContain('When: Wednesday, 25 November 2026, 09:00–09:45')
    expect(text).toContain('Where: Storgatan 1')
    for (const said of [text, html]) expect(said).not.toMatch(/Old time|New time|line-through|The room was taken/)
    expect(ics).toContain('SEQUENCE:1\r\n')
  })

  test('of a longer or shorter interview are those of a move', async () => {
    const { subject } = await composeMail({ ...change, endsAt: new Date('2026-11-25T15:00:00Z') })
    expect(subject).toBe('Interview moved: Carpenter at Northwind')
  })

  test('of a choice say what there is to choose, until when, and where', async () => {
    expect((await composeMail(choice)).text).toBe(`Hello Ada Lovelace,

Northwind would like to interview you for Carpenter. Choose the time that suits you best on your page.

Length: 30 or 45 minutes
How: Video call or phone call
Choose by: Saturday, 5 December 2026, 17:30, Eastern Standard Time (America/New York, UTC-05:00)

Choose a time:
https://jobs.northwind.example/choose/k7f2m9qz4w8x1c5v

The times are given to whoever chooses first. When you have chosen, we send you an invitation.

--
You received this email because of your application to Northwind.
The links in this email are personal. Please do not forward it.
`)
    expect(domOf((await composeMail(choice)).html).body.firstElementChild!.textContent).toBe(
      'Choose by: Saturday, 5 December 2026, 17:30, Eastern Standard Time (America/New York, UTC-05:00)',
    )
  })

  test('of a choice leave out what nobody can know yet', async () => {
    const { text, html } = await composeMail({ ...choice, lengths: [], modes: [], round: 2 })
    for (const said of [text, html]) {
      expect(said).not.toMatch(/Length|minutes|How/)
      expect(said).toContain('Round')
    }
    expect((await composeMail({ ...choice, lengths: [15, 30, 45, 60] })).text).not.toContain('Length')
  })

  test('of a place that is free say which one, and for how long it is kept', async () => {
    expect((await composeMail(placeOffer)).text).toBe(`Hello Ada Lovelace,

You asked to be told when a place is free for your interview for Carpenter at Northwind. Now there is one.

When: Wednesday, 25 November 2026, 09:00–09:45, Eastern Standard Time (America/New York, UTC-05:00)
Local time at Northwind: Wednesday, 25 November 2026, 15:00–15:45, Central European Standard Time (Europe/Stockholm, UTC+01:00)
How: On site
Where: Storgatan 1, Stockholm
Kept for you until: Sunday, 22 November 2026, 04:00, Eastern Standard Time (America/New York, UTC-05:00)

Take this time:
https://jobs.northwind.example/choose/k7f2m9qz4w8x1c5v

We keep the place for you until then. After that the next person is asked.

--
You received this email because of your application to Northwind.
The links in this email are personal. Please do not forward it.
`)
  })

  test('of a time that was called off say which one, and until when another one may be chosen', async () => {
    const { text, html, subject } = await composeMail(waitCancellation)
    expect(subject).toBe('Cancelled: the time you waited for, Carpenter at Northwind')
    expect(text).toBe(`Hello Ada Lovelace,

You waited for a place at this time for your interview for Carpenter. Northwind has cancelled the time, so no place will become free.

Was planned for: Wednesday, 25 November 2026, 09:00–09:45, Eastern Standard Time (America/New York, UTC-05:00)
Local time at Northwind: Wednesday, 25 November 2026, 15:00–15:45, Central European Standard Time (Europe/Stockholm, UTC+01:00)
How: On site
Where: Storgatan 1, Stockholm
Choose by: Saturday, 5 December 2026, 17:30, Eastern Standard Time (America/New York, UTC-05:00)

See the other times:
https://jobs.northwind.example/choose/k7f2m9qz4w8x1c5v

Your page shows the other times. You can choose one of them, or wait for a place there.

--
You received this email because of your application to Northwind.
The links in this email are personal. Please do not forward it.
`)
    expect(html).toContain('line-through')
    expect((await composeMail(placeOffer)).html).not.toContain('line-through')
  })

  test('to one who meets the candidate tell whom, with whom and where, and nothing of the candidate’s page', async () => {
    const link = 'https://jobs.northwind.example/interviews/6f0c'
    const { subject, text, html, ics } = await composeMail({ ...invitation, ...toInterviewer, link })
    expect(subject).toBe('Interview scheduled: Ada Lovelace, Carpenter')
    expect(text).toBe(`Hello Grace Hopper,

You will interview Ada Lovelace for Carpenter.

When: Wednesday, 25 November 2026, 15:00–15:45, Central European Standard Time (Europe/Stockholm, UTC+01:00)
Candidate: Ada Lovelace
How: Video call
Link to the call: https://meet.example.com/northwind/ada?room=1&x=2
With you: Karin Lindqvist
Good to know:
  Bring a photo.

  There is no test.

Open the link to the call at the hour.

The interview’s page:
${link}

Can you make it?
Accept: ${invitation.answerLink}?want=accept
Decline: ${invitation.answerLink}?want=decline
Suggest another time: ${invitation.answerLink}?want=time

The invitation is attached, so that you can put it straight into your calendar.

--
You received this email because you interview for Northwind.
The links in this email are personal. Please do not forward it.
`)
    const event = ics.replaceAll('\r\n ', '')
    expect(event).toContain('SUMMARY:Interview: Ada Lovelace\\, Carpenter\r\n')
    expect(event.match(/^ATTENDEE.*$/gm)).toHaveLength(1)
    expect(event).toContain('mailto:grace@northwind.example')
    for (const said of [text, html, event]) expect(said).not.toContain('ada@example')
  })

  test('to one who is no longer needed say that the interview takes place all the same', async () => {
    const { subject, text, ics } = await composeMail(released)
    expect(subject).toBe('Cancelled for you: interview with Ada Lovelace, Carpenter')
    expect(text).toContain('The interview with Ada Lovelace for Carpenter takes place without you.')
    expect(text).not.toContain('https:')
    expect(ics).toContain('METHOD:CANCEL')
  })

  test('of a cancellation say why and lead nowhere', async () => {
    const { text, html, ics } = await composeMail({ ...cancellation, link: invitation.link })
    expect(text).toContain('Reason: Grace is ill.')
    expect(text).toContain('Was planned for: Wednesday, 25 November 2026')
    for (const said of [text, html, ics]) expect(said).not.toContain('/interview/')
    expect(domOf(html).querySelectorAll('a')).toHaveLength(0)
    expect(ics).toContain('SUMMARY:Cancelled: Interview: Carpenter at Northwind')
  })
})

describe('the HTML', () => {
  const modes: InterviewMailMode[] = ['ONSITE', 'VIDEO', 'PHONE', 'SELF_GUIDED']
  const sides = [invitation, update, change, cancellation].flatMap((mail) => [mail, { ...mail, ...toInterviewer }])
  const every = (['EN', 'SV', 'FR'] as const).flatMap((language) =>
    modes.flatMap((mode) =>
      [...sides, released].flatMap((mail) => [
        { ...mail, language, mode, location: '+46 8 123 45 67', round: 2 },
        {
          ...mail,
          language,
          mode,
          meetingUrl: null,
          notes: null,
          interviewers: [],
          reason: null,
          timeZone: 'Europe/Paris',
        },
      ]),
    ),
  )
  const everyOffer = (['EN', 'SV', 'FR'] as const).flatMap((language) =>
    [choice, placeOffer, waitCancellation].flatMap((mail) => [
      { ...mail, language, round: 2 },
      { ...mail, language, modes: ['PHONE' as const], location: '+46 8 123 45 67', candidateTimeZone: 'Europe/Paris' },
      { ...mail, language, modes, lengths: [], location: null },
    ]),
  )

  test('T2-T5: of every shape in every language holds without images, style sheet, script or a foreign host', async () => {
    for (const mail of [...every, ...everyOffer]) {
      const { html, text } = await composeMail(mail)
      const dom = domOf(html)
      expect(html).not.toMatch(/undefined|\{\{|\}\}|\[object/)
      expect(dom.querySelectorAll('img, script, iframe, form, link, object, video, base')).toHaveLength(0)
      expect(html).not.toMatch(/url\(|@import|data:/i)
      for (const table of dom.querySelectorAll('table')) expect(table.getAttribute('role')).toBe('presentation')
      for (const anchor of dom.querySelectorAll('a')) {
        const href = anchor.getAttribute('href')!
        expect(href).toMatch(/^(https:|tel:)/)
        expect(text).toContain(href.startsWith('tel:') ? anchor.textContent : href)
      }
      expect(dom.querySelector('meta[name="color-scheme"]')!.getAttribute('content')).toBe('light dark')
      expect(dom.querySelectorAll('h1')).toHaveLength(1)
      expect(Buffer.byteLength(html)).toBeLessThan(60_000)
    }
  })

  test('has a link that does what its mode needs', async () => {
    const hrefs = async (mail: Mail) =>
      [...domOf((await composeMail(mail)).html).querySelectorAll('a')].map((anchor) => anchor.getAttribute('href'))
    const page = [
      'https://jobs.northwind.example/interview/k7f2m9qz4w8x1c5v',
      ...['accept', 'decline', 'time'].map((wish) => `${invitation.answerLink}?want=${wish}`),
    ]
    expect(await hrefs(invitation)).toEqual([invitation.meetingUrl, ...page])
    expect(await hrefs({ ...invitation, mode: 'PHONE', meetingUrl: null, location: '+46 (8) 123 45-67' })).toEqual([
      'tel:+4681234567',
      ...page,
    ])
    expect(await hrefs({ ...invitation, mode: 'ONSITE', meetingUrl: null, location: 'Storgatan 1' })).toEqual(page)
    expect(await hrefs(choice)).toEqual([choice.link])
    expect(await hrefs({ ...placeOffer, modes: ['PHONE'], location: 'We call you' })).toEqual([choice.link])
    expect(await hrefs({ ...placeOffer, modes: ['PHONE'], location: '+46 8 123 45' })).toEqual([
      'tel:+46812345',
      choice.link,
    ])
  })

  test('makes no link of a meeting address that is none', async () => {
    for (const meetingUrl of [
      'javascript:alert(1)',
      'data:text/html,x',
      'http://foreign.example/x',
      'room 5',
      'HTTPS:',
    ]) {
      const { html, text } = await composeMail({ ...invitation, meetingUrl })
      expect(domOf(html).querySelectorAll('a')).toHaveLength(4)
      expect(domOf(html).body.textContent).toContain(meetingUrl)
      expect(text).toContain(meetingUrl)
    }
  })

  test('takes the colour of the company, and nothing that is no colour', async () => {
    for (const mail of [invitation, update, choice, placeOffer, waitCancellation])
      expect((await composeMail(mail, branded({ colour: '#7a1fa2' }))).html).toContain('background-color:#7a1fa2')
    await expect(composeMail(invitation, branded({ colour: 'red;}' }))).rejects.toThrow(TypeError)
  })
})

describe('the brand of the company', () => {
  const logo = { url: 'https://jobs.northwind.example/logo/0199', width: 120, height: 40 }
  const talent = branded({ senderName: 'Northwind Talent', signature: 'Kind regards,\nthe "talent" team', logo })

  test('is in every message: its name in whom it comes from and in what it says, its logo, its signature', async () => {
    for (const mail of [invitation, update, change, cancellation, choice, placeOffer, waitCancellation]) {
      const { raw, html, text, ics, subject } = await composeMail(mail, talent)
      expect((await PostalMime.parse(raw)).from).toEqual({ name: 'Northwind Talent', address: mail.from.address })
      expect(subject).toMatch(/ at Northwind Talent$/)
      expect(text).toContain('\n\nKind regards,\nthe "talent" team\n\n--\n')
      const dom = domOf(html)
      const pictures = [...dom.querySelectorAll('img')].map((image) => ({
        src: image.getAttribute('src'),
        alt: image.getAttribute('alt'),
        width: image.getAttribute('width'),
      }))
      expect(pictures).toEqual([{ src: logo.url, alt: 'Northwind Talent', width: '120' }])
      expect(dom.body.textContent).toContain('Kind regards,the "talent" team')
      if (ics) expect(ics.replaceAll('\r\n ', '')).toContain('ORGANIZER;CN="Northwind Talent":')
    }
  })

  test('shows the initial of its name where there is no logo', async () => {
    const { html } = await composeMail(invitation, branded({ senderName: 'östra' }))
    expect(domOf(html).querySelector('.mark')!.textContent).toBe('Ö')
    expect(domOf(html).querySelectorAll('img')).toHaveLength(0)
  })

  test('keeps a contrast of 4.5 whatever its colour', async () => {
    const channel = ['00', '55', 'aa', 'ff']
    const colours = channel.flatMap((red) =>
      channel.flatMap((green) => channel.map((blue) => `#${red}${green}${blue}`)),
    )
    for (const colour of colours) {
      const { light, dark } = palettes(colour)
      for (const { card, page, panel, ink, quiet, accent, onAccent } of [light, dark])
        for (const [text, ground] of [
          [ink, card],
          [ink, page],
          [ink, panel],
          [quiet, card],
          [quiet, page],
          [quiet, panel],
          [accent, card],
          [onAccent, accent],
        ] as const)
          expect(contrast(text, ground), `${colour}: ${text} on ${ground}`).toBeGreaterThanOrEqual(4.5)
    }
  })
})

describe('a reminder', () => {
  const reminder: ReminderMail = { ...invitation, kind: 'REMINDER', references: ['delivery-1@northwind.example'] }

  test.each(['EN', 'SV', 'FR'] as const)(
    'M1: in %s says time, place and way out, and touches no calendar',
    async (language) => {
      for (const mail of [reminder, { ...reminder, audience: 'INTERVIEWER' as const }]) {
        const { raw, text, html, ics, subject } = await composeMail({ ...mail, language })
        const message = takeApart(raw.toString('latin1'))
        expect(message.type).toBe('multipart/alternative')
        expect(message.parts.map(({ type }) => type)).toEqual(['text/plain; charset=utf-8', 'text/html; charset=utf-8'])
        expect(ics).toBeNull()
        expect(subject).toMatch(/^(Reminder: |Påminnelse: |Rappel : )/)
        for (const said of [text, html]) {
          expect(said).toContain('09:00–09:45')
          expect(said).not.toMatch(/undefined|null|\{\{|attach|bifoga|jointe/)
        }
        expect(message.headers['in-reply-to']).toBe('<delivery-1@northwind.example>')
      }
    },
  )
})

describe('a decision', () => {
  const decision: DecisionMail = {
    kind: 'DECISION',
    decision: 'REJECTED',
    language: 'EN',
    candidateName: 'Ada Lovelace',
    companyName: 'Northwind',
    jobTitle: 'Carpenter',
    to: invitation.to,
    from: invitation.from,
    stamp: invitation.stamp,
    messageId: 'delivery-6@northwind.example',
    references: [],
  }

  test('is words alone, without a link or a calendar event', async () => {
    const { raw, text, html, ics, subject } = await composeMail(decision)
    expect(takeApart(raw.toString('latin1')).type).toBe('multipart/alternative')
    expect(ics).toBeNull()
    expect(subject).toBe('About your application: Carpenter at Northwind')
    expect(domOf(html).querySelectorAll('a, img')).toHaveLength(0)
    expect(text).toBe(`Hello Ada Lovelace,

Thank you for your interest in Carpenter and for the time you gave us. Northwind has decided to go on with other candidates. We wish you all the best.

--
You received this email because of your application to Northwind.
`)
  })

  test.each(['EN', 'SV', 'FR'] as const)(
    'has words of its own for each outcome in %s, and takes those of the company',
    async (language) => {
      const words: AdaptedWords[] = [
        { language, occasion: 'REJECTION', subject: null, intro: 'Not this time, {candidateName}.' },
      ]
      const [approved, rejected, own] = [
        await composeMail({ ...decision, language, decision: 'APPROVED' }),
        await composeMail({ ...decision, language }),
        await composeMail({ ...decision, language }, branded({ signature: 'The team' }, words)),
      ]
      expect(approved.text).not.toBe(rejected.text)
      for (const { text, html } of [approved, rejected]) expect(text + html).not.toMatch(/undefined|\{\{/)
      expect(own.text).toContain('Not this time, Ada Lovelace.\n\nThe team')
    },
  )
})

describe('an email that asks for feedback', () => {
  const request: FeedbackMail = {
    kind: 'FEEDBACK_REQUEST',
    language: 'EN',
    candidateName: 'Ada Lovelace',
    companyName: 'Northwind',
    timeZone: 'Europe/Stockholm',
    jobTitle: 'Carpenter',
    round: 2,
    startsAt: invitation.startsAt,
    endsAt: invitation.endsAt,
    link: 'https://jobs.northwind.example/interviews/1/scorecard',
    to: { name: 'Grace Hopper', address: 'grace@northwind.example' },
    from: invitation.from,
    stamp: new Date('2026-11-25T14:50:00Z'),
    messageId: 'delivery-7@northwind.example',
    references: ['delivery-1@northwind.example'],
  }

  test('leads to the scorecard, in a text that stands alone and without a calendar event', async () => {
    const { raw, text, html, ics, subject } = await composeMail(request)
    const message = takeApart(raw.toString('latin1'))
    expect(message.type).toBe('multipart/alternative')
    expect(message.parts.map(({ type }) => type)).toEqual(['text/plain; charset=utf-8', 'text/html; charset=utf-8'])
    expect(message.headers['in-reply-to']).toBe('<delivery-1@northwind.example>')
    expect(ics).toBeNull()
    expect(subject).toBe('Your feedback, please: Ada Lovelace, Carpenter')
    expect([...domOf(html).querySelectorAll('a')].map((link) => link.getAttribute('href'))).toEqual([request.link])
    expect(text).toBe(`Hello Grace Hopper,

You have interviewed Ada Lovelace for Carpenter. Please write your feedback while your impression is fresh.

The interview was: Wednesday, 25 November 2026, 15:00–15:45, Central European Standard Time (Europe/Stockholm, UTC+01:00)
Candidate: Ada Lovelace
Round: 2

Write your feedback:
https://jobs.northwind.example/interviews/1/scorecard

What you write is saved as a draft until you submit it. You read what the others say once yours is in.

--
You received this email because you interview for Northwind.
`)
  })

  test.each(['EN', 'SV', 'FR'] as const)(
    'has words of its own for a reminder in %s, takes those of the company, and is small',
    async (language) => {
      const words: AdaptedWords[] = [
        { language, occasion: 'FEEDBACK_REMINDER', subject: null, intro: 'Psst, {candidateName} <on {date}>.' },
      ]
      const reminder: FeedbackMail = { ...request, language, kind: 'FEEDBACK_REMINDER' }
      const [first, again, own] = [
        await composeMail({ ...request, language }),
        await composeMail(reminder),
        await composeMail(reminder, branded({ signature: 'The team', colour: '#7a1fa2' }, words)),
      ]
      expect(again.text).not.toBe(first.text)
      for (const { text, html, subject } of [first, again]) {
        expect(text + html + subject).not.toMatch(/undefined|null|\{\{|\{\w+\}/)
        expect(text).toContain('15:00–15:45')
        expect(Buffer.byteLength(html)).toBeLessThan(100_000)
      }
      expect(own.text).toMatch(/Psst, Ada Lovelace <on .+>\./)
      expect(own.text).toContain('The team')
      expect(own.html).toContain('&lt;on ')
    },
  )

  test("lets no sign of a person's words become anything else", async () => {
    const hostile = '<img src=x onerror=alert(1)>{{href}}\r\nBcc: all@example.com'
    const { raw, html, subject } = await composeMail({ ...request, candidateName: hostile, jobTitle: hostile })
    expect(domOf(html).querySelectorAll('img')).toHaveLength(0)
    expect(subject).not.toMatch(/[\r\n]/)
    expect(takeApart(raw.toString('latin1')).headers).not.toHaveProperty('bcc')
  })
})

test('who chose the time themselves reads a confirmation', async () => {
  const { subject, text, ics } = await composeMail({ ...invitation, isChosen: true })
  expect(subject).toBe('Interview scheduled: Carpenter at Northwind')
  expect(text).toContain('You have chosen the time of your interview with Northwind for Carpenter.')
  expect(text).toContain('Your time: Wednesday, 25 November 2026, 09:00–09:45')
  // The calendar says how things are, whoever chose.
  expect(ics.replaceAll('\r\n ', '')).toContain('DESCRIPTION:When: Wednesday')
})

describe('everything at its longest', () => {
  /** As much as may be written into each field, in signs that HTML writes at length or that take many octets. */
  const longest = (sign: string, occasion: MailOccasion, language: Language): Mail => {
    const many = (count: number) => sign.repeat(count / sign.length)
    const mail = exampleMail(occasion, language, {
      companyName: many(200),
      companyTimeZone: 'America/Argentina/Buenos_Aires',
      publicUrl: `https://${'interviews.'.repeat(6)}example.com`,
      from: invitation.from.address,
      now: invitation.stamp,
    })
    return Object.assign(mail, {
      candidateName: many(200),
      jobTitle: many(200),
      to: { ...mail.to, name: many(200) },
      round: 50,
      location: many(500),
      notes: many(2000),
      reason: many(1000),
      meetingUrl: `https://meet.example.com/?${'&'.repeat(1970)}`,
      interviewers: Array.from({ length: 30 }, () => many(200)),
      timeZone: 'Asia/Kathmandu',
      candidateTimeZone: 'Asia/Kathmandu',
    })
  }
  const intros = (sign: string) => ({
    'one paragraph': sign.repeat(2000 / sign.length),
    'paragraphs of one sign': `${sign}\n\n`.repeat(Math.floor(2000 / (sign.length + 2))),
    'names and nothing else': '{jobTitle}'.repeat(200),
  })

  test.each(
    ['"', '&', '漢', '🙂'].flatMap((sign) => (['EN', 'SV', 'FR'] as const).map((language) => ({ sign, language }))),
  )('M9, T5: made of $sign in $language is an email that nobody cuts', async ({ sign, language }) => {
    const brand = {
      senderName: sign.repeat(100 / sign.length),
      signature: `${sign.repeat(492 / sign.length)}${'\n'.repeat(7)}.`,
      logo: { url: `https://${'interviews.'.repeat(6)}example.com/logo/0199`, width: 220, height: 48 },
    }
    for (const occasion of mailOccasion)
      for (const [shape, intro] of Object.entries(intros(sign))) {
        const style = branded(brand, [{ language, occasion, subject: '{jobTitle}', intro }])
        const { html, raw } = await composeMail(longest(sign, occasion, language), style)
        // Where programs cut, they cut the way to answer.
        expect(Buffer.byteLength(html), `${occasion}, ${shape}`).toBeLessThanOrEqual(100_000)
        expect(raw.length, `${occasion}, ${shape}`).toBeLessThanOrEqual(300_000)
        expect(html).toMatch(/<\/html>\s*$/)
      }
  })

  test('is whole where people write as people do', async () => {
    const [notes, place, name] = [
      'Ta med en bild. 漢字 '.repeat(125),
      'Kungsgatan 1, '.repeat(35),
      "O'Neill-Söderström ".repeat(10),
    ]
    const { html, text } = await composeMail({
      ...invitation,
      mode: 'ONSITE',
      notes,
      location: place,
      candidateName: name,
      to: { ...invitation.to, name },
    })
    for (const words of [notes, place, name])
      for (const said of [domOf(html).body.textContent, text]) expect(said).toContain(words.trim())
    expect(text).not.toContain('…')
  })

  test('of an introduction keeps all paragraphs', async () => {
    const intro = Array.from({ length: 60 }, (_, index) => `Paragraph ${index}.`).join('\n\n')
    const { html, text } = await composeMail(
      invitation,
      branded({}, [{ language: 'EN', occasion: 'INVITATION', subject: null, intro }]),
    )
    expect(text).toContain(intro)
    expect(domOf(html).body.textContent!.match(/Paragraph \d+[.]/g)).toHaveLength(60)
  })
})

test('a name from right to left stays in its place', async () => {
  const { html, text } = await composeMail({
    ...invitation,
    candidateName: 'ليلى حداد',
    to: { ...invitation.to, name: 'ليلى حداد' },
  })
  const isolated = [...domOf(html).querySelectorAll('span[dir="auto"]')].map((each) => each.textContent)
  expect(isolated).toContain('ليلى حداد')
  expect(text).toContain('Hello ليلى حداد,')
})

describe("a company's own words", () => {
  const own = (subject: string | null, intro: string | null, occasion: MailOccasion = 'INVITATION') =>
    branded({}, [{ language: 'EN', occasion, subject, intro }])

  test('are said instead of ours, with their values, in subject, HTML and text', async () => {
    const intro =
      'We look forward to {date} at {time}, {candidateName}!\nYou meet {interviewers}.\n\nSee you at {companyName}.'
    const { subject, text, html } = await composeMail(invitation, own('{companyName} & you: {jobTitle}', intro))
    expect(subject).toBe('Northwind & you: Carpenter')
    const first = 'We look forward to Wednesday, 25 November 2026 at 09:00–09:45, Ada Lovelace!'
    expect(text).toContain(`${first}\nYou meet Grace Hopper and Karin Lindqvist.\n\nSee you at Northwind.`)
    const paragraphs = [...domOf(html).querySelectorAll('.text div')].map((each) => each.innerHTML)
    expect(paragraphs.slice(1, 4).map((each) => each.replace(/<\/?span[^>]*>/g, ''))).toEqual([
      'Hello Ada Lovelace,',
      `${first}<br>You meet Grace Hopper and Karin Lindqvist.`,
      'See you at Northwind.',
    ])
    // One is adapted, the others and the other languages are not.
    expect((await composeMail(cancellation, own('X {jobTitle}', 'Y'))).text).toContain('is cancelled. There is nothing')
    expect((await composeMail({ ...invitation, language: 'SV' }, own('X {jobTitle}', 'Y'))).subject).toMatch(
      /^Intervju/,
    )
  })

  test('may be chosen for a part alone, and name people where nobody is named yet', async () => {
    const { subject, text } = await composeMail(
      { ...invitation, interviewers: [] },
      own(null, 'You meet {interviewers}.'),
    )
    expect(subject).toBe('Interview scheduled: Carpenter at Northwind')
    expect(text).toContain('You meet our team.')
  })

  test.each([
    ['tags', '</div></td></tr></table><script>alert(1)</script><img src=x onerror=alert(1)>'],
    ['MJML', '</mj-text><mj-raw><b>x</b></mj-raw><mj-include path="/etc/passwd" />'],
    ['slots of the template', '{{pageHref}} {{notThere}} {{{jobTitle}}} &#123;&#123;date&#125;&#125;'],
    ['entities and comments', '&lt;b&gt; --><!-- <![endif]--> <!--[if mso]>'],
    ['replacement patterns', "$& $1 $` $' $$"],
  ])('never become structure: %s', async (_, words) => {
    for (const mail of [invitation, choice]) {
      const plain = await composeMail(mail, own(null, 'Plain.', mail.kind as MailOccasion))
      const hostile = await composeMail(mail, own(null, words, mail.kind as MailOccasion))
      const skeleton = (html: string) =>
        [...domOf(html).querySelectorAll('*')]
          .filter((element) => element.tagName !== 'SPAN')
          .map((element) => [element.tagName, ...element.getAttributeNames()].join(' '))
      expect(skeleton(hostile.html)).toEqual(skeleton(plain.html))
      const said = words.replace('{jobTitle}', 'Carpenter')
      expect(domOf(hostile.html).body.textContent).toContain(said)
      expect(hostile.text).toContain(said)
    }
  })

  test('of a subject stay whole, and names give way', async () => {
    const { subject } = await composeMail(
      { ...invitation, candidateName: 'A'.repeat(300), jobTitle: 'J'.repeat(300) },
      own(`${'words '.repeat(12)}{jobTitle} {candidateName}`, null),
    )
    expect(subject.length).toBeLessThanOrEqual(150)
    expect(subject).toMatch(/^(words ){12}J+… A+…$/)
  })
})

describe("a person's words never become structure", () => {
  const corpus = {
    tags: '</td></table><script>alert(1)</script><img src=x onerror=alert(1)>',
    MJML: '</mj-text><mj-raw><b>x</b></mj-raw><mj-include path="/etc/passwd" />',
    attributes: `" onmouseover="alert(1)' style='x`,
    entities: '&lt;b&gt; &amp;#39; &nbsp;',
    'slots of the template': '{{pageHref}} {{notThere}} ${x} <%= x %>',
    'replacement patterns': "$& $1 $` $' $$",
    headers: 'Ada\r\nBcc: eve@evil.example\r\n\r\nbody',
    'an address in a name': '"Eve" <eve@evil.example>, x',
    'encoded words': '=?utf-8?q?=0D=0ABcc:_eve@evil.example?=',
    'a boundary': '\r\n----_NmP-0-Part_1--\r\n',
    comments: '--><!-- <![endif]--> <!--[if mso]>',
    'right to left': 'מיכל \u202eכהן',
    'controls and broken surrogates': 'a\u0000b\u0007c\ud83d',
    'a name of 500 signs': 'W'.repeat(500),
    emoji: '👩‍👩‍👧‍👦🇸🇪'.repeat(40),
  }
  const said = (words: string) => ({
    ...invitation,
    candidateName: words,
    companyName: words,
    jobTitle: words,
    location: words,
    notes: words,
    interviewers: [words, words],
    to: { ...invitation.to, name: words },
    from: { ...invitation.from, name: words },
  })
  const offered = (words: string): OfferMail => ({
    ...placeOffer,
    candidateName: words,
    companyName: words,
    jobTitle: words,
    location: words,
    to: { ...invitation.to, name: words },
    from: { ...invitation.from, name: words },
  })
  const skeleton = (html: string) => {
    const dom = domOf(html)
    // The line breaks of notes are ours; everything else has to be the same element with the same attributes.
    return [...dom.querySelectorAll('*:not(br)')].map((element) =>
      [element.tagName, ...element.getAttributeNames()].join(' '),
    )
  }

  test.each(Object.entries(corpus))('%s', async (_, words) => {
    const plain = await composeMail(said('Ada'))
    const hostile = await composeMail(said(words))
    expect(skeleton(hostile.html)).toEqual(skeleton(plain.html))
    const parsed = await PostalMime.parse(hostile.raw)
    expect(parsed.to).toMatchObject([{ address: 'ada@example.com' }])
    expect(parsed.from).toMatchObject({ address: invitation.from.address })
    expect(parsed.headers.map(({ key }) => key).sort()).toEqual(
      (await PostalMime.parse(plain.raw)).headers.map(({ key }) => key).sort(),
    )
    expect(parsed.attachments.map(({ mimeType }) => mimeType)).toEqual(
      (await PostalMime.parse(plain.raw)).attachments.map(({ mimeType }) => mimeType),
    )
    expect(takeApart(hostile.raw.toString('latin1')).parts).toHaveLength(2)

    const [plainOffer, hostileOffer] = [await composeMail(offered('Ada')), await composeMail(offered(words))]
    expect(skeleton(hostileOffer.html)).toEqual(skeleton(plainOffer.html))
    expect(takeApart(hostileOffer.raw.toString('latin1')).parts).toHaveLength(2)
    expect((await PostalMime.parse(hostileOffer.raw)).to).toMatchObject([{ address: 'ada@example.com' }])
  })

  test('and are read as they were written', async () => {
    const words = `<b>"Tom" & 'Jerry'</b> {{date}} $& \\`
    for (const mail of [said(words), offered(words)]) {
      const { html, text } = await composeMail(mail)
      expect(domOf(html).body.textContent).toContain(words)
      expect(text).toContain(words)
    }
  })
})
