/** How many of the first bytes are looked at. The heads that browsers write say it in the first 40. */
export const headLength = 64

const ogg = [0x4f, 0x67, 0x67, 0x53]
const ebml = [0x1a, 0x45, 0xdf, 0xa3]
const fileType = [0x66, 0x74, 0x79, 0x70]
const docType = 0x4282

const containers = new Map([
  ['webm', 'webm'],
  ['matroska', 'x-matroska'],
])

const begins = (bytes: Uint8Array, signature: readonly number[], at = 0) =>
  signature.every((byte, index) => bytes[at + index] === byte)

const mayBegin = (bytes: Uint8Array, signature: readonly number[]) =>
  signature.every((byte, index) => index >= bytes.length || bytes[index] === byte)

/**
 * The MIME type of a recording, by its first bytes: WebM and Matroska (RFC 9559), MP4 (ISO/IEC 14496-12 section 4.3),
 * Ogg (RFC 3533 section 6). What a client says of it is never asked.
 * @param head up to `headLength` bytes
 * @returns null for what is none of these, undefined where more bytes are needed to tell
 */
export function mediaTypeOf(head: Uint8Array, kind: 'AUDIO' | 'VIDEO'): string | null | undefined {
  const container = containerOf(head)
  return container ? `${kind === 'AUDIO' ? 'audio' : 'video'}/${container}` : container
}

function containerOf(head: Uint8Array): string | null | undefined {
  if (begins(head, ogg)) return 'ogg'
  if (begins(head, fileType, 4)) return 'mp4'
  if (begins(head, ebml)) return docTypeOf(head)
  const isTooShort = head.length < 8 && (head.length < 4 || mayBegin(head.subarray(4), fileType))
  return isTooShort || mayBegin(head, ebml) || mayBegin(head, ogg) ? undefined : null
}

/** What the head of an EBML document says that it is (RFC 8794 section 11.2.5). */
function docTypeOf(head: Uint8Array): string | null | undefined {
  const more = head.length < headLength ? undefined : null
  let at = 4 + lengthOf(head[4])
  while (at + 3 <= head.length) {
    const id = lengthOf(head[at]) === 2 ? (head[at]! << 8) | head[at + 1]! : null
    // All elements of this head have ids of two bytes and sizes of one.
    if (id === null || lengthOf(head[at + 2]) !== 1) return null
    const size = head[at + 2]! & 0x7f
    if (id === docType) {
      if (at + 3 + size > head.length) return more
      return containers.get(String.fromCharCode(...head.subarray(at + 3, at + 3 + size)).replace(/\0+$/, '')) ?? null
    }
    at += 3 + size
  }
  return more
}

/** Of how many bytes a number is, by its first one (RFC 8794 section 4); 9 for none that could follow. */
const lengthOf = (first: number | undefined): number => (first ? Math.clz32(first) - 23 : 9)
