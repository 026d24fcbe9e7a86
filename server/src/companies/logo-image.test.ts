import { describe, expect, test } from 'vitest'
import { smallPicture } from '../../test/picture.ts'
import { logoBounds, shownSize, whyNoLogo, type ImageFacts } from './company-brand.rules.ts'
import { readImage } from './logo-image.ts'

/** Pictures of 40 × 24 pixels as a browser writes them. */
const files = {
  JPEG: '/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADb/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAYACgDASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAUH/8QAGhABAAEFAAAAAAAAAAAAAAAAAAIFFlSj0v/EABgBAQEAAwAAAAAAAAAAAAAAAAACAQQF/8QAGhEBAQACAwAAAAAAAAAAAAAAAAIDEQEEMf/aAAwDAQACEQMRAD8AgLdo17A3Q6RG2jm9fDOTe2JAMtYAAW7ur2fphyAqaqfOUQASAA//2Q==',
  lossy:
    'UklGRkgCAABXRUJQVlA4WAoAAAAgAAAAJwAAFwAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZWUDggWgAAABAEAJ0BKigAGAA+pUKaSaYjoqE1SADAFIliAMz+gACAfwGYgbaqaAAAAP7itN7zb+nn3oNrP/xaRWFxV5Gn965A2RS7MGw3Wo/ZXb6eH7/HL4qZJjYnAAAAAA==',
  lossless:
    'UklGRgwCAABXRUJQVlA4WAoAAAAwAAAAJwAAFwAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZWUDhMHQAAAC8nwAUQDxAx/2MWDIJsmxrcn3YCB4jof9S4BwAAAA==',
}
const png = Buffer.from(smallPicture, 'base64')
const jpeg = Buffer.from(files.JPEG, 'base64')
const webp = Buffer.from(files.lossy, 'base64')

/** The plain form of a WebP: its picture alone. */
function pictureOf(file: string, name: string): Buffer {
  const bytes = Buffer.from(file, 'base64')
  const picture = bytes.subarray(bytes.indexOf(name, 30, 'latin1'))
  const head = Buffer.from('RIFF....WEBP', 'latin1')
  head.writeUInt32LE(4 + picture.length, 4)
  return Buffer.concat([head, picture])
}

/** A chunk of a PNG without its checksum, which nobody shows anything by. */
function pngChunk(name: string, data = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(data.length)
  head.write(name, 4, 'latin1')
  return Buffer.concat([head, data, Buffer.alloc(4)])
}

describe('a picture', () => {
  test.each([
    ['a PNG', png, 'PNG'],
    ['a JPEG', jpeg, 'JPEG'],
    ['a WebP with more than its picture', webp, 'WEBP'],
    ['a lossy WebP', pictureOf(files.lossy, 'VP8 '), 'WEBP'],
    ['a lossless WebP', pictureOf(files.lossless, 'VP8L'), 'WEBP'],
  ] as const)('%s is known by its bytes, and so is its size', (_, bytes, type) => {
    expect(readImage(bytes)).toEqual({ type, width: 40, height: 24 })
  })

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a drawing that may hold scripts', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a GIF', Buffer.from('4749463839610100010000000000', 'hex')],
    ['a PNG with a page behind it', Buffer.concat([png, Buffer.from('<script>alert(1)</script>')])],
    ['a JPEG with a page behind it', Buffer.concat([jpeg, Buffer.from('<script>alert(1)</script>')])],
    ['a WebP with a page behind it', Buffer.concat([webp, Buffer.from('<script>alert(1)</script>')])],
    ['a PNG without its header', Buffer.concat([png.subarray(0, 8), pngChunk('IEND')])],
    ['a PNG with two headers', Buffer.concat([png.subarray(0, 33), png.subarray(8, 33), png.subarray(33)])],
    ['an animated PNG', Buffer.concat([png.subarray(0, 33), pngChunk('acTL', Buffer.alloc(8)), png.subarray(33)])],
    ['an animated WebP', Buffer.from(webp).fill(0x22, 20, 21)],
  ])('%s is none', (_, bytes) => {
    expect(readImage(bytes)).toBeNull()
  })

  test.each([
    ['PNG', png],
    ['JPEG', jpeg],
    ['WebP', webp],
  ])('that was cut off anywhere is none: %s', (_, bytes) => {
    for (let length = 0; length < bytes.length; length++) expect(readImage(bytes.subarray(0, length))).toBeNull()
  })

  test('whose bytes are broken never ends in more than a no', () => {
    for (const bytes of [png, jpeg, webp])
      for (let at = 0; at < bytes.length; at++)
        for (const byte of [0, 0xff]) {
          const broken = Buffer.from(bytes).fill(byte, at, at + 1)
          expect(() => readImage(broken)).not.toThrow()
        }
  })
})

describe('a logo', () => {
  const image = (width: number, height: number): ImageFacts => ({ type: 'PNG', width, height })
  const { bytes, leastPixels, mostPixels } = logoBounds

  test.each([
    [bytes, image(leastPixels, mostPixels), null],
    [bytes + 1, image(40, 24), 'TOO_LARGE'],
    [bytes + 1, null, 'TOO_LARGE'],
    [100, null, 'NO_IMAGE'],
    [100, image(leastPixels - 1, 24), 'TOO_FEW_PIXELS'],
    [100, image(24, leastPixels - 1), 'TOO_FEW_PIXELS'],
    [100, image(mostPixels + 1, 24), 'TOO_MANY_PIXELS'],
    [100, image(24, mostPixels + 1), 'TOO_MANY_PIXELS'],
  ])('of %i bytes and %o: %s', (size, facts, problem) => {
    expect(whyNoLogo(size, facts)).toBe(problem)
  })

  test.each([
    [40, 24, 40, 24],
    [440, 96, 220, 48],
    [2000, 16, 220, 2],
    [16, 2000, 1, 48],
    [600, 600, 48, 48],
  ])('of %i × %i pixels stands as %i × %i', (width, height, shownWidth, shownHeight) => {
    expect(shownSize({ width, height })).toEqual({ width: shownWidth, height: shownHeight })
  })
})
