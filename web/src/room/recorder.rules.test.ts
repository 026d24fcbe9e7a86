import { expect, test } from 'vitest'
import { formatFor, troubleOf } from './recorder.rules'

test('MP4 is asked for first, then what the browser has', () => {
  expect(formatFor(() => true)).toBe('audio/mp4')
  expect(formatFor((format) => format.startsWith('audio/webm'))).toBe('audio/webm;codecs=opus')
  expect(formatFor((format) => format === 'audio/ogg;codecs=opus')).toBe('audio/ogg;codecs=opus')
  expect(formatFor(() => false)).toBeUndefined()
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
