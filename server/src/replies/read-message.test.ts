import { describe, expect, test } from 'vitest'
import { bounceMessage, letter, programs, replyMessage, replyObject } from '../../test/answers.ts'
import { limits, readMessage } from './read-message.ts'

const stamp = new Date('2026-11-21T10:00:00Z')
const answering = {
  to: 'interviews+token@greenroom.test',
  from: 'ada@example.com',
  uid: 'a1b2c3d4e5f6a7b8@greenroom.test',
  sequence: 2,
  stamp,
}

const contentOf = async (raw: Buffer | string) => (await readMessage(Buffer.from(raw))).content
const answerIn = async (raw: Buffer | string) => {
  const content = await contentOf(raw)
  if (content.kind !== 'ANSWER') throw new Error(`It was read as ${JSON.stringify(content)}`)
  return content.answer
}

describe('an answer', () => {
  test.each(programs)('of %s is read', async (program) => {
    const message = await readMessage(replyMessage(program, { ...answering, partstat: 'TENTATIVE' }))
    expect(message).toMatchObject({
      from: 'ada@example.com',
      recipients: ['interviews+token@greenroom.test'],
      content: {
        kind: 'ANSWER',
        answer: {
          method: 'REPLY',
          uid: answering.uid,
          sequence: 2,
          stamp,
          attendees: [{ address: 'ada@example.com', partstat: 'TENTATIVE' }],
          proposed: null,
        },
      },
    })
  })

  test('brings the words of the person, and not those that a program writes by itself', async () => {
    expect((await answerIn(replyMessage('outlook', answering))).comment).toBe('I look forward to it.')
    expect((await answerIn(replyMessage('gmail', answering))).comment).toBe('')
    const words = 'Cannot,\nsorry; really'
    expect((await answerIn(replyMessage('thunderbird', { ...answering, comment: words }))).comment).toBe(words)
    const endless = await answerIn(replyMessage('apple', { ...answering, comment: 'é'.repeat(3900) }))
    expect(endless.comment).toBe('é'.repeat(2000))
  })

  test('without a sequence answers the first one', async () => {
    expect((await answerIn(replyMessage('gmail', { ...answering, sequence: null }))).sequence).toBe(0)
  })

  test('is what its body says, whatever the type of the part says', async () => {
    const says = (method: string, ofBody: string | null) =>
      `From: ada@example.com\r\nContent-Type: text/calendar; method=${method}\r\n\r\n${replyObject(answering, { method: ofBody })}`
    expect((await answerIn(says('REQUEST', 'REPLY'))).method).toBe('REPLY')
    expect((await answerIn(says('reply', null))).method).toBe('REPLY')
    expect((await contentOf(says('REPLY', 'REQUEST'))).kind).toBe('MESSAGE')
  })

  test('in a file that is only called a calendar is read', async () => {
    const raw = `From: ada@example.com\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nHej\r\n--x\r\nContent-Type: application/octet-stream; name=svar.ics\r\nContent-Disposition: attachment; filename=svar.ics\r\n\r\n${replyObject(answering)}\r\n--x--\r\n`
    expect((await answerIn(raw)).uid).toBe(answering.uid)
  })

  test('of which one copy is broken is read from the other one', async () => {
    const raw = replyMessage('thunderbird', answering).toString().replace('BEGIN:VEVENT', 'BEGIN:BROKEN')
    expect((await answerIn(raw)).uid).toBe(answering.uid)
  })

  test('is looked for as a calendar first, then as a file, then by its name alone', async () => {
    const part = (type: string, partstat: string) =>
      `--x\r\nContent-Type: ${type}\r\n\r\n${replyObject({ ...answering, partstat })}\r\n`
    const [byName, asFile, asCalendar] = [
      part('application/octet-stream; name=svar.ics', 'DECLINED'),
      part('application/ics; name=invite.ics', 'TENTATIVE'),
      part('text/calendar', 'ACCEPTED'),
    ]
    const says = async (...parts: string[]) =>
      (
        await answerIn(
          `From: ada@example.com\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n${parts.join('')}--x--\r\n`,
        )
      ).attendees[0]!.partstat
    expect(await says(byName!, asFile!, asCalendar!)).toBe('ACCEPTED')
    expect(await says(byName!, asFile!)).toBe('TENTATIVE')
    expect(await says(byName!)).toBe('DECLINED')
  })

  test('inside a message that somebody passes on is nobody’s answer', async () => {
    const inner = replyMessage('gmail', answering).toString()
    for (const disposition of ['', 'Content-Disposition: inline\r\n', 'Content-Disposition: attachment\r\n']) {
      const raw = `From: eve@example.com\r\nContent-Type: multipart/mixed; boundary=fw\r\n\r\n--fw\r\n\r\nLook\r\n--fw\r\nContent-Type: message/rfc822\r\n${disposition}\r\n${inner}\r\n--fw--\r\n`
      expect(await contentOf(raw)).toEqual({ kind: 'MESSAGE', text: 'Look' })
    }
  })

  test.each([
    ['in UTC', 'DTSTART:20261125T090000Z\r\nDTEND:20261125T100000Z'],
    [
      'in a zone of Windows',
      'DTSTART;TZID="W. Europe Standard Time":20261125T100000\r\nDTEND;TZID="W. Europe Standard Time":20261125T110000',
    ],
    [
      'in a zone of its vendor',
      'DTSTART;TZID=/mozilla.org/20050126_1/Europe/Stockholm:20261125T100000\r\nDTEND;TZID=Europe/Stockholm:20261125T110000',
    ],
  ])('may propose another time %s', async (_, time) => {
    const { method, proposed } = await answerIn(replyMessage('outlook', answering, { method: 'COUNTER', time }))
    expect(method).toBe('COUNTER')
    expect(proposed).toEqual({ startsAt: new Date('2026-11-25T09:00Z'), endsAt: new Date('2026-11-25T10:00Z') })
  })

  test.each([
    'DTSTART;TZID=Customized Time Zone:20261125T100000',
    'DTSTART:20261125T100000',
    'DTSTART;VALUE=DATE:20261125',
    'DTSTART:99999999T999999Z',
    'DTSTART;TZID=Europe/Stockholm:20261325T100000',
  ])('that proposes %s proposes no time', async (time) => {
    expect((await answerIn(replyMessage('gmail', answering, { method: 'COUNTER', time }))).proposed).toBeNull()
  })
})

