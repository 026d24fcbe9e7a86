/** For how many days it can be kept to whom emails went, from a month, in which people still ask, up to ten years. */
export const retentionDays = [30, 3650] as const
export const defaultRetentionDays = 365
