import type { ImageFacts } from './company-brand.rules.ts'

/**
 * What a file is by its bytes, whatever its name or sender says of it: a PNG (RFC 2083), JPEG (ITU T.81) or WebP
 * (RFC 9649) that is whole, from its signature to its end, with nothing behind it.
 * @returns null where it is none of these, or is cut off, or carries something else after it
 */
export const readImage = (bytes: Buffer): ImageFacts | null => readPng(bytes) ?? readJpeg(bytes) ?? readWebp(bytes)

const pngSignature = Buffer.from('89504e470d0a1a0a', 'hex')

function readPng(bytes: Buffer): ImageFacts | null {
  if (!bytes.subarray(0, 8).equals(pngSignature)) return null
  let size: { width: number; height: number } | null = null
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(at)
    const name = bytes.toString('latin1', at + 4, at + 8)
    const end = at + 12 + length
    if (end > bytes.length) return null
    // The first chunk is the header; what is animated moves in some mail programs and stands still in others.
    if ((at === 8) !== (name === 'IHDR') || name === 'acTL') return null
    if (name === 'IHDR') {
      if (length !== 13) return null
      size = { width: bytes.readUInt32BE(at + 8), height: bytes.readUInt32BE(at + 12) }
    }
    if (name === 'IEND') return size && end === bytes.length ? { type: 'PNG', ...size } : null
    at = end
  }
  return null
}

/** Start of frame: every way of coding but those that no browser shows (lossless, hierarchical, arithmetic). */
const shownFrames = new Set([0xc0, 0xc1, 0xc2])

function readJpeg(bytes: Buffer): ImageFacts | null {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return null
  if (bytes.readUInt16BE(bytes.length - 2) !== 0xffd9) return null
  let size: { width: number; height: number } | null = null
  for (let at = 2; at + 4 <= bytes.length;) {
    if (bytes[at] !== 0xff) return null
    const marker = bytes[at + 1]!
    // A marker may be preceded by any number of fill bytes.
    if (marker === 0xff) {
      at++
      continue
    }
    // The coded picture begins; it lasts until the end of the file.
    if (marker === 0xda) return size && { type: 'JPEG', ...size }
    const length = bytes.readUInt16BE(at + 2)
    if (length < 2 || at + 2 + length > bytes.length) return null
    if (shownFrames.has(marker)) {
      if (length < 8) return null
      size = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    }
    at += 2 + length
  }
  return null
}

function readWebp(bytes: Buffer): ImageFacts | null {
  if (bytes.length < 30 || bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP')
    return null
  if (bytes.readUInt32LE(4) !== bytes.length - 8) return null
  const at = 20
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8 ':
      // A key frame and its start code, then fourteen bits for each side.
      if ((bytes[at]! & 1) !== 0 || bytes.readUIntBE(at + 3, 3) !== 0x9d012a) return null
      return {
        type: 'WEBP',
        width: bytes.readUInt16LE(at + 6) & 0x3fff,
        height: bytes.readUInt16LE(at + 8) & 0x3fff,
      }
    case 'VP8L': {
      if (bytes[at] !== 0x2f) return null
      const bits = bytes.readUInt32LE(at + 1)
      return { type: 'WEBP', width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 }
    }
    case 'VP8X':
      if ((bytes[at]! & 0x02) !== 0) return null
      return { type: 'WEBP', width: bytes.readUIntLE(at + 4, 3) + 1, height: bytes.readUIntLE(at + 7, 3) + 1 }
    default:
      return null
  }
}