describe('another message', () => {
  test('is a report of a mail server', async () => {
    const diagnostic = 'smtp; 550 5.1.1 User unknown\r\n in virtual mailbox table'
    expect(
      await contentOf(
        bounceMessage({ to: 'x@y.z', recipient: 'Ada@Example.com', messageId: '<id@greenroom.test>', diagnostic }),
      ),
    ).toEqual({
      kind: 'BOUNCE',
      reports: [
        {
          address: 'ada@example.com',
          action: 'FAILED',
          status: '5.1.1',
          diagnostic: 'smtp; 550 5.1.1 User unknown in virtual mailbox table',
        },
      ],
      originalMessageId: '<id@greenroom.test>',
    })
  })

  test('is a report in a form that nobody agreed on', async () => {
    const raw = letter({ from: 'MAILER-DAEMON@mx.test', to: 'x@y.z', subject: 'Returned mail' }, 'User unknown')
    expect(await contentOf(raw)).toEqual({ kind: 'BOUNCE', reports: [], originalMessageId: null })
  })

  test.each(['Auto-Submitted: auto-replied', 'Precedence: bulk', 'X-Autoreply: yes', 'List-Id: <a.b>'])(
    'with %s was written by nobody',
    async (header) => expect(await contentOf(letter(answering, 'I am away', header))).toEqual({ kind: 'AUTO_REPLY' }),
  )

  test('is what somebody wrote, without what they quote', async () => {
    const raw = letter(
      answering,
      'May I bring a friend?\r\n\r\nOn Saturday Lindgren & Co wrote:\r\n> Hello Ada',
      'Auto-Submitted: no',
    )
    expect(await contentOf(raw)).toEqual({ kind: 'MESSAGE', text: 'May I bring a friend?' })
  })

  test('that comes by another way is the same message', async () => {
    const raw = replyMessage('gmail', { ...answering, messageId: '<one@mail.test>' })
    const again = Buffer.concat([Buffer.from('Received: by relay.test; Sat, 21 Nov 2026 10:00:00 +0000\r\n'), raw])
    expect((await readMessage(again)).fingerprint).toBe((await readMessage(raw)).fingerprint)
    const other = replyMessage('gmail', { ...answering, messageId: '<two@mail.test>' })
    expect((await readMessage(other)).fingerprint).not.toBe((await readMessage(raw)).fingerprint)
  })

  test('is for whom a mailbox says that it was delivered to, before what its author writes', async () => {
    const raw = letter(
      { ...answering, to: 'Team@Example.com' },
      'Hello',
      'Delivered-To: Interviews+Token@greenroom.test',
      'X-Original-To: <interviews+other@greenroom.test>',
    )
    expect((await readMessage(raw)).recipients).toEqual([
      'interviews+token@greenroom.test',
      'interviews+other@greenroom.test',
      'team@example.com',
    ])
  })

  test('with several senders has none', async () => {
    const twice = letter(answering, 'x', 'From: eve@example.com')
    expect((await readMessage(twice)).from).toBeNull()
    const listed = letter({ ...answering, from: 'ada@example.com>, <eve@example.com' }, 'x')
    expect((await readMessage(listed)).from).toBe('ada@example.com')
  })
})

