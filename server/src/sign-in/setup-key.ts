import { createHmac, timingSafeEqual } from 'node:crypto'
import { toBase32 } from '../shared/base32.ts'

/*
 * Who may found the first company is whoever runs the server: the address to do it at ends with a key that only the
 * server's secret yields. It is derived when it is needed, kept nowhere, and opens nothing once there is a company.
 */

/** @returns 26 characters of a–z and 2–7 */
const setupKey = (secret: string): string =>
  toBase32(createHmac('sha256', secret).update('setup').digest().subarray(0, 16))

/** Where the first company is founded. The key is behind a #, so that no server on the way logs it. */
export const setupAddress = (publicUrl: string, secret: string): string => `${publicUrl}/setup#${setupKey(secret)}`

/** Every secret is tried, so that one can be retired while somebody still has the address. */
export function isSetupKey(key: string, secrets: readonly string[]): boolean {
  const given = Buffer.from(key)
  return secrets
    .map((secret) => Buffer.from(setupKey(secret)))
    .map((right) => right.length === given.length && timingSafeEqual(right, given))
    .includes(true)
}
