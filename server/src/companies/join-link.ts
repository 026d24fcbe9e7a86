import { idOfKey, linkKeys } from '../shared/link-key.ts'

/*
 * The link at which somebody joins the company that added them. Its key is over their place in that company and the day
 * it was shown on, so that it ends by itself; who has joined needs none, and it opens nothing any more.
 */

const { keyOf, opens } = linkKeys('join')
const dayLength = 24 * 3_600_000
/** For how many days a link works, the one on which it is shown included. */
export const joinDays = 8

const dayOf = (now: Date) => Math.floor(now.getTime() / dayLength)

/** Makes the link of a staff member, as it is shown now. */
export type JoinLink = (staffMemberId: string, now: Date) => string

/**
 * @param publicUrl origin under which people reach Greenroom, without a slash at the end
 * @param secret the newest of the server's secrets: it signs
 */
export const makeJoinLink =
  (publicUrl: string, secret: string): JoinLink =>
  (staffMemberId, now) =>
    `${publicUrl}/join/${keyOf(secret, staffMemberId, dayOf(now))}`

/** Whose key a text would be; null where it is none. Whether it opens anything is another question. */
export const staffMemberOfJoinKey = (key: string): string | null => idOfKey(key)

/** Whether a key is that of the staff member, and was shown within the last days. */
export function opensJoin(key: string, secrets: readonly string[], staffMemberId: string, now: Date): boolean {
  const today = dayOf(now)
  const days = Array.from({ length: joinDays }, (_, age) => today - age)
  return days.map((day) => opens(key, secrets, staffMemberId, day)).includes(true)
}