describe('bounds', () => {
  const nested = (depth: number): string =>
    depth === 0
      ? `Content-Type: text/calendar\r\n\r\n${replyObject(answering)}\r\n`
      : `Content-Type: multipart/mixed; boundary=b${depth}\r\n\r\n--b${depth}\r\n${nested(depth - 1)}--b${depth}--\r\n`
  const parts = (count: number) =>
    `Content-Type: multipart/mixed; boundary="p"\r\n\r\n${'--p\r\nContent-Type: text/plain\r\n\r\nx\r\n'.repeat(count - 1)}--p\r\nContent-Type: text/calendar\r\n\r\n${replyObject(answering)}\r\n--p--\r\n`
  const padded = (size: number) =>
    `Content-Type: text/calendar\r\n\r\n${replyObject(answering).replace('END:VEVENT', `DESCRIPTION:${'x'.repeat(size)}\r\nEND:VEVENT`)}`

  test('hold exactly where they are', async () => {
    expect((await contentOf(nested(9))).kind).toBe('ANSWER')
    expect((await contentOf(nested(limits.depth + 1))).kind).toBe('UNREADABLE')
    expect((await contentOf(parts(limits.parts))).kind).toBe('ANSWER')
    expect(await contentOf(parts(limits.parts + 1))).toEqual({ kind: 'UNREADABLE', why: 'TOO_MANY_PARTS' })
    expect((await contentOf(padded(limits.calendar - 2000))).kind).toBe('ANSWER')
    expect((await contentOf(padded(limits.calendar + 1))).kind).toBe('MESSAGE')
    expect(await contentOf(`\r\n${'x\r\n'.repeat(limits.lines)}`)).toEqual({
      kind: 'UNREADABLE',
      why: 'TOO_MANY_LINES',
    })
    expect((await contentOf(`\r\n${'x\r\n'.repeat(limits.lines - 1)}`)).kind).toBe('MESSAGE')
    expect(await contentOf(Buffer.alloc(limits.message + 1, 'x'))).toEqual({ kind: 'UNREADABLE', why: 'TOO_LARGE' })
  })
})

