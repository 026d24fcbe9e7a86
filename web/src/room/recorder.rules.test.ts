import { expect, test } from 'vitest'
import { formatFor, troubleOf } from './recorder.rules'

test('MP4 is asked for first, then what the browser has', () => {
  expect(formatFor(false, () => true)).toBe('audio/mp4')
  expect(formatFor(false, (format) => format.startsWith('audio/webm'))).toBe('audio/webm;codecs=opus')
  expect(formatFor(false, (format) => format === 'audio/ogg;codecs=opus')).toBe('audio/ogg;codecs=opus')
  expect(formatFor(false, () => false)).toBeUndefined()
  expect(formatFor(true, () => true)).toBe('video/mp4')
  expect(formatFor(true, (format) => format.startsWith('video/webm'))).toBe('video/webm;codecs=vp8,opus')
})

test.each([
  ['NotAllowedError', 'DENIED'],
  ['SecurityError', 'DENIED'],
  ['NotFoundError', 'NO_DEVICE'],
  ['OverconstrainedError', 'NO_DEVICE'],
  ['NotReadableError', 'IN_USE'],
  ['AbortError', 'IN_USE'],
  ['TypeError', 'UNSUPPORTED'],
  ['', 'UNSUPPORTED'],
])('%s means %s', (name, trouble) => expect(troubleOf(name)).toBe(trouble))
