/**
 * What becomes of somebody's wait for a place. WAITING: for a place to become free. OFFERED: a place is held for them
 * until the offer ends. TAKEN: they took it. LAPSED: they did not in time. WITHDRAWN: they no longer wait.
 */
export const waitlistStatus = ['WAITING', 'OFFERED', 'TAKEN', 'LAPSED', 'WITHDRAWN'] as const
export type WaitlistStatus = (typeof waitlistStatus)[number]
