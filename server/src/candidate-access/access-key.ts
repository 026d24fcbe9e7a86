import { idOfKey, linkKeys } from '../shared/link-key.ts'

/** The key of a candidate's personal link, over an interview's id and its key version. */
export const { keyOf: accessKey, opens } = linkKeys('access-key')

/** The interview that a key names, or null for a text that is no key. It proves nothing yet: see `opens`. */
export const interviewOfKey = idOfKey
