/*
 * Answers as the great mail and calendar programs write them, each in its own shape: what stands in which part, how
 * parameters are written, what is left out.
 */

export interface Answering {
  /** The address of our message: where the answer goes. */
  to: string
  /** Whose mailbox it leaves from. */
  from: string
  uid: string
  sequence?: number | null
  partstat?: string
  /** DTSTAMP; the moment of writing where left out. */
  stamp?: Date
  comment?: string
  /** The address in ATTENDEE; that of From where left out. */
  attendee?: string
  messageId?: string
}

export const programs = ['gmail', 'outlook', 'apple', 'thunderbird'] as const
export type Program = (typeof programs)[number]

export const basic = (date: Date): string => date.toISOString().replace(/[-:]|\.\d+/g, '')

let written = 0

const lines = (...each: (string | null | false)[]): string =>
  each.filter((line) => typeof line === 'string').join('\r\n')

/** A calendar object that answers. */
export function replyObject(
  { uid, sequence = 0, partstat = 'ACCEPTED', stamp = new Date(), comment, attendee, from, to }: Answering,
  { program = 'gmail', method = 'REPLY' as string | null, time = '' } = {},
): string {
  const who = attendee ?? from
  const attendeeLine = {
    gmail: `ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=${partstat};CN=${who};X-NUM-GUESTS=0:mailto:${who}`,
    outlook: `ATTENDEE;PARTSTAT=${partstat};CN="Ada, L.":MAILTO:${who.toUpperCase()}`,
    apple: `ATTENDEE;CN="Ada";CUTYPE=INDIVIDUAL;EMAIL="${who}";PARTSTAT=${partstat}:mailto:${who}`,
    thunderbird: `ATTENDEE;PARTSTAT=${partstat};ROLE=REQ-PARTICIPANT:mailto:${who}`,
  }[program]!
  const prodid = {
    gmail: '-//Google Inc//Google Calendar 70.9054//EN',
    outlook: 'Microsoft Exchange Server 2010',
    apple: '-//Apple Inc.//iPhone OS 18.1//EN',
    thunderbird: '-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN',
  }[program]!
  const fold = (line: string) => line.replace(/(.{70})(?=.)/g, '$1\r\n ')
  return (
    lines(
      'BEGIN:VCALENDAR',
      `PRODID:${prodid}`,
      'VERSION:2.0',
      method && `METHOD:${method}`,
      'BEGIN:VEVENT',
      time || null,
      `DTSTAMP:${basic(stamp)}`,
      // Outlook leaves the organizer out.
      program !== 'outlook' && fold(`ORGANIZER;CN=Somebody:mailto:${to}`),
      `UID:${uid}`,
      fold(attendeeLine),
      comment ? fold(`COMMENT:${comment.replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n')}`) : null,
      sequence !== null && `SEQUENCE:${sequence}`,
      `SUMMARY:${program === 'outlook' ? 'Zugesagt: Interview' : 'Interview'}`,
      'STATUS:CONFIRMED',
      'END:VEVENT',
      'END:VCALENDAR',
    ) + '\r\n'
  )
}

