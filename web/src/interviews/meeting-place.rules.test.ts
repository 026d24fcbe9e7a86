import { expect, test } from 'vitest'
import { placeOf, problemsOfPlace } from './meeting-place.rules'

const place = { location: '', meetingUrl: '' }

test('an interview on site needs a place and a video call needs a link', () => {
  expect(problemsOfPlace({ ...place, mode: 'ONSITE' })).toEqual([{ name: 'location', code: 'locationMissing' }])
  expect(problemsOfPlace({ ...place, mode: 'VIDEO' })).toEqual([{ name: 'meetingUrl', code: 'meetingUrlMissing' }])
  expect(problemsOfPlace({ ...place, mode: 'PHONE' })).toEqual([])
  expect(problemsOfPlace({ ...place, mode: 'SELF_GUIDED' })).toEqual([])
})

test.each(['meet.example.test/x', 'javascript:alert(1)', 'mailto:a@b.test'])(
  'a meeting link that no browser would follow as a page is refused: %s',
  (meetingUrl) =>
    expect(problemsOfPlace({ ...place, mode: 'VIDEO', meetingUrl })).toEqual([
      { name: 'meetingUrl', code: 'meetingUrlMalformed' },
    ]),
)

test('what another mode left behind is not sent', () => {
  const written = { location: ' Main St 1 ', meetingUrl: 'https://meet.example.test/x' }
  expect(placeOf({ ...written, mode: 'ONSITE' })).toEqual({ mode: 'ONSITE', location: 'Main St 1' })
  expect(placeOf({ ...written, mode: 'PHONE' })).toEqual({ mode: 'PHONE' })
})
