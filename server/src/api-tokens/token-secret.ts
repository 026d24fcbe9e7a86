import { createHash, randomBytes } from 'node:crypto'
import { toBase32 } from '../shared/base32.ts'

/*
 * What a program sends: a mark by which people and scanners for leaked secrets recognise it, and 256 random bits in
 * lower-case base32. The database keeps its hash: so much chance needs no slow one.
 */

const mark = 'gr_'
const shown = 4

export const newSecret = (): string => mark + toBase32(randomBytes(32))

/** What is kept of it. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** The end of it, which opens nothing. */
export const endingOf = (secret: string): string => secret.slice(-shown)
