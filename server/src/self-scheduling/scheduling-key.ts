import { idOfKey, linkKeys } from '../shared/link-key.ts'

/** The key of a choose-a-slot link, over the link's id and its version. It opens no interview, and no access key opens it. */
export const { keyOf: schedulingKey, opens } = linkKeys('scheduling-key')

/** The link that a key names, or null for a text that is no key. It proves nothing yet: see `opens`. */
export const linkOfKey = idOfKey
