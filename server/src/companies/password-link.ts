import { idOfKey, linkKeys } from '../shared/link-key.ts'

/*
 * The link at which somebody chooses another password who has forgotten theirs. Its key is over the email that brings it,
 * which says whose it is and since when it works: nothing else is kept of it.
 */

const { keyOf, opens } = linkKeys('password')
/** For how many minutes after it was asked for a link works. */
export const resetMinutes = 60

/** Makes the link that an email brings. */
export type PasswordLink = (deliveryId: string) => string

/**
 * @param publicUrl origin under which people reach Greenroom, without a slash at the end
 * @param secret the newest of the server's secrets: it signs
 */
export const makePasswordLink =
  (publicUrl: string, secret: string): PasswordLink =>
  (deliveryId) =>
    `${publicUrl}/reset/${keyOf(secret, deliveryId, 0)}`

/** Which email a key came with; null for any other text. */
export function deliveryOfPasswordKey(key: string, secrets: readonly string[]): string | null {
  const id = idOfKey(key)
  return id !== null && opens(key, secrets, id, 0) ? id : null
}
