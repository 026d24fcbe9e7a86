import { whenText } from '../../shared/when.ts'
import type { CalendarEvent, FeedEntry } from '../calendar-event.ts'

/*
 * The meetings behind the golden files: appointments just before and just after the clock changes of three zones
 * (India has no clock change; its people meet those who have one), and words that try to become structure.
 */

const minutes = (count: number) => count * 60_000

function meeting(startsAt: string, timeZone: string, more: Partial<CalendarEvent> = {}): CalendarEvent {
  const start = new Date(startsAt)
  const end = new Date(start.getTime() + minutes(45))
  return {
    method: 'REQUEST',
    uid: '5f0c2a9e-7d41-4b7e-9a51-3d2f6c8e1b07@greenroom.example',
    sequence: 0,
    stamp: new Date('2026-02-01T08:00:00Z'),
    createdAt: new Date('2026-01-31T17:00:00Z'),
    lastModifiedAt: new Date('2026-02-01T07:59:58.500Z'),
    startsAt: start,
    endsAt: end,
    summary: 'Interview: Carpenter at Northwind',
    location: 'Storgatan 1, Stockholm',
    description: `${whenText({ startsAt: start, endsAt: end, timeZone, language: 'EN' })}\nYour page: https://greenroom.example/interview/key`,
    url: 'https://greenroom.example/interview/key',
    organizer: { name: 'Northwind', address: 'interviews+k3mznq7w2xh5tjpa@greenroom.example' },
    attendee: { name: 'Ada Lovelace', address: 'ada@example.com', partstat: 'NEEDS-ACTION' },
    cancelledWord: 'Cancelled',
    ...more,
  }
}

/** The golden files by name, each with the meeting it shows. */
export const goldenEvents: Record<string, CalendarEvent> = {
  // Stockholm: 02:00 becomes 03:00 on 29 March, 03:00 becomes 02:00 on 25 October, both at 01:00Z.
  'stockholm-last-winter-time': meeting('2026-03-29T00:15:00Z', 'Europe/Stockholm'),
  'stockholm-across-spring-change': meeting('2026-03-29T00:30:00Z', 'Europe/Stockholm'),
  'stockholm-first-summer-time': meeting('2026-03-29T01:00:00Z', 'Europe/Stockholm'),
  'stockholm-repeated-hour-first': meeting('2026-10-25T00:10:00Z', 'Europe/Stockholm'),
  'stockholm-repeated-hour-second': meeting('2026-10-25T01:10:00Z', 'Europe/Stockholm'),
  // New York: 8 March at 07:00Z and 1 November at 06:00Z.
  'new-york-last-winter-time': meeting('2026-03-08T06:15:00Z', 'America/New_York'),
  'new-york-first-summer-time': meeting('2026-03-08T07:00:00Z', 'America/New_York'),
  'new-york-across-autumn-change': meeting('2026-11-01T05:30:00Z', 'America/New_York'),
  'new-york-repeated-hour-second': meeting('2026-11-01T06:10:00Z', 'America/New_York'),
  // Kolkata: the same half-hour offset on both sides of everybody else's change.
  'kolkata-at-european-spring-change': meeting('2026-03-29T01:00:00Z', 'Asia/Kolkata'),
  'kolkata-at-american-autumn-change': meeting('2026-11-01T06:00:00Z', 'Asia/Kolkata'),
  'moved-once': meeting('2026-10-25T09:00:00Z', 'Europe/Stockholm', { sequence: 1 }),
  // From 09:00 on the Saturday before the clocks change (08:00Z) to 09:00 on the Sunday on which they do (07:00Z).
  'moved-across-spring-change': meeting('2026-03-29T07:00:00Z', 'Europe/Stockholm', {
    sequence: 1,
    stamp: new Date('2026-02-03T08:00:00Z'),
    lastModifiedAt: new Date('2026-02-03T07:59:59Z'),
  }),
  cancelled: meeting('2026-10-25T09:00:00Z', 'Europe/Stockholm', {
    method: 'CANCEL',
    sequence: 2,
    cancelledWord: 'Inställd',
    url: null,
    location: null,
    attendee: { name: 'Ada Lovelace', address: 'ada@example.com', partstat: 'ACCEPTED' },
  }),
  'hostile-words': meeting('2026-06-01T09:00:00Z', 'Europe/Stockholm', {
    summary: 'Interview: "C;++, \\n"\r\nATTENDEE:mailto:eve@evil.example\u0000\u0007 \u202egnp.exe',
    location: 'Room 1;\r\n 2, "blue"\\\nBEGIN:VALARM',
    description: 'First;\r\nEND:VEVENT\rEND:VCALENDAR\u2028\\N literally 👩‍👩‍👧‍👦 מיכל כהן',
    url: 'https://greenroom.example/interview/a,b;c\\d',
    organizer: { name: 'Acme, "Sons": & \r\nDaughters', address: 'interviews+token@greenroom.example' },
    attendee: {
      name: 'Zoë "Z";PARTSTAT=ACCEPTED:mailto:eve@evil.example\r\nX-EVIL:1',
      address: "zoe.o'neill+jobs@example.com",
      partstat: 'TENTATIVE',
    },
  }),
}

/** A meeting for tests that vary one thing. */
export const ordinaryMeeting = meeting('2026-06-01T09:00:00Z', 'Europe/Stockholm')

function feedEntry(number: number, startsAt: string, more: Partial<FeedEntry>): FeedEntry {
  const { uid: _uid, sequence, stamp, createdAt, lastModifiedAt, location, url } = ordinaryMeeting
  const start = new Date(startsAt)
  return {
    uid: `interview-0190f3a0-0000-7000-8000-00000000000${number}@greenroom.example`,
    sequence,
    stamp,
    createdAt,
    lastModifiedAt,
    startsAt: start,
    endsAt: new Date(start.getTime() + minutes(45)),
    summary: 'Interview: Ada Lovelace, Carpenter',
    location,
    description: 'Round 1, On site',
    url,
    takesTime: true,
    ...more,
  }
}

/** The golden feeds: one's own interviews, that of somebody else, and one whose words try to become structure. */
export const feedEntries = {
  feed: [
    feedEntry(1, '2026-03-29T00:30:00Z', { sequence: 2 }),
    feedEntry(2, '2026-03-29T01:00:00Z', { takesTime: false, location: null }),
    feedEntry(3, '2026-10-25T00:10:00Z', {
      summary: 'Interview: Robert"; DROP,\r\nATTENDEE:mailto:x@example.com, Näherin für Kostüme und Bühnenbild mit sehr langem Titel',
      description: 'Round 2, By phone\nEND:VEVENT\nhttps://greenroom.example/interviews/3',
    }),
  ],
  'feed-busy-only': [
    feedEntry(1, '2026-03-29T00:30:00Z', { summary: 'Busy', location: null, description: null, url: null }),
  ],
} satisfies Record<string, FeedEntry[]>
