import { feedKey } from './feed-key.ts'

/** Makes the secret address of a feed. */
export type FeedUrl = (feed: { id: string; version: number }) => string

/**
 * @param publicUrl origin under which people reach Greenroom, without a slash at the end
 * @param secret the newest of the server's secrets: it signs
 */
export const makeFeedUrl =
  (publicUrl: string, secret: string): FeedUrl =>
  ({ id, version }) =>
    `${publicUrl}/calendar/${feedKey(secret, id, version)}.ics`
