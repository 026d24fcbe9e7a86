/**
 * A key for one intention of a person, made when a dialog opens and sent with each try: the server does the thing once.
 * `crypto.randomUUID` exists only on https and localhost; a house without a certificate needs the longer way.
 */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
