/** How an interview takes place, in the order people choose it. */
export const modes = ['VIDEO', 'ONSITE', 'PHONE', 'SELF_GUIDED'] as const
