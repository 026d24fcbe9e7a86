const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'

/** Lower-case base32 (alphabet of RFC 4648 section 6) without padding: it survives whatever folds case. */
export function toBase32(bytes: Uint8Array): string {
  let text = ''
  let bits = 0
  let value = 0
  for (const byte of bytes) {
    value = (value << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += alphabet[(value >>> bits) & 31]
    }
    value &= (1 << bits) - 1
  }
  return bits > 0 ? text + alphabet[(value << (5 - bits)) & 31] : text
}

/** The bytes of a text that `toBase32` wrote; null for any other text, also where only unused bits differ. */
export function fromBase32(text: string): Buffer | null {
  const bytes: number[] = []
  let bits = 0
  let value = 0
  for (const character of text) {
    const digit = alphabet.indexOf(character)
    if (digit < 0) return null
    value = (value << 5) | digit
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes.push((value >>> bits) & 255)
    }
    value &= (1 << bits) - 1
  }
  // Were the spare bits free, or a spare character, one secret would have several spellings.
  return value === 0 && bits < 5 ? Buffer.from(bytes) : null
}
