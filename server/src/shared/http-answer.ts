import type { Request, Response } from 'express'
import type { KnownFailure } from './errors.ts'

/** Why not, in the shape in which GraphQL says it, at whichever door somebody asks. */
export const failureBody = (code: KnownFailure['code'] | 'INTERNAL', message: string) => ({
  errors: [{ message, extensions: { code } }],
})

/** Says why not; no cache keeps it. */
export function refuse(
  response: Response,
  status: number,
  code: KnownFailure['code'] | 'INTERNAL',
  message: string,
): void {
  response.removeHeader('etag')
  response.status(status).set('cache-control', 'no-store').json(failureBody(code, message))
}

/**
 * Whether somebody has this answer already (RFC 9110 section 13.1.2), compared weakly: some leave the mark of a weak tag
 * out. Some send `no-cache` along, which asks caches on the way to ask us; we are asked.
 */
export function isAmong(tags: string | undefined, etag: string): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//, '')
  return (tags ?? '').split(',').some((tag) => ['*', bare(etag)].includes(bare(tag)))
}

/**
 * Hands a sound to those who may hear it, and to no cache but their own: the address stays when what is behind it changes, so
 * it is always asked, and who asks must hold a good key or session at that time. What plays it is an element of our pages;
 * opened by itself it is bytes to be saved.
 */
export function sendSound(response: Response, sound: { type: string; bytes: Buffer }): void {
  response
    .set({
      'content-type': sound.type,
      'content-security-policy': "default-src 'none'; sandbox",
      'content-disposition': 'attachment',
    })
    .send(sound.bytes)
}

/** Says under which tag the answer is kept. @returns whether that was all: who asks has it already */
export function answeredByTag(request: Request, response: Response, tag: string): boolean {
  const etag = `"${tag}"`
  response.set({ etag, 'cache-control': 'private, no-cache', vary: 'Authorization, Cookie' })
  if (!isAmong(request.get('if-none-match'), etag)) return false
  response.status(304).end()
  return true
}