describe('hostile bytes', () => {
  // The same every time: a failure can be looked at.
  let state = 20261121
  const random = (below: number) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return (state >>> 8) % below
  }

  test('harm nobody: 600 answers with a few bytes changed, cut, doubled or made of nothing', async () => {
    const kinds = new Set<string>()
    for (let round = 0; round < 600; round++) {
      const raw = Buffer.from(replyMessage(programs[round % programs.length]!, answering))
      for (let change = 0; change <= random(8); change++) raw[random(raw.length)] = random(256)
      const cut = round % 5 === 0 ? raw.subarray(0, random(raw.length)) : raw
      const message = await readMessage(round % 7 === 0 ? Buffer.concat([cut, cut]) : cut)
      const { content } = message
      kinds.add(content.kind)
      if (content.kind !== 'ANSWER') continue
      expect(['REPLY', 'COUNTER', 'REFRESH']).toContain(content.answer.method)
      expect(content.answer.comment.length).toBeLessThanOrEqual(2000)
      expect(content.answer.comment.isWellFormed()).toBe(true)
    }
    expect(kinds).toContain('ANSWER')
  })

  const calendars = [
    'BEGIN:VCALENDAR',
    'BEGIN:VCALENDAR\r\n'.repeat(5000),
    'BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n',
    'BEGIN:VEVENT\r\nMETHOD:REPLY\r\nUID:x\r\nEND:VEVENT\r\n',
    replyObject({ ...answering, uid: '' }),
    replyObject({ ...answering, uid: 'x'.repeat(100_000) }),
    replyObject(answering, { method: 'PUBLISH' }),
    replyObject(answering, { method: 'ADD' }),
    replyObject(answering, { method: 'CANCEL' }),
    replyObject(answering, { method: '__proto__' }),
    replyObject(answering).replaceAll(':', ''),
    '\0'.repeat(10_000),
    '\ufeff',
    ' \r\n'.repeat(10_000),
    'A'.repeat(200_000),
    `BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n${'BEGIN:VEVENT\r\n'.repeat(3000)}${'END:VEVENT\r\n'.repeat(3000)}END:VCALENDAR`,
  ]
  test.each(calendars.map((calendar, index) => [index, calendar] as const))(
    'calendar %i is no answer',
    async (_, calendar) => {
      expect((await contentOf(`From: a@b.c\r\nContent-Type: text/calendar\r\n\r\n${calendar}`)).kind).not.toBe('ANSWER')
    },
  )

  test.each([
    '',
    '\r\n',
    '\0',
    ':',
    'From: \r\nTo: \r\n\r\n',
    `From: ${'<'.repeat(50_000)}\r\n\r\n`,
    `To: ${'a@b.c,'.repeat(8_000)}\r\n\r\nx`,
    `Subject: ${'=?utf-8?B?'.repeat(5_000)}\r\n\r\nx`,
    `References: ${'<'.repeat(60_000)}\r\n\r\nx`,
    `X: ${'y'.repeat(100_000)}\r\n\r\nx`,
    `Content-Type: multipart/mixed; boundary=""\r\n\r\n--\r\n\r\n--\r\n`,
    `Content-Type: multipart/mixed; boundary=${'b'.repeat(5000)}\r\n\r\n--${'b'.repeat(5000)}\r\n`,
    `Content-Type: text/html\r\n\r\n${'<'.repeat(150_000)}`,
    `Content-Type: text/plain\r\n\r\n${'\n'.repeat(500_000)}`,
    `Content-Type: text/plain; charset=${'x'.repeat(1000)}\r\n\r\nx`,
    `Content-Transfer-Encoding: base64\r\n\r\n${'='.repeat(100_000)}`,
    `Content-Type: message/delivery-status\r\n\r\n${'a:b\r\n'.repeat(45_000)}`,
    `Content-Type: message/delivery-status\r\n\r\n${'\n\n'.repeat(24_000)}`,
  ])('message %# is read to its end, and is no answer', async (raw) => {
    expect((await contentOf(raw)).kind).not.toBe('ANSWER')
  })
})
