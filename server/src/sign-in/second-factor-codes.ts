import { createHmac } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'

/*
 * Codes that a program on somebody's phone shows (TOTP, RFC 6238), and codes for when the phone is gone.
 */

/** How long a code is shown, in seconds. */
export const stepSeconds = 30

const totpOf = (secret: string, label = '') =>
  new TOTP({
    issuer: 'Greenroom',
    label,
    secret: Secret.fromBase32(secret),
    algorithm: 'SHA1',
    digits: 6,
    period: stepSeconds,
  })

/** 160 random bits in base32, as the programs want it. */
export const newSecret = (): string => new Secret({ size: 20 }).base32

/** The address that such a program reads from a picture: `otpauth://totp/…`. */
export const secretAddress = (secret: string, email: string): string => totpOf(secret, email).toString()

/** What was typed, without the spaces and hyphens in which codes are shown. */
export const readCode = (typed: string): string => typed.toLowerCase().replaceAll(/[\s-]/g, '')

export const looksLikeTimeCode = (code: string): boolean => /^\d{6}$/.test(code)

/**
 * In which step of time a code is shown that is right at this moment, or was or will be half a minute ago or ahead: clocks
 * differ. Null for a wrong one.
 */
export function stepOf(secret: string, code: string, now: Date): number | null {
  const delta = totpOf(secret).validate({ token: code, timestamp: now.getTime(), window: 1 })
  return delta === null ? null : Math.floor(now.getTime() / 1000 / stepSeconds) + delta
}

/** How many codes somebody gets for when the phone is gone. */
export const recoveryCodes = 10

/** As somebody writes it down: `abcd-efgh-ijkl-mnop`. */
export const spellOut = (code: string): string => code.match(/.{4}/g)!.join('-')

/** What is stored of a recovery code: with the server's secret, so that nobody finds out by trying who has the database. */
export const recoveryHash = (secret: string, userId: string, code: string): string =>
  createHmac('sha256', secret).update(`recovery\n${userId}\n${code}`).digest('base64url')
