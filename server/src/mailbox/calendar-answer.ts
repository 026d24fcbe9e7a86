import ICAL from 'ical.js'
import nodemailer from 'nodemailer'
import type { OpenedEmail } from './mailbox.store.ts'

/** What a person may press under an invitation, as a calendar program offers it. */
export const PRESSES = ['ACCEPTED', 'TENTATIVE', 'DECLINED', 'COUNTER'] as const
export type Press = (typeof PRESSES)[number]

/** Sends an answer on behalf of the reader of a caught email; resolves with what the server said. */
export type SendAnswer = (email: OpenedEmail, press: Press, proposedStartsAt: Date | null) => Promise<string>

interface Invitation {
  uid: string
  sequence: number
  organizer: string
  attendee: string
  minutes: number
}

/** The invitation that an email brings (RFC 5546 section 3.2.2), or null where it brings none that could be answered. */
export function invitationIn(email: OpenedEmail): Invitation | null {
  for (const { content } of email.calendars) {
    const calendar = parse(content)
    const event = calendar?.getFirstSubcomponent('vevent')
    if (!calendar || !event || calendar.getFirstPropertyValue('method') !== 'REQUEST') continue
    const text = (name: string) => String(event.getFirstPropertyValue(name) ?? '')
    const address = (name: string) => text(name).replace(/^mailto:/i, '')
    const seconds = event.getFirstPropertyValue('dtend')
    const start = event.getFirstPropertyValue('dtstart')
    const minutes =
      seconds instanceof ICAL.Time && start instanceof ICAL.Time
        ? Math.round((seconds.toJSDate().getTime() - start.toJSDate().getTime()) / 60_000)
        : 60
    const found = {
      uid: text('uid'),
      sequence: Number(text('sequence')) || 0,
      organizer: address('organizer'),
      attendee: address('attendee'),
      minutes,
    }
    if (found.uid && found.organizer && found.attendee) return found
  }
  return null
}

function parse(content: string): ICAL.Component | null {
  try {
    return new ICAL.Component(ICAL.parse(content) as object[])
  } catch {
    return null
  }
}

/** Makes the sender of answers: what it sends is what a calendar program would (RFC 6047), by SMTP like any other mail. */
export const makeSendAnswer =
  (smtpUrl: string): SendAnswer =>
  async (email, press, proposedStartsAt) => {
    const invitation = invitationIn(email)
    if (!invitation) throw new Error('This email brings no invitation.')
    const method = press === 'COUNTER' ? 'COUNTER' : 'REPLY'
    const { hostname: host, port } = new URL(smtpUrl)
    const transport = nodemailer.createTransport({
      host,
      port: Number(port),
      ignoreTLS: true,
      connectionTimeout: 5_000,
      greetingTimeout: 5_000,
      socketTimeout: 20_000,
      disableFileAccess: true,
      disableUrlAccess: true,
    })
    const words = { ACCEPTED: 'Accepted', TENTATIVE: 'Maybe', DECLINED: 'Declined', COUNTER: 'New time proposed' }[
      press
    ]
    const { response } = await transport.sendMail({
      from: invitation.attendee,
      to: invitation.organizer,
      subject: `${words}: ${email.subject}`,
      text: `${words}.`,
      icalEvent: { method, content: answerObject(invitation, press, proposedStartsAt) },
    })
    return response
  }

const basic = (date: Date): string => date.toISOString().replace(/[-:]|\.\d+/g, '')

function answerObject(invitation: Invitation, press: Press, proposedStartsAt: Date | null): string {
  const { uid, sequence, organizer, attendee, minutes } = invitation
  const endsAt = proposedStartsAt && new Date(proposedStartsAt.getTime() + minutes * 60_000)
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Greenroom//Mail catcher//EN',
    `METHOD:${press === 'COUNTER' ? 'COUNTER' : 'REPLY'}`,
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${basic(new Date())}`,
    ...(proposedStartsAt && endsAt ? [`DTSTART:${basic(proposedStartsAt)}`, `DTEND:${basic(endsAt)}`] : []),
    `ORGANIZER:mailto:${organizer}`,
    `ATTENDEE;PARTSTAT=${press === 'COUNTER' ? 'TENTATIVE' : press}:mailto:${attendee}`,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n')
}