/** A whole message, as this program sends it. */
export function replyMessage(program: Program, answering: Answering, { method = 'REPLY', time = '' } = {}): Buffer {
  const { from, to, messageId = `<answer-${++written}.${Math.random().toString(36).slice(2)}@mail.test>` } = answering
  const calendar = replyObject(answering, { program, method, time })
  const base64 = Buffer.from(calendar).toString('base64').replace(/.{76}/g, '$&\r\n')
  const head = [
    `From: Ada <${from}>`,
    `To: <${to}>`,
    `Message-ID: ${messageId}`,
    `Date: ${new Date().toUTCString()}`,
    'MIME-Version: 1.0',
  ]
  const message = {
    gmail: lines(
      'Sender: Google Calendar <calendar-notification@google.com>',
      ...head,
      'Auto-Submitted: auto-generated',
      'Subject: Accepted: Interview',
      'Content-Type: multipart/mixed; boundary="000000000000d8b1"',
      '',
      '--000000000000d8b1',
      'Content-Type: multipart/alternative; boundary="000000000000d8af"',
      '',
      '--000000000000d8af',
      'Content-Type: text/plain; charset="UTF-8"; format=flowed; delsp=yes',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from('Ada has accepted this invitation.').toString('base64'),
      '--000000000000d8af',
      'Content-Type: text/html; charset="UTF-8"',
      '',
      '<p>Ada has <b>accepted</b> this invitation.</p>',
      '--000000000000d8af',
      `Content-Type: text/calendar; charset="UTF-8"; method=${method}`,
      'Content-Transfer-Encoding: 7bit',
      '',
      calendar.trimEnd(),
      '--000000000000d8af--',
      '--000000000000d8b1',
      'Content-Type: application/ics; name="invite.ics"',
      'Content-Disposition: attachment; filename="invite.ics"',
      'Content-Transfer-Encoding: base64',
      '',
      base64,
      '--000000000000d8b1--',
    ),
    outlook: lines(
      ...head,
      'Subject: =?iso-8859-1?Q?Zugesagt=3A_Interview?=',
      'Content-Type: multipart/alternative;',
      '\tboundary="_000_DB9PR0_"',
      '',
      '--_000_DB9PR0_',
      'Content-Type: text/plain; charset="us-ascii"',
      '',
      'I look forward to it.',
      '--_000_DB9PR0_',
      `Content-Type: text/calendar; charset="utf-8"; method=${method}`,
      'Content-Transfer-Encoding: base64',
      '',
      base64,
      '--_000_DB9PR0_--',
    ),
    apple: lines(
      ...head,
      'Subject: Accepted: Interview',
      'Content-Type: multipart/alternative; boundary="Apple-Mail=_B1"',
      '',
      '--Apple-Mail=_B1',
      'Content-Type: text/plain; charset=UTF-8',
      '',
      'Ada has accepted your invitation.',
      '--Apple-Mail=_B1',
      `Content-Type: text/calendar; charset=UTF-8; method=${method}`,
      'Content-Disposition: attachment; filename=iCal-2026.ics',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      calendar.replaceAll('=', '=3D').trimEnd(),
      '--Apple-Mail=_B1--',
    ),
    thunderbird: lines(
      ...head,
      'Subject: Event Invitation Reply (Accepted): Interview',
      'Content-Type: multipart/mixed; boundary="------------IYG"',
      '',
      'This is a multi-part message in MIME format.',
      '--------------IYG',
      'Content-Type: multipart/alternative; boundary="------------ALT"',
      '',
      '--------------ALT',
      'Content-Type: text/plain; charset=UTF-8',
      '',
      'Ada has accepted your event invitation.',
      '--------------ALT',
      `Content-Type: text/calendar; method=${method}; charset=UTF-8`,
      '',
      calendar.trimEnd(),
      '--------------ALT--',
      '--------------IYG',
      'Content-Type: application/ics; name="invite.ics"',
      'Content-Disposition: attachment; filename="invite.ics"',
      '',
      calendar.trimEnd(),
      '--------------IYG--',
    ),
  }[program]
  return Buffer.from(`${message}\r\n`)
}

/** A person's own letter. */
export const letter = (
  {
    from,
    to,
    subject = 'Re: Interview',
    inReplyTo,
  }: { from: string; to: string; subject?: string; inReplyTo?: string },
  text: string,
  ...headers: string[]
): Buffer =>
  Buffer.from(
    lines(
      `From: Ada <${from}>`,
      `To: <${to}>`,
      `Message-ID: <letter-${++written}.${Math.random().toString(36).slice(2)}@mail.test>`,
      inReplyTo ? `In-Reply-To: ${inReplyTo}` : null,
      `Subject: ${subject}`,
      ...headers,
      '',
      text,
      '',
    ),
  )

export interface Bouncing {
  /** Where the report goes: the envelope sender of what came back. */
  to: string
  /** To whom it could not be delivered. */
  recipient: string
  action?: string
  status?: string
  diagnostic?: string
  /** Message-ID of what came back; its header is attached where given. */
  messageId?: string
}

/** A report of a mail server (RFC 3464). */
export const bounceMessage = ({
  to,
  recipient,
  action = 'failed',
  status = '5.1.1',
  diagnostic = `smtp; 550 5.1.1 <${recipient}>: Recipient address rejected: User unknown`,
  messageId,
}: Bouncing): Buffer =>
  Buffer.from(
    lines(
      'From: Mail Delivery System <MAILER-DAEMON@mx.mail.test>',
      `To: <${to}>`,
      `Message-ID: <bounce-${++written}.${Math.random().toString(36).slice(2)}@mx.mail.test>`,
      'Auto-Submitted: auto-replied',
      'Subject: Undelivered Mail Returned to Sender',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="B0"',
      '',
      '--B0',
      'Content-Type: text/plain',
      '',
      'I could not deliver your message.',
      '--B0',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.mail.test',
      '',
      `Final-Recipient: rfc822; ${recipient}`,
      `Action: ${action}`,
      `Status: ${status}`,
      `Diagnostic-Code: ${diagnostic}`,
      ...(messageId
        ? ['--B0', 'Content-Type: text/rfc822-headers', '', `Message-ID: ${messageId}`, 'Subject: Interview']
        : []),
      '--B0--',
      '',
    ),
  )
