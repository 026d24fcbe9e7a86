import { describe, expect, test } from 'vitest'
import { headLength, mediaTypeOf } from './media-type.rules.ts'

/** The first bytes of what the MediaRecorder of Chromium and Firefox writes. */
const webm = Buffer.from(
  '1a45dfa39f4286810142f7810142f2810442f381084282847765626d42878104428581021853806701ffffffffffffff1549a966',
  'hex',
)
const matroska = Buffer.from(
  '1a45dfa3a34286810142f7810142f2810442f38108428288 6d6174726f736b61 42878104428581021853806701ffffffffffffff'.replaceAll(
    ' ',
    '',
  ),
  'hex',
)
/** The size of its head in eight bytes, as some writers have it. */
const wide = Buffer.concat([Buffer.from('1a45dfa301000000000000 1f'.replaceAll(' ', ''), 'hex'), webm.subarray(5)])
const mp4 = Buffer.from('0000002069736f6d', 'hex')
const realMp4 = Buffer.from('00000020667479706d703432000000006d7034326d70343169736f6d69736f32', 'hex')
const ogg = Buffer.from('4f67675300020000000000000000', 'hex')

describe('what a recording is', () => {
  test.each([
    ['webm', webm, 'VIDEO', 'video/webm'],
    ['webm', webm, 'AUDIO', 'audio/webm'],
    ['webm with a wide size', wide, 'AUDIO', 'audio/webm'],
    ['matroska', matroska, 'VIDEO', 'video/x-matroska'],
    ['mp4', realMp4, 'VIDEO', 'video/mp4'],
    ['ogg', ogg, 'AUDIO', 'audio/ogg'],
  ] as const)('is seen in its first bytes: %s', (_, head, kind, type) => {
    expect(mediaTypeOf(head, kind)).toBe(type)
    const padded = Buffer.concat([head, Buffer.alloc(headLength)]).subarray(0, headLength)
    expect(mediaTypeOf(padded, kind)).toBe(type)
    // However little has come, it is never taken for something else.
    for (let length = 0; length < head.length; length++)
      expect([undefined, type]).toContain(mediaTypeOf(head.subarray(0, length), kind))
  })

  test.each([
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a picture', Buffer.from('89504e470d0a1a0a', 'hex')],
    ['a program', Buffer.from('7f454c4602010100', 'hex')],
    ['an mp4 without its type', mp4],
    [
      'another EBML document',
      Buffer.concat([Buffer.from('1a45dfa38b4282887265636f72646564', 'hex'), Buffer.alloc(60)]),
    ],
    ['an EBML document without a type', Buffer.concat([Buffer.from('1a45dfa3', 'hex'), Buffer.alloc(60)])],
    ['an EBML head that goes on and on', Buffer.concat([Buffer.from('1a45dfa3ff', 'hex'), Buffer.alloc(59, 0x42)])],
  ])('is none of them: %s', (_, head) => {
    expect(mediaTypeOf(head, 'VIDEO')).toBeNull()
  })
})
