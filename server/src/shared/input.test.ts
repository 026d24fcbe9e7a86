import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  durationMinutes,
  email,
  idempotencyKey,
  interviewerIds,
  isInvalid,
  line,
  meetingUrl,
  optional,
  phone,
  prose,
  readInput,
  startsAt,
  timeZone,
} from './input.ts'

const accepts = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success
const hostile = ['a\u0000b', 'a\u0007b', 'a\u007fb', 'a\u0085b', 'a\u2028b', 'lone \ud800', '\udc00 lone']

describe('one line', () => {
  test('is trimmed, and has from 1 character to its bound', () => {
    expect(line(5).parse('  Ada  ')).toBe('Ada')
    expect(accepts(line(5), 'abcde')).toBe(true)
    expect(accepts(line(5), 'abcdef')).toBe(false)
    expect(accepts(line(5), '   ')).toBe(false)
  })

  test.each([...hostile, 'a\nb', 'a\r\nBcc: all@candidates.test', 'a\tb'])('is not %j', (text) => {
    expect(accepts(line(200), text)).toBe(false)
  })

  test.each(['Åsa Öberg', 'محمد', '👩‍👩‍👧‍👦', "O'Neill; drop table", '=cmd()', '<b>Ada</b>'])('may be %j', (text) => {
    expect(line(200).parse(text)).toBe(text)
  })
})

describe('several lines', () => {
  test('end in one kind of break', () => {
    expect(prose(50).parse('a\r\nb\rc\nd\te')).toBe('a\nb\nc\nd\te')
  })

  test.each(hostile)('are not %j', (text) => {
    expect(accepts(prose(200), text)).toBe(false)
  })
})

test('what may be left out is null when it is left out, null or empty', () => {
  for (const nothing of [undefined, null, '', '   ']) expect(optional(prose(10)).parse(nothing)).toBeNull()
  for (const nothing of [undefined, null]) expect(optional(line(10)).parse(nothing)).toBeNull()
})

describe('an email address', () => {
  test.each(['ada@example.com', 'a.b+c@sub.example.co', ' ada@example.com '])('may be %j', (text) => {
    expect(email.parse(text)).toBe(text.trim())
  })

  test.each([
    '',
    'ada',
    'ada@',
    '@example.com',
    'ada@exa mple.com',
    'ada@example.com\nBcc: x@y.test',
    'a@b.c\u0000',
    `${'a'.repeat(250)}@b.test`,
  ])('is not %j', (text) => {
    expect(accepts(email, text)).toBe(false)
  })
})

describe('a meeting link', () => {
  test.each(['https://meet.test/room', 'https://meet.test/a?b=c#d', 'https://möte.test/rum'])('may be %s', (text) => {
    expect(meetingUrl.parse(text)).toBe(text)
  })

  test.each([
    'http://meet.test',
    'javascript:alert(1)',
    'data:text/html,x',
    'meet.test',
    'https://',
    'https://meet.test/a b',
    'https://meet.test/\r\nBcc: x',
    'https://meet.test/\u0000',
    'https://meet.test/\ud800',
    'https://meet.test/"><script>',
    `https://meet.test/${'a'.repeat(2000)}`,
    `https://meet.test/${'漢'.repeat(221)}`,
  ])('is not %j', (text) => {
    expect(accepts(meetingUrl, text)).toBe(false)
  })
})

test('a time zone is a name that knows its clock changes', () => {
  for (const zone of ['Europe/Stockholm', 'Asia/Kolkata', 'UTC', 'America/Argentina/Buenos_Aires'])
    expect(accepts(timeZone, zone)).toBe(true)
  for (const zone of ['', '+02:00', 'Europe/Stokholm', 'CEST!', "Europe/Paris'", 'x'.repeat(100)])
    expect(accepts(timeZone, zone)).toBe(false)
})

test('a start lies before the year 2100, a length between 5 minutes and a day', () => {
  expect(accepts(startsAt, new Date('2099-12-31T23:59:59.999Z'))).toBe(true)
  expect(accepts(startsAt, new Date('2100-01-01T00:00:00.000Z'))).toBe(false)
  expect(accepts(startsAt, new Date(Number.NaN))).toBe(false)
  expect([4, 5, 1440, 1441, 30.5].map((minutes) => accepts(durationMinutes, minutes))).toEqual([
    false,
    true,
    true,
    false,
    false,
  ])
})

test('a phone number has digits and the signs people put between them', () => {
  expect(phone.parse('+46 (0)70-123 45.67')).toBe('+46 (0)70-123 45.67')
  for (const text of ['call me', '+46;ext=1', '0'.repeat(41), '']) expect(accepts(phone, text)).toBe(false)
})

test('interviewers are named once each, and at most 20', () => {
  expect(interviewerIds.parse(['a', 'b', 'a'])).toEqual(['a', 'b'])
  expect(interviewerIds.parse(null)).toEqual([])
  expect(
    accepts(
      interviewerIds,
      Array.from({ length: 21 }, (_, index) => `${index}`),
    ),
  ).toBe(false)
})

test('a refusal names every field that is wrong by its path', () => {
  const schema = z.object({ slots: z.array(z.object({ place: line(3) })), idempotencyKey })
  const answer = readInput(schema, { slots: [{ place: 'ok' }, { place: 'abcd' }], idempotencyKey: 'a\nb' })
  expect(isInvalid(answer) && answer.fields).toEqual([
    { path: 'slots.1.place', message: 'Must not be longer than 3 characters.' },
    { path: 'idempotencyKey', message: 'Must not have line breaks or control characters.' },
  ])
})
