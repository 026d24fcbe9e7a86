import { idOfKey, linkKeys } from '../shared/link-key.ts'

/** The key of a feed, over its id and its version. It opens that calendar and nothing else. */
export const { keyOf: feedKey, opens } = linkKeys('calendar-feed')

/** The feed that a key names, or null for a text that is no key. It proves nothing yet: see `opens`. */
export const feedOfKey = idOfKey
